"""Makes the reports of many dossiers; a bad one never stops the rest."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sko_widgets import files
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import StoreUnreachableError
from sko_widgets.errors import SkoError

from . import output_folder
from .manifest import Entry, Ledger
from .plan import Job, Order, Plan, Planner
from .task import Failure, Outcome, OutOfMemoryError
from .workers import Workers

if TYPE_CHECKING:
    from sko_widgets.dossier.store import Store

_TICK = 0.2


class StoppedError(SkoError):
    """Nothing more can be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "We zijn gestopt: de schijf is vol.",
            where=str(folder),
            mend="Wat al klaar was, is bewaard; de volgende keer gaat het daar verder.",
        )


class Watcher(Protocol):
    """Who is told how a run goes."""

    def look(self, done: int, total: int) -> None:
        """Tell how many dossiers were looked at, to see whether they changed."""

    def begin(self, plan: Plan, total: int) -> None:
        """Tell what there is to do; the total counts unchanged reports, and booklets are no part of it."""

    def ended(self, entry: Entry) -> None:
        """Tell what became of a report, and what its reader should know."""

    def tick(self, in_hand: Sequence[str]) -> None:
        """Tell what is being made; called several times a second."""


@dataclass(slots=True)
class Summary:
    """What became of a run.

    Parameters
    ----------
    seconds
        How long it took.
    counts
        Status -> how many.
    failed
        Entries of reports that were not made.
    empty
        How many are of a dossier in which nothing stands yet.
    """

    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    failed: list[Entry] = field(default_factory=list)
    empty: int = 0

    def add(self, entry: Entry) -> None:
        """Count a report."""
        self.counts[entry.status] = self.counts.get(entry.status, 0) + 1
        self.empty += entry.is_empty
        if entry.status == "failed":
            self.failed.append(entry)


def run(
    store: Store, keys: Sequence[DossierKey], folder: Path, order: Order, workers: Workers, watcher: Watcher
) -> Summary:
    """Make reports in a folder, with a manifest beside them.

    Parameters
    ----------
    store
        Where the dossiers are.
    keys
        Which dossiers.
    folder
        Where the files go; made when it is not there.
    order
        What is asked of them.
    workers
        Who do the work; entered by the caller.
    watcher
        Who is told how it goes.

    Raises
    ------
    SkoError
        When nothing more can be made at all: the disk is full, the store or the cluster is gone.
        What was made before is kept, and the next run goes on from there.
    """
    began = time.perf_counter()
    files.make_folder(folder)
    output_folder.sweep(folder)
    running = _Run(store, folder, order, workers, watcher)
    try:
        running.go(keys)
        running.ledger.close()
    except BaseException as error:
        with contextlib.suppress(SkoError):  # on a full disk the old manifest stays; the disk was told of already
            running.ledger.close()
        if isinstance(error, MemoryError):
            raise OutOfMemoryError from error
        raise
    running.summary.seconds = time.perf_counter() - began
    return running.summary


class _Run:
    """A run while it goes on."""

    def __init__(self, store: Store, folder: Path, order: Order, workers: Workers, watcher: Watcher) -> None:
        self.store, self.folder, self.order = store, folder, order
        self.workers, self.watcher = workers, watcher
        self.ledger = Ledger(folder)
        self.planner = Planner(folder, order, self.ledger)
        self.summary = Summary()
        self.in_hand: dict[int, Job] = {}

    def go(self, keys: Sequence[DossierKey]) -> None:
        """Do all there is to do."""
        plan = self.planner.plan(self.store, keys, lambda done: self.watcher.look(done, len(keys)))
        self.watcher.begin(plan, len(keys))
        for entry in plan.unchanged:
            self._end(entry)
        self._work(self._reports(plan.todo), several=len(plan.todo) > 1)
        if self.order.booklets:
            self._work(self.planner.booklets(self._snapshots(keys)), several=True)

    def _work(self, jobs: Iterator[Job | Entry], *, several: bool) -> None:
        """Hand out jobs whenever a worker is free, and put away what comes back; a job alone may use every core."""
        more, number = True, 0
        while more or self.in_hand:
            while more and self.workers.room():
                job = next(jobs, None)
                if job is None:
                    more = False
                elif isinstance(job, Entry):
                    self._end(job)
                else:
                    number += 1
                    self.in_hand[number] = job
                    self.workers.hand(number, replace(job.task, one_core=several))
            self.watcher.tick([job.entry.label for job in self.in_hand.values()])
            if self.in_hand:
                for done, outcome in self.workers.collect(_TICK):
                    self._put_away(self.in_hand.pop(done), outcome)

    def _reports(self, keys: Iterable[DossierKey]) -> Iterator[Job | Entry]:
        """Yield the job of each dossier; it is read when it is asked for, and not before."""
        for key in keys:
            began = time.perf_counter()
            try:
                yield self.planner.job(self.store.snapshot(key))
            except StoreUnreachableError:
                raise
            except Exception as error:  # noqa: BLE001  # one bad dossier never stops the rest
                part, took = self.order.block, time.perf_counter() - began
                yield Entry(key.slug, key.period, "failed", seconds=took, part=part, failure=Failure.of(error))

    def _snapshots(self, keys: Iterable[DossierKey]) -> Iterator[Snapshot]:
        """Yield what can be read; what could not be read for its own report either, was told then."""
        failed = {(entry.coalition, entry.period) for entry in self.summary.failed}
        for key in keys:
            try:
                snapshot = self.store.snapshot(key)
            except Exception:
                if (key.slug, key.period) not in failed:
                    raise  # a booklet would lack a coalition, and nobody would know
                continue
            yield snapshot

    def _put_away(self, job: Job, outcome: Outcome) -> None:
        failure = outcome.failure
        try:
            if failure is None:
                output_folder.put(self.folder, {f"{job.stem}.{name}": data for name, data in outcome.files.items()})
        except output_folder.FolderFullError as error:
            self.watcher.ended(job.failed(Failure.of(error), outcome.seconds))
            raise StoppedError(self.folder) from error
        except SkoError as error:
            failure = Failure.of(error)
        if failure is None:
            self._end(job.done(outcome))
        else:
            self._end(job.failed(failure, outcome.seconds))

    def _end(self, entry: Entry) -> None:
        self.ledger.add(entry)
        self.summary.add(entry)
        self.watcher.ended(entry)

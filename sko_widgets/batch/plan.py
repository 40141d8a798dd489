"""What a run has to do: which dossiers changed since their report was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sko_widgets.dossier.replies import without_replies
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.framework import frameworks
from sko_widgets.report import FORMATS

from . import booklet, fingerprint
from .manifest import Entry, Ledger
from .task import Failure, Outcome, Task, pack

if TYPE_CHECKING:
    from sko_widgets.dossier.store import Store


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a run.

    Parameters
    ----------
    formats
        Some of `report.FORMATS`.
    block
        Id of the only block to report on; empty for whole reports.
    booklets
        Whether to make a booklet for each block too.
    anew
        Whether to make what did not change too.
    without
        Parts that stay out of reports, some of `parts.PARTS`.
    full_names
        Whether the names of files say that it is a quality report.
    """

    formats: tuple[str, ...]
    block: str = ""
    booklets: bool = False
    anew: bool = False
    without: tuple[str, ...] = ()
    full_names: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A report to make: the task, and what its entry will say when it is done."""

    task: Task
    entry: Entry
    stem: str

    def done(self, outcome: Outcome) -> Entry:
        """Return the entry of the finished report."""
        names = tuple(f"{self.stem}.{name}" for name in outcome.files)
        kept = tuple(name for name in self.entry.files if name not in names)
        files = tuple(sorted((*names, *kept), key=_order))
        return replace(self.entry, status="ok", files=files, seconds=outcome.seconds, warnings=outcome.warnings)

    def failed(self, failure: Failure, seconds: float) -> Entry:
        """Return the entry of a report that was not made; its old files stay where they are."""
        return replace(self.entry, status="failed", files=(), hash="", seconds=seconds, failure=failure)


@dataclass(slots=True)
class Plan:
    """What there is to do.

    Parameters
    ----------
    todo
        Dossiers whose report is to be made.
    unchanged
        Entries of reports that stay as they are.
    """

    todo: list[DossierKey] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)


class Planner:
    """Weighs dossiers against what a folder holds.

    Parameters
    ----------
    folder
        Where the reports go.
    order
        What is asked.
    ledger
        What is known of the folder's reports.
    """

    def __init__(self, folder: Path, order: Order, ledger: Ledger) -> None:
        self._folder, self._order, self._ledger = folder, order, ledger

    def plan(self, store: Store, keys: Iterable[DossierKey], looked: Callable[[int], None] = lambda _: None) -> Plan:
        """Look which dossiers changed; one that cannot be read counts as changed, and says why in its turn.

        Parameters
        ----------
        looked
            Called with how many dossiers were looked at.
        """
        made = Plan()
        for number, key in enumerate(keys):
            looked(number)
            same = self._same(store, key)
            if same is None:
                made.todo.append(key)
            else:
                made.unchanged.append(same)
        return made

    def _same(self, store: Store, key: DossierKey) -> Entry | None:
        """Return the entry of a report that stays as it is."""
        before = self._ledger.find(key.slug, key.period, self._order.block)
        if before is None or not before.hash or self._order.anew:
            return None  # without a look at the dossier
        try:
            weighed = self.job(store.snapshot(key))
        except Exception:  # noqa: BLE001  # whatever it is, it comes again when the report is made, and is told then
            return None
        return weighed if isinstance(weighed, Entry) else None

    def job(self, snapshot: Snapshot) -> Job | Entry:
        """Return what is to be done for a dossier, or its entry when its report is as it should be."""
        snapshot = without_replies(snapshot)
        key, block = snapshot.key, self._order.block
        stem = f"kwaliteitsrapport-{key.stem}" if self._order.full_names else key.stem
        stem = f"{stem}-{block}" if block else stem
        without = self._order.without
        number = fingerprint.content(snapshot)
        number = fingerprint.combined(number, f"zonder {' '.join(without)}") if without else number
        entry = Entry(key.slug, key.period, "ok", hash=number, part=block)
        return self._weighed(entry, stem, lambda: Task((pack(snapshot),), self._order.formats, block, without=without))

    def booklets(self, snapshots: Iterable[Snapshot]) -> Iterator[Job | Entry]:
        """Yield what is to be done for the booklet of each block in which something was written."""
        packed: dict[str, list[bytes]] = {}
        numbers: dict[str, list[str]] = {}
        blocks = dict.fromkeys(block_id for each in frameworks().values() for block_id in each.block_ids)
        for snapshot in snapshots:
            for block_id in blocks:
                part = booklet.part(snapshot, block_id)
                if part is not None:
                    packed.setdefault(block_id, []).append(pack(part))
                    numbers.setdefault(block_id, []).append(fingerprint.content(part))
        for block_id in filter(packed.__contains__, blocks):
            entry = Entry("", "", "ok", hash=fingerprint.combined(*numbers[block_id]), part=block_id)
            task = Task(tuple(packed[block_id]), self._order.formats, block_id, booklet=True)
            yield self._weighed(entry, f"bouwsteen-{block_id}", lambda task=task: task)  # type: ignore[misc]

    def _weighed(self, entry: Entry, stem: str, task: Callable[[], Task]) -> Job | Entry:
        """Weigh what an entry was made from, and what is made with, against what is there."""
        number = fingerprint.combined(fingerprint.surroundings(), stem, entry.hash)
        entry = replace(entry, hash=number)
        before = self._ledger.find(*entry.id)
        if before is None or before.hash != number:
            return Job(task(), entry, stem)
        there = tuple(name for name in before.files if (self._folder / name).is_file())
        wanted = {f"{stem}.{name}" for name in self._order.formats}
        if wanted <= set(there) and not self._order.anew:
            return replace(before, status="unchanged", files=there)
        return Job(task(), replace(entry, files=there), stem)


def _order(name: str) -> int:
    return FORMATS.index(name.rpartition(".")[2])

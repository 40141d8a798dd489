"""How long a search takes over many dossiers, beside `LIKE`, and what search costs who saves: on SQLite and PostgreSQL.

Run it with `python tests/benchmarks/search_time.py [--dossiers 1000] [--searches 160] [--saves 300] [--only SQLite]`.
What is compared takes turns, so that the computer's mood is the same for both.  The server of the tests does not wait
for its disk, so that its saves are faster than in use, and what search adds to one weighs more.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parents[1]))
from _coalitions import fill, snapshot
from postgres import PostgresServer, _programs

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import search, search_index
from sko_widgets.dossier.store.sql_store import SqlStore

QUESTIONS = (
    "leerlingen ",
    "bibliotheek",
    "samenwerki",
    "wethouder jeugd ",
    '"vaste dagen"',
    "ouders planning",
    "theaterschool begroting herfstvakantie ",
    "zwembad ",
)
_LIKE = """
SELECT r.id FROM sko_revision r WHERE {all} AND NOT EXISTS (
  SELECT 1 FROM sko_revision n
  WHERE n.dossier = r.dossier AND n.sheet = r.sheet AND n.field = r.field AND n.number > r.number
) ORDER BY r.id DESC LIMIT 200
"""
CYCLE = "block/meso-samenwerking/2"


def timed(do: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def told(name: str, took: list[float], beside: list[float] | None = None) -> None:
    p95 = quantiles(took, n=20)[-1]
    line = f"  {name:<28} p50 {median(took):8.2f} ms  p95 {p95:8.2f} ms"
    if beside:
        line += f"   {median(beside) / median(took):6.1f} and {quantiles(beside, n=20)[-1] / p95:6.1f} times as fast"
    print(line, flush=True)


def like(store: SqlStore, question: str) -> int:
    """Search as one would without an index: each word as it was typed, anywhere in the newest value."""
    parts = [question.strip('"')] if question.startswith('"') else question.split()
    where = " AND ".join(f"lower(r.value) LIKE :word{at}" for at in range(len(parts)))
    with store._reading() as connection:
        words = {f"word{at}": f"%{part}%" for at, part in enumerate(parts)}
        return len(connection.execute(text(_LIKE.format(all=where)), words).all())


def searches(store: SqlStore, keys: list[DossierKey], number: int) -> None:
    """Search all dossiers, one of them, and all with `LIKE`, in turns."""
    everywhere, within, without = list[float](), list[float](), list[float]()
    assert [bool(store.search(question, keys)) for question in QUESTIONS] == [*[True] * (len(QUESTIONS) - 1), False]
    for at, question in enumerate(islice(cycle(QUESTIONS), number)):
        everywhere.append(timed(lambda: store.search(question, keys)))  # noqa: B023
        within.append(timed(lambda: store.search(question, [keys[at % len(keys)]])))  # noqa: B023
        if at % 9 == 0:  # each takes long, and all questions have their turn
            without.append(timed(lambda: like(store, question)))  # noqa: B023
    told("LIKE, all dossiers", without)
    told("search, all dossiers", everywhere, without)
    told("search, one dossier", within, without)


def saves(store: SqlStore, key: DossierKey, number: int) -> None:
    """Save one field with and without what search does then, in turns; each time some words are typed more."""
    follow, took = search_index.follow, {"without search": list[float](), "with search": list[float]()}
    said, based_on = snapshot(1).sheet(CYCLE)["context"], store.revisions(key, CYCLE)["context"]
    for at in range(number * 2):
        name = "with search" if at % 2 else "without search"
        search_index.follow = follow if at % 2 else lambda *_: None
        value = f"{said} En toen kwam woord{at} erbij."
        took[name].append(timed(lambda: store.save(key, CYCLE, "context", value, based_on=based_on, author="x")))  # noqa: B023
        based_on += 1
    search_index.follow = follow
    for name, those in took.items():
        told(name, those)
    without, along = took.values()
    p95 = quantiles(along, n=20)[-1] / quantiles(without, n=20)[-1]
    print(f"  a save with search beside without: p50 {median(along) / median(without):.2f} and p95 {p95:.2f} times")


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Yield the addresses of a new store in each database."""
    folder = Path(tempfile.mkdtemp(prefix="sko-search-"))
    programs = _programs()
    server = None
    try:
        urls = {"SQLite": f"sqlite:///{folder / 'dossiers.sqlite'}"}
        if programs:
            (folder / "pg").mkdir()
            folder.chmod(0o755)
            server = PostgresServer(programs, folder / "pg")
            server.start()
            urls["PostgreSQL"] = server.url(server.new_database())
        yield urls
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    parser.add_argument("--dossiers", type=int, default=1000)
    parser.add_argument("--searches", type=int, default=160)
    parser.add_argument("--saves", type=int, default=300)
    wanted = parser.parse_args()
    with databases() as urls:
        for name in [wanted.only] if wanted.only else list(urls):
            with SqlStore.open(urls[name]) as store:
                keys = fill(store, range(1, wanted.dossiers + 1))
                print(f"{name}, {len(keys)} dossiers", flush=True)
                with store._writing() as connection:
                    again = timed(lambda: search.fill(connection))
                with store._writing() as connection:
                    connection.execute(text("ANALYZE sko_revision"))  # as a server does by itself, in a while
                    connection.execute(text("ANALYZE sko_search"))
                print(f"  all that search keeps, made anew: {again / 1000:.1f} s", flush=True)
                searches(store, keys, wanted.searches)
                saves(store, keys[0], wanted.saves)


if __name__ == "__main__":
    main()

"""What holds for every file in git: what may be here, how large it may be, what it may name and import."""

from __future__ import annotations

import ast
import graphlib
import itertools
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "sko_widgets"
SHIPPED = (PACKAGE, "workbooks", "templates")
TOP_LEVEL = {
    *SHIPPED,
    "tests",
    "docs",
    "environment.yml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}
# Rules are spelt out below, so that file cannot hold to them.
THIS_FILE = PurePosixPath("tests/test_repository.py")
BINARY = {".png", ".jpg", ".woff2", ".ttf", ".docx", ".xlsx", ".pdf", ".sqlite", ".zip"}
MAX_LINES = 300


@cache
def files() -> tuple[PurePosixPath, ...]:
    """Return every file that is in git, or would be with `git add`."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout", allow_module_level=True)
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(PurePosixPath(name) for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file())


def text(file: PurePosixPath) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def lines_with(pattern: str, candidates: Iterator[PurePosixPath]) -> list[str]:
    """Return `file:line: text` for each line that matches."""
    search = re.compile(pattern).search
    return [
        f"{file}:{number}: {line.strip()[:120]}"
        for file in candidates
        if file.suffix not in BINARY and file != THIS_FILE
        for number, line in enumerate(text(file).splitlines(), 1)
        if search(line)
    ]


def shipped_files() -> Iterator[PurePosixPath]:
    return (file for file in files() if file.parts[0] in SHIPPED)


def test_top_level_holds_only_what_is_agreed() -> None:
    names = {file.parts[0] for file in files()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_database_and_no_report_in_git() -> None:
    made = {".sqlite", ".db", ".sqlite3", ".sqlite-wal", ".sqlite-shm", ".pdf", ".docx", ".xlsx", ".log"}
    # Word's template of the report, and input of tests, are meant.
    strays = [file for file in files() if file.suffix in made and file.parts[0] not in ("tests", "templates")]
    assert not strays
    assert not [file for file in files() if file.name == "manifest.json" and file.parts[0] != "tests"]


def test_names_work_on_every_system() -> None:
    names = [str(file) for file in files()]
    assert not [name for name in names if not re.fullmatch(r"[\w.\-/ ]+", name, re.ASCII) or len(name) > 140]
    assert len({name.lower() for name in names}) == len(names)


NOTEBOOKS = pytest.mark.parametrize("file", [file for file in files() if file.suffix == ".ipynb"], ids=str)


@NOTEBOOKS
def test_notebook_carries_no_trace_of_a_run(file: PurePosixPath) -> None:
    notebook = json.loads(text(file))
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info", "title", "authors", "sko"}
    # The version of somebody's Python is a trace too, and names come and go with the editor.
    assert "version" not in notebook["metadata"].get("language_info", {})
    for cell in notebook["cells"]:
        assert not cell.get("outputs"), cell["source"]
        assert cell.get("execution_count") is None, cell["source"]
        assert not {"execution", "papermill", "collapsed", "scrolled"} & set(cell["metadata"]), cell["source"]


@NOTEBOOKS
def test_notebook_has_stable_cell_ids(file: PurePosixPath) -> None:
    notebook = json.loads(text(file))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) >= (4, 5)
    ids = [cell.get("id", "") for cell in notebook["cells"]]
    assert not [one for one in ids if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", one)]
    assert len(set(ids)) == len(ids)


def test_no_path_of_a_machine_is_named() -> None:
    folders = "|".join(("work", "farm", "root", "home", "Users"))
    assert not lines_with(rf"(?<![\w.\-/}}])/(?:{folders})/", iter(files()))


def test_no_registry_or_content_network_is_named() -> None:
    hosts = r"jsdelivr|unpkg|cdnjs|esm\.sh|skypack|googleapis|gstatic|pythonhosted|pypi\.org|npmjs|pkg\.dev|\bcdn\."
    assert not lines_with(hosts, iter(files()))


def test_pages_and_scripts_load_nothing_from_elsewhere() -> None:
    pages = (file for file in shipped_files() if file.suffix in {".js", ".mjs", ".css", ".html", ".j2", ".typ"})
    pages = (file for file in pages if file.parent.name != "bundle")  # its errors name where they are explained
    comment = r"^\s*(?://|/?\*|<!--|\{#)"
    # Names of XML vocabularies are addresses that nobody visits, and one that is typed has only its begin here.
    address = r"https?://(?!www\.w3\.org/|(?:localhost|127\.0\.0\.1)\b)(?=\w)"
    assert not lines_with(rf"(?!{comment})^.*{address}", pages)


def test_no_unfinished_business_in_what_is_shipped() -> None:
    assert not lines_with(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError", shipped_files())


def test_nothing_refers_to_a_page_that_is_not_here() -> None:
    assert not lines_with(r"(?i)\bdesign(?:\.md)?,? section\b|\bdesign\.md\b", iter(files()))


def test_what_the_docs_name_is_there() -> None:
    there = {str(part) for file in files() for part in (file, *file.parents)}
    pages = [file for file in files() if file.suffix == ".md" and len(file.parts) <= 2 and file.parts[0] != "workbooks"]
    missing = []
    for page in pages:
        prose = re.sub(r"^```.*?^```", "", text(page), flags=re.MULTILINE | re.DOTALL)
        named = re.findall(r"`((?:sko_widgets|workbooks|templates|tests|docs)/[\w./-]*)`", prose)
        linked = [str(page.parent / to) for to in re.findall(r"\]\((?!https?:|#)([^)#]+)", prose)]
        missing += [f"{page}: {one}" for one in (*named, *linked) if one.rstrip("/") not in there]
    assert not missing


def test_a_word_in_the_table_of_words_is_used() -> None:
    words = re.findall(r"^\| ([a-z_, ]+) \|", text(PurePosixPath("docs/words.md")), re.MULTILINE)
    terms = {term for cell in words for term in cell.split(", ")} - {"code"}
    used = "\n".join(text(file) for file in files() if file.parts[0] == PACKAGE and file.suffix in {".py", ".yaml"})
    assert len(terms) > 40
    assert not [term for term in terms if not re.search(rf"(?i)\b{term.replace('_', '[_ ]')}", used)]


def modules() -> dict[str, PurePosixPath]:
    """Return the modules of the package by dotted name; a folder's name is its `__init__`."""
    found = {}
    for file in files():
        if file.parts[0] == PACKAGE and file.suffix == ".py":
            parts = file.with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def test_no_module_is_too_long_to_read() -> None:
    lengths = {file: len(text(file).splitlines()) for file in modules().values()}
    assert not {str(file): length for file, length in lengths.items() if length > MAX_LINES}


# Which rooms a room may use: cli -> batch, server -> guide -> report -> insight, kernels -> dossier -> framework;
# guide -> widgets.  What lies below a room that it may use, it may use too.
ARROWS = {
    "framework": set(),
    "dossier": {"framework"},
    "insight": {"dossier"},
    "kernels": {"dossier"},
    "report": {"insight", "kernels"},
    "widgets": set(),
    "batch": {"report"},
    "guide": {"report", "widgets"},
    "server": {"guide"},
    "cli": {"batch", "server"},
    "__main__": {"cli"},
}


def below(room: str) -> set[str]:
    """Return all that lies below a room."""
    return ARROWS[room].union(*(below(other) for other in ARROWS[room]))


def shared() -> set[str]:
    """Return the modules beside the rooms, such as `errors`: every room may use them, and they use no room."""
    return {room_of(module) for module, file in modules().items() if len(file.parts) == 2} - {"", *ARROWS}


def room_of(module: str) -> str:
    """Return the room of a module; the façade `sko_widgets` itself is the room ''."""
    return module.partition(".")[2].partition(".")[0]


def imports(module: str, file: PurePosixPath, known: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the modules of the package that a module imports, with the line; also inside functions."""
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(text(file))):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            submodules = [f"{base}.{alias.name}" for alias in node.names]
            named = [one if one in known else base for one in submodules]
        else:
            continue
        yield from ((one, node.lineno) for one in named if one.split(".")[0] == PACKAGE)


def test_every_module_is_in_a_room_of_the_house() -> None:
    assert {room_of(module) for module in modules()} <= {*ARROWS, *shared(), ""}


def test_imports_run_one_way() -> None:
    known = modules()
    wrong = []
    for module, file in known.items():
        room = room_of(module)
        allowed = shared() | {room} | (below(room) if room in ARROWS else set())
        for used, line in imports(module, file, set(known)):
            # The façade itself is no room; who goes round through it makes a circle, and that is tested below.
            if room and room_of(used) not in allowed | {""}:
                wrong.append(f"{file}:{line}: {room} imports {used}")
    assert not wrong


def test_what_keeps_a_store_is_known_to_its_room_alone() -> None:
    known = modules()
    room = f"{PACKAGE}.dossier.store"
    users = {
        f"{file}:{line}: {used}"
        for module, file in known.items()
        for used, line in imports(module, file, set(known))
        if used.startswith(f"{room}.") and not f"{module}.".startswith(f"{room}.")
    }
    assert not users


def test_no_room_reaches_one_above_it_by_name() -> None:
    wrong = []
    for module, file in modules().items():
        room = room_of(module)
        below_it = below(room) | {room} if room in ARROWS else set()
        above = "|".join({*ARROWS} - below_it - {"__main__"})
        if room and above:  # the façade names rooms, to load them when they are asked for
            wrong += lines_with(rf"\b{PACKAGE}\.(?:{above})\b", iter([file]))
    assert not wrong


def test_the_table_of_rooms_says_what_holds() -> None:
    rows = re.findall(r"^\| `sko_widgets/(\w+)/` \|.*\| (.*) \|$", text(PurePosixPath("docs/house.md")), re.MULTILINE)
    rooms = [room for room, _ in rows]
    assert set(rooms) == {*ARROWS} - {"__main__"}
    for at, (room, knows) in enumerate(rows):
        assert ARROWS[room] <= set(rooms[:at])
        assert knows.startswith(("nothing", "all")) or set(knows.split(", ")) == ARROWS[room]


def test_no_two_modules_of_a_room_and_its_neighbours_have_one_name() -> None:
    known = modules()
    neighbours: dict[str, set[str]] = {room_of(module): {room_of(module), *shared()} for module in known}
    for module, file in known.items():
        neighbours[room_of(module)] |= {room_of(used) for used, _ in imports(module, file, set(known))}
    found = set()
    for rooms in neighbours.values():
        named: dict[str, set[str]] = {}
        for module in (module for module in known if room_of(module) in rooms):
            if known[module].name != "__init__.py":
                named.setdefault(module.rpartition(".")[2].removesuffix("s"), set()).add(module)
        # A control is called after the kind of its field, and `line` and `lines` are two kinds.
        found |= {name for name, those in named.items() if len({one.rpartition(".")[0] for one in those}) > 1}
    assert not found


def test_what_is_promised_is_held_by_tests_that_there_are() -> None:
    _, _, promised = text(PurePosixPath("docs/saving.md")).partition("## What is promised")
    rows = [line for line in promised.partition("\n## ")[0].splitlines() if line.startswith("| ")][2:]
    held = [re.findall(r"`(test_\w+\.py)::(test_\w+)`", row.split("|")[3]) for row in rows]
    assert len(held) > 15
    assert all(held)
    for file, name in itertools.chain(*held):
        assert f"def {name}(" in text(PurePosixPath("tests") / file), f"{file}::{name}"


def test_no_circle_of_modules() -> None:
    known = modules()
    graph = {
        module: {used for used, _ in imports(module, file, set(known)) if used != module}
        for module, file in known.items()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_help_is_quick_for_it_imports_nothing_heavy() -> None:
    command = [sys.executable, "-X", "importtime", "-m", PACKAGE, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, "\n".join(line for line in done.stderr.splitlines() if "|" not in line)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "click" in imported
    assert not imported & {"pandas", "papermill", "sqlalchemy", "alembic", "nbconvert", "IPython", "numpy", "typst"}


# Rooms that are to run in a browser's Python too, and the packages that they may import there; tzdata is what the
# standard library's zoneinfo reads on a system without time zones.
LIGHT_ROOMS = ("framework", "dossier", "insight")
LIGHT_PACKAGES = ("pydantic", "python-stdnum", "pyyaml", "snowballstemmer", "sqlalchemy", "typst", "tzdata")
# Alembic loads these, to bring an older store up to date.
MIGRATIONS = f"{PACKAGE}.dossier.store.migrations"
IMPORT_ALONE = """
import importlib, importlib.abc, json, sys
refused, modules = json.loads(sys.argv[1])
class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in refused:
            raise ModuleNotFoundError(f"{name} is refused")
sys.meta_path.insert(0, Refuse())
for name in modules:
    importlib.import_module(name)
"""


def with_their_own(packages: Iterable[str]) -> set[str]:
    """Return packages with all that they cannot do without."""
    found: set[str] = set()
    left = list(packages)
    while left:
        if (name := canonicalize_name(left.pop())) not in found:
            found.add(name)
            needed = map(Requirement, requires(name) or ())
            left += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found


def test_what_is_to_run_in_a_browser_imports_little() -> None:
    light = with_their_own(LIGHT_PACKAGES)
    refused = sorted(
        name
        for name, packages in packages_distributions().items()
        if name != PACKAGE and not light & {canonicalize_name(package) for package in packages}
    )
    assert {"IPython", "click", "fontTools", "markdown_it", "psycopg", "alembic"} <= set(refused)
    rooms = [name for name in modules() if room_of(name) in LIGHT_ROOMS and not name.startswith(MIGRATIONS)]
    assert len(rooms) > 50
    command = [sys.executable, "-c", IMPORT_ALONE, json.dumps([refused, rooms])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr

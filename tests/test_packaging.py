"""What is installed is what stands here: the wheel, its entry points, and the two lists of dependencies."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent

# Python package -> (conda-forge package, why it has another name there).
CONDA_NAMES = {
    "jupyter-client": ("jupyter_client", "is spelt so"),
    "jupyter-core": ("jupyter_core", "is spelt so"),
    "jupyter-server": ("jupyter_server", "is spelt so"),
    "psycopg": ("psycopg", "has libpq as a package beside it, so the extra `binary` is not needed"),
    "tzdata": ("python-tzdata", "`tzdata` there has the zones alone, without the Python package"),
    "typst": ("typst-py", "`typst` there is the command-line program, not the Python binding"),
}
# Python package -> why pip fetches it in the conda environment as well.
PIP_ONLY = {
    "pypandoc-binary": "brings the pandoc that our templates are written for; conda-forge has the two apart",
}
# What an environment has beside our dependencies.
CONDA_BASICS = {"python", "pip"}
# Python package -> why we need it, though no line of ours imports it.
NOT_IMPORTED = {
    "jupyterlab-language-pack-nl-nl": "JupyterLab finds it by its entry point",
    "psycopg": "SQLAlchemy loads it for an address of PostgreSQL",
    "tzdata": "zoneinfo looks in it on a system that has no time zones",
}


def project() -> dict[str, Any]:
    """Return the [project] table of pyproject.toml."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return settings


def environment() -> tuple[dict[str, SpecifierSet], list[str]]:
    """Return environment.yml as conda's packages with their bounds, and pip's lines."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    packages = {}
    for entry in entries:
        if isinstance(entry, str):
            name, _, bounds = entry.partition(" ")
            packages[name] = SpecifierSet(bounds)
    pip_lines = [line for entry in entries if isinstance(entry, dict) for line in entry["pip"]]
    return packages, pip_lines


def requirements() -> dict[str, Requirement]:
    """Return our dependencies by canonical name."""
    return {canonicalize_name(one.name): one for one in map(Requirement, project()["dependencies"])}


def test_environment_has_the_same_names_and_bounds_as_pyproject() -> None:
    wanted = {
        CONDA_NAMES.get(name, (name, ""))[0]: one.specifier
        for name, one in requirements().items()
        if name not in PIP_ONLY
    }
    packages, _ = environment()
    assert {name: bounds for name, bounds in packages.items() if name not in CONDA_BASICS} == wanted


def test_environment_leaves_to_pip_what_conda_forge_lacks_and_ourselves() -> None:
    _, pip_lines = environment()
    assert pip_lines[-1] == "-e ."
    lines = {canonicalize_name(one.name): one.specifier for one in map(Requirement, pip_lines[:-1])}
    assert lines == {name: one.specifier for name, one in requirements().items() if name in PIP_ONLY}


def test_environment_has_the_same_python() -> None:
    packages, _ = environment()
    assert packages["python"] == SpecifierSet(project()["requires-python"])


def test_every_dependency_has_a_lower_and_an_upper_bound() -> None:
    for name, one in requirements().items():
        assert {bound.operator for bound in one.specifier} == {">=", "<"}, name


def sources(folder: str) -> Iterator[tuple[str, str]]:
    """Yield name and code of each module, and of each notebook's cells."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / folder).rglob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield (
            str(path.relative_to(ROOT)),
            "\n".join("".join(one["source"]) for one in cells if one["cell_type"] == "code"),
        )


def imported(*folders: str) -> dict[str, set[str]]:
    """Return what is imported from elsewhere, also inside functions: package on the index -> files."""
    ours = {"sko_widgets", *(path.stem for path in (ROOT / "tests").rglob("*"))}
    distributions = packages_distributions()
    found: dict[str, set[str]] = {}
    for file, code in (source for folder in folders for source in sources(folder)):
        for node in ast.walk(ast.parse(code)):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for top in {name.partition(".")[0] for name in names} - ours - sys.stdlib_module_names:
                for distribution in distributions.get(top, [top]):
                    found.setdefault(canonicalize_name(distribution), set()).add(file)
    return found


def extra(name: str) -> set[str]:
    """Return the canonical names in an optional list of dependencies."""
    return {canonicalize_name(Requirement(line).name) for line in project()["optional-dependencies"][name]}


def test_every_package_that_is_imported_is_declared() -> None:
    used = imported("sko_widgets", "workbooks")
    assert {"sqlalchemy", "traitlets", "ipython"} <= set(used)
    assert {name: files for name, files in used.items() if name not in {*requirements(), *extra("dask")}} == {}


def test_every_package_that_the_tests_import_is_declared() -> None:
    used = imported("tests")
    assert {name: files for name, files in used.items() if name not in {*requirements(), *extra("dev")}} == {}


def test_every_package_that_is_declared_is_imported_or_has_a_reason() -> None:
    assert set(requirements()) - set(imported("sko_widgets", "workbooks")) == set(NOT_IMPORTED)


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    """Run a command, and return what it printed; a failure shows all of it."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{command} gave {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    # With the build backend at hand, building needs no network.
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *isolation, "-w", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment variables with which Python finds the installed wheel before the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", folder, wheel)
    run(*pip, cwd=folder)
    return {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}


def git_files(*folders: str) -> set[str]:
    """Return what is in git, or would be, of some folders."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = run(
        "git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "-co", "--exclude-standard", "--", *folders, cwd=ROOT
    )
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


@pytest.mark.slow
def test_wheel_carries_the_folders_that_stand_beside_the_package(wheel: Path) -> None:
    shipped = "sko_widgets/_shipped/"
    names = zipfile.ZipFile(wheel).namelist()
    carried = {name.removeprefix(shipped) for name in names if name.startswith(shipped)}
    assert carried == git_files("workbooks", "templates")
    assert {name.split("/")[0] for name in carried} == {"workbooks", "templates"}


@pytest.mark.slow
def test_wheel_carries_the_package_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if "/_shipped/" not in name}
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == git_files("sko_widgets")
    assert "sko_widgets/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in metadata)


@pytest.mark.slow
def test_installed_package_uses_its_own_folders(installed: dict[str, str], tmp_path: Path) -> None:
    script = "from sko_widgets import resources as r; print(r.workbooks(), r.templates(), sep='\\n')"
    shown = run(sys.executable, "-c", script, cwd=tmp_path, **installed).splitlines()
    assert [Path(line) for line in shown] == [
        Path(installed["PYTHONPATH"]) / "sko_widgets" / "_shipped" / name for name in ("workbooks", "templates")
    ]


@pytest.mark.slow
def test_papermill_and_nbconvert_find_us_by_name(installed: dict[str, str], tmp_path: Path) -> None:
    script = """
import sys
from nbconvert.exporters import get_exporter
from papermill.engines import papermill_engines
for thing in (papermill_engines.get_engine("sko"), get_exporter("sko-report")):
    print(sys.modules[thing.__module__].__file__)
"""
    shown = run(sys.executable, "-c", script, cwd=tmp_path, **installed).splitlines()
    assert len(shown) == 2
    assert all(Path(file).is_relative_to(installed["PYTHONPATH"]) for file in shown), shown


@pytest.mark.slow
def test_installed_command_shows_its_help_anywhere(installed: dict[str, str], tmp_path: Path) -> None:
    shown = run(sys.executable, "-m", "sko_widgets", "--help", cwd=tmp_path, **installed)
    assert not [name for name in ("demo", "nieuw", "lijst", "rapport", "invoer", "uitvoer") if name not in shown]


@pytest.mark.slow
def test_installed_demo_prints_the_paths_of_its_three_files(installed: dict[str, str], tmp_path: Path) -> None:
    # A folder as people have them: a space, an accent, and far from the checkout.
    folder = tmp_path / "Mijn documenten" / "coördinatie"
    folder.mkdir(parents=True)
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "SKO_WERKMAP": str(folder / "werkmap")}
    shown = run(sys.executable, "-m", "sko_widgets", "demo", cwd=folder, **installed, **home)
    begins = {".html": b"<!doctype html", ".pdf": b"%pdf-", ".docx": b"pk\x03\x04"}
    for suffix, begin in begins.items():
        files = [file for file in folder.rglob(f"*{suffix}") if mentions(shown, file, folder)]
        assert len(files) == 1, f"{suffix}: {shown}"
        assert files[0].read_bytes()[:200].lstrip().lower().startswith(begin)


def mentions(shown: str, file: Path, folder: Path) -> bool:
    """Tell whether a path, whole or from the folder, stands in what a command printed."""
    forms = (re.escape(str(form)) for form in (file, file.relative_to(folder)))
    return any(re.search(rf"(?<![\w/\\]){form}(?!\w)", shown) for form in forms)

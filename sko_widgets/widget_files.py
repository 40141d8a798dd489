"""The JavaScript and the CSS of our widgets: each widget's whole in itself, or all in one file for a page of the app.

The files in `widgets/static/` are ordinary ES modules that import from `static/shared/`.  In JupyterLab a widget's
module has to stand alone, so the imported files are laid before it, each once and in a scope of its own.  A page
of the app has all widgets' files from the start, so there a widget only says which it is.  There is no build step:
this happens when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sko_widgets.resources import templates

PAGE_FOLDER = "SKO_PAGINAMAP"
"""The environment variable that tells a kernel of the app the address of its page's folder, `/werkboek/…/`."""

SCRIPTS, STYLES = "widgets.js", "widgets.css"
"""The files that a page of the app has: a module that exports each widget by its name, and all their styles."""

OURS = "sko:"
"""What a widget's module begins with on a page of the app: then comes a file there, `#`, and its name in that."""

_STATIC = Path(__file__).resolve().parent / "widgets" / "static"
_IMPORT = re.compile(r'^import\s*(\{[^}]*\})\s*from\s*"([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*\*[^*]*\*+(?:[^/*][^*]*\*+)*/|//[^\n]*)[ \t]*\n", re.MULTILINE)
_LIGHT = re.compile(r":root\{(.*?)\}", re.DOTALL)
_DARK = re.compile(r"prefers-color-scheme:\s*dark\)\s*\{\s*:root\{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"^\.(\w+)\{(--theme[^}]*)\}", re.MULTILINE)


@cache
def esm(name: str) -> str:
    """Return a widget's module with all that it imports.

    Parameters
    ----------
    name
        The file's name in `static/`, without `.js`.
    """
    file = _STATIC / f"{name}.js"
    return "\n".join([*_imported([file]), _module(file)[1]])


def for_page() -> dict[str, str]:
    """Return the files that a page of the app has, by name: what all widgets need, and the bundles beside them."""
    files = sorted(_STATIC.glob("*.js"))
    own = [f"const ${file.stem}$ = (() => {{\n{_own(file)}\nreturn $own;\n}})();" for file in files]
    exported = ", ".join(f"${file.stem}$ as {file.stem}" for file in files)
    styles = [_STATIC / "shared" / "shared.css", *sorted(_STATIC.glob("shared/*.css")), *sorted(_STATIC.glob("*.css"))]
    return {
        SCRIPTS: "\n".join([*_imported(files), *own, f"export {{ {exported} }};"]),
        STYLES: "\n".join([tokens(), *map(_style, dict.fromkeys(styles))]),
        **{file.name: bundle(file.stem) for file in sorted(_STATIC.glob("bundle/*.js"))},
    }


def _own(file: Path) -> str:
    return _DEFAULT.sub("const $own = ", _module(file)[1])


def _imported(files: Iterable[Path]) -> list[str]:
    """Return all that files import, each once, and after what it imports itself."""
    parts: dict[Path, str] = {}

    def gather(file: Path) -> None:
        for used in _module(file)[0]:
            if used not in parts:
                gather(used)
                parts[used] = _scoped(used)

    for file in files:
        gather(file)
    return list(parts.values())


@cache
def _module(file: Path) -> tuple[tuple[Path, ...], str]:
    """Return the files that a file imports, and its source, which takes them from constants."""
    source = _COMMENT.sub("", file.read_text(encoding="utf-8"))
    used = tuple(file.parent / found for _, found in _IMPORT.findall(source))
    return used, _IMPORT.sub(lambda found: f"const {found[1]} = {_constant(found[2])};", source)


@cache
def _scoped(file: Path) -> str:
    """Return a module as a constant that holds what it exports."""
    source = _module(file)[1]
    names = ", ".join(name for _, name in _EXPORT.findall(source))
    inner = _EXPORT.sub(lambda found: found[1], source)
    return f"const {_constant(file.name)} = (() => {{\n{inner}\nreturn {{ {names} }};\n}})();"


def _constant(path: str) -> str:
    return "$" + path.rpartition("/")[2].removesuffix(".js")


@cache
def _style(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@cache
def bundle(name: str) -> str:
    """Return a module that was built, as it is in `static/bundle/`."""
    return (_STATIC / "bundle" / f"{name}.js").read_text(encoding="utf-8")


@cache
def css(name: str, *shared: str) -> str:
    """Return a widget's styles: the look's tokens, what all widgets share, and its own.

    Parameters
    ----------
    name
        The file's name in `static/`, without `.css`; it need not be there.
    shared
        Names of more files in `static/shared/`.
    """
    files = [*(_STATIC / "shared" / f"{one}.css" for one in ("shared", *shared)), _STATIC / f"{name}.css"]
    return "\n".join([tokens(), *map(_style, files)])


@cache
def tokens() -> str:
    """Return the look's custom properties, held to `.sko` so that JupyterLab keeps its own look.

    In JupyterLab the theme that the user chose there decides between light and dark; elsewhere the
    system does.
    """
    look = (templates() / "look" / "look.css").read_text(encoding="utf-8")
    light = "".join(_LIGHT.findall(look)[:1])
    dark = "".join(_DARK.findall(look)[:1])
    colours = "".join(f".sko.{name},.sko .{name}{{{body}}}\n" for name, body in _COLOUR.findall(look))
    return (
        f".sko{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not(:has([data-jp-theme-light])) .sko{{color-scheme:dark;{dark}}}}}\n"
        f'[data-jp-theme-light="false"] .sko{{color-scheme:dark;{dark}}}\n{colours}'
    )

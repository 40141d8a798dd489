"""Puts a widget's JavaScript and CSS together, so that each widget is whole in itself.

The files in `static/` are ordinary ES modules that import from `static/shared/`.  A widget's module
has to stand alone, so the imported files are laid before it, each once and in a scope of its own.
There is no build step: this happens when the widget's class is made.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sko_widgets.resources import templates

_STATIC = Path(__file__).resolve().parent / "static"
_IMPORT = re.compile(r'^import\s*(\{[^}]*\})\s*from\s*"([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
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
    parts: dict[Path, str] = {}
    file = _STATIC / f"{name}.js"
    _gather(file, parts)
    return "\n".join([*parts.values(), _module(file)[1]])


def _gather(file: Path, parts: dict[Path, str]) -> None:
    """Add all that a file imports to `parts`, each after what it imports itself."""
    for used in _module(file)[0]:
        if used not in parts:
            _gather(used, parts)
            parts[used] = _scoped(used)


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

"""click in Dutch: headings, messages and errors, and never a traceback."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from sko_widgets.errors import SkoError

_FAILED = 1
_WRONG_USE = 2
_STOPPED = 130
_SURPLUS = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)
"""click has no kind of error for words too many, only a message."""


class DutchCommand(click.Command):
    """A command whose help is Dutch."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[OPTIES]", **options})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help` with a Dutch text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        rows = [(name, text.replace("[required]", "(verplicht)")) for name, text in records]
        if rows:
            with formatter.section("Opties"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class DutchGroup(DutchCommand, click.Group):
    """A group of commands whose help and errors are Dutch."""

    command_class = DutchCommand

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in the order in which they were declared."""
        rows = [(name, self.commands[name].get_short_help_str(70)) for name in self.list_commands(ctx)]
        with formatter.section("Opdrachten"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were declared."""
        return list(self.commands)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run, and end the process with 0, 1 (something failed) or 2 (used wrongly)."""
        options["standalone_mode"] = False
        _print_what_the_terminal_can()
        try:
            sys.exit(super().main(*args, **options) or 0)
        except click.exceptions.Exit as ended:
            sys.exit(ended.exit_code)
        except click.exceptions.NoArgsIsHelpError as asked:
            click.echo(asked.message)
            sys.exit(_WRONG_USE)
        except click.UsageError as error:
            _tell(_usage(error))
            sys.exit(_WRONG_USE)
        except (click.Abort, KeyboardInterrupt):
            _tell("Gestopt. Wat al klaar was, is bewaard.")
            sys.exit(_STOPPED)
        except Exception as error:  # noqa: BLE001  # the last resort: a user never sees a traceback
            sys.exit(_unforeseen(error))


def _print_what_the_terminal_can() -> None:
    """Let a name in signs that a terminal or a file on Windows does not know print as question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _unforeseen(error: Exception) -> int:
    if os.environ.get("SKO_DEBUG") == "1":
        raise error
    if isinstance(error, BrokenPipeError):
        return _FAILED
    from sko_widgets.files import in_dutch

    _tell(in_dutch(error))
    return error.exit_code if isinstance(error, SkoError) else _FAILED


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "sko"
    return f"{_what(error)} Kijk bij ‘{path} --help’."


def _what(error: click.UsageError) -> str:
    param = error.param if isinstance(error, click.BadParameter) else None
    name = param.human_readable_name if isinstance(param, click.Argument) else param.opts[0] if param else ""
    match error:
        case click.NoSuchOption():
            return f"De optie {error.option_name} bestaat niet.{_near(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"De opdracht ‘{error.command_name}’ bestaat niet.{_near(error.possibilities)}"
        case click.MissingParameter():
            return f"Er ontbreekt iets: {name}."
        case click.BadParameter():
            return f"{name}: {error.message.rstrip('.')}."
        case click.BadOptionUsage():
            return f"Bij de optie {error.option_name} ontbreekt een waarde, of staat er een te veel."
    surplus = _SURPLUS.search(error.message)
    if surplus:
        return f"Hier staat te veel: {surplus[1]}."
    return f"Deze opdracht klopt zo niet ({error.message.rstrip('.')})."


def _near(names: Iterable[str] | None) -> str:
    return f" Bedoel je {' of '.join(names)}?" if names else ""


class OneOf(click.ParamType[tuple[str, ...]]):
    """Names from a list, one or more with commas between; what is not on the list is told in Dutch."""

    name = "KEUZE"

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the names in the order of the list."""
        asked = [part.strip().lower() for part in value.split(",")] if isinstance(value, str) else list(value)
        for name in asked:
            if name not in self.names:
                self.fail(f"‘{name}’ kan niet; kies uit {', '.join(self.names)}", param, ctx)
            if asked.count(name) > 1:
                self.fail(f"‘{name}’ staat er twee keer; noem elk één keer", param, ctx)
        return tuple(name for name in self.names if name in asked)


class Folder(click.ParamType[Path]):
    """A folder's path; an empty one, as from a variable that was never set, would silently be where one stands."""

    name = "MAP"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        if not str(value).strip():
            self.fail("hier staat geen map; noem er een, of laat de optie weg", param, ctx)
        return Path(value)


class Number(click.ParamType[int]):
    """A whole number between two others; anything else is told in Dutch."""

    name = "N"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        text = str(value).strip()
        if not text.isdecimal() or not self.least <= int(text) <= self.most:
            self.fail(f"‘{text}’ is geen heel getal van {self.least} tot en met {self.most}", param, ctx)
        return int(text)

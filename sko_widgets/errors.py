"""The one base error of this package.

An error carries fields, not only text: what is wrong, where, and how to mend it.  It survives
pickling, because errors cross process borders (a report is made in a worker).
"""

from __future__ import annotations


class SkoError(Exception):
    """Something a user can mend, told in Dutch.

    Parameters
    ----------
    what
        What is wrong, one Dutch sentence.
    where
        The file and the place in it, or the name of the coalition; may be empty.
    mend
        What the user can do, one Dutch sentence; may be empty.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}{'' if head.endswith(chr(10)) else ' '}{self.mend}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), dict(self.__dict__))


def _rebuild(kind: type[SkoError], fields: dict[str, object]) -> SkoError:
    error = kind.__new__(kind)
    Exception.__init__(error, *fields.values())
    error.__dict__.update(fields)
    return error


class UsageError(SkoError):
    """A command was used wrongly (exit code 2)."""

    exit_code = 2


class StoreError(SkoError):
    """The store cannot be opened, read or written."""


class ReportError(SkoError):
    """A report could not be made."""

"""Runs in the kernel: executes a notebook's cells in one go and hands back what they showed.

For a report, one request a notebook instead of one a cell saves most of what a short notebook costs.  A page runs the
cells of its section in its own kernel, beside what it has there.
"""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output

MIME = "application/vnd.sko.cells+json"
_HALF = re.compile("[\ud800-\udfff]")


def run(sources: list[str]) -> None:
    """Execute cells in an empty namespace and publish their outputs as one message.

    Execution stops after the first cell that fails; its output is the error.

    Parameters
    ----------
    sources
        The cells' code, in order.
    """
    shell: Any = get_ipython()
    shell.user_ns.clear()
    shell.init_user_ns()
    done: list[list[dict[str, Any]]] = []
    for source in sources:
        with capture_output() as captured:
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        outputs = _streams(captured) + [_shown(item) for item in captured.outputs]
        done.append(outputs if error is None else [*outputs, _failed(error)])
        if error is not None:
            break
    shell.display_pub.publish({MIME: _whole(done)})


def run_apart(sources: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Execute cells in a namespace of their own, within a kernel, and return what each showed.

    Names of the kernel's user are neither seen nor changed.  Execution stops after the first cell that fails; its
    output is the error.

    Parameters
    ----------
    sources
        The cells' code, in order.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    done: list[list[dict[str, Any]]] = []
    for source in sources:
        with capture_output() as captured:
            error = _run_in(names, source)
        outputs = _streams(captured) + [_shown(item) for item in captured.outputs]
        done.append(outputs if error is None else [*outputs, _failed(error)])
        if error is not None:
            break
    return done


def _run_in(names: dict[str, Any], source: str) -> Exception | None:
    """Execute a cell, show the value of its last line, and return what went wrong."""
    shell: Any = get_ipython()
    try:
        body = ast.parse(shell.transform_cell(source)).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "<cel>", "exec"), names)  # noqa: S102 - this is what a kernel does
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cel>", "eval"), names)  # noqa: S307
            if value is not None:
                display(value)
    except Exception as error:  # noqa: BLE001 - whatever a cell raises
        return error
    return None


def _whole(value: Any) -> Any:
    """Return outputs without half characters, which no message can carry: all of it would be lost."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: _whole(part) for key, part in value.items()}
    return [_whole(part) for part in value] if isinstance(value, list) else value


def _streams(captured: Any) -> list[dict[str, Any]]:
    texts = {"stdout": captured.stdout, "stderr": captured.stderr}
    return [{"output_type": "stream", "name": name, "text": text} for name, text in texts.items() if text]


def _shown(item: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": item.data, "metadata": item.metadata or {}}


def _failed(error: BaseException) -> dict[str, Any]:
    lines = traceback.format_exception(error)
    return {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": lines}

"""Runs in the kernel: executes a notebook's cells in one go and hands back what they showed.

For a report, one request for all notebooks instead of one a cell saves most of what short notebooks cost.  A page runs
the cells of its section in its own kernel, beside what it has there.
"""

from __future__ import annotations

import ast
import json
import re
import traceback
from collections.abc import Sequence
from functools import lru_cache
from types import CodeType
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output

MIME = "application/vnd.sko.cells+json"
_HALF = re.compile("[\ud800-\udfff]")


def run(notebooks: str) -> None:
    """Execute notebooks, each in an empty namespace, and publish what their cells showed as one message.

    Of a notebook, execution stops after the first cell that fails; its output is the error.

    Parameters
    ----------
    notebooks
        The code of the cells of each, in order, as JSON.
    """
    shell: Any = get_ipython()
    done = []
    for sources in json.loads(notebooks):
        shell.user_ns.clear()
        shell.init_user_ns()
        done.append(_run(shell.user_ns, sources))
    told = json.dumps(done, ensure_ascii=False)  # one text costs less on its way than many
    shell.display_pub.publish({MIME: _HALF.sub("\ufffd", told)})  # no message can carry half a character


def run_apart(sources: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Execute cells in a namespace of their own, within a kernel, and return what each showed.

    Names of the kernel's user are neither seen nor changed.  Execution stops after the first cell that fails; its
    output is the error.

    Parameters
    ----------
    sources
        The cells' code, in order.
    """
    return _run({"__name__": "__main__"}, sources)


def _run(names: dict[str, Any], sources: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Execute cells until one fails, and return the outputs of each."""
    done: list[list[dict[str, Any]]] = []
    shown = 0
    said = {"stdout": 0, "stderr": 0}
    with capture_output() as captured:
        for source in sources:
            error = _run_in(names, source)
            outputs = []
            for name, before in said.items():
                text = getattr(captured, name)[before:]
                said[name] += len(text)
                outputs += [{"output_type": "stream", "name": name, "text": text}] if text else []
            outputs += [_shown(item) for item in captured.outputs[shown:]]
            shown = len(captured.outputs)
            done.append(outputs if error is None else [*outputs, _failed(error)])
            if error is not None:
                break
    return done


def _run_in(names: dict[str, Any], source: str) -> BaseException | None:
    """Execute a cell, show the value of its last line, and return what went wrong."""
    try:
        body, last = _compiled(source)
        exec(body, names)  # noqa: S102 - this is what a kernel does
        if last is not None:
            value = eval(last, names)  # noqa: S307
            if value is not None:
                display(value)
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever a cell raises
        return error
    return None


@lru_cache(maxsize=1024)
def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """Return the code of a cell, and of the expression on its last line; the cells of a notebook come again and again.

    Raises
    ------
    SyntaxError
        When it is no Python, with what IPython adds to that.
    """
    shell: Any = get_ipython()
    body = ast.parse(shell.transform_cell(source)).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    shown = compile(ast.Expression(last.value), "<cel>", "eval") if isinstance(last, ast.Expr) else None
    return compile(ast.Module(body, []), "<cel>", "exec"), shown


def _shown(item: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": item.data, "metadata": item.metadata or {}}


def _failed(error: BaseException) -> dict[str, Any]:
    lines = traceback.format_exception(error)
    return {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": lines}

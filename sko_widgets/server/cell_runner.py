"""Runs a notebook's cells for a page: all are sent at once, and each is waited for on its own."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

_POLL_SECONDS = 1.0
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_WIDGETS = "jupyter.widget"

Output = dict[str, Any]
Model = dict[str, Any]


@dataclass
class Ran:
    """What one cell left behind.

    Parameters
    ----------
    outputs
        Notebook outputs, in order.
    models
        Widget models that it made: comm id -> `{"state", "buffers"}`.
    failed
        Whether it raised, or the kernel ended before it was done.
    """

    outputs: list[Output] = field(default_factory=list)
    models: dict[str, Model] = field(default_factory=dict)
    failed: bool = False


class CellRunner:
    """Runs cells in a kernel.

    Parameters
    ----------
    client
        A kernel client whose channels are open.
    is_alive
        Coroutine function that tells whether the kernel's process runs.
    """

    def __init__(self, client: Any, is_alive: Any, log: logging.Logger) -> None:
        self._client = client
        self._is_alive = is_alive
        self._log = log
        self._ran: dict[str, Ran] = {}
        self._done: dict[str, asyncio.Future[Ran]] = {}
        self._order: list[asyncio.Future[Ran]] = []
        self._models: dict[str, Model] = {}
        self._reader: asyncio.Task[None] | None = None

    def start(self, sources: Sequence[str], before: str = "") -> None:
        """Send all cells.

        Parameters
        ----------
        before
            Code that runs first, and whose result nobody awaits.
        """
        if before:
            self._client.execute(before, silent=True, store_history=False, allow_stdin=False)
        loop = asyncio.get_running_loop()
        for source in sources:
            request = self._client.execute(source, store_history=False, allow_stdin=False, stop_on_error=False)
            self._ran[request] = Ran()
            self._done[request] = loop.create_future()
            self._order.append(self._done[request])
        self._reader = asyncio.create_task(self._read())

    async def result(self, number: int) -> Ran:
        """Return what the cell with this number (from 0) left, when it is done."""
        return await asyncio.shield(self._order[number])

    async def close(self) -> None:
        """Stop reading; cells that still run go on."""
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        self._client.stop_channels()

    async def _read(self) -> None:
        try:
            while any(not done.done() for done in self._order):
                try:
                    message = await self._client.get_iopub_msg(timeout=_POLL_SECONDS)
                except Empty:
                    if not await self._is_alive():
                        break
                    continue
                self._take(message)
        finally:
            for request, done in self._done.items():
                if not done.done():
                    self._ran[request].failed = True
                    done.set_result(self._ran[request])

    def _take(self, message: dict[str, Any]) -> None:
        kind, content = message["header"]["msg_type"], message["content"]
        request = message["parent_header"].get("msg_id", "")
        ran = self._ran.get(request)
        if kind.startswith("comm_"):
            self._take_comm(kind, message, ran)
        elif ran is None:
            return
        elif kind == "status":
            if content["execution_state"] == "idle" and not self._done[request].done():
                self._done[request].set_result(ran)
        elif kind in {"display_data", "execute_result"}:
            ran.outputs.append({"output_type": kind, "data": content["data"], "metadata": content["metadata"]})
        elif kind == "error":
            ran.failed = True
            self._log.error("A cell of a page failed:\n%s", _COLOUR.sub("", "\n".join(content["traceback"])))
        elif kind == "stream":
            self._log.info("A cell of a page wrote: %s", content["text"].rstrip())

    def _take_comm(self, kind: str, message: dict[str, Any], ran: Ran | None) -> None:
        content, buffers = message["content"], message.get("buffers", [])
        data = content.get("data", {})
        if kind == "comm_open" and content.get("target_name") == _WIDGETS:
            model = {"state": data.get("state", {}), "buffers": _packed(data, buffers)}
            self._models[content["comm_id"]] = model
            if ran is not None:
                ran.models[content["comm_id"]] = model
        elif kind == "comm_msg" and data.get("method") == "update" and content["comm_id"] in self._models:
            model = self._models[content["comm_id"]]
            model["state"].update(data.get("state", {}))
            model["buffers"].extend(_packed(data, buffers))


def _packed(data: dict[str, Any], buffers: Sequence[Any]) -> list[dict[str, Any]]:
    paths = data.get("buffer_paths", [])
    return [
        {"path": path, "data": base64.b64encode(bytes(buffer)).decode("ascii")}
        for path, buffer in zip(paths, buffers, strict=False)
    ]

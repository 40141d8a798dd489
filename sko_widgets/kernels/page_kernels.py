"""The kernels behind the pages: one pool of them, ready and with the imports done, serves all notebooks."""

# mypy: disable-error-code="arg-type, attr-defined, misc, no-untyped-call, override"
# Jupyter's classes are typed in part only.

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from queue import Empty
from typing import Any
from uuid import uuid4

from jupyter_client.ioloop import AsyncIOLoopKernelRestarter
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.localinterfaces import localhost
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from tornado.web import HTTPError
from traitlets import Bool, Float, Integer, Type, default

from sko_widgets.kernels import fork_provisioner
from sko_widgets.kernels.channels import Channels
from sko_widgets.kernels.fork_pool import ForkPool

_KERNEL = "python3"
_START_SECONDS = 120.0
_WARM = "import sko_widgets.kernels.fork_server as _z\n_z.warm({preload!r})\ndel _z"
_END_SECONDS = 10.0
_BUSY_SECONDS = 30.0  # how much longer a left kernel may work on


@dataclass(slots=True)
class PageKernel:
    """A kernel that is ready for a page.

    Parameters
    ----------
    id
        The kernel's id.
    client
        A client whose channels are open.
    is_alive
        Tells whether its process runs.
    """

    id: str
    client: Any
    is_alive: Callable[[], Awaitable[bool]]


@dataclass(slots=True)
class _Use:
    """How long a page's kernel has been without its page, and how long it may be."""

    alone_since: float
    patience: float


class _EndedError(RuntimeError):
    """A kernel ended while it started."""


class OnePython(KernelSpecManager):
    """Knows one kernel: the Python that runs this server, whatever else is installed on the computer."""

    def _kernel_dirs_default(self) -> list[str]:
        return []

    def get_kernel_spec(self, kernel_name: str) -> Any:
        """Return what JupyterLab is told of the kernel: it has no debugger (see `fork_server.warm`)."""
        spec = super().get_kernel_spec(kernel_name)
        spec.metadata = {**spec.metadata, "debugger": False}
        return spec


class Watcher(AsyncIOLoopKernelRestarter):
    """Starts a kernel of JupyterLab anew when it dies; a page's kernel it only reports."""

    @default("time_to_dead")
    def _time_to_dead(self) -> float:
        return 1.0

    async def poll(self) -> None:
        """Look whether the kernel lives."""
        if self.kernel_manager.of_page:
            self.restart_limit = 0
        await super().poll()


class OneKernelManager(ServerKernelManager):
    """Manages one kernel."""

    of_page = Bool(False, help="Whether a page uses it: then it holds the page's widgets, and no other can replace it.")

    @default("transport")
    def _transport(self) -> str:
        return self._channels.transport

    @default("ip")
    def _ip(self) -> str:
        return self._channels.place() if self.transport == "ipc" else str(localhost())

    @property
    def _channels(self) -> Channels:
        assert isinstance(self.parent, KernelPool)  # noqa: S101  # who makes it
        return self.parent.channels

    restarter_class = Type(default_value=Watcher, klass=AsyncIOLoopKernelRestarter)


class KernelPool(AsyncMappingKernelManager):
    """Keeps kernels ready for pages, whichever notebook they show, and ends those whose page is gone."""

    size = Integer(2, config=True, help="How many kernels stand ready.")
    refill_delay = Float(1.0, config=True, help="Seconds after which a kernel that was taken is replaced.")
    grace = Float(45.0, config=True, help="Seconds that a kernel may be without its page, before it is ended.")
    leave_grace = Float(2.0, config=True, help="The same, when the page said goodbye; it may be saving still.")

    fork_pool: ForkPool  # the server gives it before its loop runs

    @default("kernel_manager_class")
    def _kernel_manager_class(self) -> str:
        return f"{__name__}.{OneKernelManager.__name__}"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.channels = Channels()
        self.transport_encryption = self.channels.encryption
        self._ready: deque[PageKernel] = deque()
        self._hidden: set[str] = set()  # not in use
        self._pages: dict[str, _Use] = {}
        self._starting: set[asyncio.Future[Any]] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ending = False
        self._filling = 0
        factory = KernelProvisionerFactory.instance(parent=self.parent)
        place = f"{fork_provisioner.__name__}:{fork_provisioner.ForkProvisioner.__name__}"
        factory.provisioners[fork_provisioner.NAME] = EntryPoint(fork_provisioner.NAME, place, factory.GROUP_NAME)
        factory.default_provisioner_name = fork_provisioner.NAME

    async def page_kernel(self) -> PageKernel:
        """Return a kernel for a page: one that stands ready, or a new one."""
        kernel = None
        while self._ready and kernel is None:
            first = self._ready.popleft()
            if await first.is_alive():
                kernel = first
            else:
                first.client.stop_channels()
        kernel = kernel or await self._make()
        self._hidden.discard(kernel.id)
        self._pages[kernel.id] = _Use(time.monotonic(), self.grace)
        self._soon(self._refill(self.refill_delay))
        return kernel

    def leave(self, kernel_id: str) -> None:
        """Note that a page says goodbye to its kernel."""
        if kernel_id in self._pages:
            self._pages[kernel_id].patience = self.leave_grace

    def begin(self) -> None:
        """Begin to fill the pool and to watch over it, from the running loop."""
        self.fork_pool.attach()
        self._soon(self._refill(0))
        self._soon(self._watch())

    async def _refill(self, delay: float) -> None:
        await asyncio.sleep(delay)
        while not self._ending and len(self._ready) + self._filling < self.size:
            self._filling += 1
            try:
                self._ready.append(await self._make())
            except Exception:
                self.log.exception("A kernel could not be made ready")
                await asyncio.sleep(10)
            finally:
                self._filling -= 1

    async def _make(self) -> PageKernel:
        try:
            return await self._make_once()
        except _EndedError:  # another program may have taken a port that was free a moment before
            self.log.warning("A kernel ended while it started; another is tried")
            return await self._make_once()

    async def _make_once(self) -> PageKernel:
        kernel_id = str(uuid4())
        self._hidden.add(kernel_id)
        start = asyncio.ensure_future(self.start_kernel(kernel_name=_KERNEL, kernel_id=kernel_id))
        self._starting.add(start)
        start.add_done_callback(self._starting.discard)
        await asyncio.shield(start)  # a start that is broken off leaves a kernel that cannot be ended
        manager = self.get_kernel(kernel_id)
        manager.of_page = True
        client = manager.client()
        client.start_channels(stdin=False, hb=False, control=False)
        try:
            await asyncio.wait_for(_prepare(client, manager.is_alive, self.fork_pool.preload), _START_SECONDS)
        except asyncio.CancelledError:
            client.stop_channels()  # the server ends, and with it all kernels
            raise
        except Exception:
            client.stop_channels()
            self._hidden.discard(kernel_id)
            await self.shutdown_kernel(kernel_id, now=True)
            raise
        return PageKernel(kernel_id, client, manager.is_alive)

    async def _watch(self) -> None:
        while not self._ending:
            await asyncio.sleep(0.5)
            now = time.monotonic()
            for kernel_id, use in list(self._pages.items()):
                if kernel_id not in self:
                    del self._pages[kernel_id]
                elif self._kernel_connections.get(kernel_id, 0) > 0:  # below 0 when a page went while it connected
                    use.alone_since, use.patience = now, self.grace
                elif self._is_over(kernel_id, now - use.alone_since - use.patience):
                    del self._pages[kernel_id]
                    self._soon(self._end(kernel_id))

    def _is_over(self, kernel_id: str, overdue: float) -> bool:
        busy = self.get_kernel(kernel_id).execution_state == "busy"
        return overdue > (_BUSY_SECONDS if busy else 0)

    async def _end(self, kernel_id: str) -> None:
        if kernel_id in self:
            self.log.info("Ending kernel %s: its page is gone", kernel_id)
            await self.shutdown_kernel(kernel_id)

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.log.error("The pool of kernels", exc_info=task.exception())

    def kernel_model(self, kernel_id: str) -> dict[str, Any]:
        """Describe a kernel; one that is not in use, or comes or goes at this moment, is not there."""
        if kernel_id in self._hidden:
            raise HTTPError(404)
        try:
            found: dict[str, Any] = super().kernel_model(kernel_id)
        except (KeyError, AttributeError):
            raise HTTPError(404) from None
        return found

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """Clean up after a kernel that died."""
        self.log.warning("Kernel %s died", kernel_id)
        for kernel in [one for one in self._ready if one.id == kernel_id]:
            self._ready.remove(kernel)
            kernel.client.stop_channels()
        self._hidden.discard(kernel_id)
        self._soon(self._bury(kernel_id))

    async def _bury(self, kernel_id: str) -> None:
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)
        await self._refill(self.refill_delay)

    async def shutdown_all(self, now: bool = False) -> None:
        """End all kernels, and the fork server; called when the server ends."""
        self._ending = True
        for task in list(self._tasks):
            task.cancel()
        if self._starting:
            await asyncio.wait(self._starting, timeout=_END_SECONDS)
        idle = [kernel_id for kernel_id in self.list_kernel_ids() if kernel_id in self._hidden]
        await asyncio.gather(*(self.shutdown_kernel(one, now=True) for one in idle), return_exceptions=True)
        await super().shutdown_all(now=now)
        self.fork_pool.close()
        self.fork_pool.cut()
        self.channels.close()


async def _prepare(client: Any, is_alive: Callable[[], Awaitable[bool]], preload: str) -> None:
    """Wait until a kernel answers and has done its imports, and until we hear what it publishes."""
    heard = False
    while not heard:
        client.kernel_info()
        with contextlib.suppress(Empty):
            await client.get_iopub_msg(timeout=0.25)
            heard = True
        if not heard and not await is_alive():
            raise _EndedError
    request = client.execute(_WARM.format(preload=preload), silent=True, store_history=False, allow_stdin=False)
    while (await client.get_shell_msg())["parent_header"].get("msg_id") != request:
        pass
    logging.getLogger("sko.server").debug("A kernel is ready")

"""The kernels behind the pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager


@dataclass(frozen=True, slots=True)
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


class OnePython(KernelSpecManager):  # type: ignore[misc]
    """Knows one kernel: the Python that runs this server, whatever else is installed on the computer."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


class KernelPool(AsyncMappingKernelManager):  # type: ignore[misc]
    """Kernels for pages and for JupyterLab."""

    async def page_kernel(self, path: str) -> PageKernel:
        """Return a kernel for the page of a notebook."""
        kernel_id = await self.start_kernel(kernel_name="python3", path=path)
        manager = self.get_kernel(kernel_id)
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        return PageKernel(kernel_id, client, manager.is_alive)

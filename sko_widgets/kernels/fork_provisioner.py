"""Tells Jupyter how to come by a kernel: forked from the fork server, or started anew when there is none."""

from __future__ import annotations

import os
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "sko-fork"


class ForkProvisioner(LocalProvisioner):
    """Forks a kernel when it can, and starts it like any other when it cannot."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel's process, and return how to connect to it."""
        fork_pool = getattr(getattr(self.parent, "parent", None), "fork_pool", None)
        cwd = str(kwargs.get("cwd") or os.getcwd())  # noqa: PTH109  # what Popen would take
        env = kwargs.get("env") or dict(os.environ)
        process = await fork_pool.fork(cmd, env, cwd) if fork_pool else None
        if process is None:
            return await self._start(fork_pool, cmd, kwargs)
        self.process = process
        self.pid = self.pgid = process.pid  # it has made itself the first of its group
        self.cwd = cwd
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal, unless the process has ended: its number may be another's by now."""
        if self.process is not None and self.process.poll() is None:
            await super().send_signal(signum)

    async def _start(self, fork_pool: Any, cmd: list[str], kwargs: dict[str, Any]) -> Any:
        if fork_pool is None:
            return await super().launch_kernel(cmd, **kwargs)
        with fork_pool.log_path.open("ab") as log:
            return await super().launch_kernel(cmd, **{**kwargs, "stdout": log, "stderr": log})

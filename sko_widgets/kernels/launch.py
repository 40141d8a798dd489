"""Starts the kernel's process: this very Python, whatever kernels a user has beside it."""

from __future__ import annotations

import os
import subprocess
import sys

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

from .channels import Channels

_OURS = "python3"
_PRELUDE = "import sko_widgets.kernels.run_cells; from sko_widgets import instrument, workbook"
"""What runs a report's notebooks and what they import, loaded while our own process is still loading too."""

_OPTIONS = ["--HistoryManager.enabled=False", "--IPKernelApp.log_level=50", f"--IPKernelApp.exec_lines={_PRELUDE}"]


class _OurPython(KernelSpecManager):
    """Finds this process's Python under the usual name: a user's own `python3` may be one without our package."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how a kernel is started."""
        if kernel_name != _OURS:
            return super().get_kernel_spec(kernel_name)
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        able = {"supported_encryption": "curve"}
        return KernelSpec(argv=command, display_name="Python 3", language="python", metadata=able)


def launch(kernel_name: str, channels: Channels) -> KernelManager:
    """Start a kernel's process without waiting for it, and return its manager."""
    manager = KernelManager(
        kernel_name=kernel_name,
        kernel_spec_manager=_OurPython(),
        transport=channels.transport,
        transport_encryption=channels.encryption,
    )
    if channels.transport == "ipc":
        manager.ip = channels.place()
    said = None if os.environ.get("SKO_DEBUG") == "1" else subprocess.DEVNULL  # what it prints besides, for us alone
    manager.start_kernel(extra_arguments=_OPTIONS, stdout=said, stderr=said)
    return manager

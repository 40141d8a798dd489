"""The server behind `sko open`: one Jupyter server with our app pages, a pool of kernels, and JupyterLab."""

from __future__ import annotations

from sko_widgets.server.run_server import serve

__all__ = ["serve"]

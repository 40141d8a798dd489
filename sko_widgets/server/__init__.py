"""The server behind `sko open`: one Jupyter server with our app pages, a pool of kernels, and JupyterLab."""

from __future__ import annotations

from typing import Any

from sko_widgets.server.run_server import serve

__all__ = ["serve"]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Tell Jupyter Server what this package adds to it."""
    from sko_widgets.server.extension import WorkbookExtension

    return [{"module": __name__, "app": WorkbookExtension}]

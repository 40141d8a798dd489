"""Our part of the Jupyter server: pages, what gives them their look, and the end of their kernels."""

from __future__ import annotations

from typing import Any

from jupyter_server.utils import url_path_join
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths

from sko_widgets.server.page_handler import LeaveHandler, PageHandler, template
from sko_widgets.server.static_files import AssetHandler, address


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add our handlers; they stand before Voilà's own, as extensions are loaded by name."""
    base = server.web_app.settings["base_url"]
    voila = VoilaConfiguration(parent=server)
    page = {
        "config": server.config,
        "template_paths": tuple(collect_template_paths(["voila", "nbconvert"], voila.template)),
        "voila_configuration": voila,
    }
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, r"/voila/render/(.*)"), PageHandler, page),
            (url_path_join(base, r"/sko/leave/([\w-]+)"), LeaveHandler),
            (url_path_join(base, r"/sko/static/[0-9a-f]+/(.*)"), AssetHandler),
        ],
    )
    server.web_app.settings["jinja2_env"].globals["static_files"] = address(base)
    server.io_loop.add_callback(server.kernel_manager.begin)
    server.io_loop.add_callback(template, page["template_paths"])  # compiled before anyone waits for it

"""Our part of the Jupyter server: pages, what gives them their look, and the end of their kernels."""

# mypy: disable-error-code="misc, no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Unicode

from sko_widgets.server import static_files, widget_modules
from sko_widgets.server.old_addresses import OldAddressHandler
from sko_widgets.server.page_handler import PAGES, LeaveHandler, PageHandler, page_template


class WorkbookExtension(ExtensionApp):
    """The pages of the workbook in a Jupyter server."""

    name = "sko"
    extension_url = f"/{PAGES}/"
    load_other_extensions = True

    everything = Bool(False, help="Whether JupyterLab is there too.").tag(config=True)
    work_folder = Unicode(help="The work folder.").tag(config=True)

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no settings of the user or the computer: the server has them all."""

    def initialize_settings(self) -> None:
        """Let the server's own pages, as those for errors, have the same look."""
        environment = self.settings["jinja2_env"]
        environment.globals["static_files"] = static_files.address(self.settings["base_url"])

    def initialize_handlers(self) -> None:
        """Add the addresses."""
        modules = widget_modules.WidgetModules()
        page = {"everything": self.everything, "modules": modules, "work_folder": Path(self.work_folder)}
        self.handlers.extend(
            [
                (rf"/{PAGES}(?:/(.*))?", PageHandler, page),
                (r"/voila/render/(.*\.ipynb)", OldAddressHandler),
                (r"/sko/leave/([\w-]+)", LeaveHandler),
                (rf"/{widget_modules.ADDRESS}/([0-9a-f]+)\.js", widget_modules.ModuleHandler, {"modules": modules}),
                (r"/sko/static/[0-9a-f]+/(.*)", static_files.StaticFileHandler),
            ]
        )

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        """Fill the pool of kernels, and compile the template of a page before anyone waits for it."""
        serverapp.kernel_manager.begin()
        page_template()

"""Addresses that pages had before, in bookmarks and mails: each leads to where the page is now."""

# mypy: disable-error-code="misc, no-untyped-call"
# Jupyter's classes are typed in part only.

from __future__ import annotations

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from sko_widgets.guide.page_addresses import address_of
from sko_widgets.server.page_handler import page_url


class OldAddressHandler(JupyterHandler):
    """Leads from `/voila/render/NOTEBOOK` to its page."""

    @web.authenticated
    def get(self, notebook: str) -> None:
        """Redirect; what is asked behind the address goes along."""
        self.redirect(page_url(self.base_url, address_of(notebook), self.request.query))

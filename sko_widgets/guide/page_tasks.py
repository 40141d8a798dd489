"""What pages have done for them: notebooks written, a section previewed, a file made."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.dossier.store import Store, open_store, rest_when_ended

_WAIT = 5.0  # seconds for a store that is held by another; a page says "no connection" after eight


def page_store(url: str) -> Store:
    """Open the store of a page: the one that its notebook names, else the server's, in `SKO_OPSLAG`.

    Raises
    ------
    StoreError
        When it cannot be opened, or neither names one.
    """
    rest_when_ended()
    return open_store(url or os.environ.get("SKO_OPSLAG", ""), wait=_WAIT)


def write_notebooks(store: Store, key: DossierKey) -> None:
    """Write the dossier's notebooks, when this runs in the server of a work folder."""
    folder = os.environ.get("SKO_WERKMAP")
    if folder:
        from .notebooks import write_for_snapshot

        write_for_snapshot(Path(folder), "", store.snapshot(key))


def remove_notebooks(group: DossierKey) -> None:
    """Take away the notebooks of a group that was erased, when this runs in the server of a work folder."""
    folder = os.environ.get("SKO_WERKMAP")
    if folder:
        from .notebooks import remove_group

        remove_group(Path(folder), group.slug)


_SECTION_ONLY = (
    "<style>.cover,nav,.skip{display:none}"
    ".columns{grid-template-columns:minmax(0,44rem)!important;justify-content:center!important}</style></head>"
)
"""What a preview leaves out of the report's page: cover and contents."""


def download(name: str, data: bytes) -> dict[str, str]:
    """Return the answer to a button that has a file downloaded."""
    return {"name": name, "data": base64.b64encode(data).decode("ascii")}


def preview(snapshot: Snapshot, shown: str) -> str:
    """Return the section of a block or lesson exactly as the report prints it, as an HTML document.

    It is made in the page's own kernel; no other is started.
    """
    from sko_widgets.report.make import section

    return section(snapshot, shown).decode("utf-8").replace("</head>", _SECTION_ONLY, 1)


def file(snapshot: Snapshot, wanted: str) -> tuple[str, bytes]:
    """Return name and bytes of a report (`html`, `pdf`, `docx`) or of the dossier itself (`json`).

    It is made in the page's own kernel; no other is started.
    """
    if wanted == "json":
        from sko_widgets.dossier import exchange

        return f"{snapshot.key.stem}.json", exchange.write(snapshot)
    from sko_widgets.report.make import make

    return f"{snapshot.key.stem}.{wanted}", make(snapshot, [wanted], here=True).files[wanted]

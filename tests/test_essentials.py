"""What must work with every set of versions that our bounds allow; `tests/run` runs this with the lowest ones too.

It needs nothing but what a user installs, pytest, and the helpers beside it.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from helpers import EXAMPLE, sko
from jupyter_client.blocking.client import BlockingKernelClient
from serving import Serving, serving

from sko_widgets import frames
from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import open_store

pytestmark = pytest.mark.slow

KEY = DossierKey("elzerveen", "2025-2026")
CYCLE = "block/meso-samenwerking/1"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a work folder that holds the example coalition."""
    folder = tmp_path_factory.mktemp("werkmap")
    done = sko("--werkmap", folder, "invoer", "--ja", EXAMPLE)
    assert done.code == 0, done
    return folder


def test_a_dossier_goes_in_and_out_unchanged(place: Path) -> None:
    done = sko("--werkmap", place, "uitvoer", KEY.slug, "--naar", place / "uit")
    assert done.code == 0, done
    written = exchange.read_file(place / "uit" / f"{KEY.stem}.json")
    assert written == exchange.read_file(EXAMPLE)


def test_tables_are_made_for_an_analyst(place: Path) -> None:
    assert len(frames(place)["actions"]) == 65
    done = sko("--werkmap", place, "uitvoer", "--formaat", "xlsx,csv", "--naar", place / "tabellen")
    assert done.code == 0, done
    assert zipfile.is_zipfile(place / "tabellen" / "sko-tabellen.xlsx")


def test_a_report_is_made_in_three_formats_and_bundled(place: Path) -> None:
    done = sko("--werkmap", place, "rapport", KEY.slug, "--bundel", "--uit", place / "rapporten")
    assert done.code == 0, done
    files = {path.suffix: path.read_bytes() for path in (place / "rapporten").glob(f"{KEY.stem}.*")}
    assert set(files) == {".html", ".pdf", ".docx"}
    assert files[".pdf"].startswith(b"%PDF-")
    bundle = (place / "rapporten" / "kwaliteitsrapporten.pdf").read_bytes()
    assert all(b"<pdfuaid:part>1</pdfuaid:part>" in pdf for pdf in (files[".pdf"], bundle))
    with zipfile.ZipFile(place / "rapporten" / f"{KEY.stem}.docx") as archive:
        word = archive.read("word/document.xml").decode()
        pictures = [name for name in archive.namelist() if name.endswith(".svg")]
    assert pictures
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        goal = store.snapshot(KEY).sheet(CYCLE)["goal"].split()[0]
    assert goal in word
    assert goal in files[".html"].decode()


def test_a_page_opens_and_a_field_is_saved(place: Path) -> None:
    """As the page in a browser does it: a message to the control in the page's kernel."""
    with serving(place, KEY.slug) as server:
        status, page, _ = server.ask(
            server.page(f"{KEY.slug}/{KEY.period}/meso-samenwerking-1.ipynb").removeprefix(server.base)
        )
        assert status == 200
        assert "Doel" in page
        with control(server, "Doel") as goal:
            answer = goal.ask({"do": "save", "value": "Samen eten", "based_on": goal.revision})
    assert answer["did"] == "saved", answer
    with open_store(f"sqlite:///{place / 'dossiers.sqlite'}") as store:
        assert store.snapshot(KEY).sheet(CYCLE)["goal"] == "Samen eten"


class FieldOnPage:
    """A field's control in the kernel of a page."""

    def __init__(self, client: BlockingKernelClient, comm: str, revision: int) -> None:
        self._client = client
        self._comm = comm
        self.revision = revision

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send the control a message, and return its answer."""
        send(self._client, self._comm, {"method": "custom", "content": message})
        return next(data["content"] for _, data in heard(self._client) if data["method"] == "custom")


@contextmanager
def control(server: Serving, label: str) -> Iterator[FieldOnPage]:
    """Talk to the control with this label, in whichever kernel has it."""
    for kernel in server.kernels():
        client = BlockingKernelClient(connection_file=str(server.folder / ".sko" / "runtime" / f"kernel-{kernel}.json"))
        client.load_connection_file()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            comms = client.comm_info(reply=True, timeout=60)["content"]["comms"]
            for comm in comms:
                send(client, comm, {"method": "request_state"})
            for comm, data in heard(client) if comms else ():
                state = data.get("state", {})
                if state.get("label") == label and "revision" in state:
                    yield FieldOnPage(client, comm, state["revision"])
                    return
        finally:
            client.stop_channels()
    pytest.fail(f"no kernel has a control {label!r}")


def send(client: BlockingKernelClient, comm: str, data: dict[str, Any]) -> None:
    client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm, "data": data}))


def heard(client: BlockingKernelClient, seconds: float = 60.0) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what controls say, as it comes; fail when they say nothing more."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        message = client.get_iopub_msg(timeout=seconds)
        if message["msg_type"] == "comm_msg":
            yield message["content"]["comm_id"], message["content"]["data"]
    raise AssertionError("nothing heard")

"""All that a browser gets and asks for, to look for what should not be in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, Response, WebSocket


@dataclass
class Heard:
    """All that the browser got and asked for."""

    texts: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.texts.append(request.url))
        page.on("response", self._response)
        page.on("websocket", self._socket)

    def _response(self, response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if response.ok and kind.startswith(("text/html", "application/json")):
            self.texts.append(response.text())

    def _socket(self, socket: WebSocket) -> None:
        def keep(frame: str | bytes) -> None:
            self.texts.append(frame if isinstance(frame, str) else frame.decode("utf-8", "ignore"))

        socket.on("framereceived", keep)
        socket.on("framesent", keep)

    def having(self, *words: str) -> list[str]:
        return [word for word in words if any(word in text for text in self.texts)]

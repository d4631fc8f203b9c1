"""What every answer carries, and the last line of defence: whatever goes wrong inside, one line goes out."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
QUERY_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")  # YASGUI sets styles where it draws
_ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_TELLING = frozenset({b"host", b"sec-fetch-site", b"sec-fetch-mode"})
_log = logging.getLogger("kg.serve")


class Careful:
    """Adds the headers that are not there yet, and answers 500 where the application does not."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None = None) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def careful(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = any(name.lower() == b"content-security-policy" for name, _ in message["headers"])
                message["headers"] = [*message["headers"], *(_ALWAYS[1:] if own else _ALWAYS)]
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            await _plain(careful, 403, refusal)
            return
        try:
            await self._app(scope, receive, careful)
        except Exception as error:  # noqa: BLE001 - a stranger never sees a trace, and the server goes on
            _log.error("%s: unexpected %s: %s", scope["path"], type(error).__name__, " ".join(str(error).split())[:300])
            if not begun:
                await _plain(careful, 500, "something went wrong here; the server's own log says what")

    def _refusal(self, scope: Scope) -> str:
        """Why a request is not served: pages of strangers may neither ask us through their reader's browser nor pose as us."""
        fields = {name: value for name, value in scope["headers"] if name in _TELLING}
        name, _, port = fields.get(b"host", b"").decode("latin-1").lower().rpartition(":")
        name = name if port.isdigit() else f"{name}:{port}".removeprefix(":")
        if self._hosts is not None and name not in self._hosts:
            return "this server is known by another name: ask it by the address it was started with"
        if fields.get(b"sec-fetch-site") == b"cross-site" and fields.get(b"sec-fetch-mode") != b"navigate":
            return "pages of other sites cannot ask this server"
        return ""


async def _plain(send: Send, status: int, line: str) -> None:
    body = line.encode() + b"\n"
    fields = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": body})

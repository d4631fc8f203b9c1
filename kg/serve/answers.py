"""Errors as answers: one line for a program, a small page for a person, never a trace."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.serve import media


class HttpError(Exception):
    """An answer that is an error: status, one line, and when to ask again (seconds)."""

    def __init__(self, status: int, line: str, *, after: int | None = None, allow: str | None = None) -> None:
        super().__init__(line)
        self.status, self.line = status, " ".join(line.split())
        self.headers = {name: str(value) for name, value in (("Retry-After", after), ("Allow", allow)) if value is not None}


def error(request: Request, told: HttpError) -> Response:
    """The error in the form that was asked for."""
    accept = request.headers.get("accept", "")
    if media.HTML in accept and request.method in {"GET", "HEAD"}:
        from kg.serve.pages import render

        return render("error", status_code=told.status, headers=told.headers, line=told.line, status=told.status)
    return PlainTextResponse(told.line + "\n", told.status, told.headers)

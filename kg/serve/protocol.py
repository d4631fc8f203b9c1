"""The SPARQL 1.1 Protocol over the engines, and reading by the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.errors import QueryError
from kg.serve import media
from kg.serve.answers import HttpError
from kg.serve.cutting import first_rows
from kg.serve.dataset import Dataset
from kg.serve.lanes import Asked, BusyError, EngineError, Lanes, SlowError
from kg.serve.plan import Plan, complaint, plan
from kg.serve.rules import Rules
from kg.serve.wire import Reply
from kg.store import guard

LONGEST = 1 << 20  # bytes of a request
_MERGED = urlencode({"query": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "union-default-graph": ""})
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it was asked: its text, the graphs it shall read, a format by name."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str | None = None


async def question(request: Request) -> Question | None:
    """The query in a request, None for a GET without one; raises HttpError."""
    parameters = _parameters(request)
    if request.method != "POST":
        return _question(parameters) if "query" in parameters or "update" in parameters else None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request)
    if kind == _QUERY:
        return _question({**parameters, "query": [_text(body)]})
    if kind == _FORM:
        return _question({**parameters, **parse_qs(_text(body), keep_blank_values=True)})
    if kind == _UPDATE:
        raise HttpError(403, "the graph is served for reading only: change it with kg build")
    raise HttpError(415, f"a query is posted as {_QUERY} or {_FORM}")


def _parameters(request: Request) -> dict[str, list[str]]:
    """Those of the address."""
    text: bytes = request.scope["query_string"]
    return parse_qs(text.decode("latin-1"), keep_blank_values=True) if text else {}


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            raise HttpError(413, f"the request is larger than {LONGEST >> 20} MB")
        parts.append(part)
    return b"".join(parts)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HttpError(400, "the request is not UTF-8") from error


def _question(parameters: Mapping[str, list[str]]) -> Question:
    if "update" in parameters:
        raise HttpError(403, "the graph is served for reading only: change it with kg build")
    queries = parameters.get("query", [])
    if len(queries) != 1:
        raise HttpError(400, "give one query" if queries else "there is no query: give query=...")
    default, named = (tuple(parameters.get(f"{name}-graph-uri", ())) for name in ("default", "named"))
    return Question(queries[0], default, named, next(iter(parameters.get("format", ())), None))


async def answer(request: Request, asked: Question, data: Dataset, rules: Rules) -> Response:
    """The engine's answer to a query; raises HttpError."""
    own_dataset = await _guarded(asked, data, rules)
    try:
        planned = plan(asked.text, rules.limit)
    except QueryError as error:
        raise HttpError(400, str(error)) from error
    if planned.form == "update":
        raise HttpError(400, "this is an update; the graph is served for reading only")
    offers = media.TRIPLES if planned.form in {"CONSTRUCT", "DESCRIBE"} else media.RESULTS
    chosen = media.choose(request.headers.get("accept", ""), asked.format, offers)
    if chosen is None:
        raise HttpError(406, f"the answer is available as {', '.join(f.media for f in offers)}")
    sent = Asked(_path(asked, own_dataset), planned.text.encode("utf-8", "replace"), chosen.media, request.is_disconnected)
    reply = await _reply(_lanes(data), sent)
    if reply.status != 200:
        raise HttpError(min(500, reply.status), complaint(reply.body.decode("utf-8", "replace"), asked.text))
    return await _response(reply, chosen, planned, rules)


def _lanes(data: Dataset) -> Lanes:
    if data.lanes is None:
        raise HttpError(503, "the query engine is not running yet: ask again", after=1)
    return data.lanes


async def _guarded(asked: Question, data: Dataset, rules: Rules) -> bool:
    """Refuses what would leave this graph; whether the query names its own data set."""
    known = data.contents.graphs
    unknown = [g for g in (*asked.default, *asked.named) if g not in known]
    if unknown:
        raise HttpError(400, f"there is no graph <{unknown[0]}> in here")
    if not _odd(asked.text):
        return False
    try:
        return await run_in_threadpool(guard.check, asked.text, known, federation=rules.federation)
    except QueryError as error:
        raise HttpError(403, str(error)) from error


def _odd(query: str) -> bool:
    """Whether the guard could have anything to say; it says so itself, but in a thread of its own."""
    lower = query.lower()
    return "\\" in query or "service" in lower or "load" in lower or "from" in lower


def _path(asked: Question, own_dataset: bool) -> str:
    if own_dataset or asked.default or asked.named:
        pairs = [*(("default-graph-uri", g) for g in asked.default), *(("named-graph-uri", g) for g in asked.named)]
        return f"/query?{urlencode(pairs)}" if pairs else "/query"
    return "/query?union-default-graph"


async def _reply(lanes: Lanes, asked: Asked) -> Reply:
    try:
        return await lanes.ask(asked)
    except BusyError as error:
        raise HttpError(503, str(error), after=error.after) from error
    except SlowError as error:
        raise HttpError(504, str(error)) from error
    except EngineError as error:
        raise HttpError(422, str(error)) from error


async def _response(reply: Reply, chosen: media.Format, planned: Plan, rules: Rules) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    body = reply.body
    if planned.form not in {"ASK", ""}:
        headers["X-Row-Limit"] = str(rules.limit)
    if planned.form == "SELECT" and planned.limited:
        # a row takes a byte at least: short answers need not be counted
        cut = await run_in_threadpool(first_rows, body, chosen, rules.limit) if len(body) > rules.limit else None
        headers["X-Row-Limit-Reached"] = "false" if cut is None else "true"
        body = body if cut is None else cut
    return Response(body, media_type=reply.media, headers=headers)


# -- whole graphs ----------------------------------------------------------------------------------------------------------------


async def graph(request: Request, data: Dataset) -> Response:
    """One named graph (``?graph=``), the merged graph (``?default``), or everything (neither); streamed. Raises HttpError."""
    asked = _parameters(request)
    names = asked.get("graph", [])
    if len(names) > 1 or (names and "default" in asked):
        raise HttpError(400, "name one graph: ?graph=IRI, or ?default for all of them merged")
    if names and names[0] not in data.contents.graphs:
        raise HttpError(404, f"there is no graph <{names[0]}> in here")
    offers = media.TRIPLES[:4] if names or "default" in asked else media.QUADS
    chosen = media.choose(request.headers.get("accept", ""), next(iter(asked.get("format", ())), None), offers)
    if chosen is None:
        raise HttpError(406, f"the graph is available as {', '.join(f.media for f in offers)}")
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if request.method == "HEAD":
        return Response(media_type=chosen.media, headers=headers)
    return StreamingResponse(await _poured(data, names, "default" in asked, chosen), media_type=chosen.media, headers=headers)


async def _poured(data: Dataset, names: list[str], merged: bool, chosen: media.Format) -> AsyncIterator[bytes]:
    """The graph's text; errors come before the first part."""
    path = f"/store?{urlencode({'graph': names[0]})}" if names else f"/query?{_MERGED}" if merged else "/store"
    parts = _lanes(data).pour(path, chosen.media)
    try:
        first = await anext(parts, b"")
    except BusyError as error:
        raise HttpError(503, str(error), after=error.after) from error
    except EngineError as error:
        raise HttpError(500, str(error)) from error
    return _joined(first, parts)


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for part in rest:
        yield part

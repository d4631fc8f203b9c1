"""The application in front of the engines: which address gives what."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg import catalogue, iris, vocab
from kg.errors import KgError, QueryError
from kg.explain import spoken
from kg.serve import describing, headers, media, pages, protocol, reading, terms
from kg.serve.answers import HttpError, error
from kg.serve.dataset import Dataset
from kg.serve.rules import Rules
from kg.serve.served import Served
from kg.store import PREFIXES, fold

_WORKERS = 4  # pages in the making at once
_DRAWABLE = 1_000_000  # statements: a picture of more than that needs a center
_KEPT = 8  # pictures
_SMALL, _LEVEL = 2000, 4  # bytes that are not worth compressing; how hard
T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]


def application(served: Served, rules: Rules, hosts: frozenset[str] | None = None) -> ASGIApp:
    """The application over what is served; ``hosts`` are the names it may be called by, None for any."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(GZipMiddleware, minimum_size=_SMALL, compresslevel=_LEVEL)],
        exception_handlers={HttpError: _told, HTTPException: _plainly, KgError: _wrong},
    )
    app.state.served, app.state.rules = served, rules
    app.state.workers = asyncio.Semaphore(_WORKERS)
    return headers.Careful(_ShortWay(app), hosts)


class _ShortWay:
    """Queries go straight to the endpoint: the general way through the application takes as long as a light query itself."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/sparql" or scope["method"] not in {"GET", "POST"}:
            await self._app(scope, receive, send)
            return
        scope["app"] = self._app
        request = Request(scope, receive)
        try:
            answer: ASGIApp = await sparql(request)
        except HttpError as problem:
            answer = error(request, problem)
        if isinstance(answer, Response) and len(answer.body) > _SMALL:
            answer = GZipMiddleware(answer, _SMALL, _LEVEL)
        await answer(scope, receive, send)


def _routes() -> list[Route]:
    get = ["GET"]  # and HEAD, by Starlette
    return [
        Route("/", start, methods=get),
        Route("/search", search, methods=get),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/data", data, methods=get),
        Route("/id/{path:path}", thing, methods=get),
        Route("/vocabulary/{path:path}", thing, methods=get),
        Route("/article/{path:path}", article, methods=get),
        Route("/ontology", ontology, methods=get),
        Route("/view", view, methods=get),
        Route("/void", void, methods=get),
        Route("/.well-known/void", void, methods=get),
        Route("/healthz", health, methods=get),
        Route("/static/{path:path}", static, methods=get),
        Route("/robots.txt", robots, methods=get),
        Route("/favicon.ico", favicon, methods=get),
    ]


def _now(request: Request) -> Dataset:
    found: Dataset = request.app.state.served.now
    return found


async def _worked(request: Request, work: Callable[..., T], *arguments: Any) -> T:
    """What a page needs from the graph, in a thread; some at a time."""
    async with request.app.state.workers:
        return await run_in_threadpool(work, *arguments)


# -- errors ----------------------------------------------------------------------------------------------------------------------


async def _told(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HttpError)
    return error(request, problem)


async def _plainly(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    allow = (problem.headers or {}).get("Allow")
    line = {404: "there is nothing at this address", 405: "this address is only read"}.get(problem.status_code, problem.detail)
    return error(request, HttpError(problem.status_code, line, allow=allow))


async def _wrong(request: Request, problem: Exception) -> Response:
    return error(request, HttpError(400 if isinstance(problem, QueryError) else 500, str(problem)))


# -- programs --------------------------------------------------------------------------------------------------------------------


async def sparql(request: Request) -> Response:
    """The endpoint; for a browser the query page; without a query the service's description."""
    asked = await protocol.question(request)
    if request.method != "POST":
        offers = (*(media.RESULTS if asked else describing.FORMATS), media.TURTLE, media.PAGE)
        if media.choose(request.headers.get("accept", ""), asked.format if asked else None, offers) is media.PAGE:
            return _query_page(request)
    async with _now(request).reading() as now:
        if asked is not None:
            return await protocol.answer(request, asked, now, request.app.state.rules)
        return await _described(request, list(describing.service(now, _root(request))))


def _query_page(request: Request) -> Response:
    """YASGUI, with our prefixes and our catalogue."""
    themes: dict[str, list[dict[str, str]]] = {}
    for query in catalogue.list_queries():
        text = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+")).strip() + "\n"
        themes.setdefault(query.theme, []).append({"name": query.name, "summary": query.summary, "text": text})
    rules: Rules = request.app.state.rules
    policy = {"Content-Security-Policy": headers.QUERY_POLICY}
    return pages.render("query", headers=policy, themes=themes, prefixes=dict(PREFIXES), rules=rules)


async def data(request: Request) -> Response:
    """Whole graphs, by the Graph Store Protocol."""
    async with _now(request).reading() as now:
        return await protocol.graph(request, now)


async def void(request: Request) -> Response:
    """The data set's description."""
    return await _described(request, list(describing.void(_now(request), _root(request))))


async def _described(request: Request, triples: list[Any]) -> Response:
    chosen = (
        media.choose(request.headers.get("accept", ""), request.query_params.get("format"), describing.FORMATS) or media.TURTLE
    )
    text = await run_in_threadpool(describing.written, triples, chosen)
    return Response(text, media_type=chosen.media, headers={"Vary": "Accept", "Cache-Control": "no-cache"})


async def health(request: Request) -> Response:
    """Whether queries are answered, and of what."""
    served: Served = request.app.state.served
    now = served.now
    well = bool(now.lanes and (await now.lanes.engine()).alive)
    told = {"status": "ok" if well else "starting", "statements": now.contents.statements, "problem": served.problem}
    engines = len(now.lanes.pids) if now.lanes else 0
    return JSONResponse({**told, "engines": engines}, 200 if well else 503, {"Cache-Control": "no-store"})


async def static(request: Request) -> Response:
    """Our own files; their address has their digest in it."""
    found = pages.asset(request.path_params["path"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], media_type=found[1], headers={"Cache-Control": "public, max-age=31536000, immutable"})


async def robots(_: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /data\nDisallow: /search\n")


async def favicon(_: Request) -> Response:
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})


def _root(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


# -- people ----------------------------------------------------------------------------------------------------------------------


async def start(request: Request) -> Response:
    """What is in the graph."""
    now = _now(request)
    names = await _worked(request, lambda: now.names)
    groups = {title: names.most(kinds) for title, kinds in _GROUPS.items()}
    facts = {vocab.FACTS[name]: number for name, number in now.contents.classes.items() if name in vocab.FACTS}
    return pages.render(
        "start",
        base=now.base,
        contents=now.contents,
        facts=dict(sorted(facts.items(), key=lambda item: -item[1])),
        groups={title: found for title, found in groups.items() if found},
        span=tuple(spoken(day) for day in now.contents.span) if now.contents.span else None,
        articles=await _worked(request, reading.latest, now.graph),
        rules=request.app.state.rules,
    )


_GROUPS = {"People": ("Person",), "Countries": ("Country",), "Organizations": ("Organization",), "Initiatives": ("Initiative",)}


async def search(request: Request) -> Response:
    """Things and articles with that name."""
    now, text = _now(request), request.query_params.get("q", "").strip()
    found = (await _worked(request, lambda: now.names)).search(text)
    if len(found) == 1 and fold(found[0].name) == fold(text):
        return RedirectResponse(pages.href(found[0].iri, now.base), 303)
    return pages.render("search", base=now.base, text=text, found=found)


async def thing(request: Request) -> Response:
    """A thing as a page, or as data."""
    now = _now(request)
    namespace = iris.VOCABULARY if request.url.path.startswith("/vocabulary/") else now.base
    async with now.reading():
        iri = _known(now, namespace, request)
        chosen = _chosen(request)
        if chosen is media.PAGE and iri.startswith(f"{now.base}article/") and iri.count("/") == now.base.count("/") + 1:
            return await _article(request, now, iri)
        if chosen is not media.PAGE:
            triples = await _worked(request, describing.thing, now, iri)
            return await _data(request, triples, chosen)
        asked = _asked(request.query_params)
        dossier = await _worked(request, reading.dossier, now.graph, iri, asked)
    if dossier is None:
        raise HttpError(404, "the graph says nothing of this")
    last = max(1, -(-dossier.total // reading.PAGE))
    return pages.render("thing", base=now.base, it=dossier, asked=asked, last=last, picture=reading.PICTURE)


def _known(now: Dataset, namespace: str, request: Request) -> str:
    """The IRI an address stands for, in our own spelling; raises HttpError where the graph has no such thing."""
    raw = request.scope["raw_path"].decode("latin-1").split("/", 2)[2]
    spelled = "/".join(quote(unquote(part, errors="surrogatepass"), safe="", errors="surrogatepass") for part in raw.split("/"))
    for iri in (namespace + raw, namespace + spelled):
        if reading.is_known(now.graph, iri):
            return iri
    raise HttpError(404, "the graph says nothing of this")


def _chosen(request: Request) -> media.Format:
    offers = (media.TURTLE, *describing.FORMATS, media.PAGE)
    chosen = media.choose(request.headers.get("accept", ""), request.query_params.get("format"), offers)
    if chosen is None:
        raise HttpError(406, f"this is available as {', '.join(f.media for f in (media.PAGE, *describing.FORMATS))}")
    return chosen


async def _data(request: Request, triples: list[Any], chosen: media.Format) -> Response:
    if not triples:
        raise HttpError(404, "the graph says nothing of this")
    text = await _worked(request, describing.written, triples, chosen)
    return Response(text, media_type=chosen.media, headers={"Vary": "Accept", "Cache-Control": "no-cache"})


def _asked(parameters: Mapping[str, str]) -> reading.Asked:
    page = parameters.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    return reading.Asked(parameters.get("type", ""), parameters.get("year", ""), max(1, number))


async def article(request: Request) -> Response:
    """A text with its facts highlighted."""
    now = _now(request)
    async with now.reading():
        return await _article(request, now, _known(now, f"{now.base}article/", request))


async def _article(request: Request, now: Dataset, iri: str) -> Response:
    text = await _worked(request, reading.article, now.graph, iri)
    if text is None:
        raise HttpError(404, "the graph has no such article")
    return pages.render("article", base=now.base, it=text, iri=iri)


async def ontology(request: Request) -> Response:
    """The ontology as a page, or as data."""
    chosen = _chosen(request)
    if chosen is not media.PAGE:
        return await _data(request, await _worked(request, describing.terms), chosen)
    return pages.render("ontology", it=await _worked(request, terms.terms))


async def view(request: Request) -> Response:
    """The interactive page, of everything or of what is near a center."""
    from kg.view import assets

    now = _now(request)
    async with now.reading():
        text = await _worked(request, _drawn, now, str(request.query_params), dict(request.query_params))
    policy = f"{assets.policy()}; frame-ancestors 'none'"
    return Response(text, media_type="text/html", headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})


def _drawn(now: Dataset, key: str, asked: Mapping[str, str]) -> str:
    from kg.view import page

    if key not in now.pages:
        options: dict[str, Any] = {name: asked[name] for name in ("center", "since", "until", "language") if asked.get(name)}
        options |= {"types": asked["type"].split(",")} if asked.get("type") else {}
        depth = asked.get("depth", "1")
        options["depth"] = int(depth) if depth in set("123456789") else 1
        if len(now.graph) > _DRAWABLE and not options.get("center"):
            raise QueryError("the graph is too large for one picture: open a thing's page and draw what is near it")
        while len(now.pages) >= _KEPT:
            now.pages.pop(next(iter(now.pages)), None)
        now.pages[key] = page(now.graph, **options)
    return now.pages[key]

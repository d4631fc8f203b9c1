"""From a graph here to the same graphs there, step by step: look, send what differs, take away, list, count."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from kg import __version__, iris
from kg.errors import GraphError, RemoteError
from kg.publish import credentials, listing, places, plan
from kg.publish.connection import AnswerError, Connection, RefusedError, Say
from kg.publish.listing import META, Reader
from kg.publish.places import Place, checked
from kg.publish.plan import Plan
from kg.publish.statements import Print, fingerprint, lines
from kg.publish.writing import GraphStore, Update, Writer
from kg.store import Graph, Ledger, is_store, open_graph

_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_TOGETHER = 50  # graphs that are announced at once
_STATEMENTS = 20_000  # of theirs, about
_SHOWN = 10
_PAUSE = 10.0  # seconds between lines about the progress


@dataclass(frozen=True, slots=True)
class Options:
    """``protocol``: auto, gsp or update; ``query``: where the store answers, if kg cannot know; ``everything``: proved or not."""

    protocol: str = "auto"
    query: str | None = None
    prune: bool = False
    netrc: bool = False
    everything: bool = False


@dataclass(slots=True)
class Verdict:
    """What was done, and whether the store has what we have."""

    store: str
    protocol: str
    graphs: int = 0
    statements: int = 0
    sent: int = 0
    sent_statements: int = 0
    removed: int = 0
    left: int = 0  # graphs of an earlier publication that are gone here and were not pruned
    wrong: int = 0
    differences: list[tuple[str, int, int]] = field(default_factory=list)  # the first: graph, statements here, there

    @property
    def agrees(self) -> bool:
        return not self.wrong and not self.left


def publish(path: str, url: str, options: Options, say: Say) -> Verdict:
    """Makes the store at ``url`` hold the graph at ``path``; nothing but graphs of ours is ever touched.

    ``say`` gets a line now and then. Raises KgError, one line, where something cannot be done: what was sent until then stays,
    and the same call goes on from there.
    """
    address = checked(url)
    known = credentials.of(urlsplit(address).hostname or "", from_netrc=options.netrc)
    if known and places.exposed(address):
        say(f"{address}: the credentials go over the network unencrypted: use https where the store has it")
    graph = open_graph(path)
    _check(graph, path)
    connection = Connection(address, known, say)
    try:
        place = _place(connection, address, options, guarded=known is not None)
        connection.patient = True
        with plan.opened() as planned:
            work = _Work(graph, connection, place, options, planned, say)
            work.survey()
            work.send()
            work.prune()
            work.list()
            return work.verdict()
    finally:
        connection.close()


class _Work:
    """One publication."""

    def __init__(self, graph: Graph, connection: Connection, place: Place, options: Options, planned: Plan, say: Say) -> None:
        self._graph, self._options, self._plan, self._say = graph, options, planned, say
        self._reader = Reader(connection, place.query)
        self._writers = list(_writers(connection, place, options.protocol))
        self._begun = False
        self._told = time.monotonic()
        self._result = Verdict(place.name, "nothing to send")

    # -- looking -----------------------------------------------------------------------------------------------------------------

    def survey(self) -> None:
        """Fills the plan; nothing is changed anywhere."""
        total = 0
        for name in self._graph.graphs():
            mark = fingerprint(self._lines(name))
            total += mark.count
            self._plan.here(name, _order(name), mark)
        if total != len(self._graph) - self._listed_here():
            raise GraphError(str(self._graph.path), "has statements outside named graphs, which no build of ours makes")
        self._result.graphs, self._result.statements = self._plan.ours(), total
        self._read_list()
        self._plan.there(self._reader.counts(self._plan.graphs()))

    def _read_list(self) -> None:
        words: list[str] = []
        current = ""
        for graph, word in self._reader.listed():
            if not graph.startswith(iris.BASE):
                continue  # no build of ours made it, whatever the list says
            if graph != current:
                if current:
                    self._plan.listed(current, listing.proved(words))
                current, words = graph, []
            words.append(word)
        if current:
            self._plan.listed(current, listing.proved(words))

    def _lines(self, name: str) -> Iterator[str]:
        return lines(self._graph, name, without=listing.ENTRIES if name == META else "")

    def _listed_here(self) -> int:
        """Statements of a list that came back with a copy of a published graph."""
        return sum(getattr(q.subject, "value", "").startswith(listing.ENTRIES) for q in self._graph.quads(META))

    # -- changing ----------------------------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Graph after graph; each is announced before and confirmed after."""
        due = self._plan.due(everything=self._options.everything)
        while group := list(_group(due)):
            self._begin(group)
            writer = self._writers[0]
            for name, mark in group:
                writer.replace(name, self._lines(name))
                self._result.sent += 1
                self._result.sent_statements += mark.count
            writer.add(META, (line for name, mark in group for line in listing.come(name, mark)))
            writer.flush()
            self._tell()

    def _begin(self, group: list[tuple[str, Print]]) -> None:
        """Announces graphs; the first time, this tells which protocol the store takes."""
        while True:
            writer = self._writers[0]
            try:
                writer.add(META, (line for name, mark in group for line in listing.coming(name, mark)))
                writer.flush()
                break
            except RefusedError as error:
                if self._begun or len(self._writers) == 1:
                    raise _refused(error, writer.name, self._options.protocol) from error
                self._writers.pop(0)
        if not self._begun and not self._reader.shows(group[0][0]):
            problem = f"does not show what it took for <{META}>: it may not know the {writer.name}"
            raise RemoteError(self._reader.url, f"{problem}; try the other --protocol, or give --query")
        self._begun = True
        self._result.protocol = writer.name

    def prune(self) -> None:
        """Takes away what the list there has and we have not, where that is wanted."""
        if not self._options.prune:
            return
        for name, _ in self._plan.gone():
            if not self._begun:
                self._begin([(META, self._plan.mark(META))])
            self._writers[0].remove(name)
            self._plan.forget(name)
            self._result.removed += 1
        self._writers[0].flush()

    def list(self) -> None:
        """Puts the meta graph with a clean list, where it is not there."""
        changed = self._result.sent or self._result.removed or self._options.everything
        if changed or not self._plan.proves(META) or self._there(META) != self._expected():
            if not self._begun:
                self._begin([(META, self._plan.mark(META))])
            writer = self._writers[0]
            writer.replace(META, self._meta())
            writer.flush()

    def _meta(self) -> Iterator[str]:
        yield from self._lines(META)
        for name, mark in self._plan.due(everything=True):
            yield from listing.entry(name, mark)
        yield from listing.entry(META, self._plan.mark(META))
        for name, mark in self._plan.gone():
            yield from listing.entry(name, mark)

    def _expected(self) -> int:
        entries = self._plan.ours() + self._plan.left()
        return self._plan.mark(META).count + listing.LINES * entries

    def _there(self, name: str) -> int:
        return next(iter(self._reader.counts([name])))[1]

    # -- judging -----------------------------------------------------------------------------------------------------------------

    def verdict(self) -> Verdict:
        """Counts everything again, there."""
        result = self._result
        if result.protocol != "nothing to send":
            self._plan.there(self._reader.counts(self._plan.graphs()))
        differences = self._plan.wrong()
        result.differences = list(islice(differences, _SHOWN))
        result.wrong = len(result.differences) + sum(1 for _ in differences)
        expected, there = self._expected(), self._there(META)
        if there != expected:
            result.wrong += 1
            result.differences.append((META, expected, there))
        result.left = self._plan.left()
        return result

    def _tell(self) -> None:
        """A line now and then: a log stays readable."""
        if time.monotonic() - self._told > _PAUSE:
            self._say(f"sent {self._result.sent:,} graphs, {self._result.sent_statements:,} statements")
            self._told = time.monotonic()


# -- before anything is sent -----------------------------------------------------------------------------------------------------


def _check(graph: Graph, path: str) -> None:
    """Raises GraphError unless the graph is a finished build of this kg's kind."""
    versions = {str(q.object.value) for q in graph.quads(META) if q.predicate.value == _VERSION}  # type: ignore[union-attr]
    if not versions:
        raise GraphError(path, "has no build's meta graph: give a graph that `kg build` made and finished")
    version = min(versions)
    if version.split(".")[:2] != __version__.split(".")[:2]:
        raise GraphError(
            path, f"was built by kg {version[:20]}, this is kg {__version__}: build it again, or publish it with that kg"
        )
    if is_store(path) and any(Path(path).glob("ledger.sqlite")):
        with Ledger(path) as ledger:
            if ledger.note("whole") == "":
                raise GraphError(path, "is a store whose build was cut off: give the build's command again, then publish")


def _place(connection: Connection, url: str, options: Options, *, guarded: bool) -> Place:
    """Where the store answers and takes statements; nothing is changed by asking."""
    if options.query is not None:
        place = Place("SPARQL store", checked(options.query), url, url)
        Reader(connection, place.query).greet()
        return place
    tried: dict[str, AnswerError] = {}
    for place in places.places(url, guarded=guarded):
        if place.query in tried:
            continue
        try:
            answer = Reader(connection, place.query).greet()
        except AnswerError as error:
            if error.status == 401 or (place.server and place.server in error.server):
                raise  # it is this store, and it will not; others have been seen to hang on addresses they do not know
            tried[place.query] = error
            continue
        if place.server is None or place.server in answer.headers.get("Server", ""):
            return place
    raise next((error for error in tried.values() if not isinstance(error, RefusedError)), listing.unknown(url))


def _writers(connection: Connection, place: Place, protocol: str) -> Iterator[Writer]:
    """The ways to write, the better one first."""
    if protocol != "update" and place.graphs:
        yield GraphStore(connection, place.graphs)
    if protocol != "gsp" and place.update:
        yield Update(connection, place.update)
    if protocol == "gsp" and not place.graphs:
        raise RemoteError(
            place.query, f"{place.name} has no Graph Store Protocol: leave --protocol out, or give --protocol update"
        )


def _refused(error: RefusedError, name: str, protocol: str) -> RemoteError:
    way = {"gsp": "try --protocol update", "update": "try --protocol gsp"}.get(
        protocol, "is this the address that it is written to?"
    )
    return RemoteError(f"{error}", f"it takes no {name} here: {way}")


def _group(due: Iterator[tuple[str, Print]]) -> Iterator[tuple[str, Print]]:
    """The next graphs that are announced together."""
    statements = 0
    for name, mark in islice(due, _TOGETHER):
        yield name, mark
        statements += mark.count
        if statements > _STATEMENTS:
            return


def _order(name: str) -> int:
    """Articles first, then what rests on them; the meta graph has its own place at the end."""
    last = [iris.graph(kind) for kind in ("text", "reference", "derived")]
    return -1 if name == META else last.index(name) + 1 if name in last else 0

"""Where a build goes: a file, made anew, or a store directory, which grows by what is new or changed.

A store is safe to interrupt. What was read is committed every :data:`EVERY` articles: the ledger forgets those that are
replaced, their quads go and the new ones come, all of it reaches the disk, and only then does the ledger name them. What rests
on all articles is made last, and the ledger notes that it is: a store without that note is finished by the next build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path

from kg import assemble, fingerprint, iris
from kg.decisions import Decisions
from kg.errors import InputError, OutputError
from kg.gazetteer import Gazetteer
from kg.model import Article
from kg.store import Graph, Ledger, check_output, held, is_store, open_graph
from kg.summary import Failure, Summary

EVERY = 100  # articles a commit, and at most
_BYTES = 1 << 25  # of their quads
_WHOLE = "whole"  # the ledger's note of the fingerprint that everything was finished with; "" where something is to be done
_INDEX = "index"  # its note of the fingerprint that the index beside the articles was made with; "" while it is being changed
_SIZE = "size"  # quads when it was last compact, and added since, about
_COMPACT = 5  # a store that grew by a fifth or more is worth compacting


class Target:
    """A graph being built; opened by :func:`opened`."""

    def __init__(self, graph: Graph, ledger: Ledger | None, rules: str, decided: Decisions, summary: Summary) -> None:
        self.graph, self.summary = graph, summary
        self._ledger = ledger
        self._rules, self._decided = rules, decided
        self._whole = fingerprint.whole(rules, decided)
        self._waiting: dict[str, tuple[str, bytes]] = {}  # article's IRI -> stamp, quads
        self._bytes = 0
        self._grown = 0  # quads added
        self._tell_of_others("those given are read again")

    # -- articles ----------------------------------------------------------------------------------------------------------------

    def fresh(self, found: Iterable[Article | InputError]) -> Iterator[Article]:
        """The articles that the graph does not have as they are; the others are counted, errors become failures."""
        for article in found:
            if isinstance(article, InputError):
                told = Failure.of(article)
                (self.summary.left_out if told.left_out else self.summary.failures).append(told)
            elif self._ledger and self._ledger.stamp(iris.article(article.id)) == self._stamp(article):
                self.summary.unchanged += 1
            else:
                yield article

    def put(self, article: Article, quads: bytes, counts: Summary) -> None:
        """The article's quads, in place of what was there under its id."""
        self._wait(iris.article(article.id), self._stamp(article), quads)
        self.summary.join(counts)

    def fail(self, article: Article, reason: str) -> None:
        """The article could not be read: neither is its older self in the graph, which says what it does not say any more."""
        self.drop(iris.article(article.id))
        self.summary.failures.append(Failure(article.id, f"{reason}; the others are not affected"))

    def drop(self, article: str) -> None:
        """The article (its IRI) out of the graph."""
        self._wait(article, "", b"")

    def _stamp(self, article: Article) -> str:
        return fingerprint.stamp(article, self._rules, self._decided)

    def _wait(self, article: str, stamp: str, quads: bytes) -> None:
        self._waiting[article] = stamp, quads
        self._bytes += len(quads)
        if len(self._waiting) >= EVERY or self._bytes > _BYTES:
            self._commit()

    def _commit(self) -> None:
        """All that waits, on disk when this returns; the order of steps is what makes a crash harmless."""
        if not self._waiting:
            return
        old = [iri for iri in self._waiting if any(True for _ in self.graph.about(iri))]
        if self._ledger:
            self._ledger.write(_WHOLE, "")
            self._ledger.drop(self._waiting)
        for iri in old:
            assemble.drop(self.graph, iri)
        lines = b"".join(quads for _, quads in self._waiting.values())
        assemble.put(self.graph, lines)
        self._grown += lines.count(b"\n")
        if self._ledger:
            self.graph.flush(compact=False)
            self._ledger.keep((iri, stamp) for iri, (stamp, _) in self._waiting.items() if stamp)
        self._waiting.clear()
        self._bytes = 0

    # -- the whole ---------------------------------------------------------------------------------------------------------------

    def finish(self, gazetteer: Gazetteer) -> None:
        """Makes what rests on all articles, and saves; nothing is done where nothing has changed."""
        self._commit()
        if (self._ledger and self._ledger.note(_WHOLE) == self._whole) or not (self._ledger or len(self.graph)):
            return  # nor is a file emptied because nothing could be read
        if self._ledger:
            self._finish_store(gazetteer, self._ledger)
        else:
            assemble.Whole(self.graph, gazetteer, self._decided).make(self._whole)
            self.graph.save()

    def _finish_store(self, gazetteer: Gazetteer, ledger: Ledger) -> None:
        """Where the index is of these very rules, what the touched articles bear on is made again, else everything."""
        known, touched = ledger.note(_INDEX) == self._whole, list(ledger.touched())
        ledger.write(_INDEX, "")  # who dies from here on leaves an index that nobody trusts
        with ledger.together(**{_WHOLE: self._whole, _INDEX: self._whole}) as base:
            whole = assemble.Whole(self.graph, gazetteer, self._decided, base)
            if known:
                whole.update(touched, self._whole)
            else:
                whole.make(self._whole)
            self._flush(ledger)
        self._tell_of_others("they were not given again and stay as they are")

    def _flush(self, ledger: Ledger) -> None:
        """On disk; made compact where enough has come since it was last (counting all of a store would take as long)."""
        size, loose = map(int, (ledger.note(_SIZE) or "0 0").split())
        loose += self._grown
        compact = loose * _COMPACT > size
        self.graph.flush(compact=compact)
        ledger.jot(_SIZE, f"{size + loose} 0" if compact else f"{size} {loose}")

    def _tell_of_others(self, what: str) -> None:
        """A note where other rules have read articles of the store."""
        others = self._ledger.others(self._rules) if self._ledger else 0
        if others:
            count = f"{others:,} article{'' if others == 1 else 's'}"
            self.summary.notes.append(f"{self.graph.path}: {count} of other rules, tables or models in it: {what}")


def peeked(found: Iterator[Article | InputError]) -> Iterator[Article | InputError]:
    """The same, after a look at the first: what is wrong with all of it comes out before anything is made."""
    first = list(islice(found, 1))
    return chain(first, found)


@contextmanager
def opened(path: str, rules: str, decided: Decisions, summary: Summary, *, anew: bool = True) -> Iterator[Target]:
    """The target at ``path``; ``anew``: a file's old graph does not count. Raises OutputError, GraphError; closes in any case.

    Nobody else writes into a store meanwhile. A file is written by :meth:`Target.finish`, or not at all.
    """
    with ExitStack() as stack:
        try:
            graph, ledger = _opened(path, anew, stack)
            yield Target(graph, ledger, rules, decided, summary)
        except OSError as error:
            kept = "; what was committed is kept: make room and give the same command again" if is_store(path) else ""
            raise OutputError(path, f"cannot be written: {error.strerror or error}{kept}") from error


def _opened(path: str, anew: bool, stack: ExitStack) -> tuple[Graph, Ledger | None]:
    if anew:
        check_output(path)
    if is_store(path) and (anew or Path(path).is_dir()):
        stack.enter_context(held(Path(path)))
        graph = open_graph(path, writable=True, create=anew)
        return graph, stack.enter_context(Ledger(path))
    graph = Graph.memory() if anew else open_graph(path)
    graph.path = path
    return graph, None

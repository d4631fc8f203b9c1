"""Real triples for each term, from the graphs of examples/, as Turtle that can be read again (with HEAD before it)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kg import iris, resources

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SHORT = {
    "dip": iris.ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in _SHORT.items()) + f"@base <{iris.BASE}> .\n"
_LONG = 300  # characters of a literal: an article's text is no example


@dataclass
class Samples:
    """The merged graph of examples/: subject -> predicate -> objects as Turtle, and where to look."""

    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # class -> subjects
    uses: dict[str, list[ox.Triple]] = field(default_factory=lambda: defaultdict(list))  # property -> triples

    def member(self, kind: str) -> str:
        """One thing of a class with all that is said of it, "" where there is none."""
        found = min(self.members.get(iris.term(kind), ()), key=self._size, default=None)
        return "" if found is None else self._block(found)

    def use(self, name: str) -> str:
        """One triple of a property, the shortest, "" where there is none."""
        lines = (f"{_word(t.subject)} {_word(t.predicate)} {_word(t.object)} ." for t in self.uses.get(iris.term(name), ()))
        return min(lines, key=lambda line: (len(line), line), default="")

    def sentence(self, kind: str) -> str:
        """The sentence that shows the member of a record class."""
        found = min(self.members.get(iris.term(kind), ()), key=self._size, default="")
        evidence = self.about[found].get(iris.term("evidence"), ())
        quotes = [q.value for e in evidence for q in self.about[e.value].get(iris.term("quote"), ())]
        return min(quotes, default="")

    def _size(self, subject: str) -> tuple[bool, bool, int, str]:
        """English before Chinese, what happened before what did not, what is fully told before what is not, then by name."""
        about = self.about[subject]
        happened = all(o.value.endswith("/happened") for o in about.get(iris.term("status"), ()))
        return (".zh." in subject, not happened, -min(len(about), 12), subject)

    def _block(self, subject: str) -> str:
        types, rest = [], []
        for predicate, objects in sorted(self.about[subject].items()):
            words = ", ".join(sorted(_word(o) for o in objects))
            if predicate == _TYPE:
                types = [f"a {words}"]
            else:
                rest.append(f"{_word(ox.NamedNode(predicate))} {words}")
        return f"{_word(ox.NamedNode(subject))} " + " ;\n    ".join([*types, *rest]) + " ."


@cache
def samples() -> Samples:
    """Read once."""
    return _of(_triples())


def _triples() -> Iterable[ox.Triple]:
    found: set[ox.Triple] = set()
    for path in sorted(resources.path("examples").glob("*.nq")):
        found |= {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)}
    return sorted(found, key=str)


def _of(triples: Iterable[ox.Triple]) -> Samples:
    made = Samples()
    for triple in triples:
        subject, predicate, object = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(object, ox.NamedNode | ox.Literal):
            continue
        if isinstance(object, ox.Literal) and len(object.value) > _LONG:
            continue
        made.about[subject.value][predicate.value].append(object)
        made.uses[predicate.value].append(triple)
        if predicate.value == _TYPE:
            made.members[object.value].append(subject.value)
    return made


def _word(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    assert isinstance(term, ox.Literal)
    text = str(ox.Literal(term.value))
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype.value == _SHORT["xsd"] + "string" else f"{text}^^{_iri(term.datatype.value)}"


def _iri(iri: str) -> str:
    for prefix, namespace in _SHORT.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isalnum():
            return f"{prefix}:{local}"
    return f"<{iri.removeprefix(iris.BASE)}>" if iri.startswith(iris.BASE) else f"<{iri}>"

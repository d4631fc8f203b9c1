"""The ``meta`` graph: the data set itself in VoID, DCAT and PROV words."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, vocab
from kg.mapping import terms
from kg.mapping.graph import Builder

_VOID, _DCAT, _PROV = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/prov#"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


def meta_quads(version: str, counts: Mapping[str, int], base: str = iris.BASE) -> list[Quad]:
    """Version and counts of a build; no clock, so that the same input gives the same bytes.

    ``counts`` maps names of classes to numbers of their members, each a VoID class partition: ``{"articles": 5, "Meeting": 12}``.
    """
    graph = Builder(iris.graph("meta", base), base)
    dataset, build = f"{base}dataset", f"{base}build/kg-{version}"
    graph.add(dataset, terms.TYPE, *(NamedNode(kind) for kind in (_VOID + "Dataset", _DCAT + "Dataset", _PROV + "Entity")))
    graph.add(dataset, terms.TITLE, Literal("Diplomacy knowledge graph", language="en"), Literal("外交知识图谱", language="zh"))
    graph.add(dataset, terms.DCTERMS + "conformsTo", NamedNode(iris.ONTOLOGY.rstrip("#")))
    graph.add(dataset, _VOID + "vocabulary", NamedNode(iris.ONTOLOGY), NamedNode(terms.SKOS))
    graph.add(dataset, _VOID + "uriSpace", Literal(base))
    graph.add(dataset, _PROV + "wasGeneratedBy", NamedNode(build))
    graph.add(build, terms.TYPE, NamedNode(_PROV + "Activity"))
    graph.add(build, terms.LABEL, Literal(f"kg {version}", language="en"))
    graph.add(build, _VERSION, Literal(version))
    for name, number in counts.items():
        kind = "Article" if name == "articles" else name
        if kind in vocab.CLASSES:
            part = f"{dataset}/{kind}"
            graph.add(dataset, _VOID + "classPartition", NamedNode(part))
            graph.add(part, _VOID + "class", terms.term(kind))
            graph.add(part, _VOID + "entities", terms.typed(str(number), "integer"))
    return graph.quads()

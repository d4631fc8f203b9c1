"""A record in words: the pieces of its sentence that have values, joined, in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg import vocab
from kg.network.hints import Hint, status_words
from kg.network.values import LANGUAGES, Node, Parts, Ref, Text, Thing, Words

_SLOT = re.compile(r"\{(\w+)\}")
_AN = re.compile(r"\ba \{(?=(\w+)\})")


def words(hint: Hint, parts: Parts, status: str, things: Mapping[str, Thing]) -> Words:
    """The fact as one sentence in each language: "Li Qiang to visit Belarus", "李强将访问白俄罗斯"."""
    return {language: _sentence(hint, parts, status, things, language) for language in LANGUAGES}


def label(template: Words, parts: Parts, things: Mapping[str, Thing]) -> Words:
    """The words on an edge, such as "foreign minister of", with their slots filled."""
    return {
        language: _filled(template.get(language, template.get("en", "")), parts, things, language) or "" for language in LANGUAGES
    }


def _sentence(hint: Hint, parts: Parts, status: str, things: Mapping[str, Thing], language: str) -> str:
    verb, of_status = hint.verb.get(language, ""), status_words(language).get(status, "")
    if language == "en" and of_status:
        verb = of_status.format(verb=verb, base=hint.base or verb)
    pieces = (piece.replace("{verb}", verb).replace("{mark}", of_status) for piece in hint.words[language])
    return "".join(text for piece in pieces if (text := _filled(piece, parts, things, language)) is not None).strip()


def _filled(piece: str, parts: Parts, things: Mapping[str, Thing], language: str) -> str | None:
    """``piece`` with its slots filled; None where one has no value."""
    values = {name: value_words(name, parts, things, language) for name in _SLOT.findall(piece)}
    if not all(values.values()):
        return None
    return _SLOT.sub(lambda m: values[m[1]], _AN.sub(lambda m: "an {" if values[m[1]][0] in "aeiou" else m[0], piece))


def value_words(name: str, parts: Parts, things: Mapping[str, Thing], language: str) -> str:
    """The values of a property as words, "" where there are none: names, labels of concepts, texts of that language if any."""
    nodes = list(parts.get(name, ()))
    if all(isinstance(node, Text) for node in nodes):
        nodes = _of_language([n for n in nodes if isinstance(n, Text)], name, parts, language)
    return join([_name(node, things, language) for node in nodes], language)


def _of_language(texts: list[Text], name: str, parts: Parts, language: str) -> list[Node]:
    """Texts in ``language``; without any, the concept the text was read as (its label is translated); without that, all texts."""
    fitting: list[Node] = [t for t in texts if t.language in {language, ""}]
    concepts = [node for p in vocab.PROPERTIES.values() if p.named_by == name for node in parts.get(p.name, ())]
    return fitting or concepts or list(texts)


def _name(node: Node, things: Mapping[str, Thing], language: str) -> str:
    if isinstance(node, Text):
        return node.value
    if node.iri in things:
        return things[node.iri].name(language)
    return _concept_name(node, language)


def _concept_name(node: Ref, language: str) -> str:
    """A concept's label; the last part of any other IRI."""
    scheme, _, name = node.iri.rpartition("/")
    concept = vocab.CONCEPTS.get(f"{scheme.rsplit('/', 1)[-1]}/{name}")
    return dict(concept.labels).get(language, concept.notation) if concept else name.replace("-", " ")


def join(names: list[str], language: str) -> str:
    """ "A", "A and B", "A, B and C"; in Chinese "A、B和C"."""
    *most, last = names or [""]
    comma, conjunction = ("、", "和") if language == "zh" else (", ", " and ")
    return f"{comma.join(most)}{conjunction}{last}" if most else last

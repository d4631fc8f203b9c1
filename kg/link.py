"""Document -> Document: names, titles, pronouns and "both sides" become entities.

Two readings: the first learns who is introduced anywhere in the article (headlines say "Putin" before the text says who he
is), the second resolves every mention in text order with that memory.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from types import ModuleType

from kg.gazetteer import Gazetteer, outlets
from kg.lang.context import Context
from kg.lang.zh import tokens
from kg.model import Document, Entity, Mention, Sentence


def link(document: Document, gazetteer: Gazetteer) -> tuple[Document, Context]:
    """The document with mentions and offices, and the memory it left."""
    here = place(document, gazetteer)
    first = Context(gazetteer, document.anchor, document.article.id, home=home(document, gazetteer), place=here)
    for sentence in document.sentences:
        _names(sentence.language).survey(sentence, first)
    memory = Context(
        gazetteer,
        document.anchor,
        document.article.id,
        first.home,
        people=first.people,
        roles=first.roles,
        role_of=first.role_of,
        country_of=first.country_of,
        females=first.females,
        counts=first.counts,
        seen=first.seen,
        gatherings={k: e for k, e in first.gatherings.items() if " " in k and e.linked},
    )
    memory.author, memory.place = author(document, first), here
    linked = tuple(_spoken(s, memory) for s in document.sentences)
    return replace(document, sentences=tuple(_clean(s) for s in linked)), memory


_LABEL = re.compile(r"^([^:：.?!(]{3,90}?)\s*(?:\([^)]*\)\s*)?[:：](?=\s|$)")


#: what follows is in the words of who sent it
_LETTER = re.compile(r"\b(?:message|letter|telegram|congratulations) (?:reads|read|says|said)\b[^.]{0,20}:\s*$")


def _spoken(sentence: Sentence, memory: Context) -> Sentence:
    """The sentence read, with the speaker of the transcript it stands in ("President of Russia Vladimir Putin: ...")."""
    label = _LABEL.match(sentence.text)
    if label:
        before = next((t.i for t in sentence.tokens if t.start >= label.end(1)), 0)
        named = [
            m
            for m in _names(sentence.language).read(sentence, memory).mentions
            if m.end <= before and m.entities and m.entities[0].kind == "Person"
        ]
        if named and named[-1].end == before:
            memory.author = named[-1].entities[0]
            others = [p for p in memory.pair("Person") if p != memory.author]
            memory.addressee = others[0] if len(others) == 1 else None
            memory.transcript = True
    read: Sentence = _names(sentence.language).read(sentence, memory)
    if _LETTER.search(sentence.text) and memory.subjects and not memory.transcript:
        memory.author, memory.transcript = memory.subjects[-1], True
    return replace(read, speaker=memory.author) if memory.transcript and sentence.kind == "body" else read


def _names(language: str) -> ModuleType:
    return importlib.import_module(f"kg.lang.{language}.names")


def _clean(sentence: Sentence) -> Sentence:
    return replace(sentence, mentions=tuple(m for m in sentence.mentions if m.entities))


_HEAD = 400  # characters of a story that may be signed
_HOST = re.compile(r"(?:https?://)?([^/\s]*)")


def _host(url: str | None) -> str | None:
    found = _HOST.match(url) if url else None
    return found[1] if found else None


def home(document: Document, gazetteer: Gazetteer) -> Entity | None:
    """The country an article speaks from: of an official outlet, of a Chinese text's newspaper, of its dateline's place."""
    article = document.article
    hints = (article.source, article.id, _host(article.url), document.byline)
    told = outlets.named(hints, "official")
    if told is None and document.language == "zh":
        head = tokens.plain(article.text[:_HEAD])
        told = outlets.named([h and tokens.plain(h) for h in hints], "press") or outlets.signed(head)
        if told is None and (head == article.text[:_HEAD] or not document.dateline_place):
            told = "country/cn"
    if told in gazetteer.rows:
        return gazetteer.entity(told)
    if document.dateline_place:
        for hit in gazetteer.find(
            document.dateline_place.title() if document.dateline_place.isupper() else document.dateline_place, document.language
        ):
            for entity in hit.entities:
                if entity.kind == "City" and entity.country:
                    return gazetteer.entity(entity.country)
                if entity.kind == "Country":
                    return entity
    return None


def place(document: Document, gazetteer: Gazetteer) -> Entity | None:
    """The dateline's city."""
    name = document.dateline_place or ""
    for hit in gazetteer.find(name.title() if name.isupper() else name, "zh" if re.search(r"[\u4e00-\u9fff]", name) else "en"):
        for entity in hit.entities:
            if entity.kind == "City":
                return entity
    return None


def author(document: Document, memory: Context) -> Entity | None:
    """Who "I" is in a statement: "Statement from President Biden", "Remarks by X"."""
    for sentence in document.sentences[:3]:
        if sentence.language == "en" and re.match(
            r"(Joint )?(Statement|Remarks|Message|Letter|Address|Speech)\b.{0,30}\b(from|by|of)\b", sentence.text
        ):
            people = [e for m in _people(sentence, memory) for e in m.entities]
            if not people and memory.home and re.search(r"\b(?:by|from|of) the President\b", sentence.text):
                return memory.holder(memory.home, "president")
            if people:
                return people[0]
    return None


def _people(sentence: Sentence, memory: Context) -> list[Mention]:
    read = _names(sentence.language).read(sentence, memory)
    return [m for m in read.mentions if m.entities and m.entities[0].kind == "Person"]

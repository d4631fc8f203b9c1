"""Roles and conditions of frames in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.extract.frames import Frame, Role, Setting, Words

LANGUAGES = {"en": "English", "zh": "Chinese"}
_MOST = 12  # words of a long list that are shown
_FIRST = ("en", "zh")

#: what the roles of a clause are called; the others are the prepositions themselves
_SOURCES = {
    "subject": "subject",
    "object": "object",
    "object2": "indirect object",
    "object clause": "clause after the object",
    "object there": "object with the place behind it",
    "deed": "what is done, of an infinitive",
    "fault": "what somebody is blamed for",
    "aim": "what is aimed at",
    "purpose": "whoever does something in its name",
    "critic": "who criticizes it",
    "favor": '"in favour of"',
    "object name": "name of the object",
    "object possessor": "possessor of the object",
    "object with": '"with" of the object',
    "object long": "object with the phrase behind it",
    "modifier of subject": "what stands before the subject",
    "dated": "a year before the noun",
    "definite": "the definite article or a possessor",
    "scope": "the words around it that tell in what",
    "reporter": "whoever says it",
    "into name": 'name after "into"',
    "on name": 'name after "on"',
    "to name": 'name after "to"',
    "from name": 'name after "from"',
    "for name": 'name after "for"',
    "over name": 'name after "over"',
    "upon name": 'name after "upon"',
    "of name": 'name after "of"',
    "complement": "complement",
    "self": "the word itself",
    "modifier": "what stands before the noun",
    "kind": "adjective of the noun",
    "label": "noun with the words before it",
    "possessor": "possessor",
    "delegates": 'those whom nameless people come from ("delegations from X and Y")',
    "listed": "those whom the noun announces",
    "joint": 'subjects named one beside the other ("A and B")',
    "compound": "the name in front of the noun",
    "addressed": "those whom a message or call of the sentence is for",
    "affected": "names inside what it is about",
    "principal": "the person on whose behalf it is done",
    "relay": "who does it on somebody's behalf",
    "told": "who is told it on that occasion",
    "holder": "subject of the verb around it",
    "bearer": "who bears the rank",
    "body": "the body in which it is a rank",
    "bodiless": "the rank, where its body was told before",
    "asker": "who asks or invites",
    "carrier subject": "subject of the carrying verb",
    "outer": "whoever the sentence speaks of",
    "guest": "guest",
    "host": "host",
    "party": "parties",
    "adverbial": "adverbial",
    "place": "place",
    "occasion": "occasion",
    "sidelines": '"on the sidelines of"',
    "content": "what is said",
}

#: what each setting of a role means, for those that need no more than a sentence
ROLE: dict[str, Callable[[Role], str]] = {
    "union": lambda _: "all of these together",
    "each": lambda _: "one record for each",
    "home": lambda _: "a person stands for their country",
    "alike": lambda _: "where people stand, countries beside them do not count",
    "single": lambda r: f"{any_of(map(thing, r.single))} alone is enough",
    "pair": lambda _: "the two sides of the article, where nothing stands there",
    "recall": lambda _: "the gathering or organization last spoken of, where nothing stands there",
    "beside": lambda r: f"{any_of(map(source, sorted(r.beside)))} only beside others",
    "otherwise": lambda r: f"where these give too little: {', '.join(map(source, r.otherwise))}",
    "text": lambda _: "as it is worded",
    "land": lambda _: "a place stands for the country it lies in",
    "apart": lambda _: 'a record for each of those told one by one ("calls with A and B")',
    "inner": lambda _: "names inside the phrase count",
    "list": lambda r: f"only what the list of {r.list} has",
    "named": lambda _: "with a name in it",
    "specific": lambda r: "more than one word" + (f", or {some(r.bare)}" if r.bare else ""),
    "must": lambda r: f"with {by_language(r.must)}",
    "heads": lambda r: f"ending in {by_language(r.heads)}",
    "exclude": lambda r: f"not too general ({by_language(r.exclude)})",
    "gerunds": lambda r: f"or what begins with {by_language(r.gerunds)}",
    "strangers": lambda r: f"never the two sides where {by_language(r.strangers)} is the subject",
    "others": lambda _: "not the agent's own",
    "again": lambda r: f"{by_language(r.again)} for what was told of before",
    "through": lambda r: f"{by_language(r.through)} where {by_language(r.toward)} stands behind",
    "owned": lambda r: f"{by_language(r.owned)} only as somebody's",
}
#: settings that are told with the role itself
ROLE_TOLD = frozenset({"property", "sources", "kinds", "required", "least", "make", "bare", "toward"})

FRAME: dict[str, Callable[[Frame], str]] = {
    "needs": lambda f: f"with {by_language(f.needs)}",
    "over": lambda f: f"with {by_language(f.over)} as its object",
    "unless": lambda f: f"not with {by_language(f.unless)}",
    "needs_roles": lambda f: f"with {', '.join(source(r) for r in sorted(f.needs_roles))}",
    "governors": lambda f: f"after {by_language(f.governors)}",
    "moods": lambda f: f"only {any_of(sorted(f.moods))}",
    "status": lambda f: f"always {f.status}",
    "wishes": lambda _: "what is planned or wished holds already",
    "planned": lambda f: "what is planned gives " + ", ".join(f"{words(k)} {v or 'none'}" for k, v in f.planned.items()),
    "negated": lambda f: "nothing where negated" if f.negated is None else f"{f.negated} where negated",
    "unlike": lambda f: "; ".join(f"{words(a)} and {words(b)} of different countries" for a, b in f.unlike),
    "whose": lambda f: f"{words(f.whose[0])}s of the tables only with their own {words(f.whose[1])}s",
    "across": lambda f: f"{words(f.across or '')}s of two countries at least",
    "somewhere": lambda _: "only with a date or a place",
    "place": lambda f: f"the place of the clause is its {words(f.place or '')}",
    "dated": lambda _: "without a date",
    "since": lambda _: "dated by what follows *since*",
    "lead_dated": lambda _: "the article's day, where the lead tells it without a date",
}
FRAME_TOLD = frozenset({"id", "record", "verbs", "nouns", "roles", "settings", "examples", "file"})


def role(r: Role) -> str:
    """One role in a line."""
    wanted = "" if not r.required else f"at least {r.least}" if r.least > 1 else "required"
    what = any_of(map(thing, sorted(r.kinds)))
    if r.make:
        what = f"{what}, or a {thing(r.make)} that the text alone names" if what else f"a {thing(r.make)} of the text"
    where = ", ".join(map(source, r.sources))
    more = "; ".join(told for told in _told(r, ROLE) if told)
    head = f"**{words(r.property)}**{f' ({wanted})' if wanted else ''}: {what or 'words'}"
    return f"{head}, from {where}{f'; {more}' if more else ''}"


def setting(s: Setting) -> str:
    """A property that words set."""
    asked = [f"where {by_language(s.words)} stands"] if s.words else []
    asked += [f"with {', '.join(map(source, sorted(s.roles)))}"] if s.roles else []
    asked += [f"after {by_language(s.governors)}"] if s.governors else []
    when = " and ".join(asked)
    return f"**{words(s.property)}**: {s.value}" + (f", {when}" if when else "")


def conditions(f: Frame) -> list[str]:
    """What else must hold, and what follows."""
    return list(_told(f, FRAME))


def _told(thing_: Role | Frame, wording: Mapping[str, Callable[..., str]]) -> Iterator[str]:
    """The settings that are not as usual."""
    usual = type(thing_).__dataclass_fields__
    for name, say in wording.items():
        value, default = getattr(thing_, name), usual[name].default
        if value != default and value not in ({}, frozenset(), ()):
            yield say(thing_)


def predicates(f: Frame) -> Iterator[str]:
    """The words of each language, verbs before nouns."""
    for code, language in LANGUAGES.items():
        verbs, nouns = sorted(f.verbs.get(code, ())), sorted(f.nouns.get(code, ()))
        if verbs or nouns:
            parts = [", ".join(map(predicate, found)) for found in (verbs, nouns) if found]
            yield f"{language}: {'; '.join(parts)}"


def predicate(word: str) -> str:
    """A word as it is, what construction makes of several in plain words."""
    if not word.startswith("@"):
        return f"*{word}*"
    return f"a named {thing(word[1:])}" if word[1:2].isupper() else f"({word[1:].replace('-', ' ')})"


# -- small words ------------------------------------------------------------------------------------------------------


def words(name: str) -> str:
    """ "membershipStatus" -> "membership status"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def thing(kind: str) -> str:
    return words(kind)


def source(name: str) -> str:
    return _SOURCES.get(name, f'"{name}"')


def any_of(found: Iterable[str]) -> str:
    *most, last = [*found] or [""]
    return f"{', '.join(most)} or {last}" if most else last


def by_language(listed: Words) -> str:
    """Word lists, the long ones cut short."""
    order = [code for code in (*_FIRST, *sorted(listed.keys() - set(_FIRST))) if listed.get(code)]
    return "; ".join(some(listed[code]) for code in order)


def some(found: Iterable[str]) -> str:
    listed = sorted(found)
    more = len(listed) - _MOST
    shown = ", ".join(f"*{word}*" for word in listed[:_MOST])
    return f"{shown} and {more} more" if more > 0 else shown

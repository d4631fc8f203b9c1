"""The frames of ``kg/data/frames``: which predicates tell which record, and which roles fill its properties. Data only.

One file a record type, or several ("stance-oppose.toml") that share its key and its lists::

    record = "Visit"                       # ontology class
    key = ["visitor", "destination"]       # what makes two tellings the same record
    union = ["date"]                       # values that add up over the article
    [lists]                                # word lists that frames name: "$trips"
    trips = ["trip", "tour"]
    [[frame]]
    id = "visit"                           # rule name: "visit/passive"
    verbs.en = ["visit"]                   # predicates by language; nouns.* for event nouns, "@Gathering" for a named thing
    nouns.en = ["visit", "trip"]
    place = "place"                        # property that takes the clause's place, if any
    dated = true                           # the clause's date is the record's
    [frame.roles.visitor]                  # property
    from = ["subject"]                     # roles, first that fits; union = true takes all
    kinds = ["Person"]                     # what may stand there
    required = true                        # min = 2 for two or more
    each = true                            # one record for each value
    [[frame.set]]                          # property from the words of the clause
    property = "mode"
    value = "phone"
    words.en = ["telephone"]
    [[frame.example]]                      # a test
    en = "..."
    gives = { visitor = "...", ... }       # or none = true
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import TableError
from kg.extract.cues import cues
from kg.lang.context import Predicates
from kg.lang.cues import Cues
from kg.tables import read_toml

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Role:
    """How one property is filled."""

    property: str
    sources: tuple[str, ...]
    kinds: frozenset[str]
    union: bool = False
    required: bool = False
    least: int = 1
    each: bool = False
    home: bool = False  # a person stands for their country
    make: str | None = None  # class of a thing that only the text names
    heads: Words = field(default_factory=dict)  # last words such a thing's name may have; empty: any
    named: bool = False  # such a thing must carry a name (a capital, an entity) in its words
    exclude: Words = field(default_factory=dict)  # heads that are too general
    specific: bool = False  # a single common noun is too little ("the deal")
    bare: frozenset[str] = frozenset()  # unless it is one of these
    list: str | None = None  # only things of this table of words ("fields")
    must: Words = field(default_factory=dict)  # one of these words stands in it
    beside: frozenset[str] = frozenset()  # roles that only add to others, never fill it alone
    single: frozenset[str] = frozenset()  # classes of which one is enough where two are wanted
    gerunds: Words = field(default_factory=dict)  # those that may name it: "(the importance of) electing a president"
    alike: bool = False  # people among people: where a person stands, countries beside it do not count
    otherwise: tuple[str, ...] = ()  # roles that are asked when these give too little ("else")
    pair: bool = False  # where nothing stands there, the two sides of the article
    text: bool = False  # the words themselves
    inner: bool = False  # things named anywhere inside the phrase count ("the important work under the X")
    owned: Words = field(default_factory=dict)  # of the excluded heads, those that do when they are somebody's
    strangers: Words = field(default_factory=dict)  # as subjects, these are others than the two sides of the article
    others: bool = False  # not one's own ("its sovereignty")
    again: Words = field(default_factory=dict)  # heads that take up an act told of before ("this crime")
    through: Words = field(default_factory=dict)  # of the excluded heads, those that do where one of ...
    toward: Words = field(default_factory=dict)  # ... these words stands behind ("progress towards disarmament")
    recall: bool = False  # where nothing stands there, the gathering last spoken of
    land: bool = False  # a place stands for the country it lies in
    apart: bool = False  # those of whom it is told one by one ("calls with A and B") give a record each


@dataclass(frozen=True, slots=True)
class Setting:
    """A property set by words of the clause, or always."""

    property: str
    value: str
    words: Words = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    governors: Words = field(default_factory=dict)  # the verb over the noun is one of these


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what the frame must find in it; ``gives`` None: nothing."""

    language: str
    text: str
    gives: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell one record."""

    id: str
    record: str
    verbs: Words
    nouns: Words
    roles: tuple[Role, ...]
    settings: tuple[Setting, ...] = ()
    needs: Words = field(default_factory=dict)
    unless: Words = field(default_factory=dict)
    needs_roles: frozenset[str] = frozenset()
    planned: Mapping[str, str] = field(default_factory=dict)  # values that a planned one has instead of the status
    somewhere: bool = False  # only with a date or a place
    governors: Words = field(default_factory=dict)  # verbs over an event noun; empty: any
    place: str | None = None
    dated: bool = True
    since: bool = False  # its date is the one since which it holds
    lead_dated: int = 0  # undated and told in the first so many sentences (true: the lead's): the article's day
    moods: frozenset[str] = frozenset()  # statuses it may have; empty: all
    wishes: bool = False  # what is planned or wished holds already ("will continue to support")
    status: str | None = None  # whatever the mood
    negated: str | None = "denied"  # status of a negated one; None: give nothing
    unlike: tuple[tuple[str, str], ...] = ()  # properties that may not be of one country (a visit at home)
    over: Words = field(default_factory=dict)  # nouns one of which is the object or of-phrase
    whose: tuple[str, ...] = ()  # a known thing and its parties: the tables say whose treaty it is
    across: str | None = None  # property whose values must be of two countries: a cabinet meeting is no diplomacy
    examples: tuple[Example, ...] = ()
    file: str = ""


@dataclass(frozen=True)
class Frames:
    """All frames, by language and predicate."""

    frames: tuple[Frame, ...]
    keys: Mapping[str, tuple[str, ...]]  # record type -> key properties
    unions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # record type -> properties whose values add up

    def predicates(self, language: str) -> Predicates:
        """The words any frame asks for."""
        return self._index(language)[0]

    def by_word(self, language: str) -> Mapping[str, Sequence[Frame]]:
        """The frames that ask for a word."""
        return self._index(language)[1]

    @cached_property
    def cues(self) -> Mapping[str, Cues]:
        """By language: what a sentence must hold for any frame to be filled from it."""
        return cues(self.frames)

    def _index(self, language: str) -> tuple[Predicates, Mapping[str, Sequence[Frame]]]:
        if language not in self._indexes:
            verbs = frozenset(w for f in self.frames for w in f.verbs.get(language, ()))
            nouns = frozenset(w for f in self.frames for w in f.nouns.get(language, ()))
            by_word: dict[str, list[Frame]] = defaultdict(list)
            for frame in self.frames:
                for word in {*frame.verbs.get(language, ()), *frame.nouns.get(language, ())}:
                    by_word[word].append(frame)
            self._indexes[language] = Predicates(verbs, nouns), by_word
        return self._indexes[language]

    @cached_property
    def _indexes(self) -> dict[str, tuple[Predicates, Mapping[str, Sequence[Frame]]]]:
        return {}


@lru_cache(maxsize=4)
def load(extra: Sequence[Path] = ()) -> Frames:
    """Our frames and those of the user's folders; raises TableError naming file, frame and key."""
    tables = list(_tables(extra))
    lists: dict[str, dict[str, Any]] = defaultdict(dict)  # record type -> the lists that its files name
    for _, record, table in tables:
        lists[record].update(table.get("lists", {}))
    frames: list[Frame] = []
    keys: dict[str, tuple[str, ...]] = {}
    unions: dict[str, tuple[str, ...]] = {}
    for path, record, table in tables:
        keys[record] = tuple(table.get("key", keys.get(record, ())))
        unions[record] = tuple(table.get("union", unions.get(record, ())))
        frames += [_frame(_listed(f, lists[record], path), record, path, n) for n, f in enumerate(table.get("frame", ()))]
    return Frames(tuple(frames), keys, unions)


def _tables(extra: Sequence[Path]) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """(file, record type, content) of every file; a long one may be several, of which one gives the key."""
    for folder in (resources.path("data", "frames"), *(p / "frames" for p in extra)):
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            table = read_toml(path)
            record = table.get("record")
            if not isinstance(record, str):
                raise TableError(str(path), "record", 'must name the ontology class, such as "Meeting"')
            yield path, record, table


_LEAD = 8  # sentences: what a report tells without a date, before it turns to the past, is of its own day


def _lead(value: bool | int) -> int:
    return _LEAD if value is True else int(value)


def _listed(value: Any, lists: Mapping[str, Any], path: Path) -> Any:
    """``value`` with every "$name" in a list of words replaced by the words of that list."""
    if isinstance(value, dict):
        return {k: _listed(v, lists, path) for k, v in value.items()}
    if not isinstance(value, list):
        return value
    out: list[Any] = []
    for item in value:
        if isinstance(item, str) and item[:1] == "$":
            if item[1:] not in lists:
                raise TableError(str(path), "lists", f"has no list {item[1:]!r}")
            out += lists[item[1:]]
        else:
            out.append(_listed(item, lists, path))
    return out


_FRAME_KEYS = frozenset(
    "id verbs nouns roles set needs unless needs_roles planned somewhere governors place dated since lead_dated moods wishes "
    "status negated unlike over across whose example".split()
)
_FLAGS = ("union", "each", "home", "named", "specific", "alike", "pair", "text", "recall", "inner", "others", "land", "apart")
_ROLE_WORDS = ("heads", "exclude", "must", "owned", "gerunds", "strangers", "again", "through", "toward")
_ROLE_KEYS = frozenset(
    "from kinds union required min each home make heads named exclude specific bare list must single gerunds "
    "alike pair text recall inner owned else beside strangers again through toward others land apart".split()
)


def _frame(table: dict[str, Any], record: str, path: Path, n: int) -> Frame:
    name = table.get("id", f"#{n + 1}")
    strange = set(table) - _FRAME_KEYS
    if strange or "id" not in table:
        raise TableError(str(path), f"frame {name}", f"unknown key {min(strange)!r}" if strange else "needs an id")
    roles = tuple(_role(p, r, path, name) for p, r in table.get("roles", {}).items())
    settings = tuple(
        Setting(
            s["property"], s["value"], _words(s.get("words", {})), frozenset(s.get("roles", ())), _words(s.get("governors", {}))
        )
        for s in table.get("set", ())
    )
    examples = tuple(
        Example(lang, e[lang], None if e.get("none") else e.get("gives", {}))
        for e in table.get("example", ())
        for lang in ("en", "zh")
        if lang in e
    )
    negated = table.get("negated", "denied")
    return Frame(
        name,
        record,
        _words(table.get("verbs", {})),
        _words(table.get("nouns", {})),
        roles,
        settings,
        _words(table.get("needs", {})),
        _words(table.get("unless", {})),
        frozenset(table.get("needs_roles", ())),
        table.get("planned", {}),
        table.get("somewhere", False),
        _words(table.get("governors", {})),
        table.get("place"),
        table.get("dated", True),
        table.get("since", False),
        _lead(table.get("lead_dated", 0)),
        frozenset(table.get("moods", ())),
        table.get("wishes", False),
        table.get("status"),
        negated or None,
        tuple((a, b) for a, b in table.get("unlike", ())),
        _words(table.get("over", {})),
        tuple(table.get("whose", ())),
        table.get("across"),
        examples,
        path.name,
    )


def _role(name: str, table: dict[str, Any], path: Path, frame: str) -> Role:
    strange = set(table) - _ROLE_KEYS
    if strange or "from" not in table:
        raise TableError(
            str(path),
            f"frame {frame}, role {name}",
            f"unknown key {min(strange)!r}" if strange else 'needs from = ["subject", ...]',
        )
    least = int(table.get("min", 1))
    options: dict[str, Any] = {key: _words(table.get(key, {})) for key in _ROLE_WORDS}
    options |= {key: bool(table.get(key, False)) for key in _FLAGS}
    return Role(
        name,
        tuple(table["from"]),
        frozenset(table.get("kinds", ())),
        required=table.get("required", "min" in table),
        least=least,
        make=table.get("make"),
        bare=frozenset(table.get("bare", ())),
        list=table.get("list"),
        single=frozenset(table.get("single", ())),
        beside=frozenset(table.get("beside", ())),
        otherwise=tuple(table.get("else", ())),
        **options,
    )


def _words(table: Mapping[str, Sequence[str]]) -> Words:
    return {language: frozenset(words) for language, words in table.items()}

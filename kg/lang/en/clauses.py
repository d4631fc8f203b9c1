"""English clauses: one normalised predication for every construction that may tell it; knows no event type.

Active, passive, relative and reduced relative clauses, coordination, control and raising, gerunds after prepositions,
support verbs ("held talks with"), nominalisations ("Lavrov's visit to", "talks between X and Y"), copulas, headlines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lang.context import Context, Predicates
from kg.lang.en import moods
from kg.lang.en.lexicon import lexicon
from kg.lang.en.tree import Tree
from kg.model import Clause, Entity, Phrase, Sentence

#: prepositions made of several words, by the noun inside: "on the sidelines of" -> role "sidelines"
_COMPOUND = {"sideline": "sidelines", "sidelines": "sidelines", "margin": "sidelines", "margins": "sidelines", "fringe": "sidelines", "behalf": "behalf",
             "invitation": "invitation", "framework": "occasion", "occasion": "occasion", "support": "support", "favor": "favor", "favour": "favor",
             "head": "lead", "initiative": "initiative", "request": "initiative", "presence": "presence"}
_DEMANDS = frozenset({"invite", "urge", "ask", "call", "encourage", "request", "order", "tell", "press", "advise", "persuade", "allow", "appeal", "beg", "force"})
_SUBJECTS = ("nsubj", "csubj")
_ADJUNCT = frozenset({"during", "after", "at", "in", "before", "following", "on", "upon", "ahead", "from", "since", "for", "through", "amid", "until", "with", "prior", "as", "to", "by"})
#: verbs whose object is the subject of their infinitive or gerund: "asked Li to convey", "congratulated Belarus on joining"
_OBJECT_CONTROL = frozenset({"ask", "invite", "urge", "help", "allow", "encourage", "request", "tell", "order", "congratulate", "thank", "support", "enable", "persuade",
                             "call", "welcome", "see", "want", "expect", "advise", "instruct", "authorize", "appoint", "accuse", "prevent", "stop", "bar", "criticize"})


def clauses(sentence: Sentence, predicates: Predicates, context: Context) -> list[Clause]:
    """All clauses of the sentence whose predicate a frame asks for, in text order."""
    tree = Tree(sentence)
    builder = _Builder(tree, predicates, context)
    return [clause for token in tree.tokens for clause in builder.at(token.i)]


@dataclass
class _Builder:
    tree: Tree
    predicates: Predicates
    context: Context

    def at(self, i: int) -> Iterator[Clause]:
        """The clauses headed by token ``i``: as a verb, as an event noun, as a predicate adjective."""
        token = self.tree.tokens[i]
        word = token.lemma.lower()
        if token.pos in ("VERB", "AUX") and not (token.dep == "amod" and token.text.lower() == "visiting"):
            name = self._verb_name(i, word)
            if self._demanded(i):
                return
            if name in self.predicates.verbs or word in self.predicates.verbs:
                yield self._verb(i, name if name in self.predicates.verbs else word)
        elif token.text.lower() == "visiting" and token.dep == "amod" and "visit" in self.predicates.verbs:
            yield self._attributive(i, token.head)
        elif token.pos == "ADJ" and word in self.predicates.verbs and token.dep in ("acomp", "ccomp", "ROOT", "conj", "xcomp", "oprd", "amod"):
            yield self._verb(i, word)
        elif token.pos in ("NOUN", "PROPN", "X"):
            name = f"@{self.tree.named(i)}" if self.tree.named(i) else self._noun_name(i, word)
            if name and (name[0] != "@" or name in self.predicates.nouns):
                yield self._noun(i, name)

    def _demanded(self, i: int) -> bool:
        """ "invited Qin to visit": what somebody is asked to do is not told as done; the asking is a clause of its own."""
        token = self.tree.tokens[i]
        head = self.tree.tokens[token.head]
        return token.dep in ("xcomp", "ccomp", "advcl") and head.lemma.lower() in _DEMANDS and self.tree.has(i, "aux") and any(
            self.tree.tokens[c].tag == "TO" for c in self.tree.children(i))

    def _verb_name(self, i: int, word: str) -> str:
        particles = [self.tree.tokens[c].lemma.lower() for c in self.tree.children(i)
                     if self.tree.tokens[c].dep == "prt" or self.tree.tokens[c].dep == "dobj" and self.tree.tokens[c].lemma.lower() in ("part", "place", "office")]
        return " ".join([word, *particles])

    def _noun_name(self, i: int, word: str) -> str | None:
        compound = [self.tree.tokens[c].lemma.lower() for c in self.tree.children(i) if self.tree.tokens[c].dep in ("compound", "amod") and c == i - 1]
        joined = " ".join([*compound, word])
        return joined if joined in self.predicates.nouns else word if word in self.predicates.nouns else None

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _verb(self, i: int, name: str) -> Clause:
        roles: dict[str, list[Phrase]] = defaultdict(list)
        construction = self._arguments(i, roles)
        self._prepositions(i, roles)
        return self._clause(i, name, roles, construction)

    def _arguments(self, i: int, roles: dict[str, list[Phrase]]) -> str:
        """Subject and objects, wherever the construction put them; returns the construction's name."""
        tree, token = self.tree, self.tree.tokens[i]
        passive = tree.passive(i)
        for c in tree.children(i):
            dep = tree.tokens[c].dep
            if dep == "nsubjpass":
                self._put(roles, "object", c)
            elif dep in _SUBJECTS:
                self._put(roles, "subject", c)
            elif dep in ("dobj", "attr", "oprd", "acomp"):
                self._put(roles, "object", c)
            elif dep in ("dative", "iobj") and tree.tokens[c].pos != "ADP":
                self._put(roles, "object2", c)
            elif dep == "agent":
                self._put_objects(roles, "subject", c)
            elif dep in ("xcomp", "ccomp"):
                self._put(roles, "complement", c)
            elif dep == "advmod" and tree.entities(c):
                self._put(roles, "in", c)
            elif dep == "npadvmod" and tree.entities(c):
                self._put(roles, "adverbial", c)
        self._relative(i, roles)
        self._of_object(i, roles)
        if token.dep in ("acl", "relcl") and token.tag == "VBN" and not roles.get("object") and not tree.has(i, "nsubj"):
            roles["object"].append(tree.phrase_upto(token.head, i))
            return "reduced relative"
        if token.dep in ("acl", "relcl") and token.tag == "VBG" and not roles.get("subject"):
            self._put(roles, "subject", token.head)
            return "reduced relative"
        if not roles.get("subject") and not (passive and roles.get("object")):
            inherited = self._inherited_subject(i)
            if inherited is not None and inherited != i:
                self._put(roles, "object" if passive and not roles.get("object") else "subject", inherited)
        return "passive" if passive else "relative" if token.dep == "relcl" else "active"

    def _of_object(self, i: int, roles: dict[str, list[Phrase]]) -> None:
        """Whose the object is ("appreciates China's assistance"), and what somebody is supported in ("support Belarus in pursuing ...")."""
        tree = self.tree
        objects = [c for c in tree.children(i) if tree.tokens[c].dep in ("dobj", "nsubjpass", "dative")]
        for c in objects:
            for g in tree.children(c):
                if tree.tokens[g].dep == "poss":
                    self._put(roles, "object possessor", g)
                elif tree.tokens[g].dep == "prep" and tree.tokens[g].lemma.lower() in ("with", "between"):
                    self._put_objects(roles, "object with", g)
            roles["object name"] += [tree.title(k) for k in tree.heads(c)]
            mutual = tree.text(*tree.bounds(c)).lower() in ("each other", "one another")
            for prep in [*tree.children(i), *tree.children(c)]:
                inner = [g for g in tree.children(prep) if tree.tokens[g].dep in ("pcomp", "pobj")] if tree.tokens[prep].dep == "prep" and prep > c else []
                for g in inner:
                    start = tree.bounds(c)[0]
                    end = tree.extent_phrase(g)[1]
                    if mutual and tree.tokens[g].dep == "pobj":
                        roles["object clause"].append(Phrase(*tree.extent_phrase(g), g, tree.text(*tree.extent_phrase(g))))
                    elif tree.tokens[g].dep == "pcomp" and tree.tokens[prep].lemma.lower() in ("in", "on", "for"):
                        words = " ".join(t.text for t in tree.tokens[start:end] if t.i != prep)
                        roles["object clause"].append(Phrase(start, end, c, words))

    def _relative(self, i: int, roles: dict[str, list[Phrase]]) -> None:
        """A relative pronoun stands for the noun it follows."""
        token = self.tree.tokens[i]
        if token.dep != "relcl":
            return
        for role in ("subject", "object"):
            phrases = roles.get(role, [])
            if len(phrases) == 1 and phrases[0].text.lower() in ("who", "which", "that", "whom"):
                roles[role] = []
                self._put(roles, role, token.head)

    def _inherited_subject(self, i: int, depth: int = 0) -> int | None:
        """The token that is subject of a verb without one: by coordination, control, or an adverbial clause."""
        tree, token = self.tree, self.tree.tokens[i]
        if depth > 6 or token.head == i:
            return None
        head = tree.tokens[token.head]
        if token.dep == "pcomp":
            return self._controller(tree.tokens[head.head].i, depth)
        if token.dep in ("conj", "xcomp", "advcl", "ccomp", "dep", "acl", "prep", "pobj", "amod", "acomp"):
            if token.dep == "ccomp" and tree.has(i, "mark"):
                return None
            if token.dep == "acl" and head.pos in ("NOUN", "PROPN"):
                return self._noun_subject(head.i, depth)
            return self._controller(head.i, depth) if token.dep != "conj" else self._own_subject(head.i, depth)
        return None

    def _own_subject(self, i: int, depth: int) -> int | None:
        tree = self.tree
        for c in tree.children(i):
            if tree.tokens[c].dep in ("nsubj", "nsubjpass"):
                if tree.tokens[i].dep == "relcl" and tree.tokens[c].lemma.lower() in ("who", "which", "that"):
                    return tree.tokens[i].head
                return c
        if tree.tokens[i].dep in ("acl", "relcl") and tree.tokens[i].tag == "VBG":
            return tree.tokens[i].head
        return self._inherited_subject(i, depth + 1)

    def _controller(self, head: int, depth: int) -> int | None:
        """Whom the verb ``head`` makes the subject of its complement: its object for "ask", else its own subject."""
        tree = self.tree
        if tree.tokens[head].pos in ("NOUN", "PROPN"):
            return self._noun_subject(head, depth)
        if tree.tokens[head].lemma.lower() in _OBJECT_CONTROL:
            for c in tree.children(head):
                if tree.tokens[c].dep in ("dobj", "dative", "nsubjpass"):
                    return c
        return self._own_subject(head, depth + 1)

    def _noun_subject(self, i: int, depth: int) -> int | None:
        """The possessor of a noun, else the subject of its verb: "Li's decision to", "made a promise to"."""
        tree = self.tree
        for c in tree.children(i):
            if tree.tokens[c].dep == "poss":
                return c
        head = tree.tokens[i].head
        return self._own_subject(head, depth + 1) if head != i and tree.tokens[head].pos in ("VERB", "AUX") else None

    def _attributive(self, i: int, noun: int) -> Clause:
        """ "visiting Kenyan President X": he visits the place the article speaks from."""
        here = [e for e in (self.context.place, self.context.home) if e]
        word = self.tree.tokens[i].text
        roles = {"subject": [self.tree.phrase(noun)], "object": [Phrase(i, i + 1, i, word, tuple(here[:1]))]}
        return self._clause(i, "visit", {k: list(v) for k, v in roles.items()}, "attributive")

    # -- nouns ---------------------------------------------------------------------------------------------------------

    def _noun(self, i: int, name: str) -> Clause:
        tree, token = self.tree, self.tree.tokens[i]
        roles: dict[str, list[Phrase]] = defaultdict(list)
        roles["self"] = [tree.single(i)]
        for c in tree.children(i):
            dep = tree.tokens[c].dep
            if dep == "poss":
                self._put(roles, "subject", c)
            elif dep in ("compound", "amod", "nmod") and tree.named_below(c):
                roles["modifier"] += tree.named_below(c)
            elif dep in ("compound", "amod", "nmod"):
                self._put(roles, "kind", c)
        roles["label"] = [self._label(i)]
        self._prepositions(i, roles)
        construction, verb = "noun", self._governor(i)
        if "by" in roles and not roles.get("subject"):
            roles["subject"] = roles["by"]
        if verb is not None:
            construction = self._support(i, verb, roles)
        elif token.dep in ("dobj", "nsubjpass") and (holder := self._own_subject(token.head, 0)) is not None:
            self._put(roles, "holder", holder)  # whoever does something about it: "agreed to expand cooperation"
            around: dict[str, list[Phrase]] = defaultdict(list)
            self._prepositions(token.head, around)
            for role in ("in", "to", "into"):
                roles.setdefault(role, around.get(role, []))
        if not roles.get("subject") and (subject := self._reporting_subject(i)) is not None:
            self._put(roles, "outer", subject)
            construction = "object of speech"
        elif not roles.get("subject") and token.dep == "pobj" and tree.tokens[token.head].lemma.lower() in _ADJUNCT:
            outer = tree.verb_above(token.head)
            subject = self._own_subject(outer, 0) if outer is not None else None
            if subject is not None:
                self._put(roles, "outer", subject)
                construction = "adjunct"
        return self._clause(i, name, roles, construction)

    def _label(self, i: int) -> Phrase:
        """The noun with the plain words before it: "all-weather comprehensive strategic partnership"."""
        tree, start = self.tree, i
        while start and not tree.entities(start - 1) and tree.tokens[start - 1].pos in ("ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "VERB", "CCONJ", "DET") and (
                tree.tokens[start - 1].text == "-" or tree.tokens[start - 1].text.isalpha() or "-" in tree.tokens[start - 1].text) and i - start < 8 and (
                tree.tokens[start - 1].pos != "DET" or tree.tokens[start].text == "-") and (tree.tokens[start - 1].pos != "VERB" or tree.tokens[start - 1].dep == "amod"):
            start -= 1
        while start < i and tree.tokens[start].text in ("-", "and", "our", "new"):
            start += 1
        return Phrase(start, i + 1, i, tree.text(start, i + 1))

    def _reporting_subject(self, i: int) -> int | None:
        """Whose commitment it is in "reiterated their commitment to", "noted the importance of": the subject of the verb."""
        tree = self.tree
        token = tree.tokens[i]
        while token.dep == "conj":
            token = tree.tokens[token.head]
        head = tree.tokens[token.head]
        if token.dep in ("dobj", "nsubjpass") and head.lemma.lower() in lexicon().speech | lexicon().support | {"discuss", "reflect", "renew", "restate", "demonstrate"}:
            return self._own_subject(head.i, 0)
        return None

    def _governor(self, i: int) -> int | None:
        """The verb that carries the noun: "held talks", "talks were held", "arrived for a visit"."""
        tree, token = self.tree, self.tree.tokens[i]
        while token.dep == "conj":
            token = tree.tokens[token.head]
        if token.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd"):
            head = tree.tokens[token.head]
            return head.i if head.lemma.lower() in lexicon().support else None
        if token.dep == "pobj":
            prep = tree.tokens[token.head]
            head = tree.tokens[prep.head]
            if head.pos in ("VERB", "AUX") and (head.lemma.lower() in ("be", "arrive", "come", "go", "embark", "leave", "travel", "engage", "participate", "take", "meet", "fly", "head")):
                return head.i if prep.lemma.lower() in ("on", "for", "in", "at", "into") else None
            if head.lemma.lower() in ("host", "welcome", "receive", "greet"):
                return head.i if prep.lemma.lower() in ("for", "on", "during") else None
        return None

    def _support(self, i: int, verb: int, roles: dict[str, list[Phrase]]) -> str:
        """Lend the carrying verb's arguments to the noun."""
        tree = self.tree
        lent: dict[str, list[Phrase]] = defaultdict(list)
        self._arguments(verb, lent)
        self._prepositions(verb, lent)
        own = tree.phrase(i)
        if roles.get("subject") and lent.get("subject"):
            roles["carrier subject"] = lent["subject"]
        for role, phrases in lent.items():
            kept = [p for p in phrases if not p.start <= i < p.end or p.head != own.head]
            if role == "object" and kept and tree.tokens[verb].lemma.lower() in ("host", "welcome", "receive", "greet"):
                roles["guest"], roles["host"] = kept, lent.get("subject", [])
            if role in ("object", "complement") or not kept or role in roles and roles[role]:
                continue
            if role == "subject" and tree.tokens[i].dep in ("nsubj", "nsubjpass"):
                continue
            roles[role] = kept
        if lent.get("object2"):
            roles.setdefault("to", lent["object2"])
        roles["carrier"] = [tree.phrase(verb)]
        return f"support verb {tree.tokens[verb].lemma.lower()}" if tree.tokens[verb].lemma.lower() in ("cancel", "postpone", "deny", "plan") else "support verb"

    # -- common --------------------------------------------------------------------------------------------------------

    def _put(self, roles: dict[str, list[Phrase]], role: str, i: int) -> None:
        roles[role].append(self.tree.phrase(i))

    def _put_objects(self, roles: dict[str, list[Phrase]], role: str, prep: int) -> None:
        for c in self.tree.children(prep):
            if self.tree.tokens[c].dep in ("pobj", "pcomp"):
                self._put(roles, role, c)

    def _prepositions(self, i: int, roles: dict[str, list[Phrase]]) -> None:
        """Each prepositional phrase under its own preposition; compound ones ("on the sidelines of") under their noun."""
        tree = self.tree
        for c in tree.children(i):
            token = tree.tokens[c]
            if token.dep not in ("prep", "dative", "agent") or token.pos not in ("ADP", "SCONJ", "VERB", "ADV", "ADJ"):
                continue
            for preposition in (c, *tree.conjuncts(c)):
                self._prepositional(preposition, roles)

    def _prepositional(self, prep: int, roles: dict[str, list[Phrase]]) -> None:
        tree = self.tree
        name = tree.tokens[prep].lemma.lower()
        for c in tree.children(prep):
            token = tree.tokens[c]
            if token.dep == "pobj":
                compound = _COMPOUND.get(token.lemma.lower())
                inner = [g for g in tree.children(c) if tree.tokens[g].dep == "prep" and tree.tokens[g].lemma.lower() == "of"]
                if compound and inner:
                    self._put_objects(roles, compound, inner[0])
                    continue
                self._put(roles, name, c)
                for nested in tree.children(c):  # "in Astana on Thursday with X" hung on the first noun by the parser
                    if tree.tokens[nested].dep == "prep" and tree.tokens[nested].lemma.lower() in ("with", "on", "in", "at", "during", "for") and name in ("in", "at", "on", "by", "to"):
                        self._prepositional(nested, roles)
            elif token.dep == "pcomp":
                self._put(roles, name, c)
            elif token.dep == "prep":  # "ahead of", "out of", "because of"
                self._prepositional(c, roles)

    def _clause(self, i: int, name: str, roles: dict[str, list[Phrase]], construction: str) -> Clause:
        tree = self.tree
        start, end = tree.extent(i)
        mood, negated = moods.mood(tree, i)
        filled = {role: tuple(phrases) for role, phrases in roles.items() if phrases}
        return Clause(name, filled, start, end, construction, negated, mood, moods.speaker(tree, i, self._subject_entities), governor=self._governor_word(i), head=i, words=tree.words(i))

    def _governor_word(self, i: int) -> str:
        """The verb, with its particle, that a noun predicate hangs on as object or subject."""
        token = self.tree.tokens[i]
        head = self.tree.tokens[token.head]
        if token.pos in ("VERB", "AUX") or token.dep not in ("dobj", "nsubjpass", "pobj", "nsubj"):
            return ""
        if token.dep == "pobj":
            verb, particle = self.tree.tokens[head.head], head.lemma.lower()
            return f"{verb.lemma.lower()} {particle}" if verb.pos == "VERB" else ""
        return self._verb_name(head.i, head.lemma.lower())

    def _subject_entities(self, verb: int) -> tuple[Entity, ...]:
        subject = self._own_subject(verb, 0)
        return self.tree.entities(subject) if subject is not None else ()

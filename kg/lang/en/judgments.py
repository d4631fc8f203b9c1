"""Judgments: "X considers Y unacceptable", "X said that Y was a disgrace", "... that Y violates Z", "... has a right to"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lang.en.deeds import gerund, possessive
from kg.lang.en.demands import DEMAND, REFUSAL, Demands
from kg.lang.en.roles import Found
from kg.model import Phrase

APPROVE = "@approve"  # predicate of what somebody judges good or right
DISAPPROVE = "@disapprove"  # ... bad or wrong
APPROVE_CLAIM = "@claim"  # ... true of what belongs to whom
_TOLD = frozenset({"ccomp", "parataxis", "conj", "advcl", "ROOT", "acl", "relcl"})
_COPULA = frozenset({"be", "represent", "constitute", "remain", "become", "amount"})
_LEADS = frozenset({"only", "all", "the", "every"})


class Judgments(Demands):
    """What is judged, and by whom."""

    def judgments(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """(predicate, roles, construction) of the judgment that the verb ``i`` tells: subject judges, object is judged."""
        word = self.tree.word(i)
        if self.tree.has(i, "neg"):
            if word in self.lex.clause["tolerating"]:
                yield from self._not_tolerated(i)
            return
        if word in self.lex.clause["judging"]:
            yield from self._considered(i)
        if word in _COPULA:
            yield from self._said_to_be(i)
            yield from self._red_line(i)
        elif word in self.lex.clause["harming"]:
            yield from self._said_to_harm(i)
        elif word in self.lex.clause["worsening"]:
            yield from self._warned_of(i)
        elif word == "have":
            yield from self._said_to_have_right(i)

    def _verdict(self, said: list[int]) -> str | None:
        """What the complements of a copula say: their heads, what stands right before these, "of importance"."""
        heads = {h for k in said for h in (k, *self.tree.conjuncts(k))}
        heads |= {
            g
            for k in heads
            for g in self.tree.children(k)
            if self.tree.tokens[g].dep in ("amod", "compound", "neg", "det", "pobj")
        }
        return self._verdict_of({self.tree.word(k) for k in heads})

    def _polarity(self, start: int, end: int) -> str | None:
        return self._verdict_of({t.lemma.lower() for t in self.tree.tokens[start:end]})

    def _verdict_of(self, words: set[str]) -> str | None:
        """What the words of a judgment say; None where nothing, both, or the contrary."""
        good, bad = words & self.lex.clause["approving"], words & self.lex.clause["disapproving"]
        if bool(good) == bool(bad) or words & {"not", "no", "never", "less", "hardly", "n't", "neither", "nor"}:
            return None
        return APPROVE if good else DISAPPROVE

    def _told(self, predicate: str, judge: int | None, thing: Phrase, construction: str) -> tuple[str, Found, str]:
        roles: Found = defaultdict(list)
        if judge is not None:
            self.put(roles, "subject", judge)
        roles["object"] = [thing]
        return predicate, roles, construction

    def judged_noun(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """ "X's unprovoked war on Y": what whoever speaks calls it."""
        tree = self.tree
        start, end = tree.bounds(i)
        owned = any(tree.tokens[c].dep in ("poss", "amod", "compound") and tree.entities(c) for c in tree.children(i))
        named = any((e := tree.entities(k)) and e[0].kind in ("Country", "Person", "Organization") for k in range(start, i))
        bad = {tree.word(k) for k in range(start, i) if tree.tokens[k].pos == "ADJ"} & self.lex.clause["disapproving"]
        if owned and named and bad and end > i + 1:
            yield self._told(DISAPPROVE, None, tree.single(i), "called so")

    # -- "considers Y important" ---------------------------------------------------------------------------------------

    def _considered(self, i: int) -> Iterator[tuple[str, Found, str]]:
        tree = self.tree
        judge = self.own_subject(i)
        if judge is None or tree.passive(i):
            return
        thing, (start, end) = self._judged(i)
        predicate = self._polarity(start, end)
        if thing is not None and predicate:
            yield self._told(predicate, judge, thing, "considered")

    def _judged(self, i: int) -> tuple[Phrase | None, tuple[int, int]]:
        """What the verb's subject judges, and the tokens that say how."""
        tree = self.tree
        noun = next((c for c in tree.children(i) if tree.tokens[c].dep == "dobj"), None)
        until = tree.extent(i)[1]
        for c in (c for c in tree.children(i) if c > i):
            token = tree.tokens[c]
            inner = next((g for g in tree.children(c) if tree.tokens[g].dep in ("nsubj", "nsubjpass")), None)
            if token.dep in ("ccomp", "xcomp", "oprd") and inner is not None and not tree.has(c, "mark"):
                return self._thing(inner, tree.bounds(inner)[1], c), (tree.bounds(inner)[1], tree.extent_phrase(c)[1])
            if noun is not None and (
                token.dep in ("oprd", "acomp", "xcomp") or token.text.lower() == "as" and token.dep == "prep"
            ):
                return self._thing(noun, tree.bounds(noun)[1], c), tree.extent_phrase(c)
        if noun is not None:
            for k in range(noun + 1, until - 1):
                if [t.text.lower() for t in tree.tokens[k : k + 2]] == ["to", "be"]:
                    start = tree.bounds(noun)[0]
                    return Phrase(start, k, noun, tree.text(start, k)), (k, min(until, k + _JUDGED))
        return None, (i, i)

    def _thing(self, noun: int, end: int, clause: int) -> Phrase | None:
        """The thing judged; where it is only "it", the clause behind the judgment."""
        if self.tree.word(noun) == "it":
            return self._clause_behind(clause)
        start = self.tree.bounds(noun)[0]
        return Phrase(start, end, noun, self.tree.text(start, end), self.tree.single(noun).entities)

    # -- "said that Y is unacceptable" ---------------------------------------------------------------------------------

    def _said_to_be(self, i: int) -> Iterator[tuple[str, Found, str]]:
        tree = self.tree
        subject = next((c for c in tree.children(i) if tree.tokens[c].dep == "nsubj"), None)
        judge = self._judge(i)
        if subject is None or judge is None and not self._bare(i):
            return
        said = [c for c in tree.children(i) if c > i and tree.tokens[c].dep in ("acomp", "attr", "prep", "dobj")]
        if not said:
            return
        if self._belongs(said[0]):
            clause = Phrase(i, i + 1, said[0], f"{tree.text(*tree.bounds(subject))} {tree.text(i, tree.bounds(said[0])[1])}")
            yield self._told(APPROVE_CLAIM, judge, clause, "said to belong")
            return
        predicate = self._verdict(said)
        if predicate is None:
            return
        thing = self._clause_behind(i) if tree.word(subject) == "it" else tree.single(subject)
        if thing is not None:
            yield self._told(predicate, judge, thing, "said to be")

    def _belongs(self, i: int) -> bool:
        """ "an inalienable part of Z"."""
        kinds = ("inalienable", "integral", "inseparable", "indivisible")
        return self.tree.word(i) == "part" and any(self.tree.word(c) in kinds for c in self.tree.children(i))

    def _clause_behind(self, i: int) -> Phrase | None:
        """ "it is a disgrace that S", "... to V": S as it stands, or the deed."""
        tree = self.tree
        below = [c for k in (i, *tree.children(i)) for c in tree.children(k) if c > i]
        for c in below:
            token = tree.tokens[c]
            if token.dep not in ("ccomp", "advcl", "relcl", "acl", "xcomp") or token.pos not in ("VERB", "AUX"):
                continue
            subject = next((g for g in tree.children(c) if tree.tokens[g].dep in ("nsubj", "nsubjpass")), None)
            if subject is not None and tree.tokens[subject].pos in ("NOUN", "PROPN"):
                start = tree.bounds(subject)[0]
                return Phrase(start, tree.extent(c)[1], subject, tree.text(start, tree.extent(c)[1]))
            target = next((g for g in tree.children(c) if tree.tokens[g].dep == "dobj"), None)
            if subject is None and target is not None and any(tree.tokens[g].tag == "TO" for g in tree.children(c)):
                if tree.word(c) in self.lex.clause["idle_demand"]:
                    return None
                start, end = tree.bounds(target)
                if tree.word(c) in self.lex.clause["keep"]:
                    return tree.single(target)
                return Phrase(start, end, target, f"{gerund(tree.word(c))} {tree.text(start, self._goal(c, end))}")
        return None

    # -- "said that Y violates Z" --------------------------------------------------------------------------------------

    def _said_to_harm(self, i: int) -> Iterator[tuple[str, Found, str]]:
        tree = self.tree
        subject = next((c for c in tree.children(i) if tree.tokens[c].dep == "nsubj"), None)
        judge = self._judge(i)
        if subject is not None and judge is not None and tree.has(i, "dobj"):
            for head in tree.heads(subject):
                yield self._told(DISAPPROVE, judge, tree.single(head), "said to harm")

    def _warned_of(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """ "warned that any attack on X would trigger a war"."""
        tree = self.tree
        warns = tree.tokens[i].head
        subject = next((c for c in tree.children(i) if tree.tokens[c].dep == "nsubj"), None)
        modal = any(tree.tokens[c].text.lower() in ("would", "will", "could", "may", "might") for c in tree.children(i))
        if tree.word(warns) == "warn" and tree.tokens[i].dep == "ccomp" and subject is not None and modal:
            judge = self.own_subject(warns)
            if judge is not None:
                yield self._told(DISAPPROVE, judge, tree.single(subject), "warned of")

    def _not_tolerated(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """ "will never accept the annexation of Y"."""
        judge = self.own_subject(i)
        if judge is None or self.tree.passive(i):
            return
        for c in self.tree.children(i):
            if self.tree.tokens[c].dep in ("dobj", "ccomp") and c > i:
                deed = next((g for g in self.tree.children(c) if self.tree.tokens[g].dep == "nsubj"), None)
                if self.tree.tokens[c].dep == "dobj":
                    phrase = self.tree.phrase(c)
                    end = self._goal(i, phrase.end)
                    if end > phrase.end and not phrase.parts and not phrase.entities:
                        phrase = Phrase(phrase.start, end, c, self.tree.text(phrase.start, end))
                    yield self._told(DISAPPROVE, judge, phrase, "not tolerated")
                elif deed is not None and self.tree.tokens[c].tag == "VBG":
                    start, end = self.tree.bounds(c)
                    yield self._told(DISAPPROVE, judge, Phrase(start, end, c, self.tree.text(start, end)), "not tolerated")

    # -- "said that Y has the right to V" ------------------------------------------------------------------------------

    def _said_to_have_right(self, i: int) -> Iterator[tuple[str, Found, str]]:
        tree = self.tree
        right = next((c for c in tree.children(i) if tree.tokens[c].dep == "dobj" and tree.word(c) == "right"), None)
        subject = next((c for c in tree.children(i) if tree.tokens[c].dep == "nsubj"), None)
        judge = self._judge(i)
        if right is None or subject is None or judge is None and not self._bare(i):
            return
        deed = next((c for c in tree.children(right) if tree.tokens[c].dep in ("acl", "relcl", "prep") and c > right), None)
        if deed is None or tree.tokens[subject].pos not in ("NOUN", "PROPN"):
            return
        start = subject
        while start and tree.tokens[start - 1].dep in ("compound", "amod") and tree.tokens[start - 1].text.lower() not in _LEADS:
            start -= 1
        owner = tree.text(start, subject + 1)
        text = f"{possessive(owner)} {tree.text(right, tree.extent_phrase(deed)[1])}"
        yield self._told(APPROVE, judge, Phrase(right, tree.extent_phrase(deed)[1], right, text), "said to have a right")

    def there_must_be(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """ "there must be a ceasefire", "there can be no military solution"."""
        tree = self.tree
        modals = {tree.tokens[c].text.lower() for c in tree.children(i) if tree.tokens[c].dep == "aux"}
        if tree.word(i) == "be" and tree.has(i, "expl"):
            yield from self._without_alternative(i)
        thing = next((c for c in tree.children(i) if tree.tokens[c].dep == "attr"), None)
        judge = self._judge(i)
        if tree.word(i) != "be" or not tree.has(i, "expl") or thing is None or not modals & {"must", "should", "can"}:
            return
        denied = tree.has(i, "neg") or any(tree.word(c) == "no" for c in tree.children(thing))
        if (judge is not None or self._bare(i)) and (denied or "can" not in modals):
            phrase = tree.phrase(thing)
            if denied and phrase.text.lower().startswith("no "):
                phrase = Phrase(phrase.start + 1, phrase.end, thing, phrase.text[3:])
            if tree.word(thing) not in self.lex.clause["no_such"]:
                yield self._told(REFUSAL if denied else DEMAND, judge, phrase, "there must be")

    def _without_alternative(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """ "there is no alternative to X", "no substitute for X"."""
        tree = self.tree
        other = next((c for c in tree.children(i) if tree.word(c) in self.lex.clause["alternative"]), None)
        judge = self._judge(i)
        if other is None or judge is None and not self._bare(i):
            return
        if any(tree.word(c) in ("no", "not", "any") for c in (*tree.children(other), *tree.children(i))):
            for prep in [c for c in tree.children(other) if tree.word(c) in ("to", "for")]:
                for thing in [g for g in tree.children(prep) if tree.tokens[g].dep == "pobj"]:
                    yield self._told(DEMAND, judge, self._with_place(i, thing), "no alternative")

    def _with_place(self, i: int, noun: int) -> Phrase:
        """ "the truce / in X": the noun with the named place that the parser hung on the verb ``i``."""
        tree, phrase = self.tree, self.tree.phrase(noun)
        place = next((c for c in tree.children(i) if c == phrase.end and tree.tokens[c].dep == "prep"), None)
        if place is None or phrase.parts or phrase.entities or not any(tree.entities(g) for g in tree.children(place)):
            return phrase
        end = tree.extent_phrase(place)[1]
        return Phrase(phrase.start, end, noun, tree.text(phrase.start, end))

    def _red_line(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """ "X is a red line for Y"."""
        tree = self.tree
        lines = [c for c in tree.children(i) if tree.word(c) == "line" and any(tree.word(g) == "red" for g in tree.children(c))]
        thing = next((c for c in tree.children(i) if tree.tokens[c].dep in ("nsubj", "csubj")), None)
        if not lines or thing is None:
            return
        preps = [c for k in (i, *lines) for c in tree.children(k) if tree.word(c) == "for" and c > i]
        whose = next((g for c in preps for g in tree.children(c) if tree.tokens[g].dep == "pobj"), None)
        judge = whose if whose is not None else self._judge(i)
        if judge is not None:
            yield self._told(DISAPPROVE, judge, tree.single(thing), "red line")

    # -- who judges ----------------------------------------------------------------------------------------------------

    def _judge(self, i: int) -> int | None:
        """Whose words the clause of ``i`` is, in this sentence."""
        tree, below = self.tree, self.tree.tokens[i]
        for k in tree.above(i)[1:]:
            if below.dep not in _TOLD:
                return None
            if tree.word(k) in self.lex.speech | self.lex.clause["judging"] and tree.tokens[k].pos in ("VERB", "AUX"):
                return self.own_subject(k) if below.dep in ("ccomp", "parataxis") else None
            if tree.word(k) in self.lex.clause["opinion"] and tree.tokens[k].pos == "NOUN":
                return next((c for c in tree.children(k) if tree.tokens[c].dep == "poss"), None)
            below = tree.tokens[k]
        return None

    def _bare(self, i: int) -> bool:
        """A sentence of its own, not under anybody's verb: the speaker's, where the whole text is somebody's."""
        token = self.tree.tokens[i]
        return token.dep == "ROOT" or token.dep == "conj" and self.tree.tokens[token.head].dep == "ROOT"


_JUDGED = 8  # tokens behind "to be" that say how

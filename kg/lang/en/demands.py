"""Demands: "X said that Y should release Z", "X urged Y to release Z", "X hoped that Z would be released"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.lang.en.deeds import gerund
from kg.lang.en.nouns import Nouns
from kg.lang.en.roles import Found
from kg.model import Phrase

DEMAND = "@demand"  # predicate of what somebody says that others should do
REFUSAL = "@refusal"  # ... that others should not do
_LEADING = 4  # verbs that only lead to what is aimed at
_TOLD = frozenset({"ccomp", "conj", "parataxis", "acl", "relcl"})
_ASKED = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "conj"})


class Demands(Nouns):
    """What somebody wants others to do, as a phrase of its own."""

    def demands(self, i: int) -> Iterator[tuple[str, Found, str]]:
        """(predicate, roles, construction) of what the verb ``i`` tells as wanted: its subject wants, its object is wanted."""
        demander, construction = self._demander(i), "reported demand"
        if demander is None:
            demander, construction = self._urger(i), "urged"
        subject = self.own_subject(i) if construction == "reported demand" else self._urged_party(i)
        if demander is None or subject is None or not self._others(i, subject, demander):
            return
        wanted = self._wanted(i, subject)
        if wanted is not None and (self._foreign(i, demander, subject) or self._weighty(i, subject, wanted)):
            roles: Found = defaultdict(list)
            self.put(roles, "subject", demander)
            roles["object"] = [wanted]
            roles["asked"] = [self.tree.single(subject)]
            asking = self._urging(i) if construction == "urged" else None
            unwanted = asking is not None and self.tree.has(asking, "neg")  # "did not want X to do"
            if unwanted and asking is not None and self.tree.word(asking) != "want":
                return
            yield REFUSAL if self.tree.has(i, "neg") or unwanted else DEMAND, roles, construction

    def _weighty(self, i: int, subject: int, wanted: Phrase) -> bool:
        """What is demanded counts by itself: "release"; "efforts must be made to end"; "conclude a deal"."""
        word = self.tree.word(i)
        if self.tree.word(subject) in self.lex.clause["transparent"]:
            inner = self._led_by(i, subject)
            word = self.tree.word(inner) if inner is not None else word
        sought = word in self.lex.clause["bringing"] and self.tree.word(wanted.head) in self.lex.clause["sought"]
        return sought or word in self.lex.clause["weighty"]

    def _led_by(self, i: int, subject: int) -> int | None:
        """ "efforts must be made / to end the siege"."""
        tree = self.tree
        ahead = (c for k in (i, subject) for c in tree.children(k) if tree.tokens[c].dep in ("xcomp", "advcl", "acl", "relcl"))
        return next((c for c in ahead if tree.tokens[c].tag == "VB"), None)

    def _demander(self, i: int) -> int | None:
        """Who says that it should or must be done, hopes that it will, demands that it be."""
        tree, token = self.tree, self.tree.tokens[i]
        modals = {tree.tokens[c].text.lower() for c in tree.children(i) if tree.tokens[c].dep == "aux"}
        above = tree.above(i)[1:]
        hoped = bool(modals & {"would", "will"}) and any(tree.word(k) == "hope" for k in above[:2])
        insisted = (
            token.tag == "VB" and not modals and token.dep == "ccomp" and tree.word(token.head) in self.lex.clause["insisting"]
        )
        if not (modals & {"should", "must"} or hoped or insisted) or token.dep not in _TOLD or tree.has(i, "neg") and hoped:
            return None
        known = self.lex.speech | self.lex.clause["insisting"]
        says = next((k for k in above if tree.word(k) in known and (tree.tokens[k].pos == "VERB" or tree.has(k, "nsubj"))), None)
        return self.own_subject(says) if says is not None else None

    def _urger(self, i: int) -> int | None:
        """Who urges, calls on somebody to do it."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.dep not in _ASKED or not any(tree.tokens[c].tag == "TO" for c in tree.children(i)):
            return None
        verb = self._urging(i)
        if verb is None or self._urged_party(i) is None:
            return None
        return self.noun_owner(verb) if tree.tokens[verb].pos == "NOUN" else self.own_subject(verb)

    def _urging(self, i: int) -> int | None:
        """The verb or noun of asking over the infinitive ``i``."""
        tree = self.tree
        above = tree.above(tree.first_conjunct(i))[1:5]
        for k in above:
            if tree.word(k) in self.lex.clause["urging"] and tree.tokens[k].pos == "VERB":
                return k
            if tree.word(k) in self.lex.clause["asking"] and tree.tokens[k].pos == "NOUN":
                return k
            if tree.tokens[k].pos == "VERB":
                return None
        return None

    def noun_owner(self, i: int) -> int | None:
        """Whose a call, an appeal is: its possessor, else who repeats it."""
        poss = next((c for c in self.tree.children(i) if self.tree.tokens[c].dep == "poss"), None)
        verb = self.tree.tokens[i].head
        carried = self.tree.tokens[i].dep == "dobj" and self.tree.word(verb) in self.lex.support | self.lex.speech | {"renew"}
        return self.own_subject(verb) if carried else poss

    def _urged_party(self, i: int) -> int | None:
        tree = self.tree
        own = next((c for c in tree.children(i) if tree.tokens[c].dep in ("nsubj", "nsubjpass")), None)
        if own is not None:
            return own
        verb = self._urging(i)
        return self._addressed(verb) if verb is not None else None

    def told_apart(self, i: int, roles: Found) -> None:
        """ "called for X to be lifted": X itself is not what is called for."""
        starts = {
            self.tree.extent(c)[0]
            for c in self.tree.children(i)
            if self.tree.tokens[c].dep in _ASKED and any(self.tree.tokens[g].tag == "TO" for g in self.tree.children(c))
        }
        inner = {g for p in roles.get("for", ()) for g in self.tree.children(p.head) if self.tree.tokens[g].tag == "VB"}
        if roles.get("for"):
            roles["for"] = [p for p in roles["for"] if p.end not in starts and not (inner and p.parts == ())]
            if not roles["for"]:
                del roles["for"]

    def _addressed(self, verb: int) -> int | None:
        """Whom a verb asks: its object, or behind "call on", "appeal to"."""
        tree = self.tree
        for c in tree.children(verb):
            if tree.tokens[c].dep == "dobj" and tree.word(verb) not in ("call", "appeal"):
                return c  # "called X to offer" is no demand
            if (
                tree.tokens[c].dep == "prep"
                and tree.word(c) in ("on", "upon", "to", "for")
                and (tree.word(verb) in ("call", "appeal") or tree.tokens[verb].pos == "NOUN")
            ):
                return next((g for g in tree.children(c) if tree.tokens[g].dep == "pobj"), None)
        return None

    def _others(self, i: int, subject: int, speaker: int) -> bool:
        """The demand is on somebody else than their own side or both sides, nor about their own country alone."""
        tree = self.tree
        if tree.tokens[subject].pos == "PRON" and not tree.entities(subject):
            return False
        asked = {e for h in tree.heads(subject) for e in tree.entities(h)}
        homes = {e.country or e.id for h in tree.heads(speaker) for e in tree.entities(h)}
        if len(asked) > 1 or any((e.country or e.id) in homes for e in asked):
            return False
        spoken_of = {e.country or e.id for k in range(*tree.extent(i)) for e in tree.entities(k) if e.kind != "Date"}
        return len(homes) > 1 or not spoken_of or not spoken_of <= homes

    def _foreign(self, i: int, demander: int, asked: int) -> bool:
        """Something of another country than the demander's is spoken of: not "called on the council to hold a discussion"."""
        tree = self.tree
        homes = {e.country or e.id for h in tree.heads(demander) for e in tree.entities(h)}
        return any((e.country or e.id) not in homes for k in (asked, *range(*tree.extent(i))) for e in tree.entities(k))

    def _wanted(self, i: int, subject: int) -> Phrase | None:
        """What is demanded, as a phrase: the treaty to be kept, "resolving the crisis", "releasing the officers"."""
        tree, word = self.tree, self.tree.word(i)
        if tree.passive(i):
            return self._wanted_done(i, subject)
        target = next((c for c in tree.children(i) if tree.tokens[c].dep == "dobj"), None)
        if target is None and (ended := self._wanted_end(i)) is not None:
            return ended
        if word in self.lex.clause["prevailing"] and target is None:
            return tree.single(subject)  # "hoped that the talks would succeed"
        if target is None:
            return self._wanted_move(i)
        if tree.word(target) in self.lex.clause["transparent"]:
            inner = next(
                (c for c in (*tree.children(target), *tree.children(i)) if tree.tokens[c].tag == "VB" and c > target), None
            )
            return self._wanted(inner, subject) if inner is not None else None
        particle = next((tree.word(c) for c in tree.children(i) if c == i + 1 and tree.tokens[c].dep in ("prt", "advmod")), "")
        particle = "in" if not particle and any(tree.word(c) == "into" for c in tree.children(i)) else particle
        decisive = f"{word} {particle}" in self.lex.clause["decisive"]  # "give up its claim", "let aid into X"
        if word in self.lex.clause["idle_demand"] and not decisive:
            return None
        start, end = tree.bounds(target)
        if decisive and start == i + 2:
            return Phrase(start, end, target, f"{gerund(word)} {particle} {tree.text(start, end)}")
        if word in self.lex.clause["keep"]:
            return self._qualified(target)
        if word in self.lex.clause["bringing"] and tree.word(target) in self.lex.clause["sought"]:
            return self._qualified(target)
        return Phrase(start, end, target, f"{gerund(word)} {tree.text(start, self._goal(i, end))}")

    def _qualified(self, noun: int) -> Phrase:
        """The phrase of a noun; where that is bare, with the clause behind it: "the decisions / reached in X"."""
        tree, phrase = self.tree, self.tree.phrase(noun)
        behind = next((c for c in tree.children(noun) if c >= phrase.end and tree.tokens[c].dep in ("acl", "relcl")), None)
        plain = not any(tree.tokens[k].pos in ("NOUN", "PROPN", "ADJ") for k in range(phrase.start, phrase.end) if k != noun)
        if behind is None or phrase.parts or phrase.entities or not plain or tree.extent(behind)[0] != phrase.end:
            return phrase
        end = tree.extent(behind)[1]
        return Phrase(phrase.start, end, noun, tree.text(phrase.start, end).strip(" ,."))

    def aims(self, i: int, roles: Found) -> None:
        """ "committed to working to resolve the dispute": what is aimed at, behind verbs that only lead to it."""
        tree = self.tree
        noun = tree.tokens[i].pos == "NOUN"
        deeds = [p.head for role in ("to", "of", "for") for p in roles.get(role, ()) if tree.tokens[p.head].tag == "VBG"]
        infinitives = [
            c
            for c in tree.children(i)
            if noun and c > i and tree.tokens[c].dep in ("acl", "relcl") and tree.tokens[c].tag in ("VB", "VBG")
        ]
        for first in (*deeds, *infinitives):
            deed: int | None = first
            for _ in range(_LEADING):
                if deed is None or self.tree.word(deed) not in self.lex.clause["leading"]:
                    break
                deed = self._led_to(deed)
            target = next((c for c in self.tree.children(deed) if self.tree.tokens[c].dep == "dobj"), None) if deed else None
            if deed is not None and target is None and self.tree.word(deed) in self.lex.clause["abiding"]:
                below = [g for c in self.tree.children(deed) if self.tree.tokens[c].dep == "prep" for g in self.tree.children(c)]
                roles["aim"] += [self.tree.single(g) for g in below[:1]]
            if deed is None or target is None or deed in deeds and self.tree.word(deed) not in self.lex.clause["keep"]:
                continue
            thing = self.tree.single(target)
            word = self.tree.word(deed)
            sought = thing.entities or self.tree.word(target) in self.lex.clause["sought"]
            if word in self.lex.clause["keep"] or word in self.lex.clause["bringing"] and sought:
                roles["aim"].append(thing)
            elif word in self.lex.clause["bringing"]:
                continue
            elif self.tree.word(deed) not in self.lex.clause["idle_demand"]:
                start, end = self.tree.bounds(target)
                roles["aim"].append(Phrase(start, end, target, f"{gerund(self.tree.word(deed))} {self.tree.text(start, end)}"))

    def _led_to(self, i: int) -> int | None:
        """The infinitive that ``i`` only leads to; beside it, that of its conjunct."""
        tree = self.tree
        for c in (*tree.children(i), *(g for k in tree.conjuncts(i) for g in tree.children(k))):
            if c > i and tree.tokens[c].dep in ("xcomp", "advcl", "acl", "relcl") and tree.tokens[c].tag in ("VB", "VBG"):
                return c
        target = next((c for c in tree.children(i) if tree.tokens[c].dep == "dobj"), None)
        below = tree.children(target) if target is not None else []
        return next((c for c in below if tree.tokens[c].tag == "VB" and tree.tokens[c].dep in ("acl", "relcl", "xcomp")), None)

    def _goal(self, i: int, end: int) -> int:
        """The end of the object with what stands right behind it: "withdraw its forces / from Siachen"."""
        tree = self.tree
        behind = next(
            (c for c in tree.children(i) if tree.extent(c)[0] == end and tree.tokens[c].dep in ("prep", "dative")), None
        )
        return (
            tree.extent_phrase(behind)[1]
            if behind is not None and tree.word(behind) in ("from", "to", "into", "against", "on")
            else end
        )

    def _wanted_move(self, i: int) -> Phrase | None:
        """ "urged Russia to withdraw from Crimea": a verb without object, with where or from what."""
        tree = self.tree
        if tree.word(i) not in self.lex.clause["moving"]:
            return None
        behind = next((c + 1 for c in tree.children(i) if tree.tokens[c].dep == "prt" and c == i + 1), i + 1)
        prep = next((c for c in tree.children(i) if tree.tokens[c].dep == "prep" and c == behind), None)
        inner = next((g for g in tree.children(prep) if tree.tokens[g].dep == "prep"), prep) if prep is not None else None
        if prep is not None and inner == prep:
            inner = next((c for c in tree.children(i) if c == prep + 1 and tree.word(c) == "of"), prep)  # "pull out / of X"
        noun = next((g for g in tree.children(inner) if tree.tokens[g].dep == "pobj"), None) if inner is not None else None
        if prep is None or noun is None:
            return None
        start, end = prep, tree.extent_phrase(inner if inner is not None else prep)[1]
        return Phrase(start, end, noun, f"{gerund(tree.word(i))} {tree.text(i + 1, end)}")

    def _wanted_end(self, i: int) -> Phrase | None:
        """ "wants X to stop filling the dam"."""
        tree = self.tree
        deed = next((c for c in tree.children(i) if tree.tokens[c].dep == "xcomp" and tree.tokens[c].tag == "VBG"), None)
        target = next((c for c in tree.children(deed) if tree.tokens[c].dep == "dobj"), None) if deed is not None else None
        if deed is None or target is None or tree.word(i) not in self.lex.clause["prevailing"]:
            return None
        end = tree.bounds(target)[1]
        return Phrase(deed, end, target, f"{gerund(tree.word(i))} {tree.text(deed, end)}")

    def _wanted_done(self, i: int, subject: int) -> Phrase | None:
        """ "the dispute must be settled", "should be accompanied by steps to ease the pressure"."""
        tree = self.tree
        means = [
            g
            for c in tree.children(i)
            if tree.tokens[c].dep == "agent"
            for g in tree.children(c)
            if tree.word(g) in self.lex.clause["transparent"]
        ]
        inner = next((c for m in means for c in tree.children(m) if tree.tokens[c].tag == "VB"), None)
        if tree.word(subject) in self.lex.clause["transparent"]:  # "efforts must be made to end the siege"
            inner = self._led_by(i, subject)
            return self._wanted(inner, subject) if inner is not None else None
        if means:
            return self._wanted(inner, subject) if inner is not None else None
        if tree.word(i) in self.lex.clause["idle_demand"]:
            return None
        start, end = tree.bounds(subject)
        hung = [c for c in tree.children(i) if tree.tokens[c].dep in ("prep", "agent", "prt") and c > i]
        stranded = [tree.tokens[c].text for c in hung if not tree.children(c)]  # "must be dealt with"
        rest = [tree.text(*tree.bounds(c)) for c in hung if tree.children(c)][:1]
        words = [gerund(tree.word(i)), *stranded, tree.text(start, end), *rest]
        named = tuple(e for e in tree.single(subject).entities if e.kind not in ("Country", "Person", "City", "Area"))
        return Phrase(start, end, subject, " ".join(words), named)  # "X must be reunified" is of a deed, not of X

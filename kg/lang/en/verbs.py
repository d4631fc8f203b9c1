"""Verbs: who does what to whom, wherever the construction put them."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.lang.en import documents
from kg.lang.en.roles import Found, Roles
from kg.model import Phrase

DEMAND = "@demand"  # predicate of what somebody says that others should do
#: dependency -> role of what stands beside a verb
_ROLE = {
    "nsubjpass": "object",
    "nsubj": "subject",
    "csubj": "subject",
    "dobj": "object",
    "attr": "object",
    "oprd": "object",
    "acomp": "object",
    "xcomp": "complement",
    "ccomp": "complement",
}
_PARTICLES = frozenset({"part", "place", "office"})  # "take part", "take place", "take office"
_CLIMB = 5  # verbs between a relative clause's own and the one that has its object
_RELATIVE = frozenset({"who", "which", "that", "whom"})


class Verbs(Roles):
    """The arguments of verbs."""

    def verb_name(self, i: int, word: str) -> str:
        """The verb with its particle: "take over", "take part"."""
        tree = self.tree
        if i > 1 and tree.tokens[i - 1].text == "-" and tree.word(i - 2) == "co":
            word = f"co-{word}"
        particles = [
            tree.word(c)
            for c in tree.children(i)
            if tree.tokens[c].dep == "prt" or tree.tokens[c].dep == "dobj" and tree.word(c) in _PARTICLES
        ]
        return " ".join([word, *particles])

    def visiting(self, i: int) -> int | None:
        """ "visiting Kenyan President X": the guest; parsers take it for a verb behind "told" or "met"."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.text.lower() != "visiting":
            return None
        if token.dep == "amod":
            return token.head
        guest = next((c for c in tree.children(i) if tree.tokens[c].dep == "dobj"), None)
        before = tree.tokens[i - 1] if i else None
        told = before is not None and (before.pos == "VERB" or tree.word(before.i) in ("with", "by", "to"))
        found = tree.entities(guest) if guest is not None else ()
        return (
            guest
            if guest is not None and told and found and found[0].kind == "Person" and tree.bounds(guest)[0] == i + 1
            else None
        )

    def demanded(self, i: int) -> bool:
        """ "invited Qin to visit": what somebody is asked to do is not told as done; the asking is a clause of its own."""
        tree, token = self.tree, self.tree.tokens[i]
        return (
            token.dep in ("xcomp", "ccomp", "advcl")
            and tree.word(token.head) in self.lex.clause["demand"]
            and tree.has(i, "aux")
            and any(tree.tokens[c].tag == "TO" for c in tree.children(i))
        )

    def arguments(self, i: int, roles: Found) -> str:
        """Subject and objects, wherever the construction put them; returns the construction's name."""
        tree, token = self.tree, self.tree.tokens[i]
        passive = tree.passive(i)
        for c in tree.children(i):
            self._argument(c, roles)
        self._relative(i, roles)
        self._inverted(i, roles)
        self._object_parts(i, roles)
        if token.dep in ("acl", "relcl") and token.tag == "VBN" and not roles.get("object") and not tree.has(i, "nsubj"):
            roles["object"].append(tree.phrase_upto(token.head, i))  # "the statement issued by Türkiye"
            if documents.is_document(tree.tokens[token.head]):
                start, end = documents.name(tree, token.head)
                roles["object name"].append(
                    Phrase(start, min(end, i), token.head, tree.text(start, min(end, i)), tree.entities(token.head))
                )
                self._partners(token.head, roles)
            return "reduced relative"
        if token.dep in ("acl", "relcl") and token.tag == "VBG" and not roles.get("subject"):
            author = self._author(token.head)  # "statement from X condemning ..."; "a delegation visiting Minsk"
            self.put(roles, "subject", token.head if author is None else author)
            return "reduced relative"
        wanting = "object" if passive else "subject"
        if not roles.get(wanting):
            inherited = self.inherited_subject(i)
            joined = tree.tokens[token.head].head
            if token.dep == "pcomp" and tree.word(joined) == "join" and (leader := self.own_subject(joined)) is not None:
                self.put(roles, "subject", leader)  # "X joined Y in signing Z": both sign
            if inherited is not None and inherited != i:
                self._put_inherited(roles, wanting, inherited)
        return "passive" if passive else "relative" if token.dep == "relcl" else "active"

    def _put_inherited(self, roles: Found, role: str, i: int) -> None:
        """The subject of another verb: "documents are expected to be signed" has the documents as object."""
        self.put(roles, role, i)
        if role == "object" and documents.is_document(self.tree.tokens[i]):
            roles["object name"] += self.tree.titles(i)
            self._partners(i, roles)

    def _author(self, i: int) -> int | None:
        """Whose a statement or vote is: "Statement by President X", "General Assembly vote"."""
        tree = self.tree
        if tree.word(i) not in self.lex.clause["document"]:
            return None
        for c in tree.children(i):
            if tree.word(c) in ("from", "by", "of") and tree.tokens[c].dep == "prep":
                return next((g for g in tree.children(c) if tree.entities(g)), None)
            if tree.tokens[c].dep in ("compound", "poss") and tree.entities(c):
                return c
        return None

    def _argument(self, c: int, roles: Found) -> None:
        """The child ``c`` of a verb under its role."""
        tree, token = self.tree, self.tree.tokens[c]
        if token.dep in _ROLE:
            self.put(roles, _ROLE[token.dep], c)
        elif token.dep in ("dative", "iobj") and token.pos != "ADP":
            self.put(roles, "object2", c)
        elif token.dep == "agent":
            self.put_objects(roles, "subject", c)
        elif token.dep == "advmod" and tree.entities(c):
            self.put(roles, "in", c)
        elif token.dep == "npadvmod" and tree.entities(c):
            self.put(roles, "adverbial", c)

    def _object_parts(self, i: int, roles: Found) -> None:
        """Whose the object is ("appreciates China's assistance"), with whom, and its name as a document has it."""
        tree = self.tree
        for c in tree.children(i):
            if tree.tokens[c].dep == "nsubj" and documents.is_document(tree.tokens[c]):
                roles["subject name"] += tree.titles(c)
                roles["modifier of subject"] += [p for g in tree.children(c) for p in tree.named_below(g) if g < c]
                self._partners(c, roles, "between")
        for c in [c for c in tree.children(i) if tree.tokens[c].dep in ("dobj", "nsubjpass", "dative")]:
            for g in tree.children(c):
                if tree.tokens[g].dep == "poss":
                    self.put(roles, "object possessor", g)
            self._partners(c, roles)
            roles["object name"] += tree.titles(c)
            self._object_clause(i, c, roles)
            self._place_of_object(c, roles)
        self._document_before(i, roles)
        self._long_object(i, roles)

    def _document_before(self, i: int, roles: Found) -> None:
        """ "the pact (that) they are about to sign": the document that a relative clause takes up further down."""
        tree = self.tree
        objects = [c for c in tree.children(i) if tree.tokens[c].dep == "dobj"]
        if any(tree.tokens[c].text.lower() not in _RELATIVE for c in objects) or tree.passive(i):
            return
        for k in tree.above(i)[:_CLIMB]:
            token = tree.tokens[k]
            if token.dep == "relcl":
                if documents.is_document(tree.tokens[token.head]) and not any(
                    tree.tokens[c].dep == "nsubj" and tree.tokens[c].text.lower() in _RELATIVE for c in tree.children(k)
                ):
                    start, end = documents.name(tree, token.head)
                    roles["object name"] = [Phrase(start, min(end, k), token.head, tree.text(start, min(end, k)))]
                    self._partners(token.head, roles)
                return
            if token.dep not in ("xcomp", "pcomp", "prep", "acomp"):
                return

    def _partners(self, i: int, roles: Found, role: str = "object with") -> None:
        """With whom, between whom something is."""
        for c in self.tree.children(i):
            if self.tree.tokens[c].dep == "prep" and self.tree.word(c) in ("with", "between"):
                self.put_objects(roles, role, c)

    def _place_of_object(self, c: int, roles: Found) -> None:
        """ "met Scholz in Berlin": a place hung on a person's name is the meeting's."""
        tree = self.tree
        found = tree.single(c).entities
        for g in tree.children(c) if found and found[0].kind == "Person" else ():
            if tree.tokens[g].dep == "prep" and tree.word(g) in ("in", "at"):
                self.put_objects(roles, tree.word(g), g)

    def _long_object(self, i: int, roles: Found) -> None:
        """ "backs Argentina's claim / to the islands": the object with the phrase behind it that the parser hung on the verb."""
        tree = self.tree
        for c in [c for c in tree.children(i) if tree.tokens[c].dep in ("dobj", "nsubjpass")]:
            start, end = tree.bounds(c)
            prep = next(
                (g for g in tree.children(i) if g == end and tree.tokens[g].dep == "prep" and tree.word(g) in ("to", "against")),
                None,
            )
            if prep is not None and not tree.entities(c) and not tree.conjuncts(c):
                stop = tree.extent_phrase(prep)[1]
                roles["object long"].append(Phrase(start, stop, c, tree.text(start, stop)))

    def _object_clause(self, i: int, c: int, roles: Found) -> None:
        """What somebody is supported in: "support Belarus in pursuing ...", "support each other on X"."""
        tree = self.tree
        mutual = tree.text(*tree.bounds(c)).lower() in ("each other", "one another")
        for prep in [p for p in (*tree.children(i), *tree.children(c)) if tree.tokens[p].dep == "prep" and p > c]:
            for g in tree.children(prep):
                start, end = tree.bounds(c)[0], tree.extent_phrase(g)[1]
                if mutual and tree.tokens[g].dep == "pobj":
                    roles["object clause"].append(Phrase(*tree.extent_phrase(g), g, tree.text(*tree.extent_phrase(g))))
                elif tree.tokens[g].dep == "pcomp" and tree.word(prep) in ("in", "on", "for"):
                    words = " ".join(t.text for t in tree.tokens[start:end] if t.i != prep)
                    roles["object clause"].append(Phrase(start, end, c, words))

    def _relative(self, i: int, roles: Found) -> None:
        """A relative pronoun stands for the noun it follows: "who" for people, "which" for others."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.dep != "relcl":  # "told X who is in Minsk", hung on the verb by the parser
            for phrase in roles.get("subject", [])[:1]:
                if phrase.text.lower() in ("who", "which") and phrase.head and tree.entities(phrase.head - 1):
                    roles["subject"] = [tree.single(phrase.head - 1)]
            return
        for role in ("subject", "object"):
            phrases = roles.get(role, [])
            if len(phrases) != 1 or phrases[0].text.lower() not in _RELATIVE:
                continue
            pronoun = phrases[0].head
            near = tree.antecedent(pronoun, person=phrases[0].text.lower() in ("who", "whom"))
            if near is not None:
                roles[role] = [tree.single(near)]
            else:
                roles[role] = [tree.single(token.head) if token.tag == "VBZ" else tree.phrase(token.head)]

    def _inverted(self, i: int, roles: Found) -> None:
        """ "Representing Russia were A and B", "Also attending was C": the subject stands behind "were"."""
        tree = self.tree
        above = tree.tokens[tree.tokens[i].head]
        if tree.tokens[i].dep == "csubj" and above.lemma == "be":  # "Representing Russia was A"
            for c in tree.children(above.i):
                if tree.tokens[c].dep == "attr":
                    self.put(roles, "subject", c)
            return
        be = next(
            (c for c in tree.children(i) if c > i and tree.tokens[c].dep in ("aux", "auxpass") and tree.word(c) == "be"), None
        )
        if be is None or tree.tokens[i].tag not in ("VBG", "VBN"):
            return
        subject = next(
            (
                k
                for k in range(be + 1, len(tree.tokens))
                if tree.tokens[k].pos in ("NOUN", "PROPN") and tree.tokens[k].dep != "compound"
            ),
            None,
        )
        if subject is not None:
            for role in ("subject", "object"):
                roles[role] = [p for p in roles.get(role, []) if p.end <= be]
            self.put(roles, "subject", subject)

    # -- demands -------------------------------------------------------------------------------------------------------

    def demand(self, i: int) -> Found | None:
        """ "X said that Y should release Z": X wants Z released; None where the verb tells no demand on others."""
        tree, token = self.tree, self.tree.tokens[i]
        modals = {tree.tokens[c].text.lower() for c in tree.children(i) if tree.tokens[c].dep == "aux"}
        hoped = bool(modals & {"would", "will"}) and any(tree.word(k) == "hope" for k in tree.above(i)[1:3])
        if (
            tree.has(i, "neg")
            or not (modals & {"should", "must"} or hoped)
            or token.dep not in ("ccomp", "conj", "parataxis", "acl", "relcl")
        ):
            return None
        says = next((k for k in tree.above(i)[1:] if tree.word(k) in self.lex.speech and tree.tokens[k].pos == "VERB"), None)
        speaker = self.own_subject(says) if says is not None else None
        subject = self.own_subject(i)
        if speaker is None or subject is None or not self._others(subject, speaker):
            return None
        wanted = self._wanted(i, subject)
        roles: Found = defaultdict(list)
        self.put(roles, "subject", speaker)
        roles["object"] = [wanted] if wanted else []
        return roles if wanted else None

    def _others(self, subject: int, speaker: int) -> bool:
        """The demand is on somebody else than the speaker's own side or both sides."""
        tree = self.tree
        if tree.tokens[subject].pos == "PRON":
            return False
        asked = {e for h in tree.heads(subject) for e in tree.entities(h)}
        speaking = {e for h in tree.heads(speaker) for e in tree.entities(h)}
        homes = {e.country or e.id for e in speaking}
        return len(asked) < 2 and not any((e.country or e.id) in homes for e in asked)

    def _wanted(self, i: int, subject: int) -> Phrase | None:
        """What is demanded, as a phrase: the treaty to be kept, "resolving the crisis", "releasing the officers"."""
        tree = self.tree
        if tree.passive(i):
            means = [
                g
                for c in tree.children(i)
                if tree.tokens[c].dep == "agent"
                for g in tree.children(c)
                if tree.word(g) in self.lex.clause["transparent"]
            ]
            inner = next((c for m in means for c in tree.children(m) if tree.tokens[c].tag == "VB"), None)
            if means:  # "should be accompanied by steps to ease the pressure"
                return self._wanted(inner, subject) if inner is not None else None
            start, end = tree.bounds(subject)
            rest = [
                tree.text(*tree.extent_phrase(c)) for c in tree.children(i) if tree.tokens[c].dep in ("prep", "agent") and c > i
            ][:1]
            return Phrase(
                start, end, subject, " ".join([gerund(tree.word(i)), tree.text(start, end), *rest]), tree.single(subject).entities
            )
        target = next((c for c in tree.children(i) if tree.tokens[c].dep == "dobj"), None)
        if target is None:
            return None
        if tree.word(target) in self.lex.clause["transparent"]:
            inner = next(
                (c for c in (*tree.children(target), *tree.children(i)) if tree.tokens[c].tag == "VB" and c > target), None
            )
            return self._wanted(inner, subject) if inner is not None else None
        start, end = tree.bounds(target)
        text = tree.text(start, end)
        if tree.word(i) in self.lex.clause["keep"]:
            return tree.phrase(target)
        return Phrase(start, end, target, f"{gerund(tree.word(i))} {text}")


_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$")


def gerund(verb: str) -> str:
    """ "resolve" -> "resolving", "stop" -> "stopping"."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return verb[:-1] + "ing"
    short = len(re.findall(r"[aeiou]+", verb)) == 1
    return verb + (verb[-1] if short and _DOUBLED.search(verb) else "") + "ing"

"""Shared by verbs and nouns: phrases under their roles, and who is subject of a verb that has none beside it."""

from __future__ import annotations

from collections import defaultdict

from kg.lang.en import documents
from kg.lang.en.lexicon import lexicon
from kg.lang.en.phrases import Phrases
from kg.model import Entity, Phrase

Found = defaultdict[str, list[Phrase]]
_HUNG_ON = frozenset({"in", "at", "on", "by", "to"})
_HUNG = frozenset({"with", "on", "in", "at", "during", "for"})
_HAVE_SUBJECT = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "acl", "prep", "pobj", "amod", "acomp"})
_DEPTH = 6  # verbs to climb


class Roles:
    """Fills roles from the children of a predicate."""

    def __init__(self, tree: Phrases) -> None:
        self.tree = tree
        self.lex = lexicon()

    # -- filling -------------------------------------------------------------------------------------------------------

    def put(self, roles: Found, role: str, i: int) -> None:
        roles[role].append(self.tree.phrase(i))

    def put_objects(self, roles: Found, role: str, prep: int) -> None:
        for c in self.tree.children(prep):
            if self.tree.tokens[c].dep in ("pobj", "pcomp"):
                self.put(roles, role, c)

    def prepositions(self, i: int, roles: Found) -> None:
        """Each prepositional phrase under its own preposition; compound ones ("on the sidelines of") under their noun."""
        tree = self.tree
        for c in tree.children(i):
            token = tree.tokens[c]
            if token.dep in ("prep", "dative", "agent") and token.pos in ("ADP", "SCONJ", "VERB", "ADV", "ADJ"):
                for preposition in (c, *tree.conjuncts(c)):
                    self._prepositional(preposition, roles)

    def _prepositional(self, prep: int, roles: Found) -> None:
        tree = self.tree
        name = tree.tokens[prep].lemma.lower()
        for c in tree.children(prep):
            token = tree.tokens[c]
            if token.dep == "pobj":
                compound = self.lex.compound.get(token.lemma.lower())
                inner = [g for g in tree.children(c) if tree.tokens[g].dep == "prep" and tree.word(g) == "of"]
                if compound and inner:
                    self.put_objects(roles, compound, inner[0])
                    continue
                self.put(roles, name, c)
                if documents.is_document(token):
                    roles[f"{name} name"] += tree.titles(c)
                    for partner in tree.children(c):
                        if tree.word(partner) in ("with", "between") and tree.tokens[partner].dep == "prep":
                            self.put_objects(roles, "with" if name != "with" else "object with", partner)
                for nested in tree.children(c):  # "in Astana on Thursday with X": hung on the first noun by the parser
                    if tree.tokens[nested].dep == "prep" and tree.word(nested) in _HUNG and name in _HUNG_ON:
                        self._prepositional(nested, roles)
            elif token.dep == "pcomp":
                self.put(roles, name, c)
            elif token.dep == "prep":  # "ahead of", "out of", "because of"
                self._prepositional(c, roles)

    def apart(self, i: int, carrier: int | None, roles: Found) -> None:
        """ "phone calls with A and B", "met separately with A and B": what is done with each of them alone."""
        tree = self.tree
        several = tree.tokens[i].tag == "NNS" and tree.word(i) in self.lex.clause["one_by_one"]
        verbs = [i] if carrier is None else [i, carrier]
        words = {tree.word(c) for v in verbs for c in tree.children(v) if tree.tokens[c].dep in ("advmod", "amod")}
        if several or words & {"separately", "separate", "respectively"}:
            roles["apart"] = roles.get("with", []) or roles.get("object", [])

    def joint(self, roles: Found) -> None:
        """Subjects that are named one beside the other, "A and B": not "they", "the leaders"."""
        several = [p for p in roles.get("subject", []) if len(p.parts) > 1 and all(part.entities for part in p.parts)]
        if several:
            roles["joint"] = several

    # -- subjects ------------------------------------------------------------------------------------------------------

    def inherited_subject(self, i: int, depth: int = 0) -> int | None:
        """The token that is subject of a verb without one: by coordination, control, or an adverbial clause."""
        tree, token = self.tree, self.tree.tokens[i]
        if depth > _DEPTH or token.head == i:
            return None
        head = tree.tokens[token.head]
        if token.dep == "pcomp":  # "In opening the talks, X congratulated Y": X opens them
            return self.own_subject(head.head, depth + 1) if i < head.head else self._controller(head.head, depth)
        if token.dep not in _HAVE_SUBJECT or token.dep == "ccomp" and tree.has(i, "mark"):
            return None
        if token.dep == "acl" and head.pos in ("NOUN", "PROPN"):
            return self.noun_subject(head.i, depth)
        if token.dep != "conj":
            return self._controller(head.i, depth)
        return self.own_subject(self._level(i, head.i), depth)

    def _level(self, i: int, above: int) -> int:
        """The verb that a coordinated one stands beside: in "asked X to convey Y and thanked Z" "asked", not the infinitive."""
        tree = self.tree
        while (
            tree.tokens[i].tag in ("VBD", "VBZ", "VBP")
            and tree.tokens[above].tag == "VB"
            and tree.tokens[above].dep in ("xcomp", "ccomp", "advcl")
            and any(tree.tokens[c].tag == "TO" for c in tree.children(above))
        ):
            above = tree.tokens[above].head
        return above

    def own_subject(self, i: int, depth: int = 0) -> int | None:
        """The token that is subject of the verb ``i``, its own or an inherited one."""
        tree = self.tree
        for c in tree.children(i):
            if tree.tokens[c].dep in ("nsubj", "nsubjpass"):
                if tree.tokens[i].dep == "relcl" and tree.word(c) in ("who", "which", "that"):
                    return tree.tokens[i].head
                if tree.word(c) == "it" and not tree.entities(c) and any(tree.tokens[a].dep == "acomp" for a in tree.children(i)):
                    return self._believer(i, depth)  # "X is convinced that it is necessary to ..."
                return c
        if tree.tokens[i].dep in ("acl", "relcl") and tree.tokens[i].tag == "VBG":
            return tree.tokens[i].head
        return self._unattached(i) if tree.tokens[i].head == i else self.inherited_subject(i, depth + 1)

    def _unattached(self, i: int) -> int | None:
        """ "While speaking of Cuba, the president of Peru / stressed": the name right before the main verb, hung elsewhere."""
        tree, end = self.tree, i
        while end and tree.tokens[end - 1].dep == "advmod" and tree.tokens[end - 1].head == i:
            end -= 1
        before = next((m for m in tree.sentence.mentions if m.end == end and m.how != "adjective"), None)
        finite = tree.tokens[i].tag in ("VBD", "VBZ", "VBP")
        return before.end - 1 if finite and before and before.entities[0].kind in ("Person", "Country", "Organization") else None

    def _believer(self, i: int, depth: int) -> int | None:
        """Who finds it necessary, important: the subject of what governs the clause."""
        token = self.tree.tokens[i]
        return self.own_subject(token.head, depth + 1) if token.dep == "ccomp" and token.head != i and depth <= _DEPTH else None

    def _controller(self, head: int, depth: int) -> int | None:
        """Whom the verb ``head`` makes the subject of its complement: its object for "ask", else its own subject."""
        tree = self.tree
        if tree.tokens[head].pos in ("NOUN", "PROPN"):
            return self.noun_subject(head, depth)
        if tree.word(head) in self.lex.clause["object_control"]:
            for c in tree.children(head):
                if tree.tokens[c].dep in ("dobj", "dative", "nsubjpass"):
                    return c
        return self.own_subject(head, depth + 1)

    def noun_subject(self, i: int, depth: int = 0) -> int | None:
        """The possessor of a noun, else the subject of its verb: "Li's decision to", "made a promise to"."""
        tree = self.tree
        for c in tree.children(i):
            if tree.tokens[c].dep == "poss":
                return c
            if tree.word(c) == "of" and tree.word(i) in self.lex.clause["resolve"]:
                return next((g for g in tree.children(c) if tree.tokens[g].dep == "pobj"), None)
        head = tree.tokens[i].head
        return self.own_subject(head, depth + 1) if head != i and tree.tokens[head].pos in ("VERB", "AUX") else None

    def subject_entities(self, verb: int) -> tuple[Entity, ...]:
        subject = self.own_subject(verb)
        return self.tree.entities(subject) if subject is not None else ()

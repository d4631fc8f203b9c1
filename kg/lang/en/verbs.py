"""Verbs: who does what to whom, wherever the construction put them."""

from __future__ import annotations

from dataclasses import replace

from kg.lang.en import documents
from kg.lang.en.deeds import Deeds
from kg.lang.en.roles import Found
from kg.lang.en.scopes import scope
from kg.model import Phrase

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


class Verbs(Deeds):
    """The arguments of verbs."""

    def verb_name(self, i: int, word: str) -> str:
        """The verb with its particle: "take over", "take part"."""
        tree = self.tree
        if i > 1 and tree.tokens[i - 1].text == "-" and tree.word(i - 2) in ("co", "re"):
            word = f"{tree.word(i - 2)}-{word}"
        if word == "join" and any(self._joined_in_doing(c) for c in tree.children(i)):
            return "join in"
        particles = [
            tree.word(c)
            for c in tree.children(i)
            if tree.tokens[c].dep == "prt" or tree.tokens[c].dep == "dobj" and tree.word(c) in _PARTICLES
        ]
        return " ".join([word, *particles])

    def _joined_in_doing(self, c: int) -> bool:
        """ "joined X in condemning Y": no member of X for it."""
        return self.tree.word(c) == "in" and any(self.tree.tokens[g].dep == "pcomp" for g in self.tree.children(c))

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
        if (
            token.dep in ("acl", "relcl", "advcl", "ccomp")
            and tree.word(token.head) in self.lex.clause["asking"] | {"need", "necessity", "importance", "time"}
            and tree.has(i, "nsubj")
            and any(tree.tokens[c].tag == "TO" for c in tree.children(i))
        ):
            return True  # "the need for X to accept Y"
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
        if tree.word(i) in self.lex.clause["cooperating"]:
            roles["scope"] = scope(tree, i)
        self._called_on(i, roles)
        self._misread_subject(i, roles)
        self._relative(i, roles)
        self._inverted(i, roles)
        self._object_parts(i, roles)
        self._delegates(roles)
        if token.dep in ("acl", "relcl") and token.tag == "VBN" and not roles.get("object") and not tree.has(i, "nsubj"):
            told = documents.owner(tree, token.head)
            roles["object"].append(tree.phrase_upto(token.head if told is None else told, i))
            if told is not None:
                roles["object name"].append(replace(documents.title_upto(tree, told, i), entities=tree.entities(told)))
                self._partners(told, roles)
            return "reduced relative"
        if token.dep in ("acl", "relcl") and token.tag == "VBG" and not roles.get("subject"):
            near = self._author(i - 1) if i else None  # "statement on the Assembly vote condemning ..."
            author = (
                near if near is not None else self._author(token.head)
            )  # "statement from X condemning ..."; "a delegation visiting Minsk"
            self.put(roles, "subject", token.head if author is None else author)
            return "reduced relative"
        if (
            token.dep == "advcl"
            and not passive
            and [p.text.lower() for p in roles.get("subject", ()) if not p.entities] == ["it"]
        ):
            del roles["subject"]  # "since it joined X, Poland has grown"
        if token.dep == "relcl" and not passive and not roles.get("subject") and self.under(i, "x"):
            self._first_to_do(i, roles)
        passive = (
            passive or token.dep == "advcl" and token.tag == "VBN" and tree.has(i, "agent")
        )  # "Chaired by X, the forum opened"
        wanting = "object" if passive else "subject"
        if not roles.get(wanting):
            inherited = self.inherited_subject(i)
            joined = tree.tokens[token.head].head
            if token.dep == "pcomp" and tree.word(joined) == "join" and (leader := self.own_subject(joined)) is not None:
                self.put(roles, "subject", leader)  # "X joined Y in signing Z": both sign
            if inherited is not None and inherited != i:
                self._put_inherited(roles, wanting, inherited)
        return "passive" if passive else "relative" if token.dep == "relcl" else "active"

    def under(self, i: int, name: str) -> str:
        """An infinitive with what governs it: "apply to join", "bid to join", "leader to visit"; "" for others."""
        tree, token = self.tree, self.tree.tokens[i]
        hung = token.dep in ("xcomp", "ccomp", "acl", "advcl", "relcl")
        infinitive = hung and any(tree.tokens[c].tag == "TO" for c in tree.children(i))
        return f"{tree.word(token.head)} to {name}" if infinitive else ""

    def _called_on(self, i: int, roles: Found) -> None:
        """ "called on X (in the morning)", where nothing is asked of X: paid X a call."""
        tree = self.tree
        asks = any(tree.tokens[c].tag == "TO" for k in tree.children(i) if tree.tokens[k].pos == "VERB" for c in tree.children(k))
        prep = next((c for c in tree.children(i) if tree.word(c) in ("on", "upon") and tree.tokens[c].dep == "prep"), None)
        if tree.word(i) != "call" or asks or prep is None or any(tree.word(c) == "for" for c in tree.children(i)):
            return
        end = max([prep, *(tree.bounds(c)[1] for c in tree.children(prep))])
        if not any(t.tag == "TO" for t in tree.tokens[end : end + 2]):
            self.put_objects(roles, "called on", prep)

    def _first_to_do(self, i: int, roles: Found) -> None:
        """ "X is the first leader to visit Y": X does it."""
        head = self.tree.tokens[self.tree.tokens[i].head]
        subject = self.own_subject(head.head) if head.dep == "attr" else None
        if subject is not None:
            self.put(roles, "subject", subject)

    def _misread_subject(self, i: int, roles: Found) -> None:
        """A country in front of a verb without subject is it: parsers take short names for adverbials ("Peru resumed ties")."""
        front = [p for p in roles.get("adverbial", ()) if p.end == i and p.start <= 1]
        if front and not roles.get("subject") and any(e.kind in ("Country", "Organization") for e in front[0].entities):
            roles["subject"].append(front[0])

    def _put_inherited(self, roles: Found, role: str, i: int) -> None:
        """The subject of another verb: "documents are expected to be signed" has the documents as object."""
        self.put(roles, role, i)
        if role == "object" and documents.is_document(self.tree.tokens[i]):
            roles["object name"] += self.tree.titles(i)
            self._partners(i, roles)

    def _delegates(self, roles: Found) -> None:
        """Whom the nameless people of a subject come from: "delegations from X and Y", "officials of X"."""
        tree = self.tree
        heads = [h for p in roles.get("subject", []) for part in p.parts or (p,) if not part.entities for h in (part.head,)]
        for head in heads:
            if tree.word(head) not in self.lex.clause["delegates"] or tree.tokens[head].tag not in ("NNS", "NNPS"):
                continue
            for prep in [c for c in tree.children(head) if tree.word(c) in ("of", "from", "representing")]:
                inner = [g for g in tree.children(prep) if tree.tokens[g].dep in ("pobj", "dobj")]
                roles["delegates"] += [tree.phrase(g) for g in inner]
            roles["delegates"] += [tree.phrase(k) for k in tree.listed(head)[:1] if tree.entities(k)]

    def _author(self, i: int) -> int | None:
        """Whose a statement or vote is: "Statement by President X", "General Assembly vote"."""
        tree = self.tree
        if tree.word(i) not in self.lex.clause["document"]:
            return None
        over = tree.tokens[i].head
        if tree.tokens[i].dep == "dobj" and tree.word(over) in self.lex.clause["issuing"]:
            return self.own_subject(over)  # "adopted a resolution condemning Y"
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
        self.deeds(i, roles)

    def _document_before(self, i: int, roles: Found) -> None:
        """ "the pact (that) they are about to sign": the document that a relative clause takes up further down."""
        tree = self.tree
        objects = [c for c in tree.children(i) if tree.tokens[c].dep == "dobj"]
        if any(tree.tokens[c].text.lower() not in _RELATIVE for c in objects) or tree.passive(i):
            return
        for k in tree.above(i)[:_CLIMB]:
            token = tree.tokens[k]
            if token.dep == "relcl":
                own = any(tree.tokens[c].dep == "nsubj" and tree.tokens[c].text.lower() in _RELATIVE for c in tree.children(k))
                told = None if own else documents.owner(tree, token.head)
                if told is not None and not any(tree.word(c) == "no" for c in tree.children(told)):
                    roles["object name"] = [documents.title_upto(tree, told, k)]
                    self._partners(told, roles)
                return
            if token.dep not in ("xcomp", "pcomp", "prep", "acomp"):
                return

    def _partners(self, i: int, roles: Found, role: str = "object with") -> None:
        """With whom, between whom something is."""
        for c in self.tree.children(i):
            if self.tree.tokens[c].dep == "prep" and self.tree.word(c) in ("with", "between"):
                self.put_objects(roles, role, c)

    def _place_of_object(self, c: int, roles: Found) -> None:
        """ "met Scholz in Berlin": a place hung on a person's name is the meeting's; "toured a school in Oslo": the thing's."""
        tree = self.tree
        found = tree.single(c).entities
        for g in tree.children(c):
            if tree.tokens[g].dep == "prep" and tree.word(g) in ("in", "at"):
                if found and found[0].kind == "Person":
                    self.put_objects(roles, tree.word(g), g)
                elif not found:
                    self.put_objects(roles, "object in", g)

    def relative_places(self, i: int, roles: Found) -> None:
        """ "the summit, in which X took part": the pronoun behind a preposition is what it follows."""
        token = self.tree.tokens[i]
        for role in ("in", "at", "during") if token.dep == "relcl" else ():
            roles[role] = [self.tree.single(token.head) if p.text.lower() == "which" else p for p in roles.get(role, [])]

        if token.dep == "relcl" and not (roles.get("in") or roles.get("at")) and (there := self.where(i)) is not None:
            roles["in"] = [self.tree.single(there)]

    def where(self, i: int) -> int | None:
        """ "flies to X, where he will see Y": the place that the relative clause of verb ``i`` tells of."""
        tree = self.tree
        if tree.tokens[i].dep != "relcl" or not any(tree.word(c) == "where" for c in tree.children(i)):
            return None
        there = tree.tokens[i].head
        return there if any(e.kind in ("City", "Venue", "Country") for e in tree.entities(there)) else None

    def places_of(self, roles: Found) -> None:
        """The places that the parser hangs on those with whom something is done, on their country, or on what it is for."""
        tree = self.tree
        for phrase in [
            p for p in roles.get("for", []) if tree.word(p.head) in self.lex.clause["done_for"] and not tree.entities(p.head)
        ]:
            for prep in [g for g in tree.children(phrase.head) if tree.word(g) in ("in", "at")]:
                self.put_objects(roles, tree.word(prep), prep)  # "hosted X for dinner in Y"
        for phrase in roles.get("during", []) if not (roles.get("in") or roles.get("at")) else ():
            if tree.word(phrase.head) in self.lex.clause["journey"]:  # "met X during a visit to Y"
                for prep in [g for g in tree.children(phrase.head) if tree.word(g) in ("to", "in")]:
                    self.put_objects(roles, "place", prep)
        heads = [
            part.head for p in roles.get("with", []) for part in p.parts or (p,) if any(e.kind == "Person" for e in part.entities)
        ]
        for head in heads:
            countries = [k for of in tree.children(head) if tree.word(of) == "of" for k in tree.children(of) if tree.entities(k)]
            for prep in [g for k in (head, *countries) for g in tree.children(k) if tree.word(g) in ("in", "at")]:
                there = [e for k in tree.children(prep) if tree.tokens[k].dep == "pobj" for e in tree.entities(k)]
                if any(e.kind in ("City", "Venue") for e in there):
                    self.put_objects(roles, tree.word(prep), prep)

    def _long_object(self, i: int, roles: Found) -> None:
        """ "backs Argentina's claim / to the islands": the object with the phrase behind it that the parser hung on the verb."""
        tree = self.tree
        for c in [c for c in tree.children(i) if tree.tokens[c].dep in ("dobj", "nsubjpass")]:
            start, end = tree.bounds(c)
            prep = next(
                (g for g in tree.children(i) if g == end and tree.tokens[g].dep == "prep" and tree.word(g) in ("to", "against")),
                None,
            )
            by = next(
                (
                    g
                    for g in tree.children(c)
                    if tree.tokens[g].dep == "acl" and tree.tokens[g].tag == "VBN" and tree.has(g, "agent")
                ),
                None,
            )
            told = any(tree.entities(k) for k in range(start, end))  # "the truce in Sudan / brokered by X"
            if by is not None and not told:  # "welcomed the statement issued by X and Y"
                agent = next(g for g in tree.children(by) if tree.tokens[g].dep == "agent")
                stop = tree.extent_phrase(agent)[1]
                roles["object long"].append(Phrase(start, stop, c, tree.text(start, stop)))
            roles["object long"] += self._cut(i, c)
            if prep is not None and not tree.entities(c) and not tree.conjuncts(c):
                stop = tree.extent_phrase(prep)[1]
                roles["object long"].append(Phrase(start, stop, c, tree.text(start, stop)))

    def _cut(self, i: int, c: int) -> list[Phrase]:
        """ "denounced the raid on X / as a crime" without how; "rejected the claim / that S" with what is claimed."""
        tree = self.tree
        start, end = tree.bounds(c)
        how = next((g for g in tree.children(c) if g > c and tree.tokens[g].text == "as"), end)
        if tree.word(i) in self.lex.clause["branding"] and c + 1 < how < end and tree.extent_phrase(how)[1] == end:
            return [Phrase(start, how, c, tree.text(start, how))]
        told = next(
            (g for g in tree.children(c) if g > c and tree.tokens[g].dep in ("acl", "ccomp") and tree.has(g, "mark")), None
        )
        if told is not None and tree.word(c) in self.lex.clause["charge"]:
            stop = tree.extent(told)[1]
            return [Phrase(start, stop, c, tree.text(start, stop).strip(" ,.;"))]
        return []

    def _object_clause(self, i: int, c: int, roles: Found) -> None:
        """What somebody is supported in: "support Belarus in pursuing ...", "support each other on X"."""
        tree = self.tree
        mutual = tree.text(*tree.bounds(c)).lower() in ("each other", "one another")
        end = max(tree.bounds(h)[1] for h in tree.heads(c))
        for deed in [g for k in (i, *tree.heads(c)) for g in tree.children(k) if g >= end and tree.tokens[g].tag == "VBG"]:
            if tree.tokens[deed].dep in ("advcl", "acl", "xcomp", "ccomp") and tree.extent(deed)[0] == end:
                roles["object clause"] += [  # "endorsed our partners A and B joining the pact"
                    Phrase(h, tree.bounds(deed)[1], deed, f"{tree.text(*tree.single_name(h))} {tree.text(*tree.bounds(deed))}")
                    for h in tree.heads(c)
                    if tree.entities(h) and tree.entities(h)[0].kind in ("Country", "Organization")
                ]
        for prep in [p for p in (*tree.children(i), *tree.children(c)) if tree.tokens[p].dep == "prep" and p > c]:
            for g in tree.children(prep):
                start, end = tree.bounds(c)[0], tree.extent_phrase(g)[1]
                if mutual and tree.tokens[g].dep == "pobj":
                    roles["object clause"].append(Phrase(*tree.extent_phrase(g), g, tree.text(*tree.extent_phrase(g))))
                elif tree.tokens[g].dep == "pcomp" and tree.tokens[g].tag == "VBG" and tree.word(prep) in ("in", "on", "for"):
                    others = [k for k in tree.conjuncts(g) if k > g and tree.tokens[k].tag == "VBG"]
                    if others and tree.has(g, "dobj"):  # "in safeguarding its freedom / and building a railway"
                        end = next((k.i for k in tree.tokens[g + 1 : others[0]] if k.text in (",", "and")), end)
                    words = " ".join(t.text for t in tree.tokens[start:end] if t.i != prep).replace(" ,", ",")
                    whole = g if tree.word(c) in self.lex.side else c  # "the X side in resolving": the deed counts
                    if c == tree.tokens[prep].head and not tree.entities(c) and whole == c:
                        continue  # "a proposal for signing": the noun's own
                    roles["object clause"].append(Phrase(start, end, whole, words))
                    for k in others if tree.entities(c) and tree.has(g, "dobj") else ():
                        stop = tree.extent_phrase(k)[1]
                        told = f"{tree.text(start, tree.bounds(c)[1])} {tree.text(k, stop)}"
                        roles["object clause"].append(Phrase(start, stop, whole, told))

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
        if tree.word(i) == "be" and not roles.get("subject"):  # "Also present at the summit were A and B"
            behind = [p for p in roles.get("object", []) if p.start > i and p.entities]
            roles["subject"], roles["object"] = behind, [p for p in roles.get("object", []) if p not in behind]
        if tree.tokens[i].dep in ("acomp", "amod") and not roles.get("subject"):
            self._described(i, roles)
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

    def _described(self, i: int, roles: Found) -> None:
        """Of whom an adjective tells something: "those present at", "Also present were A and B"."""
        tree = self.tree
        over = tree.tokens[i].head
        if tree.tokens[i].dep == "amod" and over < i:
            self.put(roles, "subject", over)
        elif tree.word(over) == "be" and not tree.has(over, "nsubj"):
            for c in tree.children(over):
                if tree.tokens[c].dep == "attr" and c > over:
                    self.put(roles, "subject", c)

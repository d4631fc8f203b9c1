"""Event nouns: their own arguments, and those that the verb carrying them lends ("held talks with")."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.lang.en import documents
from kg.lang.en.bearers import Bearers
from kg.lang.en.roles import Found
from kg.lang.en.scopes import scope
from kg.model import Phrase

_LABEL_POS = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "VERB", "CCONJ", "DET"})
_LABEL_WORDS = 8
_YEAR_BEFORE = 4  # tokens between a year and the head it dates
_YEAR = re.compile(r"(?:19|20)\d\d")
_DEFINITE = frozenset({"the", "this", "that"})
_ENDING = frozenset({"cancel", "postpone", "deny", "plan"})  # carrying verbs that change what is told
_TEMPORAL = frozenset({"after", "since", "before", "until", "follow", "following", "upon", "during", "under", "throughout", "as"})
_LENT_TO_HOLDER = ("in", "to", "into")
_PLACED = ("in", "at", "on")  # roles that a participle behind the noun lends


class Nouns(Bearers):
    """The arguments of nouns."""

    def noun_name(self, i: int, word: str, known: frozenset[str]) -> str | None:
        """The noun as frames list it: with the word before it ("state visit"), else alone."""
        tree = self.tree
        compound = [tree.word(c) for c in tree.children(i) if tree.tokens[c].dep in ("compound", "amod") and c == i - 1]
        joined = " ".join([*compound, word])
        return joined if joined in known else word if word in known else None

    def within(self, i: int, known: frozenset[str]) -> bool:
        """The noun is the first part of a predicate of two words."""
        token = self.tree.tokens[i]
        return token.dep == "compound" and token.head == i + 1 and f"{self.tree.word(i)} {self.tree.word(i + 1)}" in known

    def noun_roles(self, i: int, roles: Found) -> str:
        """The noun's arguments, its own and lent ones; returns the construction's name."""
        token = self.tree.tokens[i]
        self._modifiers(i, roles)
        self.prepositions(i, roles)
        self._hung_on_name(i, roles)
        construction, verb = "noun", self._carrier(i)
        self._setting(i, roles)
        self._there(i, roles)
        self._shared_owner(i, roles)
        if "by" in roles and not roles.get("subject"):
            roles["subject"] = roles["by"]
        if verb is not None:
            construction = self._support(i, verb, roles)
            self._affected(roles)
        elif token.dep in ("dobj", "nsubjpass") and (holder := self.own_subject(token.head)) is not None:
            self.put(roles, "holder", holder)  # whoever does something about it: "agreed to expand cooperation"
            around: Found = defaultdict(list)
            self.prepositions(token.head, around)
            for role in _LENT_TO_HOLDER:
                roles.setdefault(role, around.get(role, []))
        self.apart(i, verb, roles)
        return self._outer(i, roles, construction)

    def _modifiers(self, i: int, roles: Found) -> None:
        """What stands around the noun: its possessor, names ("China-Belarus"), kinds ("economic"), label, name, list."""
        tree = self.tree
        roles["self"] = [tree.single(i)]
        for c in tree.children(i):
            dep = tree.tokens[c].dep
            if dep == "prep" and tree.word(c) == "of":
                roles["of name"] += [t for g in tree.children(c) if tree.tokens[g].dep == "pobj" for t in tree.titles(g)]
            if dep == "poss":
                self.put(roles, "subject", c)
                if tree.tokens[c].pos != "PRON":
                    self.put(roles, "possessor", c)
            elif dep in ("compound", "amod", "nmod") and tree.named_below(c):
                roles["modifier"] += tree.named_below(c)
                if dep == "compound" and not tree.adjective(c):
                    roles["compound"] += [tree.single(c)]  # "his India visit"
            elif dep in ("compound", "amod", "nmod"):
                self.put(roles, "kind", c)
        if tree.tokens[i].dep != "compound" or not documents.is_document(tree.tokens[tree.tokens[i].head]):
            roles["label"] = [self._label(i)]  # no "Comprehensive Partnership" in "Comprehensive Partnership Agreement"
        roles["listed"] = [tree.single(k) for k in tree.listed(i)]
        if tree.word(i) in self.lex.clause["journey"]:
            roles["stops"] = self._stops(i)
        self._recipient(i, roles)
        self.rank(i, roles)
        self._hearers(i, roles)
        self._document(i, roles)
        if tree.word(i) in self.lex.clause["cooperating"]:
            roles["scope"] = scope(tree, i)
            self._projects(i, roles)
        verb = tree.verb_above(i)
        for role, k in (("extent", i), ("around", verb)):
            if k is not None:
                start, end = tree.extent(k)
                roles[role] = [Phrase(start, end, i, tree.text(start, end))]

    def _setting(self, i: int, roles: Found) -> None:
        """Where and when it is, told behind it: "the summit to be held in X", "the talks, scheduled for Monday in Y"."""
        for c in self.tree.settings(i):
            told: Found = defaultdict(list)
            self.prepositions(c, told)
            for role in _PLACED:
                if told.get(role) and not roles.get(role):
                    roles[role] = told[role]

    def _shared_owner(self, i: int, roles: Found) -> None:
        """ "conveyed X's greetings and best wishes": X's both."""
        tree = self.tree
        first = tree.first_conjunct(i)
        if first == i or roles.get("subject") or tree.word(i) not in self.lex.clause["compliments"]:
            return
        for c in tree.children(first):
            if tree.tokens[c].dep == "poss":
                self.put(roles, "subject", c)

    def _there(self, i: int, roles: Found) -> None:
        """ "X will go to Y, where a meeting with Z is planned": X meets Z, in Y."""
        tree, token = self.tree, self.tree.tokens[i]
        there = self.where(token.head) if token.dep in ("nsubj", "nsubjpass") else None
        if there is None:
            return
        if not (roles.get("in") or roles.get("at")):
            roles["in"] = [tree.single(there)]
        over = tree.verb_above(there)
        goer = self.own_subject(over) if over is not None else None
        if goer is not None and roles.get("with") and not roles.get("subject"):
            self.put(roles, "subject", goer)

    def _hung_on_name(self, i: int, roles: Found) -> None:
        """ "the summit of the X in Y": the parser hangs the place on the last word of the name."""
        name = next((m for m in self.tree.sentence.mentions if m.head == i and m.start <= i < m.end - 1), None)
        for k in range(i + 1, name.end) if name else ():
            told: Found = defaultdict(list)
            self.prepositions(k, told)
            for role in _PLACED:
                outside = [p for p in told.get(role, []) if p.start >= name.end] if name else []
                if outside and not roles.get(role):
                    roles[role] = outside

    def _hearers(self, i: int, roles: Found) -> None:
        """ "In a message to X, Y expressed condolences": whom the words of its sentence are for."""
        tree, verb = self.tree, self.tree.verb_above(i)
        for prep in tree.children(verb) if verb is not None else ():
            for c in tree.children(prep) if tree.tokens[prep].dep == "prep" else ():
                if tree.word(c) in self.lex.clause["message"]:
                    for p in tree.children(c):
                        if tree.word(p) in ("to", "with"):
                            self.put_objects(roles, "addressed", p)

    def _affected(self, roles: Found) -> None:
        """ "expressed condolences over the flood in X", told to nobody: the names inside what it is over."""
        if any(roles.get(role) for role in ("to", "with", "addressed")):
            return
        for phrase in [p for role in ("over", "for", "after", "following") for p in roles.get(role, [])]:
            inside = [m for m in self.tree.sentence.mentions if phrase.start <= m.start and m.end <= phrase.end]
            first = inside[:1]  # "the deaths of X's citizens in Y": X
            roles["affected"] += [Phrase(m.start, m.end, m.end - 1, "", m.entities) for m in first]

    def _document(self, i: int, roles: Found) -> None:
        """A document's name, and the year inside it: "the January 20, 1993 Treaty on X"."""
        tree = self.tree
        if not documents.is_document(tree.tokens[i]) or tree.tokens[i].dep == "conj":
            return
        roles["name"] = tree.titles(i)
        known = any(tree.tokens[c].dep == "poss" or tree.tokens[c].text.lower() in _DEFINITE for c in tree.children(i))
        if known and not self._in_the_making(i):
            roles["definite"] = roles["self"]
        years = [k for k in range(max(0, i - _YEAR_BEFORE), i) if _YEAR.fullmatch(tree.tokens[k].text)]
        if years and not tree.entities(i) and ("," not in tree.text(years[-1], i + 1)):
            roles["dated"] = [Phrase(k, k + 1, k, tree.tokens[k].text) for k in years]
        if len(years) > 1 and tree.tokens[i].tag in ("NNS", "NNPS"):  # "the 1952 and 1954 treaties"
            kind = tree.text(years[-1] + 1, i) + " " if i > years[-1] + 1 else ""
            roles["name"] = [Phrase(k, i + 1, i, f"{tree.tokens[k].text} {kind}{tree.word(i)}") for k in years]

    def _projects(self, i: int, roles: Found) -> None:
        """ "announced a package of cooperation projects with Africa": with whom, and who, stand at the projects."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.dep != "compound":
            return
        self.prepositions(token.head, roles)
        over = tree.tokens[token.head]
        prep = tree.tokens[over.head]
        if over.dep == "pobj" and tree.word(prep.i) == "of" and tree.word(prep.head) in self.lex.clause["quantity"]:
            over = tree.tokens[prep.head]
        if over.dep in ("dobj", "nsubjpass") and (holder := self.own_subject(over.head)) is not None:
            self.put(roles, "holder", holder)

    def _in_the_making(self, i: int) -> bool:
        """Somebody signs, seeks or ends the document: that verb tells what becomes of it."""
        tree, token = self.tree, self.tree.tokens[self.tree.first_conjunct(i)]
        verb = tree.tokens[token.head]
        if token.dep == "pobj" and tree.word(token.head) == "of":
            verb = tree.tokens[verb.head]
        elif token.dep not in ("dobj", "nsubjpass"):
            return False
        return tree.word(verb.i) in self.lex.clause["concluding"]

    def _stops(self, i: int) -> list[Phrase]:
        """ "a tour that includes A and B", "a trip including A", "a tour covering A, B and C"."""
        tree = self.tree
        verbs = [c for c in tree.children(i) if tree.word(c) in ("include", "cover", "span", "comprise") and c > i]
        return [tree.phrase(g) for c in verbs for g in tree.children(c) if tree.tokens[g].dep in ("dobj", "pobj")]

    def _recipient(self, i: int, roles: Found) -> None:
        """ "gave India the status of a full member": who is made what the noun says."""
        tree = self.tree
        status = next(
            (k for k in tree.above(i)[1:4] if tree.tokens[k].pos == "NOUN" and tree.word(k) in ("status", "rank", "seat")), i
        )
        verb = tree.tokens[status].head
        if (
            tree.word(verb) == "as" and tree.word(tree.tokens[verb].head) in self.lex.clause["granting_as"]
        ):  # "welcomed X as a member"
            for c in tree.children(tree.tokens[verb].head):
                if tree.tokens[c].dep in ("dobj", "nsubjpass"):
                    self.put(roles, "recipient", c)
        if tree.word(verb) in self.lex.clause["granting"]:
            for c in tree.children(verb):
                if tree.tokens[c].dep in ("dative", "iobj", "nsubjpass") or tree.tokens[c].dep == "dobj" and c < status != c:
                    self.put(roles, "recipient", c)

    def _outer(self, i: int, roles: Found, construction: str) -> str:
        """Whoever the sentence speaks of, where the noun has no subject: "during the talks, Xi said"."""
        if roles.get("subject") and not self._nobodys(roles["subject"]) or self._of_body(i):
            return construction
        tree, token = self.tree, self.tree.tokens[self._phase(i)]
        subject = self._reporting_subject(i)
        if subject is not None:
            construction = "object of speech"
            self.put(roles, "reporter", subject)
        elif token.dep == "pobj" and tree.word(prep := self._whole_preposition(token.head)) in self.lex.clause["adjunct"]:
            over = tree.tokens[tree.tokens[prep].head]
            named = bool(self.tree.named(i))  # at a named gathering is only who does something there
            verb = tree.verb_above(prep) if not named or over.pos in ("VERB", "AUX") else None
            subject = self.own_subject(verb) if verb is not None else None
            if verb is not None and roles.get("subject") and tree.word(verb) in self.lex.clause["praise"]:  # "praised X on its"
                subject = next((c for c in tree.children(verb) if tree.tokens[c].dep in ("dobj", "nsubjpass")), None)
            if over.pos == "NOUN" and tree.has(over.i, "poss") and not named:  # "on the eve of X's departure for a visit"
                subject = self.noun_subject(over.i)
            if named and verb is not None and subject is not None and self.tree.passive(verb) and not self._person(subject):
                subject = None  # "At the summit, Ukraine was promised help" does not tell who was there
            construction = "adjunct" if subject is not None else construction
            if subject is not None and tree.word(token.head) == "in":
                self.put(roles, "purpose", subject)  # "in support of", "in protest at"
                roles.setdefault("for", roles.get("of", []))
                around: Found = defaultdict(list)
                self.prepositions(tree.tokens[token.head].head, around)
                for role in ("at", "over", "against"):
                    roles.setdefault(role, [p for p in around.get(role, []) if p.start > i])
        if subject is not None:
            self.put(roles, "outer", subject)
            self._listener(token.i, roles)
        return construction

    def _nobodys(self, subject: list[Phrase]) -> bool:
        """ "our", "their" that point to nobody known: whoever speaks of it may be meant."""
        return all(p.text.lower() in ("our", "its", "their", "his", "her") and not p.entities for p in subject)

    def _of_body(self, i: int) -> bool:
        """ "the X Security Council meeting": who is there does not meet each other by that."""
        for c in self.tree.children(i):
            if self.tree.tokens[c].dep in ("compound", "nmod") and (
                self.tree.word(c) in ("council", "committee", "commission", "board", "cabinet")
                or any(e.kind == "Organization" for e in self.tree.entities(c))
            ):
                return True
        return False

    def _person(self, i: int) -> bool:
        return any(e.kind == "Person" for e in self.tree.entities(i))

    def _listener(self, i: int, roles: Found) -> None:
        """ "In the call, X told Y": whom the subject speaks to on that occasion."""
        tree, verb = self.tree, self.tree.verb_above(i)
        if verb is None or tree.word(verb) not in self.lex.clause["face_to_face"] or tree.tokens[i].dep != "pobj":
            return
        for c in tree.children(verb):
            if tree.tokens[c].dep in ("dobj", "dative") and tree.entities(c):
                self.put(roles, "told", c)

    def _whole_preposition(self, prep: int) -> int:
        """The first word of "ahead of", "out of"."""
        over = self.tree.tokens[self.tree.tokens[prep].head]
        return over.i if self.tree.word(prep) == "of" and over.dep in ("prep", "advmod") else prep

    def _label(self, i: int) -> Phrase:
        """The noun with the plain words before it: "all-weather comprehensive strategic partnership"."""
        tree, start = self.tree, i
        while start and i - start < _LABEL_WORDS and self._labels(start - 1):
            start -= 1
        start = max([start, *(m.end for m in tree.sentence.mentions if start <= m.start and m.end <= i)])
        while start < i and tree.tokens[start].text in ("-", "and", "our", "new"):
            start += 1
        return Phrase(start, i + 1, i, tree.text(start, i + 1))

    def _labels(self, k: int) -> bool:
        """The token belongs to the label that goes on behind it."""
        token = self.tree.tokens[k]
        if (
            self.tree.entities(k)
            or token.pos not in _LABEL_POS | {"NUM"}
            or not (token.text == "-" or token.text.isalpha() or "-" in token.text)
        ):
            return False
        if token.pos == "NUM":
            return self.tree.tokens[k + 1].text == "-"  # "four-point plan"
        if token.pos == "CCONJ":
            return k > 0 and self.tree.tokens[k - 1].pos == "ADJ"  # "comprehensive and strategic"
        if token.pos == "DET":
            return self.tree.tokens[k + 1].text == "-"
        return token.pos != "VERB" or token.dep == "amod"

    def _reporting_subject(self, i: int) -> int | None:
        """Whose commitment it is in "reiterated their commitment to", "noted the importance of": the subject of the verb."""
        tree = self.tree
        token = tree.tokens[tree.first_conjunct(i)]
        if (
            token.dep in ("dobj", "nsubjpass")
            and tree.word(token.head) in self.lex.speech | self.lex.support | self.lex.clause["own_object"]
        ):
            return self.own_subject(token.head)
        return None

    def told_by_nobody(self, i: int) -> bool:
        """ "the importance of X was stressed": both who met did, as readouts tell it."""
        tree, token = self.tree, self.tree.tokens[i]
        verb = token.head
        told = token.dep == "nsubjpass" and tree.word(verb) in self.lex.speech | self.lex.clause["own_object"]
        return told and tree.tokens[verb].dep == "ROOT" and not tree.has(verb, "agent")

    def _carrier(self, i: int) -> int | None:
        """The verb that carries the noun: "held talks", "talks were held", "arrived for a visit"."""
        tree = self.tree
        token = tree.tokens[self._phase(tree.first_conjunct(i))]
        if token.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd"):
            return token.head if tree.word(token.head) in self.lex.support else None
        if token.dep == "pobj":
            prep = tree.tokens[token.head]
            head = tree.tokens[prep.head]
            if head.pos in ("VERB", "AUX") and tree.word(head.i) in self.lex.clause["carry_on"]:
                return head.i if tree.word(prep.i) in ("on", "for", "in", "at", "into") else None
            if tree.word(head.i) in self.lex.clause["hosting"]:
                return head.i if tree.word(prep.i) in ("for", "on", "during") else None
        return None

    def _phase(self, i: int) -> int:
        """ "the start of the visit", "a round of talks": the noun that stands in the sentence for it."""
        tree, token = self.tree, self.tree.tokens[i]
        prep = tree.tokens[token.head]
        if token.dep == "compound" and token.head == i + 1 and tree.opening(min(i + 3, len(tree.tokens))) == i:
            return i + 1  # "the summit opening here Saturday"
        if token.dep == "pobj" and tree.word(prep.i) == "of" and tree.word(prep.head) in self.lex.clause["phase"]:
            return prep.head
        return i

    def _support(self, i: int, verb: int, roles: Found) -> str:
        """Lend the carrying verb's arguments to the noun."""
        tree = self.tree
        lent: Found = defaultdict(list)
        self.arguments(verb, lent)
        self.prepositions(verb, lent)
        own = tree.phrase(i)
        if roles.get("subject") and lent.get("subject"):
            roles["carrier subject"] = lent["subject"]
        for role, phrases in lent.items():
            kept = [p for p in phrases if not p.start <= i < p.end or p.head != own.head]
            if role == "object" and kept and tree.word(verb) in self.lex.clause["hosting"]:
                roles["guest"], roles["host"] = kept, lent.get("subject", [])
            if role in ("object", "complement") or not kept or roles.get(role):
                continue
            if role == "subject" and tree.tokens[i].dep in ("nsubj", "nsubjpass"):
                continue
            roles[role] = kept
        if lent.get("object2"):
            roles.setdefault("to", lent["object2"])
        roles["carrier"] = [tree.phrase(verb)]
        return f"support verb {tree.word(verb)}" if tree.word(verb) in _ENDING else "support verb"

    def governor(self, i: int) -> str:
        """The verb, with its particle, that a noun predicate hangs on as object or subject."""
        tree, token = self.tree, self.tree.tokens[i]
        head = tree.tokens[token.head]
        if token.pos in ("VERB", "AUX"):  # "filed an application to join"
            return self.governor(head.i) if token.dep == "acl" and token.tag == "VB" and head.pos == "NOUN" else ""
        token = tree.tokens[self._phase(i)]
        head = tree.tokens[token.head]
        if tree.word(token.i) in ("sideline", "sidelines", "margin", "margins"):
            return "sidelines"
        if token.dep not in ("dobj", "nsubjpass", "pobj", "nsubj"):
            return ""
        if token.dep == "pobj":
            verb = tree.tokens[head.head]
            if tree.word(head.i) in _TEMPORAL:
                return tree.word(head.i)  # "after its accession"
            return f"{tree.word(verb.i)} {tree.word(head.i)}" if verb.pos == "VERB" or verb.lemma == "be" else ""
        return self.verb_name(head.i, tree.word(head.i))

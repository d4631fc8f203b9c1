"""A noun of rank ("member", "observer", "chair"): its phrase, the body in which it is one, lists of countries beside it."""

from __future__ import annotations

from kg.lang.en.roles import Found
from kg.lang.en.verbs import Verbs
from kg.model import Mention, Phrase

_BACK = 7  # tokens between the start of a rank's phrase and its noun
OPENING = frozenset({",", "(", "-", "--", "–", "—", ":"})
CLOSING = frozenset({",", ")", "-", "--", "–", "—", ".", ";", ":", "!", "?"})
_IDLE = frozenset({"the", "both", "also", "as", "well", "and", "or", "&", ",", "then", "now"})
_JOINS = frozenset({"and", "or", "&", "as"})
_FRONT = 7  # tokens between a rank and its body behind it
_OF = frozenset({"of", "in", "at", "to", "with", "for", "into", "within"})
_BETWEEN = frozenset({"and", "both", "the", ",", "or"})
_GROUPS = ("Organization", "Initiative")


class Ranks(Verbs):
    """Finds the phrases of ranks."""

    def rank_of_verb(self, i: int, roles: Found) -> None:
        """ "became the 31st member of X", "was admitted as an observer of X": the body of the rank that somebody takes."""
        tree = self.tree
        taken = [c for c in tree.children(i) if tree.tokens[c].dep in ("attr", "oprd", "dobj")]
        taken += [g for c in tree.children(i) if tree.word(c) == "as" for g in tree.children(c) if tree.tokens[g].dep == "pobj"]
        for c in taken:
            if tree.word(c) in self.lex.clause["rank"] and not roles.get("body"):
                start, end = self.phrase_of_rank(c)
                roles["body"] = self.body(start, c, end)
                if not roles["body"] and self.bodiless(start, c, end):
                    roles["bodiless"] = [tree.single(c)]
        bare = not any(tree.tokens[c].dep in ("dobj", "nsubjpass", "xcomp", "prt", "dative") for c in tree.children(i))
        if tree.word(i) in ("join", "rejoin") and bare and not {"with", "to", "in", "by", "into"} & self._hung_on(i):
            roles["bodiless"] = [tree.single(i)]

    def _hung_on(self, i: int) -> set[str]:
        """Prepositions of a verb, those before years and months left out."""
        tree = self.tree
        return {
            tree.word(c)
            for c in tree.children(i)
            if tree.tokens[c].dep == "prep"
            and not all(tree.tokens[g].pos == "NUM" or tree.tokens[g].pos == "PROPN" for g in tree.children(c))
        }

    def bodiless(self, start: int, i: int, end: int) -> bool:
        """ "its members", "the current members": of a body told before; not "crew members", "members of staff"."""
        tree = self.tree
        if tree.word(i) not in self.lex.clause["bodiless"] and tree.word(end - 1) != "status":
            return False
        plain = self.lex.clause["rank"] | self.lex.clause["rank_word"]
        named = any(tree.tokens[k].pos in ("NOUN", "PROPN") and tree.word(k) not in plain for k in range(start, i))
        return not named and not any(tree.word(c) in ("of", "in", "for") for c in tree.children(i) if c > i)

    def phrase_of_rank(self, i: int) -> tuple[int, int]:
        """The tokens of the rank's phrase: from its first adjective or body to the end of "of X"."""
        tree, start, end = self.tree, i, i + 1
        while start and i - start < _BACK and self._before_rank(start - 1):
            start -= 1
        if start > 1 and tree.tokens[start - 1].text == "of" and tree.tokens[start - 2].text.lower() in ("one", "some", "many"):
            start -= 2
        while end < len(tree.tokens) and tree.word(end) in ("state", "country", "nation", "status"):
            end += 1
        if end < len(tree.tokens) and tree.tokens[end].text in _OF:
            bodies = self.bodies()
            named = next((m for m in bodies if end < m.start <= end + _FRONT and self._leads(end, m.start)), None)
            while named:  # "of both X and Y"
                end = self._behind_name(named.end)
                named = next((m for m in bodies if end < m.start <= end + 2 and self._and(end, m.start)), None)
        return start, end

    def _behind_name(self, end: int) -> int:
        tokens = self.tree.tokens
        while end < len(tokens) and self.tree.word(end) in ("membership", "status", "accession", "bloc", "group", "alliance"):
            end += 1
        bracketed = end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")"
        return end + 3 if bracketed else end  # "the Shanghai Cooperation Organization (SCO)"

    def _and(self, a: int, b: int) -> bool:
        return {t.text.lower() for t in self.tree.tokens[a:b]} <= _BETWEEN and a < b

    def _before_rank(self, k: int) -> bool:
        token = self.tree.tokens[k]
        if any(m.start <= k < m.end for m in self.bodies()) or token.text in ("'s", "’s", "'", "’", "-"):
            return True
        if token.text.lower() in ("founding", "participating", "acceding", "fellow", "rotating", "incoming", "outgoing"):
            return True
        if token.text == "and":  # "an EU and NATO member"
            return any(m.end == k for m in self.bodies()) and any(m.start == k + 1 for m in self.bodies())
        plain = token.pos in ("ADJ", "DET", "NUM", "ADV", "NOUN", "PRON")
        return plain and not any(m.start <= k < m.end for m in self.tree.sentence.mentions) and token.text not in OPENING

    def _leads(self, a: int, b: int) -> bool:
        """ "of the", "for membership in", "to become a full member of": what may stand between a rank and its body."""
        return all(self.tree.word(k) in self.lex.clause["rank_link"] for k in range(a, b))

    def bodies(self) -> list[Mention]:
        """The organizations and initiatives that the sentence names."""
        return [m for m in self.tree.sentence.mentions if m.entities and m.entities[0].kind in _GROUPS]

    # -- the body ------------------------------------------------------------------------------------------------------

    def body(self, start: int, i: int, end: int) -> list[Phrase]:
        """Of what: "X member", "X's newest member", "a member of X and Y"; "X has two members"."""
        inside = [m for m in self.bodies() if start <= m.start and m.end <= i or i < m.start and m.end <= end]
        if self.tree.tokens[start].text == "whose":  # "X, whose members also include A"
            inside = [m for m in self.bodies() if m.end in (start, start - 1)]
        inside = inside or self._body_of_relative(i) or self._body_that_grants(start, i) or self._body_that_has(i)
        return [self.phrase_of(m, 1) for m in inside] or self._unlisted(i) or self._spoken_of(i)

    def _body_of_relative(self, i: int) -> list[Mention]:
        """ "X, of which both are founding members"."""
        tree = self.tree
        over = tree.tokens[tree.tokens[i].head]
        of = any(tree.word(c) == "of" and any(tree.word(g) == "which" for g in tree.children(c)) for c in tree.children(over.i))
        return [m for m in self.bodies() if m.end - 1 == over.head] if of and over.dep == "relcl" else []

    def _body_that_grants(self, start: int, i: int) -> list[Mention]:
        """ "X granted Moldova candidate status"."""
        if self.tree.word(i) != "status":
            return []
        near = range(start - 1, max(-1, start - 4), -1)
        verb = next((k for k in near if self.tree.word(k) in self.lex.clause["granting"]), -1)
        return [m for m in self.bodies() if m.end <= verb <= m.end + 2][-1:]

    def _body_that_has(self, i: int) -> list[Mention]:
        """ "X now has ten members: ..."."""
        tree, token = self.tree, self.tree.tokens[i]
        if token.dep != "dobj" or tree.word(token.head) not in ("have", "count", "number", "add"):
            return []
        subject = self.own_subject(token.head)
        return [m for m in self.bodies() if subject is not None and m.start <= subject < m.end]

    def _unlisted(self, i: int) -> list[Phrase]:
        """ "members of the Partnership for Green Growth": a body that no table knows, as the text names it."""
        tree = self.tree
        for c in tree.children(i):
            for g in tree.children(c) if tree.word(c) in ("of", "in") and c > i else ():
                if tree.word(g) in self.lex.clause["body_head"] and tree.tokens[g].text[:1].isupper():
                    return [tree.single(g)]
        return []

    def _spoken_of(self, i: int) -> list[Phrase]:
        """ "At the X summit, the leaders of member states: ...": the one body or its gathering named before."""
        tree = self.tree
        if not (i and tree.word(i - 1) == "member" and tree.tokens[i].tag == "NNS"):
            return []
        kinds = (*_GROUPS, "Gathering")
        before = [m for m in tree.sentence.mentions if m.end <= i and m.entities and m.entities[0].kind in kinds]
        owners = {e.country if e.kind == "Gathering" else e.id for m in before for e in m.entities[:1]}
        return [self.phrase_of(before[-1], 1)] if before and len(owners) == 1 else []

    # -- lists of names ------------------------------------------------------------------------------------------------

    def _named(self) -> list[Mention]:
        sentence = self.tree.sentence
        return [
            m
            for m in sentence.mentions
            if len(m.entities) == 1
            and (m.entities[0].kind in ("Country", "Area") or m.entities[0].kind == "Organization")
            and not m.adjective
            and m.how in ("name", "short")
            and not any(o.start <= m.start < o.end for o in sentence.offices)
        ]

    def names_from(self, k: int, *, strict: bool = False) -> list[Phrase]:
        """The countries listed from token ``k`` on, a union of countries among them; ``strict``: the first stands right there."""
        tokens, known = self.tree.tokens, {m.start: m for m in self._named()}
        out: list[Mention] = []
        while k < len(tokens):
            words: list[str] = []
            begin = k
            while k < len(tokens) and k not in known and tokens[k].text.lower() in _IDLE and k - begin < 5:
                words.append(tokens[k].text.lower())
                k += 1
            if k not in known or out and not set(words) & {",", *_JOINS} or strict and not out and words:
                break
            if not out and known[k].entities[0].kind == "Organization":
                break
            if out and len(words) == 1 and words[0] == "," and not self._goes_on(known[k].end):
                break  # "members A and B, C said"
            out.append(known[k])
            k = known[k].end
            if set(words) & _JOINS and len(out) > 1 and not (k < len(tokens) and tokens[k].text.lower() in ("and", "as")):
                break
        return [self.phrase_of(m) for m in out]

    def _goes_on(self, k: int) -> bool:
        """A list's name is followed by another comma, "and" or the end."""
        tokens = self.tree.tokens
        return k >= len(tokens) or tokens[k].text.lower() in CLOSING | _JOINS

    def names_upto(self, k: int) -> list[Phrase]:
        """The countries listed up to token ``k``."""
        tokens, known = self.tree.tokens, {m.end: m for m in self._named() if m.entities[0].kind != "Organization"}
        out: list[Mention] = []
        while k in known:
            out.insert(0, known[k])
            words: list[str] = []
            k = known[k].start
            while k and tokens[k - 1].text.lower() in _IDLE and len(words) < 3:
                k -= 1
                words.append(tokens[k].text.lower())
            if not set(words) & {",", *_JOINS}:
                break
        return [self.phrase_of(m) for m in out]

    def phrase_of(self, mention: Mention, most: int | None = None) -> Phrase:
        """A mention as a phrase, with ``most`` of its entities."""
        start, end = mention.start, mention.end
        return Phrase(start, end, end - 1, self.tree.text(start, end), mention.entities[:most])

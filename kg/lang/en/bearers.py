"""Of whom a noun of rank is said: "Norway, a member of X", "X member Norway", "as a member of X, Norway", "members such as"."""

from __future__ import annotations

from kg.lang.en.roles import Found
from kg.lang.en.verbs import Verbs
from kg.model import Mention, Phrase

_BACK = 7  # tokens between the start of a rank's phrase and its noun
_OPENING = frozenset({",", "(", "-", "--", "–", "—", ":"})
_CLOSING = frozenset({",", ")", "-", "--", "–", "—", ".", ";", ":", "!", "?"})
_LEADING = frozenset({"including", "namely", "like", "especially", "notably", "particularly", "i.e.", "includes", "both"})
_IDLE = frozenset({"the", "both", "also", "as", "well", "and", "or", "&", ",", "then", "now"})
_JOINS = frozenset({"and", "or", "&", "as"})
_LIKENESS = frozenset({"is", "are", "was", "were", "include", "includes", "included"})
_UNTRUE = frozenset(
    {"non", "not", "no", "never", "former", "ex", "potential", "prospective", "possible", "would-be", "ex-", "non-"}
)
_FRONT = 7  # tokens between a rank and its body behind it
_OF = frozenset({"of", "in", "at", "to", "with", "for", "into", "within"})
_ALL = frozenset({"both", "all", "either"})


class Bearers(Verbs):
    """Finds who bears a rank, and in which body."""

    def rank(self, i: int, roles: Found) -> None:
        """Fill ``bearer`` and ``body`` for the noun of rank at token ``i``; nothing for a rank that is past or denied."""
        if self.tree.named(i) == "Organization":
            roles["body"], roles["bearer"] = [self.tree.single(i)], self._enumerated(i + 1)
        elif self.tree.word(i) in self.lex.clause["body"]:
            before = [m for m in self._bodies() if m.end == i or m.end < i and self._alike_words(m.end, i)]
            roles["body"] = [self._phrase_of(m) for m in before[-1:]]
            roles["bearer"] = self._enumerated(i + 1) if before else []
        if self.tree.word(i) not in self.lex.clause["rank"]:
            return
        start, end = self._phrase_of_rank(i)
        if any(self.tree.tokens[k].text.lower() in _UNTRUE for k in range(max(0, start - 2), i)):
            return
        roles["body"] = self._body(start, i, end)
        if roles["body"]:
            roles["bearer"] = self._bearers(start, i, end)

    def _alike_words(self, a: int, b: int) -> bool:
        """Nothing but nouns and adjectives: "the CPTPP / trade / pact"."""
        return b - a <= 2 and all(t.pos in ("NOUN", "ADJ") for t in self.tree.tokens[a:b])

    def _enumerated(self, k: int) -> list[Phrase]:
        """The members behind a body: "X (A, B and C)", "X - A, B and C -", "the X pact between A, B and C"."""
        tokens = self.tree.tokens
        if k >= len(tokens) or tokens[k].text not in _OPENING - {","} | {"between", "of"}:
            return []
        found = self._names_from(k + 1)
        after = tokens[found[-1].end].text if found and found[-1].end < len(tokens) else "."
        closed = after == ")" if tokens[k].text == "(" else after in _CLOSING or tokens[k].text == "between"
        return found if len(found) > 1 and closed else []

    def _phrase_of_rank(self, i: int) -> tuple[int, int]:
        """The tokens of the rank's phrase: from its first adjective or body to the end of "of X"."""
        tree, start, end = self.tree, i, i + 1
        while start and i - start < _BACK and self._before_rank(start - 1):
            start -= 1
        if start > 1 and tree.tokens[start - 1].text == "of" and tree.tokens[start - 2].text.lower() in ("one", "some", "many"):
            start -= 2
        while end < len(tree.tokens) and tree.word(end) in ("state", "country", "nation", "status"):
            end += 1
        if end < len(tree.tokens) and tree.tokens[end].text in _OF:
            named = next((m for m in self._bodies() if end < m.start <= end + _FRONT and self._leads(end, m.start)), None)
            end = named.end if named else end
            while named and end < len(tree.tokens) and tree.word(end) in ("membership", "status", "accession"):
                end += 1
            if named and end + 2 < len(tree.tokens) and tree.tokens[end].text == "(" and tree.tokens[end + 2].text == ")":
                end += 3  # "the Shanghai Cooperation Organization (SCO)"
        return start, end

    def _before_rank(self, k: int) -> bool:
        token = self.tree.tokens[k]
        if any(m.start <= k < m.end for m in self._bodies()) or token.text in ("'s", "’s", "'", "’", "-"):
            return True
        if token.text.lower() in ("founding", "participating", "acceding", "fellow"):
            return True
        return (
            token.pos in ("ADJ", "DET", "NUM", "ADV", "NOUN", "PRON") and not self.tree.entities(k) and token.text not in _OPENING
        )

    def _leads(self, a: int, b: int) -> bool:
        """ "of the", "for membership in", "to become a full member of": what may stand between a rank and its body."""
        return all(self.tree.word(k) in self.lex.clause["rank_link"] for k in range(a, b))

    def _bodies(self) -> list[Mention]:
        return [m for m in self.tree.sentence.mentions if m.entities and m.entities[0].kind in ("Organization", "Initiative")]

    def rank_of_verb(self, i: int, roles: Found) -> None:
        """ "became the 31st member of X", "was admitted as an observer of X": the body of the rank that somebody takes."""
        tree = self.tree
        taken = [c for c in tree.children(i) if tree.tokens[c].dep in ("attr", "oprd", "dobj")]
        taken += [g for c in tree.children(i) if tree.word(c) == "as" for g in tree.children(c) if tree.tokens[g].dep == "pobj"]
        for c in taken:
            if tree.word(c) in self.lex.clause["rank"] and not roles.get("body"):
                start, end = self._phrase_of_rank(c)
                roles["body"] = self._body(start, c, end)

    def under(self, i: int, name: str) -> str:
        """An infinitive with what governs it: "apply to join", "bid to join"; "" for others."""
        tree, token = self.tree, self.tree.tokens[i]
        infinitive = token.dep in ("xcomp", "ccomp", "acl", "advcl") and any(tree.tokens[c].tag == "TO" for c in tree.children(i))
        return f"{tree.word(token.head)} to {name}" if infinitive else ""

    # -- the body ------------------------------------------------------------------------------------------------------

    def _body(self, start: int, i: int, end: int) -> list[Phrase]:
        """Of what: "X member", "X's newest member", "a member of X"; "X, of which both are members"."""
        tree = self.tree
        inside = [m for m in self._bodies() if start <= m.start and m.end <= i or i < m.start and m.end <= end]
        if not inside:
            over = tree.tokens[tree.tokens[i].head]
            relative = over.dep == "relcl" and any(
                tree.word(c) == "of" and any(tree.word(g) == "which" for g in tree.children(c)) for c in tree.children(over.i)
            )
            inside = [m for m in self._bodies() if m.end - 1 == over.head] if relative else []
            if not inside and tree.word(i) == "status":  # "X granted Moldova candidate status": in X
                verb = next(
                    (k for k in range(start - 1, max(-1, start - 4), -1) if tree.word(k) in self.lex.clause["granting"]), -1
                )
                inside = [m for m in self._bodies() if m.end <= verb <= m.end + 2][-1:]
        return [Phrase(m.start, m.end, m.end - 1, tree.text(m.start, m.end), m.entities[:1]) for m in inside[:1]]

    # -- the bearers ---------------------------------------------------------------------------------------------------

    def _bearers(self, start: int, i: int, end: int) -> list[Phrase]:
        """Whoever the rank is said of, in the order of how plainly it is said."""
        tree = self.tree
        plural = tree.tokens[i].tag in ("NNS", "NNPS") or end - 1 > i and tree.tokens[end - 1].tag in ("NNS", "NNPS")
        return (
            self._granted(start, i, end)
            or self._named_behind(end, plural=plural)
            or self._set_off_behind(end, plural=plural)
            or self._equated(start, end)
            or self._named_before(start, end, plural=plural)
            or self._in_the_rank(start, end)
            or self._equal_before(start)
        )

    def _granted(self, start: int, i: int, end: int) -> list[Phrase]:
        """ "granted Moldova candidate status", "granted candidate status to Ukraine and Moldova"."""
        tokens = self.tree.tokens
        if self.tree.word(i) != "status":
            return []
        before = self._names_upto(start)
        verb = (before[0].start if before else start) - 1
        if verb < 0 or self.tree.word(verb) not in self.lex.clause["granting"]:
            return []
        return before or (self._names_from(end + 1) if end < len(tokens) and tokens[end].text == "to" else [])

    def _equal_before(self, start: int) -> list[Phrase]:
        """ "Peru is one of the members of X"."""
        tree = self.tree
        if start < 2 or tree.word(start - 1) not in ("be", "remain", "among"):
            return []
        subject = self.own_subject(tree.tokens[start - 1].head if tree.word(start - 1) == "among" else start - 1)
        return [tree.phrase(subject)] if subject is not None else []

    def _named_behind(self, end: int, *, plural: bool) -> list[Phrase]:
        """ "X member Norway", "X members Norway and Spain"."""
        found = self._names_from(end, strict=True)
        return found if plural else found[:1]

    def _set_off_behind(self, end: int, *, plural: bool) -> list[Phrase]:
        """ "members such as A and B", "members, including A", "two members, A and B,", "members: A, B, C"."""
        tokens, k = self.tree.tokens, end
        if k >= len(tokens) or not plural and tokens[k].text not in _OPENING:
            return []
        opened = tokens[k].text if tokens[k].text in _OPENING else ""
        k += bool(opened)
        led = k
        if k + 1 < len(tokens) and [t.text.lower() for t in tokens[k : k + 2]] == ["such", "as"]:
            led += 2
        elif k < len(tokens) and tokens[k].text.lower() in _LEADING:
            led += 1
        if led == k and not opened:
            return []
        found = self._names_from(led)
        if not found or led == k and plural and len(found) == 1 and opened != "(":
            return []
        stop = found[-1].end
        closed = stop >= len(tokens) or tokens[stop].text in _CLOSING
        return found if led > k or closed else []

    def _equated(self, start: int, end: int) -> list[Phrase]:
        """ "X's members are A and B", "X members include A, B and C"."""
        tokens = self.tree.tokens
        if end < len(tokens) and tokens[end].text.lower() in _LIKENESS and not self._governed_by_preposition(start):
            return self._names_from(end + 1)
        return []

    def _governed_by_preposition(self, start: int) -> bool:
        return start > 0 and self.tree.tokens[start - 1].pos == "ADP"

    def _named_before(self, start: int, end: int, *, plural: bool) -> list[Phrase]:
        """ "Norway, a founding member of X,", "A and B, both members of X,"."""
        tokens = self.tree.tokens
        if start < 2 or tokens[start - 1].text not in _OPENING or end < len(tokens) and tokens[end].pos in ("VERB", "AUX"):
            return []
        if end < len(tokens) and tokens[end].text not in _CLOSING | {
            "and",
            "which",
            "that",
            "but",
            "since",
            "with",
            "for",
            "until",
        }:
            return []
        several = plural or any(tokens[k].text.lower() in _ALL for k in range(start, end))
        before = self._names_upto(start - 1)
        if not before or plural and len(before) == 1 and tokens[start].text.lower() != "one":
            return []
        return before if several and tokens[start].text.lower() != "one" else before[-1:]

    def _in_the_rank(self, start: int, end: int) -> list[Phrase]:
        """ "As a member of X, Norway ...", "Norway, as an X member, ..."; "Norway voted as a member of X"."""
        tree = self.tree
        if not start or tree.tokens[start - 1].text.lower() != "as":
            return []
        if end < len(tree.tokens) and tree.tokens[end].text == "," and start == 1:
            return self._names_from(end + 1)[:1]
        before = self._names_upto(start - 2) if start > 1 and tree.tokens[start - 2].text == "," else []
        if before:
            return before[-1:]
        over = tree.tokens[start - 1].head
        idle = tree.tokens[over].pos not in ("VERB", "AUX") or tree.word(over) in self.lex.clause["enrolling"]
        subject = None if idle else self.own_subject(over)
        return [tree.phrase(subject)] if subject is not None else []

    # -- lists of names ------------------------------------------------------------------------------------------------

    def _countries(self) -> list[Mention]:
        sentence = self.tree.sentence
        return [
            m
            for m in sentence.mentions
            if len(m.entities) == 1
            and m.entities[0].kind in ("Country", "Area")
            and not m.adjective
            and m.how in ("name", "short")
            and not any(o.start <= m.start < o.end for o in sentence.offices)
        ]

    def _names_from(self, k: int, *, strict: bool = False) -> list[Phrase]:
        """The countries listed from token ``k`` on; ``strict``: the first stands right there."""
        tokens, known = self.tree.tokens, {m.start: m for m in self._countries()}
        out: list[Mention] = []
        while k < len(tokens):
            words: list[str] = []
            begin = k
            while k < len(tokens) and k not in known and tokens[k].text.lower() in _IDLE and k - begin < 5:
                words.append(tokens[k].text.lower())
                k += 1
            if k not in known or out and not set(words) & {",", *_JOINS} or strict and not out and words:
                break
            if out and len(words) == 1 and words[0] == "," and not self._goes_on(known[k].end):
                break  # "members A and B, C said"
            out.append(known[k])
            k = known[k].end
            if set(words) & _JOINS and len(out) > 1 and not (k < len(tokens) and tokens[k].text.lower() in ("and", "as")):
                break
        return [self._phrase_of(m) for m in out]

    def _goes_on(self, k: int) -> bool:
        """A list's name is followed by another comma, "and" or the end."""
        tokens = self.tree.tokens
        return k >= len(tokens) or tokens[k].text.lower() in _CLOSING | _JOINS

    def _names_upto(self, k: int) -> list[Phrase]:
        """The countries listed up to token ``k``."""
        tokens, known = self.tree.tokens, {m.end: m for m in self._countries()}
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
        return [self._phrase_of(m) for m in out]

    def _phrase_of(self, mention: Mention) -> Phrase:
        return Phrase(mention.start, mention.end, mention.end - 1, self.tree.text(mention.start, mention.end), mention.entities)

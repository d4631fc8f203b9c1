"""What the phrases of a sentence denote: names, lists ("A, president of X, B and C"), "the leaders of the SCO", documents."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from kg import iris
from kg.lang.en import documents
from kg.lang.en.lexicon import lexicon
from kg.lang.en.lists import runs
from kg.lang.en.tree import Tree
from kg.model import Entity, Phrase

_UP = 8  # tokens to climb
_NEAR = 4  # tokens between a name and its relative pronoun


class Phrases(Tree):
    """A tree whose phrases have meanings."""

    @cached_property
    def _denotes(self) -> dict[int, tuple[Entity, ...]]:
        out: dict[int, tuple[Entity, ...]] = {}
        for mention in self.sentence.mentions:
            for i in range(mention.start, mention.end):
                out[i] = mention.entities
        for office in self.sentence.offices:
            for i in range(office.start, office.end):
                if i not in out:
                    out[i] = (office.person,)
        return out

    @cached_property
    def _adjectives(self) -> frozenset[int]:
        return frozenset(i for m in self.sentence.mentions if m.adjective and m.how == "adjective" for i in range(m.start, m.end))

    @cached_property
    def _runs(self) -> dict[int, tuple[int, ...]]:
        """Token -> the heads of the list of names it stands in."""
        return runs(self.sentence)

    def run(self, i: int) -> tuple[int, ...]:
        """The last tokens of all names of the list in which token ``i`` stands."""
        return self._runs.get(i, ())

    def adjective(self, i: int) -> bool:
        """The token is a country's or city's adjective: "Indian"."""
        return i in self._adjectives

    def named(self, i: int) -> str | None:
        """The class of the named thing whose head is token ``i`` ("Gathering"); "" elsewhere in names, None outside them."""
        for m in self.sentence.mentions:
            if m.start <= i < m.end and m.how in ("name", "short"):
                gathering = m.entities[0].kind == "Gathering" and m.start <= m.head < m.end
                return m.entities[0].kind if i == (m.head if gathering else m.end - 1) else ""
        return None

    def entities(self, i: int) -> tuple[Entity, ...]:
        """What the token ``i`` denotes by itself."""
        return self._denotes.get(i, ())

    def single_name(self, i: int) -> tuple[int, int]:
        """The tokens of the name that ends in token ``i``; the token alone where it is none."""
        return next(((m.start, m.end) for m in self.sentence.mentions if m.start <= i < m.end and m.how != "pronoun"), (i, i + 1))

    # -- phrases -------------------------------------------------------------------------------------------------------

    def single(self, i: int) -> Phrase:
        """The phrase headed by ``i`` without its conjuncts."""
        start, end = self.bounds(i)
        return Phrase(start, end, i, self.text(start, end), self._meaning(i))

    def phrase(self, i: int) -> Phrase:
        """The phrase headed by ``i``, with its conjuncts as parts."""
        heads = self._opened(i) or self.heads(i)
        parts = tuple(self.single(h) for h in heads)
        if len(parts) == 1:
            return self._distributed(parts[0])
        parts = tuple(self._shared(parts[0], p) for p in parts)
        start, end = min(p.start for p in parts), max(p.end for p in parts)
        return Phrase(start, end, i, self.text(start, end), parts[0].entities, parts)

    def _opened(self, i: int) -> list[int]:
        """ "the idea of X and Y": X and Y."""
        if self.word(i) not in lexicon().clause["container"] or self.conjuncts(i):
            return []
        inner = [g for c in self.children(i) if self.tokens[c].text == "of" for g in self.children(c)]
        heads = [h for g in inner for h in (g, *self.conjuncts(g))]
        return heads if len(heads) > 1 and self._contained(i) else []

    def _distributed(self, phrase: Phrase) -> Phrase:
        """ "the security of Sweden and Finland" is two things: the security of Sweden, the security of Finland."""
        owned = self.word(phrase.head) in lexicon().clause["distributed"]
        if not owned and self.tokens[phrase.head].tag != "NNS":
            return phrase
        for prep in self.children(phrase.head):
            for first in self.children(prep):
                heads = [first, *self.conjuncts(first)]
                kinds = ("Country",) if owned else ("City",)  # "the processes in Astana and Geneva"
                if (
                    self.word(prep) == ("of" if owned else "in")
                    and len(heads) > 1
                    and all((e := self.entities(h)) and e[0].kind in kinds for h in heads)
                ):
                    front = self.text(phrase.start, prep + 1)
                    parts = tuple(
                        Phrase(phrase.start, phrase.end, phrase.head, f"{front} {self.text(*self.bounds(h))}") for h in heads
                    )
                    return Phrase(phrase.start, phrase.end, phrase.head, phrase.text, (), parts)
        return phrase

    def _shared(self, first: Phrase, part: Phrase) -> Phrase:
        """ "Moldovan energy security and self-defense": the second is Moldovan too."""
        short = part.end - part.start <= 2 + ("-" in part.text)
        bare = short and all(t.pos in ("NOUN", "PUNCT") for t in self.tokens[part.start : part.end])
        if part is first or part.entities or not bare or part.start <= first.head:
            return part
        owner = next((m for m in self.sentence.mentions if m.start == first.start and m.end <= first.head), None)
        if not owner:
            return part
        end = owner.end + (self.tokens[owner.end].text in ("'s", "’s"))
        return Phrase(part.start, part.end, part.head, f"{self.text(owner.start, end)} {part.text}")

    def heads(self, i: int) -> list[int]:
        """The members of the phrase of ``i``: its conjuncts, the list of names it stands in, or what it announces."""
        heads = [i, *self.conjuncts(i)]
        listed = [k for h in heads for k in self.listed(h)]
        if listed:  # the members stand for the body: "the member states of X, including A and B"
            appended = all(self._apposed(h) for h in heads)
            return [h for h in heads if (found := self._meaning(h)) and (appended or found[0].kind != "Organization")] + listed
        run = next((self._runs[k] for h in heads for k in range(*self.bounds(h)) if k in self._runs and self._lists(k, h)), ())
        return list(run) if len(run) > len(heads) else heads

    def _lists(self, k: int, head: int) -> bool:
        """The names listed at token ``k`` are what the phrase of ``head`` stands for: people, or countries where it is one."""
        return self._denotes_person(k) or k == head and any(e.kind == "Country" for e in self.entities(k))

    def _denotes_person(self, i: int) -> bool:
        found = self.entities(i)
        return bool(found) and found[0].kind == "Person"

    def listed(self, i: int) -> list[int]:
        """What a head announces: "documents, including X", "heads of member states: A, B and C", "our partners A and B"."""
        for c in range(i + 1, self.extent(i)[1]):
            if self.tokens[c].text.lower() == "including" and self.tokens[i].tag not in ("NN", "NNP"):
                inner = [g for g in self.children(c) if self.tokens[g].dep in ("pobj", "dobj")]
                return [k for g in inner for k in (g, *self.conjuncts(g))]
        if announced := self._announced(i):
            return announced
        _, end = self.bounds(i)
        if [t.text.lower() for t in self.tokens[end : end + 2]] == [",", "including"] and self.tokens[i].tag == "NNS":
            first = next((t.i for t in self.tokens[end + 2 :] if t.dep in ("pobj", "dobj")), None)
            return [] if first is None else [first, *self.conjuncts(first)]
        plural = (
            self.tokens[i].tag in ("NNS", "NNPS")
            or i + 1 < len(self.tokens)
            and self.tokens[i + 1].text in ("states", "countries", "members")
        )
        if any(t.text == ":" for t in self.tokens[end : end + 4]) and not self.entities(i) and plural:
            return [
                m.end - 1
                for m in self.sentence.mentions
                if m.start > end and m.entities[0].kind == "Person" and m.how in ("name", "surname")
            ]
        return self._apposed(i)

    def _announced(self, i: int) -> list[int]:
        """ "participants include A and B", "among those present were A and B", "A was among the guests"."""
        lists, token = lexicon().clause, self.tokens[i]
        if self.word(i) not in lists["delegates"] or token.tag == "NN" or self.entities(i):
            return []
        verb, named = token.head, ("dobj", "attr")
        if token.dep == "pobj" and self.word(verb) == "among":
            verb, named = self.tokens[verb].head, ("attr", "nsubj")
        elif token.dep != "nsubj":
            return []
        if self.word(verb) not in lists["announce"]:
            return []
        found = [c for c in self.children(verb) if self.tokens[c].dep in named and c != i and self.entities(c)]
        return [k for c in found[:1] for k in (c, *self.conjuncts(c))]

    def _apposed(self, i: int) -> list[int]:
        """ "our partners Finland and Sweden", "the members of the Senate, especially A and B": names behind a plural noun."""
        if self.tokens[i].tag != "NNS" or any(m.start <= i < m.end for m in self.sentence.mentions):
            return []
        for c in self.children(i):
            if (
                self.tokens[c].dep == "appos"
                and self.entities(c)
                and self.entities(c)[0].kind in ("Country", "Person", "Organization")
            ):
                return [c, *self.conjuncts(c)]
        return []

    def titles(self, i: int) -> list[Phrase]:
        """The documents that the phrase of ``i`` names, each with its subject; other nouns with the words before them."""
        out: list[Phrase] = []
        for head in map(self._counted, self.heads(i)):
            found = documents.listed(self, head)
            document = documents.is_document(self.tokens[head])
            named = documents.title(self, head) if document else self.single(head)
            plural = document and self.tokens[head].tag in ("NNS", "NNPS") and not self.entities(head)
            if document and any(self.word(c) in lexicon().clause["vague"] for c in self.children(head)):
                continue  # "an appropriate agreement"
            if not found and plural and named.end == head + 1:
                continue  # "signed several agreements": which ones is not told
            out += found or [replace(named, entities=self.entities(head))]
        return out

    def _counted(self, i: int) -> int:
        """ "a number of documents", "a series of agreements": what there is a number of."""
        if self.word(i) in lexicon().clause["quantity"]:
            for c in self.children(i):
                if self.word(c) == "of":
                    return next((g for g in self.children(c) if self.tokens[g].dep == "pobj"), i)
        return i

    def named_below(self, i: int) -> list[Phrase]:
        """The names that modify a noun: both of "China-Belarus", "Russian-Chinese"."""
        start, end = self.extent(i)
        ends = [m for m in self.sentence.mentions if start <= m.start and m.end <= end and m.entities]
        return [Phrase(m.start, m.end, m.end - 1, self.text(m.start, m.end), m.entities) for m in ends]

    def phrase_upto(self, i: int, verb: int) -> Phrase:
        """The phrase of ``i`` with the like conjuncts before it: "A, B and C proposed by X" (all three), not those behind."""
        first = self.first_conjunct(i)
        group = [k for k in (first, *self.conjuncts(first)) if k < verb]
        heads = group[-1:] or [i]
        for k in reversed(group[:-1]):
            if not self._alike(k, heads[-1]) or any(self.tokens[v].dep == "acl" for v in range(k, heads[0])):
                break
            heads.insert(0, k)
        parts = tuple(self.single(h) for h in heads)
        if len(parts) == 1:
            return parts[0]
        return Phrase(parts[0].start, parts[-1].end, i, self.text(parts[0].start, parts[-1].end), parts[0].entities, parts)

    def _alike(self, a: int, b: int) -> bool:
        one, other = self.entities(a), self.entities(b)
        return one[0].kind == other[0].kind if one and other else self.tokens[a].lemma == self.tokens[b].lemma

    def antecedent(self, pronoun: int, *, person: bool) -> int | None:
        """The name that "which" or "who" takes up where the parser chose one of the wrong kind; None where it did not."""
        verb = self.tokens[self.tokens[pronoun].head]
        parsed = self.entities(verb.head)
        unlike = verb.tag == "VBZ" and self.tokens[verb.head].tag == "NNS"  # "officials of X, which includes"
        if not parsed and not unlike or parsed and (parsed[0].kind == "Person") == person:
            return None
        before = [
            m
            for m in self.sentence.mentions
            if m.end <= pronoun and pronoun - m.end <= _NEAR and (m.entities[0].kind == "Person") == person
        ]
        return before[-1].end - 1 if before else None

    def ahead_of(self, i: int) -> int | None:
        """The noun that a date at token ``i`` dates behind "ahead of", "before", "prior to"; None where it hangs elsewhere."""
        for below, k in pairwise(self.above(i)[:_UP]):
            if self.tokens[k].pos in ("VERB", "AUX"):
                return None
            before = k if self.word(k) != "of" else self.tokens[k].head
            if self.tokens[below].dep == "pobj" and below != i and self.word(before) in ("ahead", "before", "prior", "until"):
                return below
        return None

    def journey(self, i: int) -> int | None:
        """The journey that the relative clause of verb ``i`` tells more of: "a tour which will take him to X"."""
        token = self.tokens[i]
        return token.head if token.dep == "relcl" and self.word(token.head) in lexicon().clause["journey"] else None

    def settings(self, i: int) -> list[int]:
        """Participles behind a noun that say when and where it is: "to be held in X", "scheduled for Monday", "due to open"."""
        words = lexicon().clause["setting"]
        near = [c for c in self.children(i) if c > i and self.tokens[c].dep in ("acl", "relcl", "amod")]
        found = [c for c in near if self.word(c) in words and self.tokens[c].pos in ("VERB", "ADJ")]
        behind = self._behind_name(i)
        if behind is not None and behind not in found and self.word(behind) in words:
            found.append(behind)
        return found + [k for c in found for k in self.children(c) if self.tokens[k].dep == "xcomp" and self.word(k) in words]

    def _behind_name(self, i: int) -> int | None:
        """The participle behind a gathering's name, hung by parsers on its last word: "the summit of the X (Y) held in Z"."""
        name = next((m for m in self.sentence.mentions if m.head == i and self.named(i) == "Gathering"), None)
        k = name.end if name else len(self.tokens)
        if k + 3 < len(self.tokens) and self.tokens[k].text == "(" and self.tokens[k + 2].text == ")":
            k += 3
        if k >= len(self.tokens) or self.tokens[k].tag not in ("VBN", "VBD"):
            return None
        return k if self.tokens[k].dep in ("acl", "advcl", "relcl") else None

    def opening(self, i: int) -> int | None:
        """The gathering that a date at token ``i`` belongs to by "(the summit) opening": parsers take that for a noun."""
        near = [k for k in range(max(1, i - 4), i) if self.tokens[k].text.lower() in ("opening", "starting", "beginning")]
        return near[-1] - 1 if near and self.named(near[-1] - 1) == "Gathering" else None

    # -- meanings ------------------------------------------------------------------------------------------------------

    def _meaning(self, i: int) -> tuple[Entity, ...]:
        """The entities of a head; for a title in front of its name, the person ("President of X, NAME" parsed as apposition)."""
        found = (self._leader(i) if self.word(i) in lexicon().clause["team"] else ()) or self.entities(i)
        if found and not (i in self._adjectives and not (i and self.tokens[i - 1].text.lower() == "the")):
            return found
        word, lists = self.word(i), lexicon().clause
        if self._site(i):
            return (Entity(iris.unlinked("City", self.tokens[i].text), "City", (("en", self.tokens[i].text),), linked=False),)
        if word in lists["place"]:
            return self._place(i) or self._seat(i)
        before = [e for k in self.children(i) if k < i for e in self.entities(k)] if word in lists["body"] else []
        if before and before[0].kind == "Organization":
            return tuple(before[:1])  # "the NATO alliance"
        if word in lists["session"] and (gathering := self._session(i)):
            return gathering
        if word in lists["container"] and (named := self._contained(i)):
            return named
        if word in lists["stand_for"] | lists["members"] and (owner := self._owner(i, word in lists["stand_for"])):
            return owner
        if word in lists["speaks_for"]:  # "EU spokesmen" speak for the EU
            for c in self.children(i):
                if self.tokens[c].dep in ("compound", "amod", "poss", "nmod") and self.entities(c):
                    return tuple(e for e in self.entities(c)[:1] if e.kind in ("Country", "Organization"))
        for c in self.children(i):
            if (
                self.tokens[c].dep == "appos"
                and self._denotes_person(c)
                and (self.tokens[i].pos == "PROPN" or word in lists["beside"])
            ):
                return self.entities(c)
        if self.tokens[i].text == "co" and i and self.tokens[i + 1 : i + 2] and self.tokens[i + 1].text == "-":
            return self.entities(i - 1)
        if self.tokens[i].dep == "conj" and i and self._denotes_person(i - 1) and self.tokens[i].tag not in ("NNS", "NN"):
            return self.entities(i - 1)  # "A and B co-chaired": the list's last word is lost in the verb
        return ()

    def _site(self, i: int) -> bool:
        """The place of a gathering that no table has: "the G20 summit in X"."""
        token, prep = self.tokens[i], self.tokens[self.tokens[i].head]
        return (
            token.dep == "pobj"
            and token.tag == "NNP"
            and token.text[:1].isupper()
            and token.text[1:].islower()
            and i == prep.i + 1
            and prep.text == "in"
            and self.word(i) not in lexicon().clause["no_theme"] | lexicon().clause["languages"]
            and not any(self.tokens[c].dep in ("compound", "poss") for c in self.children(i))
            and self.named(prep.head) == "Gathering"
        )

    def _place(self, i: int) -> tuple[Entity, ...]:
        """ "the Croatian capital Zagreb" is Zagreb."""
        start, end = self.bounds(i)
        found = [e for k in (*range(start, end), *self.children(i)) for e in self.entities(k) if e.kind in ("City", "Venue")]
        return tuple(dict.fromkeys(found))[:1] or self._new_place(i)

    def _new_place(self, i: int) -> tuple[Entity, ...]:
        """ "the island of X" that no table has."""
        inner = [g for c in self.children(i) if self.word(c) == "of" for g in self.children(c)]
        named = [g for g in inner if self.tokens[g].tag == "NNP" and g not in self._denotes]
        if len(named) != 1 or self.word(i) not in ("city", "town", "village", "island"):
            return ()
        text = self.text(*self.bounds(named[0]))
        return (Entity(iris.unlinked("City", text), "City", (("en", text),), linked=False),)

    def _session(self, i: int) -> tuple[Entity, ...]:
        """ "the opening session of the forum" is the forum."""
        return tuple(
            e
            for c in self.children(i)
            if self.word(c) in ("of", "at", "during", "in")
            for g in self.children(c)
            for e in self.entities(g)
            if e.kind == "Gathering"
        )[:1]

    def _seat(self, i: int) -> tuple[Entity, ...]:
        """ "the NATO headquarters", "the headquarters of NATO": the organization itself."""
        start, end = self.bounds(i)
        found = [e for k in range(start, end) for e in self.entities(k) if e.kind == "Organization"]
        return tuple(found[:1]) if self.word(i) in ("headquarters", "headquarter") else ()

    def _leader(self, i: int) -> tuple[Entity, ...]:
        """ "a delegation led by Foreign Minister X": who leads it."""
        led = [c for c in self.children(i) if self.word(c) in ("lead", "head") and self.tokens[c].tag == "VBN"]
        inner = [g for c in led for a in self.children(c) if self.tokens[a].text == "by" for g in self.children(a)]
        return next((self.entities(g)[:1] for g in inner if self._denotes_person(g)), ())

    def _contained(self, i: int) -> tuple[Entity, ...]:
        """ "the idea of X", "the vision for X" are X, where it is a named initiative or treaty."""
        return tuple(
            e
            for c in self.children(i)
            if self.tokens[c].text in ("of", "for", "under")
            for g in self.children(c)
            for e in self.entities(g)
            if e.kind in ("Initiative", "Agreement")
        )

    def _owner(self, i: int, country: bool) -> tuple[Entity, ...]:
        """ "the government of X" is X; "the leaders of the SCO" are the SCO."""
        wanted = ("Country", "Organization") if country else ("Organization",)
        leading = [c for c in self.children(i) if c < i and self.tokens[c].dep in ("poss", "compound", "amod", "nmod")]
        for entity in (e for c in leading for e in self.entities(c)[:1]):
            if (
                entity.kind == "Organization"
                and not entity.country
                and self.tokens[i].tag in ("NNS", "NNPS")
                or country
                and entity.kind in ("Country", "Person", "City")
            ):
                return (entity,)  # "EU leaders", "the X administration"
        for c in self.children(i):
            inner = [g for g in self.children(c) if self.tokens[c].text == "of" and self.tokens[g].dep == "pobj"]
            listed = [e for g in inner for k in (g, *self.conjuncts(g)) for e in self.entities(k) if e.kind == "Country"]
            if len(listed) > 1 and self.tokens[i].tag in ("NNS", "NNPS"):  # "the leaders of X, Y and Z"
                return tuple(listed)
            inner += [k for g in inner for k in range(*self.bounds(g))]
            found = [e for g in inner for e in self.entities(g) if e.kind in wanted]
            if found:
                return tuple(found[:1])
        possessors = [c for c in self.children(i) if self.tokens[c].dep == "poss" and self.tokens[c].pos != "PRON"]
        if country and possessors:  # "Nepal's parliament"
            return tuple(e for e in self.entities(possessors[0]) if e.kind in wanted)[:1]
        before = [e for c in self.children(i) if self.tokens[c].dep == "compound" for e in self.entities(c)]
        return tuple(e for e in before if e.kind == "Organization")[:1] if not country else ()  # "the ACMECS leaders"

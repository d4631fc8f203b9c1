"""People in Chinese: [titles]NAME, NAME[titles], titles alone, names alone; lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lang.zh import lexicon
from kg.lang.zh.found import Found, Post, Told
from kg.lang.zh.posts import Posts
from kg.lang.zh.surface import NO_NAME_AFTER, acts_after, honours, shaped
from kg.model import Entity, Office, Status


class Reader(Posts):
    """Reads the people of one sentence."""

    def read(self) -> None:
        """Title phrases from left to right, then names that stand alone."""
        titles = self._titles()
        done = 0
        i = 0
        while i < len(titles):
            if titles[i].start < done:
                i += 1
                continue
            posts, i = self._chain(titles, i, done)
            self._names_between(done, posts[0].start)
            done = max(self._phrase(posts, done), posts[-1].title.end)
        self._names_between(done, len(self.text))

    def _phrase(self, posts: list[Post], done: int) -> int:
        """Read the person of a chain of offices; returns where the phrase ends."""
        before = self._name_before(posts[0], done)
        if before:
            return self._after_name(before, posts)
        end = self._honoured(posts[-1].title.end)
        name = self.name_at(end, posts[-1].title)
        if name is None:
            return self._description(posts)
        stop, text, known = name
        owners = self._owners(posts, known)
        person = self._introduce(text, known, posts, owners)
        self._tell(person, posts, owners, stop)
        stop = self._courtesy(stop, person)
        self.found.append(Found(posts[0].start, stop, (person,), "name"))
        return self._sharers(posts, owners, stop)

    def _honoured(self, end: int) -> int:
        """Behind a style that stands between title and name: 首相拿督斯里安华."""
        style = honours().match(self.text, end)
        return style.end() if style and self.name_at(style.end()) else end

    def _sharers(self, posts: list[Post], owners: list[Entity | None], stop: int) -> int:
        """议员A、B、C: names in a row under one title that many hold."""
        title = posts[-1].title
        if not title.role.startswith(("member of", "senator", "representative")) or len(posts) > 1:
            return stop
        while stop < len(self.text) and self.text[stop] in "、和":
            name = self.name_at(stop + 1, title)
            if (
                name is None
                or name[0] == stop + 1
                or self.by_start.get(stop + 1, Found(0, 0, (), "")).how == "name"
                and name[2] is None
            ):
                break
            owner = owners[-1]
            person = self._introduce(name[1], name[2], posts, owners)
            self.found.append(Found(stop + 1, name[0], (person,), "name"))
            if owner:
                self.told.append(
                    Told(
                        person,
                        lexicon.own_role(title.role, owner.id),
                        owner,
                        stop + 1,
                        name[0],
                        title.former,
                        title.status,
                        title.text,
                    )
                )
            stop = name[0]
        return stop

    def _name_before(self, post: Post, done: int) -> Found | None:
        """NAME right before the title: 习近平主席, 秦刚国务委员兼外长."""
        if post.owner is not None or post.state or post.start != post.title.start:
            return None
        if post.title.core in lexicon.words("people", "attached") and self.name_at(post.title.end, post.title):
            return None  # 秘书长X发言人Y: Y speaks for X
        name = self.by_end.get(post.start)
        if name and name.entities and name.entities[0].kind == "Person":
            person = self._known(self.text[name.start : name.end], name.entities)
            return Found(name.start, name.end, (person,), "name")
        for length in range(min(12, post.start), 1, -1):
            start = post.start - length
            person_here = self.context.recall(self.text[start : post.start])
            if person_here and person_here.kind == "Person" and start >= self._floor(done, start):
                return Found(start, post.start, (person_here,), "name")
        begin = self._name_start(post.start, done)
        if begin is not None and shaped(self.text[begin : post.start]):
            return Found(begin, post.start, (self.context.introduce(self.text[begin : post.start], "zh"),), "name")
        return None

    def _name_start(self, end: int, done: int) -> int | None:
        """Where an unknown name before a title begins: a PER word, pieces of one, a foreign run."""
        start, found = end, False
        while (
            (token := self.ends.get(start))
            and token.start >= done
            and token.start not in self.by_start
            and (
                token.ner == "PER"
                or token.tag in ("n", "nz", "nw", "LOC", "ORG")
                and set(token.lemma) <= lexicon.foreign()
                or not found
                and len(token.lemma) == 1
                and (before := self.ends.get(token.start)) is not None
                and before.ner == "PER"
                and before.end - before.start < 3
            )
        ):
            found = found or token.ner == "PER" or len(token.lemma) > 1
            start = token.start
        return start if found and start < end else None

    def _floor(self, done: int, start: int) -> int:
        return 0 if any(f.start == start for f in self.found) else done

    def _after_name(self, name: Found, posts: list[Post]) -> int:
        person = name.entities[0]
        end = posts[-1].title.end
        if posts[-1].title.core != "夫人" and self.text[end : end + 2] == "夫人":
            return end
        self.found = [f for f in self.found if f.start != name.start]
        for post in posts:
            role, owner = self._role_of(person, post)
            if owner:
                self._remember(person, post, owner, role)
                self.told.append(
                    Told(person, role, owner, name.start, post.title.end, post.title.former, post.title.status, post.title.text)
                )
        end = self._courtesy(end, person)
        self.found.append(Found(name.start, end, (person,), "name"))
        return end

    def _description(self, posts: list[Post]) -> int:
        """Titles without a name: the holder, where that is certain; else a person nobody can name."""
        end = posts[-1].title.end
        if NO_NAME_AFTER.match(self.text[end:]) or re.match(r"先生|女士|阁下", self.text[end:]):
            return posts[0].title.start if posts[-1].owner is None else end
        groups: list[list[Post]] = []
        for post in posts:
            if not groups or post.owner and any(p.owner for p in groups[-1]) and post.owner not in [p.owner for p in groups[-1]]:
                groups.append([])
            groups[-1].append(post)
        for group in groups:
            self._described(group)
        return end

    def _described(self, posts: list[Post]) -> None:
        """One person by title alone: 欧洲理事会主席."""
        post, end = posts[0], posts[-1].title.end
        owner = post.owner or next((p.owner for p in posts if p.owner), None)
        if owner is None and self.last and self.text[self.last[0] : post.start] in ("、", "和", "与"):
            owner = self.last[1]
        if owner is None:
            self._titled_before(post, end)
            return
        role = self._role(post, owner)
        if self._taken_up(post, owner, role):
            return
        certain = not post.title.former and post.title.status == "happened"
        if post.title.core in lexicon.words("sides", "vague") and not self._spoken_of(owner):
            return  # 日本领导人: of whom the text has named nobody
        person = self._holder(owner, role, post.title.core) if certain else None
        voice = role.endswith("spokesperson") and owner.kind == "Country"  # who speaks for a state is not named: the state speaks
        self.found.append(Found(post.start, end, (person,) if person else (owner,) if voice else (), "title"))
        self.last = (end, owner)
        self.context.saw([owner])
        if person and person in self.context.people.values():
            self.context.remember(person, person.label("zh"), "zh", country=owner, role=role)
            self.memory.titled.append((post.title.core, person))
            if post.title.core not in lexicon.words("sides", "vague"):
                self.told.append(Told(person, role, owner, post.start, end, False, "happened", post.title.text))

    def _titled_before(self, post: Post, end: int) -> None:
        """总统还会见了…: the one person told with the title, or the head of the country the outlet speaks from."""
        if (
            post.title.core not in lexicon.words("people", "alone")
            or not self._opens(post.start)
            or not acts_after(self.text, end)
        ):
            return
        told = list(dict.fromkeys(p for core, p in self.memory.titled if core == post.title.core))
        home = self.home()
        own = self._holder(home, self._role(post, home), post.title.core) if home and home.id != "country/cn" else None
        person = own if own and (own in told or not told) else told[0] if len(told) == 1 else None
        if person and post.title.start == post.start and not post.title.former:
            self.found.append(Found(post.start, end, (person,), "title"))

    def _spoken_of(self, owner: Entity) -> bool:
        return any(self.context.country(p) == owner for p in self.context.recent)

    def _taken_up(self, post: Post, owner: Entity, role: str) -> bool:
        """X就任以色列总理, 祝贺X当选日本首相: the office is X's, whoever the tables name; true where it is nobody else's."""
        into = _INTO.search(self.text, 0, post.start)
        if not into:
            return False
        name = next((f for f in self.found if f.end == into.start() and f.entities and f.entities[0].kind == "Person"), None)
        if name and not into[0].endswith("竞选"):
            elected = "当选" in into[0] and "连任" not in self.text[: post.start][-4:] and owner.kind == "Country"
            status: Status = "planned" if elected else "happened"
            person = name.entities[0]
            self.told.append(Told(person, role, owner, post.start, post.title.end, False, status, post.title.text))
            self.context.saw([owner])
        return True

    def _names_between(self, start: int, end: int) -> None:
        """Names that stand without a title."""
        pos = start
        while pos < end:
            step = self._bare_name(pos, end)
            pos = step or pos + 1

    def _bare_name(self, pos: int, limit: int) -> int | None:
        if pos not in self.starts and pos not in self.by_start:
            return None
        name = self.by_start.get(pos)
        if name and not (name.entities and name.entities[0].kind == "Person"):
            return name.end
        known = self.name_at(pos) if name or self._introduced(pos) else None
        if known is None and (token := self.starts.get(pos)) and token.ner == "PER":
            stop = self._extended(self._joined(token))
            text = self.text[pos:stop]
            known = (stop, text, ()) if shaped(text) else None
        if known is None or known[0] > limit:
            return None
        person = self._known(known[1], known[2])
        stop = self._courtesy(known[0], person)
        self.found.append(Found(pos, stop, (person,), "name"))
        return stop


#: somebody's way into an office
_INTO = re.compile(r"(?:宣誓|再次|成功)?(?:当选连任|当选为?|就任|出任|担任|竞选|连任|接任|任命为)$")


def tell(told: list[Told], at: dict[int, int], until: dict[int, int]) -> Iterator[Office]:
    """Offices in tokens: ``at`` maps a first character to its token, ``until`` a last one to the token after."""
    for t in told:
        start = max((i for c, i in at.items() if c <= t.start), default=0)
        end = min((i for c, i in until.items() if c >= t.end), default=len(at))
        yield Office(t.person, t.role, t.of, start, end, t.former, t.status, t.title)

"""Titles and names: [国家/机构][前/副][title]NAME, NAME[title], lists of offices and of people; who they are, what offices are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg import iris
from kg.lang.context import Context, same_role
from kg.lang.zh import lexicon, memory
from kg.lang.zh.lexicon import Title
from kg.model import Entity, Mention, Office, Status, Token

PUNCTUATION = "，。、；：！？,;:!?“”‘’「」『』《》〈〉（）()[]【】…—\"'\n\t "
CONNECTORS = ("", "、", "兼", "和", "与", "及", "以及", "暨", "，")
_MARKS = "·•・‧-－"
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}世")
_LINKED_TITLES = frozenset({"主席", "会长", "理事长", "董事长", "行长", "总裁", "主任", "院长", "总经理", "秘书长", "干事长", "首席执行官", "校长", "总干事", "书记", "党首", "领导人", "领袖", "副主席", "副会长",
                            "董事长兼首席执行官", "创始人", "执行主任", "市长", "州长", "省长", "总督", "议长", "发言人", "新闻发言人", "局长", "署长", "司令", "代表团团长", "首席顾问", "副总裁", "副行长", "共同主席", "议员",
                            "委员", "委员长", "副委员长", "议会议长", "参议长", "众议长", "主任委员", "副秘书长", "总书记", "第一书记", "顾问", "执行主席", "轮值主席"})
_NEEDS_OWNER = frozenset({"委员", "书记", "主任", "部长", "大臣", "专员", "院长", "校长", "处长", "司长", "局长", "署长", "顾问", "会长", "理事长", "董事长", "总裁", "总经理", "行长", "常驻代表", "代办", "议员", "参赞",
                          "武官", "公使", "司令", "司令员", "创始人", "主席", "副主席", "办公厅主任", "领导人", "领袖"})
_NO_NAME_AFTER = re.compile(r"(府|官邸|代表|顾问|助理|办公室|发言人|女儿|儿子|之子|私人|选举|大选|竞选|候选人|职位|职务|一职|任期|夫人|特使|办公|令|宫|级|们|制|团|国|会议|会(?!谈|见|晤|面)|号|座机|专机|换届|当选|就任|就职|的)")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of characters that denotes entities; ``entities`` is empty for a person nobody can name."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    how: str
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One office of a phrase: its title, its owner as written (or None), where the phrase begins; ``state``: a word of the state stood there."""

    title: Title
    start: int
    owner: Entity | None
    state: bool = False
    posted: bool = False  # 驻…: the owner is who sends


@dataclass
class Told:
    """An office in characters; becomes :class:`Office` once tokens are cut."""

    person: Entity
    role: str
    of: Entity
    start: int
    end: int
    former: bool
    status: Status
    title: str


@dataclass
class Reader:
    """One sentence while its people are read."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    context: Context
    found: list[Found] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memory = memory.of(self.context)
        self.names = [_untitled(Found(self.tokens[m.start].start, self.tokens[m.end - 1].end, m.entities, m.how), self.text) for m in self.mentions]
        self.names = [n for n in self.names if not (n.entities and n.entities[0].kind == "Venue" and self.text[n.start:n.end] in lexicon.words("bodies", "state"))]
        self.starts = {t.start: t for t in self.tokens}
        self.ends = {t.end: t for t in self.tokens}
        self.by_end = {n.end: n for n in self.names}
        self.by_start = {n.start: n for n in self.names}
        self.begins = {form[:1] for form in self.context.people}  # first characters of names told so far
        self.last: tuple[int, Entity] | None = None  # end and owner of the phrase before, for lists

    # -- the grammar ----------------------------------------------------------------------------------------------------

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

    def _titles(self) -> list[Title]:
        masked = list(self.text)
        for name in self.names:
            masked[name.start:name.end] = "\ue000" * (name.end - name.start)
        return [t for t in lexicon.find_titles("".join(masked)) if not self._chance(t)]

    def _chance(self, title: Title) -> bool:
        """Characters of a title by chance: 大使馆, 总理理事会, 部长级, 主席国, 长期访问."""
        if title.text.startswith("当选") and not (title.start in self.by_end and title.start > 0 and self.by_end[title.start].entities and self.by_end[title.start].entities[0].kind == "Country"):
            return True
        if any(t.start < title.start < t.end < title.end or len(title.core) == 2 and title.start < t.start < title.end < t.end for t in self.tokens):
            return True
        return bool(re.match(r"(馆|级|团会|国$|国的|国工|理事会|峰会|论坛|对话|磋商|定期会晤|间|杯|家)", self.text[title.end:title.end + 4]))

    def _chain(self, titles: list[Title], i: int, floor: int) -> tuple[list[Post], int]:
        """Offices of one person in a row: 中共中央总书记、国家主席; a title straight after a title replaces it (总统特使)."""
        posts = [self._post(titles[i], floor)]
        i += 1
        while i < len(titles):
            post = self._post(titles[i], posts[-1].title.end)
            between = self.text[posts[-1].title.end:post.start]
            if between == "" and post.owner is None:
                posts[-1] = replace(posts[-1], title=titles[i])
            elif between in CONNECTORS and not (between == "，" and self.name_at(post.title.end, post.title) is None):
                posts.append(post)
            else:
                break
            i += 1
        return posts, i

    def _post(self, title: Title, floor: int) -> Post:
        """The owner to the left of a title."""
        posting = self._posting(title.start, floor)
        pos = posting if posting is not None else title.start
        pos, body = self._peel(pos, floor)
        name = self.by_end.get(pos)
        if body is None and (title.core in _LINKED_TITLES or title.core.endswith("书记")) and (owner := self._organization(pos, floor)):
            return Post(title, owner[0], owner[1])
        if name and name.start >= floor and (owners := [e for e in name.entities if e.kind in ("Country", "Organization", "Area", "City")]):
            owner_entity, start = self._government(owners[0], title), name.start
            before = self.by_end.get(start)
            if before and before.start >= floor and before.entities[0].kind == "Country" and owners[0].kind != "Country":
                start = before.start
            return Post(title, start, owner_entity, body is not None, posting is not None)
        short = self._short(pos, floor) if name is None else None
        if short:
            return Post(title, pos - 1, short, body is not None, posting is not None)
        return Post(title, pos, None, body is not None, posting is not None)

    def _posting(self, end: int, floor: int) -> int | None:
        """Position of 驻 in 驻华 / 驻越南 / 驻联合国 / 驻纽约 right before ``end``."""
        match = re.search(r"(?:常)?驻([^，。、；]{1,12})$", self.text[floor:end])
        if not match:
            return None
        host = floor + match.start(1)
        named = self.by_start.get(host)
        return floor + match.start() if (named and named.end == end) or end - host <= 2 or self.text[host:end].endswith(("国", "洲")) else None

    def _peel(self, pos: int, floor: int) -> tuple[int, str | None]:
        """Skip words of the state (国务院, 外交部, 议会参议院) leftwards."""
        body = None
        while match := _bodies().search(self.text[floor:pos]):
            if pos in self.by_end:
                break
            body = match[0]
            pos = floor + match.start()
        return pos, body

    def _government(self, owner: Entity, title: Title) -> Entity:
        """A body of a state (its cabinet, ministry, parliament) gives its officers to the state itself: 荷兰议会议员, 国务院总理."""
        if owner.kind != "Organization" or not owner.country or owner.subkind in ("party", "company", "bank", "court", "armed-force", "armed force"):
            return owner
        if title.role.startswith(("speaker", "member of parliament", "president of the senate", "senator", "representative")) or title.role.endswith(
                ("minister", "spokesperson", "ambassador", "premier")):
            return self._entity(owner.country) or owner
        return owner

    def _organization(self, end: int, floor: int) -> tuple[int, Entity] | None:
        """A body that no table knows: nouns up to a word such as 协会, 公司, 党, with the country before it."""
        start = end
        across = next((t for t in self.tokens if t.start < end < t.end), None)
        if across is not None and across.start >= floor and self._part_of_name(across):
            start = across.start
        while (token := self.ends.get(start)) and token.start >= floor and self._part_of_name(token):
            start = token.start
        core_start = start
        while (name := self.by_start.get(core_start)) and name.end <= end and name.entities and name.entities[0].kind == "Country":
            core_start = name.end
        rest = self.text[core_start:end]
        if len(rest) < 3 or not rest.endswith(tuple(lexicon.words("bodies", "suffixes"))):
            return None
        whole = [n for n in self.names if n.start <= core_start and n.end == end]
        if whole:
            return None
        text = self.text[start:end]
        country = next((n.entities[0].id for n in self.names if n.start == start and n.entities and n.entities[0].kind == "Country"), None)
        return start, Entity(iris.unlinked("Organization", text), "Organization", (("zh", text),), country, linked=False)

    def _part_of_name(self, token: Token) -> bool:
        name = self.by_start.get(token.start)
        if name and name.entities:
            return name.entities[0].kind != "Person"
        return token.tag in {"n", "nz", "vn", "an", "a", "ORG", "nw", "LOC", "m", "nt", "f", "s"} and token.lemma not in PUNCTUATION

    def _short(self, pos: int, floor: int) -> Entity | None:
        """One character for a country that the article has named: 西众议长, 匈国会主席."""
        from kg.lang.zh import sides

        if pos <= floor or (pos - 1 > floor and self.text[pos - 2] not in PUNCTUATION + "同与和会见对向是由应"):
            return None
        return sides.resolve(self.text[pos - 1], self.context, seen_only=True)

    # -- one phrase -------------------------------------------------------------------------------------------------------

    def _phrase(self, posts: list[Post], done: int) -> int:
        """Read the person of a chain of offices; returns where the phrase ends."""
        before = self._name_before(posts[0], done)
        if before:
            return self._after_name(before, posts)
        end = posts[-1].title.end
        name = self.name_at(end, posts[-1].title)
        if name is None:
            return self._description(posts)
        stop, text, known = name
        owners = self._owners(posts, known)
        person = self._introduce(text, known, posts, owners)
        self._tell(person, posts, owners, posts[0].start, stop)
        stop = self._courtesy(stop, person)
        self.found.append(Found(posts[0].start, stop, (person,), "name"))
        return self._sharers(posts, owners, stop)

    def _sharers(self, posts: list[Post], owners: list[Entity | None], stop: int) -> int:
        """议员A、B、C: names in a row under one title that many hold."""
        title = posts[-1].title
        if not title.role.startswith(("member of", "senator", "representative")) or len(posts) > 1:
            return stop
        while stop < len(self.text) and self.text[stop] in "、和":
            name = self.name_at(stop + 1, title)
            if name is None or name[0] == stop + 1 or self.by_start.get(stop + 1, Found(0, 0, (), "")).how == "name" and name[2] is None:
                break
            owner = owners[-1]
            person = self._introduce(name[1], name[2], posts, owners)
            self.found.append(Found(stop + 1, name[0], (person,), "name"))
            if owner:
                self.told.append(Told(person, lexicon.own_role(title.role, owner.id), owner, stop + 1, name[0], title.former, title.status, title.text))
            stop = name[0]
        return stop

    def _name_before(self, post: Post, done: int) -> Found | None:
        """NAME right before the title: 习近平主席, 秦刚国务委员兼外长."""
        if post.owner is not None or post.state or post.start != post.title.start:
            return None
        name = self.by_end.get(post.start)
        if name and name.entities and name.entities[0].kind == "Person":
            person = self._known(self.text[name.start:name.end], name.entities)
            return Found(name.start, name.end, (person,), "name")
        for length in range(min(12, post.start), 1, -1):
            start = post.start - length
            person_here = self.context.recall(self.text[start:post.start])
            if person_here and person_here.kind == "Person" and start >= self._floor(done, start):
                return Found(start, post.start, (person_here,), "name")
        begin = self._name_start(post.start, done)
        if begin is not None and shaped(self.text[begin:post.start]):
            return Found(begin, post.start, (self.context.introduce(self.text[begin:post.start], "zh"),), "name")
        return None

    def _name_start(self, end: int, done: int) -> int | None:
        """Where an unknown name before a title begins: a PER word, pieces of one, a foreign run."""
        start, found = end, False
        while (token := self.ends.get(start)) and token.start >= done and token.start not in self.by_start and (
                token.ner == "PER" or token.tag in ("n", "nz", "nw", "LOC", "ORG") and set(token.lemma) <= lexicon.foreign()
                or not found and len(token.lemma) == 1 and (before := self.ends.get(token.start)) is not None and before.ner == "PER" and before.end - before.start < 3):
            found = found or token.ner == "PER" or len(token.lemma) > 1
            start = token.start
        return start if found and start < end else None

    def _floor(self, done: int, start: int) -> int:
        return 0 if any(f.start == start for f in self.found) else done

    def _after_name(self, name: Found, posts: list[Post]) -> int:
        person = name.entities[0]
        end = posts[-1].title.end
        if posts[-1].title.core not in ("夫人",) and self.text[end:end + 2] == "夫人":
            return end
        self.found = [f for f in self.found if f.start != name.start]
        for post in posts:
            role, owner = self._role_of(person, post)
            if owner:
                self._remember(person, post, owner, role)
                self.told.append(Told(person, role, owner, name.start, post.title.end, post.title.former, post.title.status, post.title.text))
        end = self._courtesy(end, person)
        self.found.append(Found(name.start, end, (person,), "name"))
        return end

    def _description(self, posts: list[Post]) -> int:
        """Titles without a name: the holder, where that is certain; else a person nobody can name."""
        end = posts[-1].title.end
        if _NO_NAME_AFTER.match(self.text[end:]) or re.match(r"先生|女士|阁下", self.text[end:]):
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
        if owner is None and self.last and self.text[self.last[0]:post.start] in ("、", "和", "与"):
            owner = self.last[1]
        if owner is None:
            return
        role = self._role(post, owner)
        certain = not post.title.former and post.title.status == "happened"
        person = self._holder(owner, role, post.title.core) if certain else None
        self.found.append(Found(post.start, end, (person,) if person else (), "title"))
        self.last = (end, owner)
        self.context.saw([owner])
        if person:
            self.context.remember(person, person.label("zh"), "zh", country=owner, role=role)
            self.memory.titled.append((post.title.core, person))
            if post.title.core not in lexicon.words("sides", "vague"):
                self.told.append(Told(person, role, owner, post.start, end, False, "happened", post.title.text))

    def _holder(self, owner: Entity, role: str, core: str) -> Entity | None:
        """Who holds the office, also where the table calls it otherwise: 总理 of Germany, 主席 of Vietnam."""
        generic = lexicon.table()["heads_of"].get(core)
        return self.context.holder(owner, role) or (self.context.holder(owner, generic) if generic and owner.kind == "Country" else None)

    # -- who and of what ----------------------------------------------------------------------------------------------------

    def _owners(self, posts: list[Post], known: tuple[Entity, ...]) -> list[Entity | None]:
        """The owner of each office: written, carried over a list, the person's by the tables, or home."""
        out: list[Entity | None] = []
        for post in posts:
            owner = post.owner
            if owner is None and not out and self.last and self.text[self.last[0]:post.start] in ("、", "和", "与", "及", "，") and not post.state:
                owner = self.last[1]
            if owner is None and post.title.core == "国务卿":
                owner = self._entity("country/us")
            if owner is None:
                owner = self._table_owner(post, known) or next((self._country_of(o) for o in out if o), None)
            if owner is None and (post.state or post.posted or post.title.core.startswith(("国家", "国务", "外交", "全国", "国防部", "商务部", "中央", "公安"))):
                owner = self._country_of(known[0]) if len(known) == 1 else None
                owner = owner or self.home()
            if owner is None and post.title.core not in _NEEDS_OWNER and not any(e.linked for e in known):
                owner = self._abroad()
            out.append(owner)
        return out

    def _abroad(self) -> Entity | None:
        """The foreign side of the text, for an officer without country whom no table knows: 同参议长罗兰会谈."""
        if self.last and self.last[1].kind == "Country":
            return self.last[1]
        others = [e for e in self.context.pair("Country") if e != self.home()]
        return others[0] if len(others) == 1 else None

    def _table_owner(self, post: Post, known: tuple[Entity, ...]) -> Entity | None:
        """The owner by what the article or the tables tell of the person in that office; a state before its bodies."""
        for person in known:
            told = [(owner, role) for owner, role in self.context.role_of.get(person.id, ()) if same_title(role, post.title.role, owner)]
            held = [(t.of, t.title) for t in self.context.gazetteer.offices(person.id) if same_title(t.title, post.title.role, t.of)]
            owners = sorted({o: None for o, _ in told + held if o in self.context.gazetteer.rows}, key=lambda o: not o.startswith("country/"))
            if owners:
                return self._entity(owners[0])
        if len(known) == 1 and post.title.core not in _NEEDS_OWNER:
            return self._country_of(known[0])
        return None

    def _country_of(self, entity: Entity | None) -> Entity | None:
        if entity is None or entity.kind == "Country":
            return entity
        return self.context.country(entity) if entity.kind == "Person" else self._entity(entity.country) if entity.country else None

    def _entity(self, id: str) -> Entity | None:
        return self.context.gazetteer.entity(id) if id in self.context.gazetteer.rows else None

    def home(self) -> Entity | None:
        """Owner of "the foreign ministry" without owner in a Chinese text."""
        return self.context.home or self._entity("country/cn")

    def _role(self, post: Post, owner: Entity) -> str:
        role = lexicon.own_role(post.title.role, owner.id)
        if role == "member of parliament" and owner.kind == "Organization" and owner.linked and not owner.country:
            return f"member of the {owner.label().lower().removeprefix('the ')}"
        if post.title.core == "主席" and not owner.linked and owner.country != "country/cn" and owner.label("zh").endswith(("自治区", "州", "大区")):
            return "president"
        if post.title.core in ("主席", "副主席", "轮值主席"):
            chief = self._chief(owner)
            role = role.replace("vice chairman", f"vice {chief}") if "vice" in role else role.replace("chairman", chief)
        return role

    def _chief(self, owner: Entity) -> str:
        """主席 in English: as the tables call the owner's head, "president" of a state, else "chairman"."""
        if owner.kind in ("Country", "Area"):
            return "president"
        day = self.context.anchor
        called = {t.title for t, _ in self.context.gazetteer.in_office(owner.id, day, 3000)} if day else set()
        return next((c for c in ("president", "chairperson", "chairwoman", "chairman") if c in called), "chairman")

    def _role_of(self, person: Entity, post: Post) -> tuple[str, Entity | None]:
        """Role and owner of a title after a name: as introduced before, as the tables know, else the person's country."""
        owner = self._table_owner(post, (person,))
        if owner is None and post.title.core not in _NEEDS_OWNER | {"领导人"}:
            owner = self.context.country(person)
        if owner is None and post.title.core == "主席":
            owner = self.context.country(person)
        return (self._role(post, owner), owner) if owner else (post.title.role, None)

    def _introduce(self, text: str, known: tuple[Entity, ...], posts: list[Post], owners: list[Entity | None]) -> Entity:
        main = next((i for i, o in enumerate(owners) if o and o.kind == "Country"), next((i for i, o in enumerate(owners) if o), None))
        if main is None or owners[main] is None:
            return self._known(text, known)
        owner = owners[main]
        assert owner is not None
        role = self._role(posts[main], owner)
        female = True if posts[main].title.core in lexicon.words("courtesy", "female") else None
        person = self.context.introduce(text, "zh", country=owner, role=role, female=female)
        for post, other in zip(posts, owners, strict=True):
            if other:
                self._remember(person, post, other, self._role(post, other), text)
        self.last = (0, owner)
        return person

    def _known(self, text: str, candidates: tuple[Entity, ...]) -> Entity:
        people = [e for e in candidates if e.kind == "Person"]
        person = self.context.recall(text) or self.context.introduce(text, "zh")
        if not person.linked and len(people) == 1:
            person = people[0]
            self.context.remember(person, text, "zh")
        return person

    def _remember(self, person: Entity, post: Post, owner: Entity, role: str, name: str = "") -> None:
        self.context.remember(person, name or person.label("zh"), "zh", country=owner, role=role)
        self.memory.titled.append((post.title.core, person))

    def _tell(self, person: Entity, posts: list[Post], owners: list[Entity | None], start: int, end: int) -> None:
        for post, owner in zip(posts, owners, strict=True):
            if owner:
                self.context.saw([owner])
                self.last = (end, owner)
                if post.owner is None and post.title.core in _NEEDS_OWNER and not post.state and len(posts) == 1 and owner.kind == "Country" and post.title.core != "主席":
                    continue
                self.told.append(Told(person, self._role(post, owner), owner, post.start, end, post.title.former, post.title.status, post.title.text))

    def _courtesy(self, end: int, person: Entity) -> int:
        """Take 先生, 女士, 阁下 into the name; they tell the gender."""
        match = _courtesies().match(self.text, end)
        if not match:
            return end
        if match[0] in lexicon.words("courtesy", "female") and person.female is None:
            self.context.females[person.id] = True
        return match.end() if match[0] not in ("夫妇", "一行", "夫人") else end

    # -- names --------------------------------------------------------------------------------------------------------------

    def name_at(self, pos: int, title: Title | None = None) -> tuple[int, str, tuple[Entity, ...]] | None:
        """The name that begins at ``pos``: (end, name, candidates); None where no name stands there."""
        name = self.by_start.get(pos)
        if name and name.entities and name.entities[0].kind == "Person":
            end = self._extended(name.end)
            return end, self.text[pos:end], name.entities if end == name.end else ()
        if name and name.entities:
            return None
        for end in range(min(len(self.text), pos + 16) if self.text[pos:pos + 1] in self.begins else pos, pos + 1, -1):
            person = self.context.recall(self.text[pos:end])
            if person and person.kind == "Person" and self._extended(end) == end:
                return end, self.text[pos:end], (person,)
        stop = self._run(pos, title)
        return (stop, self.text[pos:stop], ()) if stop else None

    def _extended(self, end: int) -> int:
        """Over 六世, ·name and -name."""
        if match := _ORDINAL.match(self.text, end):
            return match.end()
        while (token := self.starts.get(end)) and token.ner == "PER" and set(token.lemma) <= lexicon.foreign() and end not in self.by_start:
            end = token.end
        if end + 1 < len(self.text) and self.text[end] in _MARKS and self.text[end + 1] in lexicon.foreign():
            while end < len(self.text) and self.text[end] in lexicon.foreign() and not (self.starts.get(end) and self.starts[end].tag in ("v", "p", "c", "d", "u")):
                end += 1
        return end

    def _run(self, pos: int, title: Title | None) -> int | None:
        """End of an unknown name at ``pos``: up to punctuation, a verb or a preposition, if it looks like a name."""
        limit = pos
        while limit < len(self.text) and (self.text[limit] not in PUNCTUATION or self.text[limit] in _MARKS):
            limit += 1
        end = self._cut(pos, limit)
        text = self.text[pos:end]
        if not 2 <= len(text) <= (24 if any(m in text for m in _MARKS) else 9):
            return None
        begins = self.starts.get(pos)
        if begins is not None and begins.tag in ("ad", "d", "vd", "a", "an", "r", "m", "q", "c", "u") and begins.end - pos > 1 and not (end == limit and title is not None):
            return None
        spoken = [t for t in self.tokens if t.ner == "PER" and t.start < end and t.end > pos]
        listed = title is not None and end == limit and len(text) <= 6 and not _common(text)
        if spoken or shaped(text) or listed:
            return self._extended(end)
        return None

    def _cut(self, pos: int, limit: int) -> int:
        """Where a name that may reach ``limit`` ends: at the first word of grammar."""
        per = self.starts.get(pos)
        if (stop := _stops().match(self.text, pos)) and (len(stop[0]) > 1 or per is not None and per.end == stop.end() and per.tag in ("p", "d", "c", "v") and limit - pos > 4):
            return pos
        floor = per.end if per and per.ner == "PER" else pos + (0 if per is None or per.tag in ("v", "p", "c", "d", "u") and limit - pos > 6 else 1)
        if per and per.tag in ("v", "vd", "p", "d", "u", "c", "r") and per.end - per.start > 1 and not set(per.lemma) <= lexicon.foreign():
            return pos if limit - pos > 6 or _common(self.text[pos:limit]) else limit
        limit = min([limit, *(t.start for t in self.tokens if t.ner == "TIME" and pos < t.start < limit)])
        for match in _stops().finditer(self.text, pos + 1, limit):
            token = self.starts.get(match.start())
            if match.start() < floor and len(match[0]) < 3:
                continue
            if len(match[0]) > 1 or (token is not None and token.end == match.end() and token.tag in ("p", "c", "u", "v", "d", "xc", "f")):
                return match.start()
        return limit

    def _names_between(self, start: int, end: int) -> None:
        """Names that stand without a title."""
        pos = start
        while pos < end:
            step = self._bare_name(pos, end)
            pos = step if step else pos + 1

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

    def _introduced(self, pos: int) -> bool:
        return self.text[pos] in self.begins and any(self.context.recall(self.text[pos:end]) for end in range(min(len(self.text), pos + 12), pos + 1, -1))

    def _joined(self, token: Token) -> int:
        """End of the name that a PER token begins: 雪克来提·扎克尔, 阿库福-阿多."""
        end = token.end
        while end < len(self.text) and self.text[end] in _MARKS and (after := self.starts.get(end + 1)) and after.ner in ("PER", "LOC", "ORG"):
            end = after.end
        return end


def _untitled(name: Found, text: str) -> Found:
    """国王费利佩六世 as a name of the tables: the title is read by the grammar."""
    if name.entities and name.entities[0].kind == "Person":
        for length in (4, 3, 2):
            if text[name.start:name.start + length] in lexicon.titles() and name.end - name.start > length + 1:
                return replace(name, start=name.start + length)
    return name


def same_title(a: str, b: str, owner: str) -> bool:
    """Two English roles that one Chinese title may stand for: 主席 is chairman or president, 总理 premier or chancellor."""
    if same_role(a, b) or lexicon.own_role(a, owner) == lexicon.own_role(b, owner):
        return True
    groups = (("president", "chairman", "chairwoman"), ("premier", "prime minister", "chancellor"), ("foreign minister", "secretary of state", "foreign secretary"),
              ("vice premier", "deputy prime minister"), ("vice president", "vice chairman"), ("speaker", "speaker of parliament", "chairman"))
    return any(a in group and b in group for group in groups)


def shaped(text: str) -> bool:
    """Characters that look like a person's name: a foreign run, a Chinese or Vietnamese surname and given name."""
    if len(text) < 2 or _common(text):
        return False
    parts = re.split(r"[·•・‧\-－]", text)
    if len(parts) > 1:
        return all(parts)
    if set(text) <= lexicon.foreign() or _ORDINAL.search(text):
        return True
    return (text[:1] in lexicon.surnames() and len(text) <= 3) or (text[:2] in lexicon.surnames() and len(text) <= 4)


def _common(text: str) -> bool:
    """Words that LAC or a title's right side may take for a name."""
    return len(text) == 2 and text[1] in "方国党" or bool(re.search(r"[的了在是将和与对向]|代表|出席|访问|会见|会谈|表示|举行|国家|关系|发展|任期|选举|讲话|会议|共同|以及|签署|宣布|合作|两国|双方|人民|政府|先生|女士|来华|访华|专程|抵华|赴华", text[1:] if len(text) < 4 else text))


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    table = lexicon.table()["bodies"]
    return re.compile(lexicon.one_of([*table["state"], *table["parliament"]]) + "$")


@lru_cache(maxsize=1)
def _courtesies() -> re.Pattern[str]:
    return re.compile(lexicon.one_of(lexicon.words("courtesy", "words")))


@lru_cache(maxsize=1)
def _stops() -> re.Pattern[str]:
    data = lexicon.table()
    verbs = [w for key in ("speech", "support", "object_control", "motion", "reporting") for w in data["verbs"][key]]
    grammar = [w for key in ("negation", "planned", "willing", "together") for w in data["grammar"][key]]
    more = ["率领", "率团", "率", "会见", "会晤", "会谈", "通电话", "通话", "访问", "签署", "参加", "陪同", "主持", "当选", "就任", "担任", "致电", "致函", "一行", "等", "的", "今天", "昨天", "今日", "昨日", "日前", "当天", "当日", "近日",
            "同", "与", "和", "对", "向", "在", "于", "将", "为", "就", "由", "被", "把", "也", "还", "已", "并", "及", "或", "是", "有", "以", "从", "至", "说", "称", "应", "因", "后", "时", "前往", "因病", "逝世", "遇难", "辞职", "下台", "双边", "邀请",
            "递交", "互致", "战略", "总统", "主席", "总理", "夫妇", "夫人", "阁下", "先生", "女士", "共同", "分别", "首先", "随后", "同意", "认为", "提出", "上周", "下周", "本周", "星期", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "原定", "原本", "原计划", "定于", "曾经", "未能", "先后", "领导", "答记者问", "就", "召回", "任命", "接受", "通过", "继续", "致辞", "发言", "讲话", "抵达", "离开", "到访", "上午", "下午", "晚", "率领的"]
    return re.compile(lexicon.one_of([*verbs, *grammar, *more]))


def tell(told: list[Told], at: dict[int, int], until: dict[int, int]) -> Iterator[Office]:
    """Offices in tokens: ``at`` maps a character to the token that begins there, ``until`` to the token after the one that ends there."""
    for t in told:
        start = max((i for c, i in at.items() if c <= t.start), default=0)
        end = min((i for c, i in until.items() if c >= t.end), default=len(at))
        yield Office(t.person, t.role, t.of, start, end, t.former, t.status, t.title)

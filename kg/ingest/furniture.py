"""What a page shows beside the story: menus, credits, bylines, sharing buttons, agency marks.

Whole paragraphs of it are dropped (:func:`is_furniture`); inside a paragraph some of it is merely removed (:func:`tidy`) and some
ends the paragraph (:data:`CREDIT` and :data:`STOPS`, used by the layout). Every pattern is anchored or bounded.
"""

from __future__ import annotations

import re

from kg.ingest.view import View

_SOURCES = (
    "Xinhua|XINHUA|AFP|AP|Reuters|REUTERS|EPA|TASS|Sputnik|CFP|VCG|CNS|Getty|PA|dpa|DPA|IC|Agencies|Handout"
    "|新华社|视觉中国|中新社"
)
WIRE_NUMBER = r"(?:XIN|AFP|APW|NYT|CNA|LTW|WPB)_(?:ENG|CMN|ARB)_\d{8}\.\d{4}"

# Whole paragraphs -----------------------------------------------------------------------------------------------------------
_MENU = (  # alone, or with a mark behind
    "Sign up|Sign in|Log in|Login|Subscribe|Register|Join|Join us|Share|Print|Email|E-mail|Tweet|Save|Copy link|Listen",
    "Read more|Show more|Load more|Comments?|See also|Related|Related (?:stories|articles|news)|More stories|Menu|Search",
    "Editors'? picks?|Most read|Most popular|Recommended|Contact us|About us|Privacy|Privacy Policy|Terms (?:&|and) Conditions",
    "Advertisement|Cookies?|Cookie policy|All rights reserved|Back to top|Skip to content|Skip to main content|Photos?|Videos?",
    "Gallery|Text|Topics|Text versions?|Geography|Publication status|FOR IMMEDIATE RELEASE|Background information|Next|NEXT",
    "Facebook|Twitter|X|WhatsApp|WeChat|Weibo|Telegram|LinkedIn|Instagram|YouTube|Previous|PREVIOUS",
    "END|Ends?|Enditem|The end|REUTERS|AFP|AP|XINHUA|Xinhua",
    "打印|纠错|返回顶部|关注我们|推荐阅读|相关新闻|相关阅读|相关链接|完",
)
_LABELS = (  # with what follows them, to the end of the paragraph
    "更新时间戳|更新时间|发布时间|时间|来源|稿源|作者|编辑|责编|责任编辑|值班编辑|审核|校对",
    "监制|供稿|摄影|摄像|文字|浏览次数|阅读",
    "Editor|editor|Web editor|Web Editor|Source|Author|Updated|Last updated|Posted|Published|Time|Tags?|Keywords?|Category",
    "Word count|Published in sections?|Published in section|Publication date|Direct link",
)
_LINES = (  # of their own making
    r"[（(]?记者[:：] ?[\u4e00-\u9fff· 、]{2,20}[)）]?",  # longer ones are a journalist's question
    r"(?:首页|网站首页|当前位置|您的位置|Home|HOME) ?[>＞»›:：/|].{0,80}",
    r"(?:Sign up|Subscribe|Register) (?:for|to|here|now|today)\b.{0,200}",
    r"Join \S.{0,60}(?:channel|newsletter|community|group|WhatsApp|Telegram).{0,120}",
    r"(?:\S+ ){0,3}(?:Telegram|WhatsApp|YouTube) channel",
    r"(?:and )?[Gg]et (?:the latest|our|breaking)\b.{0,120}(?:news|newsletter|inbox|email|delivered).{0,80}",
    r"(?:By (?:signing up|subscribing|clicking|continuing)|I accept|You (?:can|may) unsubscribe)\b.{0,200}",
    r"Thanks?(?: you)? for (?:sharing|subscribing|signing up|reading)!?",
    r"(?:Follow|Like|Find) us on\b.{0,80}",
    r"(?:Copyright\b|©|\(c\) ?\d{4}).{0,160}|版权所有.{0,80}|未经.{0,30}(?:转载|许可|授权).{0,80}",
    r"\[?(?:查看原文|阅读原文|原文链接|点击查看.{0,20}|更多精彩.{0,30}|扫一扫.{0,40}|分享(?:到|至)?.{0,30}|字号.{0,12})\]?",
    r"\[?(?:下载客户端.{0,20}|上一篇.{0,60}|下一篇.{0,60})\]?",
    r"(?:By )?(?:Xinhua )?[Ww]riters?:? .{0,80}",
    r"[（(]?(?:Photos?|Images?|Picture|Video|图|图片|视频)(?: (?:by|from|credit|courtesy of))? ?[:：/].{0,80}",
    WIRE_NUMBER,
    r"[Dd](?:ate|ATE) \d{4}-\d{2}-\d{2}",
    r"\d{1,2}:\d{2}(?::\d{2})?",
    r"<? ?(?:…|\.\.\.) ?>?|[\[(](?:…|\.\.\.)[\])]|[#*\s■□▪●◆_=~+|><»«·.-]+|[（(]完[)）]",
    r"https?://\S+|(?:www|en|m|tv)\.\S+",
)
_FURNITURE = re.compile(
    rf"(?:{'|'.join(_MENU)})[:.!…>»]?|[（(]?(?:{'|'.join(_LABELS)}) ?[:：].{{0,160}}|" + "|".join(_LINES),
)
_LONGEST = 330  # characters


def is_furniture(text: str) -> bool:
    """Whether a whole paragraph belongs to the page and not to the story."""
    return len(text) <= _LONGEST and _FURNITURE.fullmatch(text) is not None


# Inside a paragraph ---------------------------------------------------------------------------------------------------------
_DESK = "总台|央视|新华社|人民日报|本报|本台|中新社|中新网|参考消息|环球时报"
_WRITER = "记者|编辑|通讯员|实习生|责任编辑|责编"
_LABEL = (
    "Roundup|Update|UPDATE|News Analysis|Feature|Backgrounder|Spotlight|Xinhua Headlines|Urgent|URGENT|Breaking(?: News)?"
    "|快讯|综述|特写"
)
_REMOVED = re.compile(
    "|".join(
        (
            rf"[（(](?:{_DESK})? ?(?:央视)?(?:特派|驻[^（）()]{{1,8}})?(?:{_WRITER})[^（）()\n]{{1,60}}[)）]",
            r"[（(] ?(?:完|央视新闻客户端|新闻联播|来源[:：][^（）()]{1,30}) ?[)）]$",
            r"■| ?#{3,}",
            r"^(?:\d(?:st|nd|rd|th) )?(?:Ld|LD|Lead|LEAD)(?:-Writethru)?: +",
            rf"^(?:{_LABEL})(?: ?\d)?[:：] ?",
            r"^\((?:[A-Z][\w&.]*(?:-[A-Z0-9][\w.]*)+|\d(?:st|nd|rd|th) (?:Ld|LD|Lead))\) ?(?=[A-Z])",
            r"(?<=[.!?”\")■]) ?(?:Enditem|Endi|REUTERS|AFP|XINHUA)\.?$",
            r"(?<=[.!?”\"]) \((?:Reuters|AFP|AP|Xinhua|TASS|dpa)\)$",
        )
    )
)

_NAMES_ZH = "[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4}){0,2}"
CREDIT = "|".join(
    (
        rf"[\[(（](?:{_SOURCES})(?: [Pp]hoto)? ?[/／] ?[^()（）\[\]\n]{{1,60}}[\])）]",
        r"[\[(（](?:Photo|Image|Picture|Pic|Credit)s?(?: ?[:：/] ?| by | courtesy of | credit)[^()（）\[\]\n]{1,80}[\])）]",
        rf"[\[(（][^()（）\[\]\n]{{1,40}}/(?:{_SOURCES})(?: [Pp]hotos?)?[\])）]",
        r"[\[(（](?:图|摄影|摄|图片来源|图源)[:：/][^()（）\n]{1,40}[\])）]",
        rf"(?:{_DESK})(?:记者|特派记者|发|[^\s。，,；;（）()]{{0,6}}记者)? ?{_NAMES_ZH} ?摄(?:影)?(?:报道)?",
        rf"(?<=[。.！!?？ ])记者 ?{_NAMES_ZH} ?摄(?:影)?",
    )
)
"""A photographer's or agency's credit: what stands before it is the caption of a picture."""

STOPS = rf"(?<!\S)[Dd]ate \d{{4}}-\d{{2}}-\d{{2}}(?!\S)|{WIRE_NUMBER}|\[?(?:查看原文|阅读原文)\]?"
"""Furniture that ends a paragraph in the middle of a line."""

_BYLINE = re.compile(r"(?:By|BY|by) ((?:Xinhua [Ww]riters? )?[A-Z][\w.’'-]+(?:,? (?:and )?[A-Z][\w.’'-]+){0,8})")
_ZH_BYLINE = re.compile(r"[（(][^（）()\n]{0,12}?(?:记者|通讯员)[:：]? ?([^（）()\n]{2,40})[)）]")

_SPACE_BEFORE = re.compile(r"(?<=[\w)\]”’\"]) (?=[,.;:?!](?:\s|$|\))|’s\b|'s\b)(?! \.\.)")
_SPACE_INSIDE = re.compile(r"(?<=\() (?=\w)|(?<=[\w.]) (?=\))")
_ORDINAL = re.compile(r"(?<=\d) (?=(?:st|nd|rd|th)\b)")
_SPACE_AFTER_HYPHEN = re.compile(r"(?<=[a-z])- (?=[A-Z])")  # "Indonesia- Australia ties"
_BLANKS = re.compile(" {2,}")
_LOOSE_QUOTE = re.compile(r'(?<!\S)(")(?!\S)')


def byline(text: str) -> str | None:
    """Who wrote it, where a paragraph says so: "By X and Y", （记者郝某某）."""
    if match := _BYLINE.fullmatch(text):
        return match.group(1)
    match = _ZH_BYLINE.search(text)
    return match.group(1).strip() if match else None


def tidy(view: View) -> View:
    """Without reporters' brackets, end marks and the labels of a wire; spaces before punctuation go too."""
    view = view.sub(_REMOVED).sub(_SPACE_BEFORE).sub(_SPACE_INSIDE).sub(_ORDINAL).sub(_SPACE_AFTER_HYPHEN)
    return _quotes(view.sub(_BLANKS, " ").strip())


def _quotes(view: View) -> View:
    """A straight quotation mark with space on both sides moves to the words it belongs to, told by counting."""
    spans: list[tuple[int, int]] = []
    marks, counted = 0, 0
    for match in _LOOSE_QUOTE.finditer(view.text):
        marks += view.text.count('"', counted, match.start())
        counted = match.start()
        closing = marks % 2
        at = match.start() - 1 if closing else match.end()
        if 0 <= at < len(view.text) and (not spans or at > spans[-1][0]):
            spans.append((at, at + 1))
    return view.cut(spans)

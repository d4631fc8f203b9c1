"""Requests to a store: credentials shown where they are asked for, patience where it is busy, one clear line where it fails.

Everything that is sent may be sent twice (whole graphs are replaced, statements without blank nodes are added to a set), so
whatever fails for a while is simply tried again.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg import __version__
from kg.errors import RemoteError
from kg.publish.credentials import PASSWORD, TOKEN, USER, Credentials

TRIES = 7
_BUSY = frozenset({429, 502, 503, 504})
_FIRST, _MOST, _LONGEST = 0.5, 60.0, 600.0  # seconds: first wait, longest of our own, longest a store may ask for
_TIMES = (10.0, 600.0)  # seconds to connect, to answer
_ASIDE = 60.0  # seconds to answer at an address that may be none
_SILENT, _BROKEN = "does not answer in time", "the connection breaks"
_NOT_HERE = frozenset({400, 404, 405, 406, 415, 501})

Say = Callable[[str], None]


class AnswerError(RemoteError):
    """The store answers with an error of this ``status``; ``server`` is what it calls itself."""

    def __init__(self, url: str, problem: str, status: int = 0, server: str = "") -> None:
        super().__init__(url, problem)
        self.status, self.server = status, server


class RefusedError(AnswerError):
    """The store does not do what it was asked for at this address: another address or protocol may."""


class _Nobody(AuthBase):
    """No credentials; without this, requests would look into ~/.netrc unasked."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Connection:
    """To one store; credentials go to the host of ``url`` only."""

    def __init__(self, url: str, credentials: Credentials | None, say: Say) -> None:
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"kg/{__version__}"
        self._credentials, self._say = credentials, say
        self._home = _origin(url)
        self._auth: AuthBase = _Bearer(credentials.token) if credentials and credentials.token else _Nobody()
        self.patient = False  # until the store's addresses are known

    def close(self) -> None:
        self._session.close()

    def send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        *,
        graph: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer to one request, of whatever status below 400; ``graph`` as the Graph Store Protocol's parameter.

        Raises RefusedError where the address does not take it, RemoteError otherwise.
        """
        for number in range(1, TRIES + 1):
            answer, problem = self._once(method, url, body, graph, headers or {})
            if answer is not None and answer.status_code not in _BUSY:
                return self._judged(answer, url)
            if number < TRIES:
                self._wait(url, answer, problem, number)
        raise RemoteError(url, f"{problem}, {TRIES} times in a row: give the same command again later, it goes on from there")

    def _once(
        self, method: str, url: str, body: bytes | None, graph: str | None, headers: Mapping[str, str]
    ) -> tuple[requests.Response | None, str]:
        """One attempt: the answer, or why there is none, in words."""
        try:
            answer = self._ask(method, url, body, graph, headers)
            if answer.status_code == 401 and self._learn(url, answer):
                answer = self._ask(method, url, body, graph, headers)
        except requests.exceptions.SSLError as error:
            raise RemoteError(
                url, f"its certificate is not trusted ({_short(error)}): set REQUESTS_CA_BUNDLE to its authority"
            ) from None
        except (requests.Timeout, requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
            problem = _unreached(error)
            if self.patient:
                return None, problem
            line = f"{problem}: is the address right, and the store running?"
            raise (AnswerError if problem in {_SILENT, _BROKEN} else RemoteError)(url, line) from None
        except (requests.RequestException, UnicodeError) as error:
            raise RemoteError(url, f"cannot be asked ({type(error).__name__}): is the address right?") from None
        return answer, f"answers {answer.status_code} {answer.reason}".rstrip()

    def _ask(self, method: str, url: str, body: bytes | None, graph: str | None, headers: Mapping[str, str]) -> requests.Response:
        return self._session.request(
            method,
            url,
            params={"graph": graph} if graph is not None else None,
            data=body,
            headers=dict(headers),
            auth=self._auth if _origin(url) == self._home else _Nobody(),
            timeout=_TIMES if self.patient else (_TIMES[0], _ASIDE),
            allow_redirects=False,
        )

    def _learn(self, url: str, answer: requests.Response) -> bool:
        """Whether the way in which the store asks for credentials is one that we have and have not tried."""
        known = self._credentials
        if known is None or not known.user or not isinstance(self._auth, _Nobody) or _origin(url) != self._home:
            return False
        asked = answer.headers.get("WWW-Authenticate", "").lower()
        user, word = known.user.encode(), known.password.encode()  # UTF-8, as RFC 7617 and 7616 would have it
        self._auth = HTTPDigestAuth(known.user, known.password) if "digest" in asked else HTTPBasicAuth(user, word)
        return True

    def _wait(self, url: str, answer: requests.Response | None, problem: str, number: int) -> None:
        seconds = min(_MOST, _FIRST * 2 ** (number - 1)) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret, only manners
        asked = None if answer is None else _retry_after(answer.headers.get("Retry-After", ""))
        if asked is not None and asked > _LONGEST:
            raise RemoteError(url, f"{problem} and wants {asked:,.0f} s of rest: give the same command again then")
        seconds = max(asked, 0.0) if asked is not None else seconds
        self._say(f"{url} {problem}: trying again in {seconds:.1f} s")
        time.sleep(seconds)

    def _judged(self, answer: requests.Response, url: str) -> requests.Response:
        status, server = answer.status_code, answer.headers.get("Server", "")
        if status < 300:
            return answer
        if status < 400:
            target = urlsplit(answer.headers.get("Location", ""))
            where = f"{target.scheme}://{target.hostname}{target.path}" if target.hostname else target.path
            raise AnswerError(
                url, f"has moved ({status}): give its new address{f', perhaps {where}' if where else ''}", status, server
            )
        if status == 401:
            raise AnswerError(url, self._unknown(), status, server)
        said = self._credentials.hidden(_said(answer)) if self._credentials else _said(answer)
        if status == 403:
            who = "this user" if self._credentials else "strangers"
            problem = f"does not let {who} do this (403{f', {said}' if said else ''})"
            raise AnswerError(url, problem + ("" if self._credentials else f": {_ways()}"), status, server)
        line = f"answers {status} {answer.reason}".rstrip() + (f" ({said})" if said else "")
        if status in _NOT_HERE:
            raise RefusedError(url, line, status, server)
        cure = {413: "the store takes no requests of this size: raise its limit", 507: "the store's disk is full: make room"}
        raise AnswerError(url, f"{line}: {cure.get(status, 'its log says more')}", status, server)

    def _unknown(self) -> str:
        if self._credentials is None:
            return f"asks for credentials (401): {_ways()}"
        if self._credentials.token:
            return f"does not accept this token (401): check {TOKEN}"
        return f"does not accept this user and password (401): check {USER} and {PASSWORD}, or your .netrc"


def _ways() -> str:
    return f"set {USER} and {PASSWORD}, or {TOKEN}, or give --netrc"


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _retry_after(value: str) -> float | None:
    """Seconds, from seconds or from a date; None where it says neither."""
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp()


def _unreached(error: Exception) -> str:
    """Why nobody answered, in the system's words."""
    if isinstance(error, requests.Timeout):
        return _SILENT if isinstance(error, requests.ReadTimeout) else "cannot be reached in time"
    text = str(error)
    known = {
        "NameResolution": "its name is not known",
        "Name or service": "its name is not known",
        "refused": "nobody listens there",
        "Proxy": "the proxy does not let us through",
    }
    return next((words for mark, words in known.items() if mark in text), _BROKEN)


def _short(error: Exception) -> str:
    found = re.search(r"verify failed: ([^(]+)", str(error))
    return found[1].strip() if found else "TLS"


def _said(answer: requests.Response) -> str:
    """The first words of a complaint: one line, no markup, nothing that a terminal would obey."""
    text = re.sub(r"<[^>]*>", " ", answer.text[:2000])
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= 160 else text[:157] + "..."

"""Who we are to a store: from the environment or a .netrc file, never from the command line, never in a message."""

from __future__ import annotations

import netrc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

USER, PASSWORD, TOKEN = "KG_PUBLISH_USER", "KG_PUBLISH_PASSWORD", "KG_PUBLISH_TOKEN"  # names of variables, no secrets


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """A user and password (basic or digest, as the store asks), or a token (bearer)."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return "Credentials(...)"

    def hidden(self, text: str) -> str:
        """``text`` without the secrets, should a store repeat them."""
        for secret in filter(None, (self.password, self.token)):
            text = text.replace(secret, "***")
        return text


def of(host: str, *, from_netrc: bool, environ: Mapping[str, str] = os.environ) -> Credentials | None:
    """The credentials for a host; None where there are none. Raises InputError for half of them or a broken .netrc."""
    user, password, token = (environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if from_netrc:
        return _of_netrc(host, environ)
    if token and user:
        raise InputError(f"{TOKEN} and {USER} are both set: unset one of them")
    if bool(user) != bool(password):
        raise InputError(f"{USER} and {PASSWORD} belong together: one of them is not set")
    for name, value in ((USER, user), (PASSWORD, password), (TOKEN, token)):
        if not value.isprintable():
            raise InputError(f"{name} has a line break or control character in it: set it again")
    return Credentials(user, password, token) if user or token else None


def _of_netrc(host: str, environ: Mapping[str, str]) -> Credentials:
    path = Path(environ.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except netrc.NetrcParseError as error:
        raise InputError(
            f"{path}:{error.lineno}", "is not written as a .netrc file: machine HOST login USER password WORD"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            str(path), f"cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'}): --netrc needs it"
        ) from None
    if found is None or not found[2]:
        raise InputError(str(path), f"has no password for {host}: add `machine {host} login USER password WORD`")
    return Credentials(found[0] or found[1] or "", found[2])

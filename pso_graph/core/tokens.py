"""Tokens that allow writing: making them, keeping their hashes in a file, and checking what comes in."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import stat
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Literal, get_args

from pso_graph.core.errors import ParameterError, UnreadableError
from pso_graph.core.files import write_atomically
from pso_graph.core.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Scope = Literal["update", "graph-store"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a token can allow: SPARQL updates, writes of the Graph Store Protocol."""

_PREFIX = "psog_"  # by which scanners for leaked secrets, and people, know one
_BYTES = 32
_PRIVATE = 0o600
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token: never the token itself.

    Args:
        name: of its holder, unique in its file.
        scopes: what it allows.
        sha256: of the token, in lower-case hex. A slow hash protects what people choose; a token has 256
            random bits, which nobody finds by trying, however fast.
        expires: the last day on which it is valid (UTC); None for ever.
    """

    name: str
    scopes: tuple[Scope, ...]
    sha256: str
    expires: date | None = None

    def is_expired(self, now: datetime) -> bool:
        """Return whether its last day is over.

        Args:
            now: with its time zone.
        """
        return self.expires is not None and now > datetime.combine(self.expires, time.max, UTC)


def make_token(name: str, scopes: Sequence[Scope], expires: date | None = None) -> tuple[str, Token]:
    """Return a new token, and what is kept of it.

    Args:
        name: of its holder.
        scopes: what it allows.
        expires: the last day on which it is valid; None for ever.

    Raises:
        ParameterError: if the name is none that a line of a log can show.
    """
    if not name or not name.isprintable() or name != name.strip():
        raise ParameterError(
            f"{name!r} cannot be the name of a token.", where="name", fix="Use printable characters."
        )
    written = _PREFIX + secrets.token_urlsafe(_BYTES)
    return written, Token(name, tuple(scopes), _hash(written), expires)


def list_tokens(file: Path) -> list[Token]:
    """Return the tokens of a file; none if there is no file.

    Args:
        file: with one JSON object in each line.

    Raises:
        UnreadableError: if it cannot be read, is damaged, or others may write to it.
    """
    if not file.exists():
        return []
    _check_mode(file)
    tokens = []
    for number, line in enumerate(read_text(file).splitlines(), 1):
        try:
            tokens.append(_read(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UnreadableError(
                "This line is no token.", where=f"{file}:{number}", fix="Take it out, and make a new one."
            ) from error
    return tokens


def save_tokens(file: Path, tokens: Sequence[Token]) -> None:
    """Write a file of tokens that only its owner may read, in one step.

    Args:
        file: to write.
        tokens: all that it is to hold.

    Raises:
        UnreadableError: if it cannot be written.
    """
    write_atomically(file, "".join(_write(token) for token in tokens), mode=_PRIVATE)


def find_token(tokens: Sequence[Token], written: str) -> Token | None:
    """Return the token that somebody shows, in a time that does not tell which one or how much is right.

    Args:
        tokens: that there are.
        written: as it came.
    """
    shown = _hash(written)
    found = None
    for token in tokens:
        if hmac.compare_digest(token.sha256, shown):
            found = token
    return found


class TokenFile:
    """The tokens of a file as it is now: who is taken out of it can write no more.

    Args:
        file: with tokens.

    Raises:
        UnreadableError: if it does not exist, cannot be read, is damaged, or others may write to it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._state: object = None
        self._tokens: list[Token] = []
        self._load()

    @property
    def is_readable_by_others(self) -> bool:
        """Whether other users of the machine see the names and hashes in it."""
        return bool(self._file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))

    def find(self, written: str) -> Token | None:
        """Return the token that somebody shows, expired or not; None if it is unknown.

        Args:
            written: as it came.

        Raises:
            UnreadableError: if the file cannot be read any more; then nobody can write.
        """
        self._load()
        return find_token(self._tokens, written)

    def _load(self) -> None:
        try:
            status = self._file.stat()
        except OSError as error:
            raise UnreadableError(
                f"The file of tokens cannot be read ({error.strerror}).",
                where=str(self._file),
                fix="Make one with `pso-graph token NAME`.",
            ) from error
        state = (status.st_ino, status.st_mtime_ns, status.st_size, status.st_mode)
        if state != self._state:
            self._tokens = list_tokens(self._file)
            self._state = state


def _hash(written: str) -> str:
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _check_mode(file: Path) -> None:
    if file.stat().st_mode & _OTHERS_WRITE:
        raise UnreadableError(
            "Others may write to this file of tokens, and so give themselves one.",
            where=str(file),
            fix=f"Run `chmod 600 {file.name}` in its folder.",
        )


def _read(line: str) -> Token:
    fields = json.loads(line)
    expires = fields.get("expires")
    scopes = tuple(scope for scope in SCOPES if scope in fields["scopes"])
    if len(scopes) != len(fields["scopes"]) or len(bytes.fromhex(fields["sha256"])) != _BYTES:
        raise ValueError(line)
    return Token(
        str(fields["name"]), scopes, fields["sha256"], date.fromisoformat(expires) if expires else None
    )


def _write(token: Token) -> str:
    fields = {"name": token.name, "scopes": token.scopes, "sha256": token.sha256}
    if token.expires is not None:
        fields["expires"] = token.expires.isoformat()
    return json.dumps(fields, ensure_ascii=False) + "\n"

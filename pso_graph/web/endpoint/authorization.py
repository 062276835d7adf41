"""Who may write: bearer tokens in the Authorization header, and nowhere else (RFC 6750)."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar

from pso_graph.core.errors import (
    NotWrittenError,
    ParameterError,
    ScopeError,
    TokenError,
    UnreadableError,
)

if TYPE_CHECKING:
    from fastapi import Request

    from pso_graph.core.tokens import Scope, Token, TokenFile

_log = logging.getLogger(__name__)
_REALM = 'Bearer realm="pso-graph"'
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)


class MissingTokenError(TokenError):
    """A write without a token."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNAUTHORIZED
    challenge: ClassVar[str] = _REALM


class InvalidTokenError(TokenError):
    """A write with a token that is unknown, taken back or expired."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNAUTHORIZED
    challenge: ClassVar[str] = f'{_REALM}, error="invalid_token"'


class UnknownTokensError(NotWrittenError):
    """A write while nobody can tell who may write."""

    status: ClassVar[HTTPStatus] = HTTPStatus.SERVICE_UNAVAILABLE


class InsufficientScopeError(ScopeError):
    """A write that its token does not allow.

    Args:
        token: that was shown.
        scope: that it lacks.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN

    def __init__(self, token: Token, scope: Scope) -> None:
        super().__init__(
            f"This token allows {' and '.join(token.scopes) or 'nothing'}, but not {scope}.",
            where="Authorization",
            fix=f"Make one with `pso-graph token NAME --scope {scope}`.",
        )
        self.challenge = f'{_REALM}, error="insufficient_scope", scope="{scope}"'


def authorize(request: Request, tokens: TokenFile, scope: Scope) -> str:
    """Return the name of the token with which a request comes.

    Args:
        request: of HTTP.
        tokens: that there are.
        scope: that it needs.

    Raises:
        TokenError: if it has none, or one that is not valid.
        ScopeError: if its token does not allow this.
        ParameterError: if it comes with several, or with one in its address.
        NotWrittenError: if the tokens cannot be read any more.
    """
    if b"access_token=" in request.scope["query_string"]:
        raise ParameterError(
            "A token in an address ends up in logs; this one should not be used any more.",
            where="access_token",
            fix="Revoke it, and send the next one in the Authorization header.",
        )
    fields = request.headers.getlist("authorization")
    if len(fields) > 1:
        raise ParameterError(
            "There are several Authorization headers.", where="Authorization", fix="Send one."
        )
    shown = _BEARER.fullmatch(fields[0].strip()) if fields else None
    if shown is None:
        raise MissingTokenError(
            "Writing needs a token.", where="Authorization", fix="Send `Bearer` and a token."
        )
    token = _find(tokens, shown[1])
    if token is None or token.is_expired(datetime.now(UTC)):
        state = "not known" if token is None else "expired"
        raise InvalidTokenError(
            f"This token is {state}.", where="Authorization", fix="Ask the keeper of the server for another."
        )
    if scope not in token.scopes:
        raise InsufficientScopeError(token, scope)
    return token.name


def _find(tokens: TokenFile, shown: str) -> Token | None:
    try:
        return tokens.find(shown)
    except UnreadableError as error:
        _log.error("Nobody can write: %s", error)
        raise UnknownTokensError(
            "The server cannot tell who may write.", fix="Tell its keeper; the server's log says more."
        ) from error

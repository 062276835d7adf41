"""Names and values of a request: URL-encoded fields, and the type of its body."""

from __future__ import annotations

import re
from binascii import a2b_qp
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes

from pso_graph.core.errors import EncodingError, MediaTypeError, ParameterError
from pso_graph.web.http.grammar import PARAMETER, TOKEN, read_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

Fields = list[tuple[str, str]]
"""Decoded names and values in the order of the request."""

_MOST = 1000  # fields of a request
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_MEDIA_TYPE = re.compile(rf"\s*+({TOKEN}/{TOKEN})((?:{PARAMETER})*+)\s*+")


class ContentType(NamedTuple):
    """The type of a body (RFC 9110, section 8.3).

    Args:
        media_type: in lower case; empty if it does not say.
        charset: in lower case; empty if it does not say.
    """

    media_type: str
    charset: str


def decode_fields(raw: bytes) -> Fields:
    """Return the fields of a query string or a form, decoded once (WHATWG URL, section 5.1, but strict).

    Args:
        raw: as they came.

    Raises:
        EncodingError: if a percent sign begins no escape, or the text is not UTF-8.
        ParameterError: if there are too many.
    """
    if raw.count(b"&") >= _MOST:
        raise ParameterError(f"The request has more than {_MOST} fields.", fix="Send fewer.")
    parts = (part.partition(b"=") for part in raw.split(b"&") if part)
    return [(_unescape(name), _unescape(value)) for name, _, value in parts]


def decode_text(raw: bytes) -> str:
    """Return a text that came as UTF-8.

    Raises:
        EncodingError: if it is something else.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"The request is not UTF-8: byte {error.start} does not decode.", fix="Encode it as UTF-8."
        ) from error


def gather_fields(fields: Fields) -> Mapping[str, list[str]]:
    """Return the values of each field in their order."""
    gathered: dict[str, list[str]] = {}
    for name, value in fields:
        gathered.setdefault(name, []).append(value)
    return gathered


def select_one(fields: Mapping[str, list[str]], name: str) -> str | None:
    """Return the value of a field; None if it is absent.

    Args:
        fields: by name.
        name: of the field.

    Raises:
        ParameterError: if it is there more than once.
    """
    values = fields.get(name)
    if values is None:
        return None
    if len(values) > 1:
        raise ParameterError(
            f"The request has {len(values)} parameters {name!r}; one at most is allowed.",
            where=name,
            fix="Send it once.",
        )
    return values[0]


def read_content_type(written: str) -> ContentType:
    """Return the type of a body.

    Args:
        written: value of the Content-Type header; empty if there is none.

    Raises:
        MediaTypeError: if it does not parse.
    """
    if not written.strip():
        return ContentType("", "")
    match = _MEDIA_TYPE.fullmatch(written)
    if match is None:
        raise MediaTypeError("The Content-Type header does not parse.", where="Content-Type", fix="Mend it.")
    return ContentType(match[1].lower(), dict(read_parameters(match[2])).get("charset", ""))


def _unescape(raw: bytes) -> str:
    if b"%" in raw:
        broken = _BROKEN.search(raw)
        if broken is not None:
            raise EncodingError(
                f"The percent sign at byte {broken.start()} of a parameter begins no escape.",
                fix="Write a percent sign as %25.",
            )
        raw = _decode_escapes(raw.replace(b"+", b" "))
    else:
        raw = raw.replace(b"+", b" ")
    return decode_text(raw)


def _decode_escapes(raw: bytes) -> bytes:
    """Return a text without its escapes, of which none is broken.

    They are those of quoted-printable (RFC 2045, section 6.7) but for their sign, and its decoder is ten
    times as fast as the one for URLs; only the ends of lines have a meaning there.
    """
    if b"\n" in raw or b"\r" in raw:
        return unquote_to_bytes(raw)
    return a2b_qp(raw.replace(b"=", b"=3D").replace(b"%", b"="))

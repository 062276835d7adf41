"""RDF that comes as the body of a request."""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING

from pso_graph.core.errors import EncodingError, MediaTypeError, SyntaxProblemError
from pso_graph.rdf.parsing import FORMATS, parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pso_graph.rdf.terms import Quad

_OF_GRAPHS = {FORMATS[suffix].media_type: FORMATS[suffix] for suffix in (".ttl", ".nt", ".rdf", ".jsonld")}
_OF_DATASETS = {FORMATS[suffix].media_type: FORMATS[suffix] for suffix in (".nq", ".trig")}
_OTHER_NAMES = {"application/x-turtle": "text/turtle", "application/x-trig": "application/trig"}
_FORM = "multipart/form-data"
_FOREIGN_CONTEXT = "remote contexts"  # in the engine's message
_CHARSETS = {"utf-8", "utf8", "us-ascii"}

GRAPH_TYPES = (*_OF_GRAPHS, _FORM)
"""Media types in which a graph is taken."""

DATASET_TYPES = tuple(_OF_DATASETS)
"""Media types in which several graphs are taken."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A body as it came.

    Args:
        media_type: in lower case, without parameters.
        content_type: the header as it was written; it has the boundary of a form.
        content: the bytes.
    """

    media_type: str
    content_type: str
    content: bytes


def is_dataset_type(media_type: str) -> bool:
    """Return whether what comes in a media type names its graphs itself.

    Args:
        media_type: in lower case, without parameters.
    """
    return _OTHER_NAMES.get(media_type, media_type) in _OF_DATASETS


def check_type(media_type: str, *, has_graphs: bool) -> None:
    """Let a body pass whose media type is taken.

    Args:
        media_type: in lower case, without parameters.
        has_graphs: whether several graphs are to be written.

    Raises:
        MediaTypeError: if it is not taken.
    """
    taken = DATASET_TYPES if has_graphs else GRAPH_TYPES
    if _OTHER_NAMES.get(media_type, media_type) not in taken:
        raise MediaTypeError(
            f"RDF cannot come as {media_type or 'a body without a type'} here.",
            where="Content-Type",
            fix=f"Send one of: {', '.join(taken)}.",
        )


def read_upload(upload: Upload, *, base: str, has_graphs: bool) -> list[Quad]:
    """Return the quads of a body; its blank nodes get names that nothing else has.

    Args:
        upload: the body.
        base: IRI against which relative ones are resolved.
        has_graphs: whether it names its graphs itself.

    Raises:
        MediaTypeError: if it is in none of the formats that are taken.
        EncodingError: if it is not UTF-8.
        SyntaxProblemError: if it does not parse; with line and column where the parser tells.
    """
    parts = _split_form(upload) if upload.media_type == _FORM and not has_graphs else [upload]
    return [quad for part in parts for quad in _parse(part, base=base, has_graphs=has_graphs)]


def _parse(part: Upload, *, base: str, has_graphs: bool) -> list[Quad]:
    check_type(part.media_type, has_graphs=has_graphs)
    rdf_format = (_OF_GRAPHS | _OF_DATASETS).get(_OTHER_NAMES.get(part.media_type, part.media_type))
    if rdf_format is None:
        raise MediaTypeError("A form in a form is not taken.", where="Content-Type", fix="Send one form.")
    try:
        text = part.content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"The body is not UTF-8: byte {error.start} does not decode.", where="body", fix="Send UTF-8."
        ) from error
    try:
        return parse_text(text, rdf_format, where="body", rename_blank_nodes=True, base=base)
    except SyntaxProblemError as error:
        if _FOREIGN_CONTEXT in error.message:
            raise SyntaxProblemError(
                "The body names a context that lies elsewhere; nothing is fetched.",
                where="body",
                fix="Write the context itself into the body.",
            ) from error
        raise


def _split_form(form: Upload) -> Iterator[Upload]:
    """Yield the files of a form, each with its type (Graph Store HTTP Protocol, section 5.5; RFC 7578)."""
    head = b"Content-Type: " + form.content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + form.content)
    if not message.is_multipart() or message.defects:
        raise MediaTypeError(
            "The form does not parse.", where="body", fix="Send it as RFC 7578 has it, with its boundary."
        )
    for part in message.iter_parts():
        charset = (part.get_content_charset() or "utf-8").lower()
        if charset not in _CHARSETS:
            raise MediaTypeError(f"The charset {charset!r} is not taken.", where="body", fix="Send UTF-8.")
        content = part.get_payload(decode=True)
        kind = part.get_content_type() if "content-type" in part else ""
        yield Upload(kind, kind, content if isinstance(content, bytes) else b"")

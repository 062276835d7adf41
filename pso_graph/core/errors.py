"""Every error that users see: each says what is wrong, where, and how to mend it.

What the classes say of themselves is also what ``/problems/{code}`` shows: the docstring is the meaning.
"""

from __future__ import annotations

from functools import cache
from typing import ClassVar, NamedTuple


class Position(NamedTuple):
    """A place in a text.

    Args:
        line: from 1.
        column: from 1, in code points.
    """

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


class Limit(NamedTuple):
    """A limit that was met.

    Args:
        name: as the settings or the documentation call it.
        value: of the limit, in its own unit: seconds, bytes or a number of things.
    """

    name: str
    value: float


class PsoGraphError(Exception):
    """An error that has no kind of its own.

    Args:
        message: what is wrong, one sentence.
        where: file, IRI, query position or address concerned; empty if there is none.
        fix: what to do about it, one sentence.
        position: in a query; it stands for ``where`` if that is empty.
        limit: that was met.
        wait: seconds after which asking again may help; None if it is not a matter of time.
    """

    code: ClassVar[str] = "PSO-E000"
    title: ClassVar[str] = "Something went wrong"
    remedy: ClassVar[str] = "Try again; if it fails again, report it with what you asked."

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        fix: str = "",
        position: Position | None = None,
        limit: Limit | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where or (str(position) if position else "")
        self.fix = fix
        self.position = position
        self.limit = limit
        self.wait = wait

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.fix}" if self.fix else ""
        return f"{place}{self.code}: {self.message}{remedy}"


class UnreadableError(PsoGraphError):
    """A file that does not exist, cannot be read, or is not UTF-8."""

    code = "PSO-E001"
    title = "Unreadable file"
    remedy = "Check the path, its permissions, and that the file is saved as UTF-8."


class SyntaxProblemError(PsoGraphError):
    """RDF or SPARQL that does not parse."""

    code = "PSO-E002"
    title = "Syntax error"
    remedy = "Mend the text at the line and column that the message names."


class UnknownThingError(PsoGraphError):
    """An id, query name or genre that does not exist."""

    code = "PSO-E003"
    title = "Unknown name"
    remedy = "Check the spelling; the message names the nearest ones that there are."


class NotThisGenreError(PsoGraphError):
    """A text that lacks what its genre always has."""

    code = "PSO-E004"
    title = "Text of another genre"
    remedy = "Name another genre with --genre, or check that the whole text was converted."


class AnchorError(PsoGraphError):
    """Words that are not in the document, or that stand in several places."""

    code = "PSO-E005"
    title = "Ambiguous or missing words"
    remedy = (
        "Write the words as they stand in the document, or more of them; see the candidates in the message."
    )


class LineageCycleError(PsoGraphError):
    """Things that trace back to themselves."""

    code = "PSO-E006"
    title = "Circular lineage"
    remedy = "Take out one of the relations on the circle that the message names."


class RefusedQueryError(PsoGraphError):
    """A query that asks for something this endpoint never does."""

    code = "PSO-E007"
    title = "Refused query"
    remedy = "Leave out what is named, or split the query so that each part stays within the limit."


class ParameterError(PsoGraphError):
    """A query parameter that is missing, unknown or of the wrong kind."""

    code = "PSO-E008"
    title = "Wrong parameter"
    remedy = "Give the parameter once, by the name and in the form that the message asks for."


class InvalidDataError(PsoGraphError):
    """Data that does not conform to its shapes."""

    code = "PSO-E009"
    title = "Invalid data"
    remedy = "Mend what the findings name; `pso-graph validate` lists them with file and line."


class NoStoreError(PsoGraphError):
    """A store that has not been built yet, or cannot be opened."""

    code = "PSO-E010"
    title = "No store"
    remedy = "Run `pso-graph build`, or name a folder with a finished store."


class BusyPortError(PsoGraphError):
    """A port on which another program listens."""

    code = "PSO-E011"
    title = "Address taken"
    remedy = "Stop the other program, or choose another port with --port."


class UnsupportedQueryError(PsoGraphError):
    """A query that is well-formed but asks for what the engine lacks."""

    code = "PSO-E013"
    title = "Unsupported query"
    remedy = "Write the query without the function or form that the message names."


class CatalogueError(PsoGraphError):
    """A shipped query file whose header or text is wrong."""

    code = "PSO-E012"
    title = "Wrong query file"
    remedy = "Mend the header as CONTRIBUTING, “A query”, describes it."


class UnusableShapesError(PsoGraphError):
    """Shapes with which a check cannot run."""

    code = "PSO-E018"
    title = "Unusable shapes"
    remedy = "Mend the shape that the message names."


class SizeLimitError(PsoGraphError):
    """A query that needs more memory, or whose answer has more rows or bytes, than it may."""

    code = "PSO-E014"
    title = "Answer or memory too large"
    remedy = "Ask for it in parts with LIMIT and OFFSET, aggregate less at once, or export the dataset."


class BusyError(PsoGraphError):
    """A query that found no free worker; it may be asked again later."""

    code = "PSO-E015"
    title = "Server busy"
    remedy = "Ask again after the seconds that Retry-After names."


class WorkerLostError(PsoGraphError):
    """A query whose worker ended unasked."""

    code = "PSO-E016"
    title = "Worker lost"
    remedy = "Ask again a little later; if it fails again, simplify the query."


class NoSuchFormError(PsoGraphError):
    """A result that has none of the forms that the client takes."""

    # ``where`` is the kind of the result, by which the forms offered are found.
    code = "PSO-E017"
    title = "Not acceptable"
    remedy = "Accept one of the media types in `offers`, or choose one with format=."


class TimeLimitError(PsoGraphError):
    """A query that took longer than it may."""

    code = "PSO-E019"
    title = "Time limit"
    remedy = "Start from a bound term, ask for less, or use a shipped query; asking again does not help."


class RevisionError(PsoGraphError):
    """A git revision that does not exist or cannot be read."""

    code = "PSO-E027"
    title = "Unknown revision"
    remedy = "Name a commit, branch or tag of this repository."


class UnnamedNodeError(PsoGraphError):
    """A change of blank nodes, which an update cannot name."""

    code = "PSO-E028"
    title = "Blank node in a change"
    remedy = "Give the thing an IRI."


class NotCompiledError(PsoGraphError):
    """A shape that the compiled engine does not cover; the reference engine does."""

    code = "PSO-E020"
    title = "Shape not compiled"
    remedy = "Nothing: the reference engine takes over."


class BaselineError(PsoGraphError):
    """A file that is no baseline of known findings."""

    code = "PSO-E022"
    title = "Not a baseline"
    remedy = "Write one with --write-baseline."


class MediaTypeError(PsoGraphError):
    """A body that comes in a form that is not taken: media type, charset or content coding."""

    code = "PSO-E029"
    title = "Unsupported body"
    remedy = "Send it uncompressed and in UTF-8, as one of the media types that the message names."


class BodyLimitError(PsoGraphError):
    """A request whose body is longer than it may be."""

    code = "PSO-E030"
    title = "Body too large"
    remedy = "Send a shorter query."


class EncodingError(PsoGraphError):
    """A request that is not UTF-8, or whose percent escapes are malformed."""

    code = "PSO-E031"
    title = "Malformed encoding"
    remedy = "Encode it as UTF-8, and then each reserved byte as % and two hexadecimal digits, once."


class ClientQueueError(PsoGraphError):
    """A query of a client that has too many under way already."""

    code = "PSO-E032"
    title = "Too many queries of one client"
    remedy = "Wait for the answers to your other queries, then ask again."


class ClientBudgetError(PsoGraphError):
    """A query of a client whose earlier ones have used up its time."""

    code = "PSO-E033"
    title = "Query time used up"
    remedy = "Ask again after the seconds that Retry-After names; cheaper queries last longer."


class RequestError(PsoGraphError):
    """A request whose head is malformed or too long, or that does not arrive in time."""

    code = "PSO-E034"
    title = "Request not taken"
    remedy = "Send long queries by POST, few header fields, and each request without a pause."


class TokenError(PsoGraphError):
    """A write without a valid token."""

    code = "PSO-E035"
    title = "No valid token"
    remedy = "Send `Authorization: Bearer …` with a token that `pso-graph token` has made for this server."


class ScopeError(PsoGraphError):
    """A write that its token does not allow."""

    code = "PSO-E036"
    title = "Token without this scope"
    remedy = "Use a token with the scope that the message names; `pso-graph token --scope` makes one."


class ReadOnlyError(PsoGraphError):
    """A write to a server that does not take any."""

    code = "PSO-E037"
    title = "Read-only"
    remedy = "Edit the file that the message names, or start a server with --writable on a store of its own."


class ConditionError(PsoGraphError):
    """A write to a graph that is not, or no more, in the state that its sender knows."""

    code = "PSO-E038"
    title = "Precondition failed"
    remedy = "Fetch the graph again, repeat your change on what it is now, and send its new ETag."


class NotWrittenError(PsoGraphError):
    """A write that could not be finished; the data is as it was."""

    code = "PSO-E039"
    title = "Not written"
    remedy = (
        "Try again a little later; if it fails again, look for space on the disk and at the server's log."
    )


class ExportFolderError(PsoGraphError):
    """A folder that holds something else than an earlier static copy, which writing one might destroy."""

    code = "PSO-E075"
    title = "Not a folder for a static copy"
    remedy = "Name a folder that is empty, that does not exist yet, or that `pso-graph publish` has written."


class PageError(PsoGraphError):
    """A page of a static copy that cannot be made."""

    code = "PSO-E076"
    title = "Page cannot be made"
    remedy = "Mend what the message names; nothing has been written."


class NoIndexError(PsoGraphError):
    """A search in data that has no search index."""

    code = "PSO-E065"
    title = "No search index"
    remedy = "Build the data with `pso-graph build`, or ask it by SPARQL."


@cache
def list_kinds() -> dict[str, type[PsoGraphError]]:
    """Return every kind of error by its code, in the order of the codes."""
    kinds = (kind for kind in globals().values() if isinstance(kind, type))
    errors = [kind for kind in kinds if issubclass(kind, PsoGraphError)]
    return {kind.code: kind for kind in sorted(errors, key=lambda kind: kind.code)}

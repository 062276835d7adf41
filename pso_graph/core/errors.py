"""Every error that users see: each says what is wrong, where, and how to mend it."""

from __future__ import annotations


class PsoGraphError(Exception):
    """An error with a stable code, a place and a way to mend it.

    Args:
        message: what is wrong, one sentence.
        where: file, IRI, query position or address concerned; empty if there is none.
        fix: what to do about it, one sentence.
    """

    code = "PSO-E000"

    def __init__(self, message: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.fix}" if self.fix else ""
        return f"{place}{self.code}: {self.message}{remedy}"


class UnreadableError(PsoGraphError):
    """A file that does not exist, cannot be read, or is not UTF-8."""

    code = "PSO-E001"


class SyntaxProblemError(PsoGraphError):
    """RDF or SPARQL that does not parse."""

    code = "PSO-E002"


class UnknownThingError(PsoGraphError):
    """An id, query name or genre that does not exist."""

    code = "PSO-E003"


class NotThisGenreError(PsoGraphError):
    """A text that lacks what its genre always has."""

    code = "PSO-E004"


class AnchorError(PsoGraphError):
    """Words that are not in the document, or that stand in several places."""

    code = "PSO-E005"


class LineageCycleError(PsoGraphError):
    """Things that trace back to themselves."""

    code = "PSO-E006"


class RefusedQueryError(PsoGraphError):
    """A query that asks for something this endpoint never does."""

    code = "PSO-E007"


class ParameterError(PsoGraphError):
    """A query parameter that is missing, unknown or of the wrong kind."""

    code = "PSO-E008"


class InvalidDataError(PsoGraphError):
    """Data that does not conform to its shapes."""

    code = "PSO-E009"


class NoStoreError(PsoGraphError):
    """A store that has not been built yet, or cannot be opened."""

    code = "PSO-E010"


class BusyPortError(PsoGraphError):
    """A port on which another program listens."""

    code = "PSO-E011"


class UnsupportedQueryError(PsoGraphError):
    """A query that is well-formed but asks for what the engine lacks."""

    code = "PSO-E013"


class CatalogueError(PsoGraphError):
    """A shipped query file whose header or text is wrong."""

    code = "PSO-E012"


class UnusableShapesError(PsoGraphError):
    """Shapes with which a check cannot run."""

    code = "PSO-E018"

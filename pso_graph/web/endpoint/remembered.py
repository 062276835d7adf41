"""What a GET request asks for, remembered: most that are asked often are asked in the same words."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from starlette.types import Scope

T = TypeVar("T")

_REMEMBERED = 1024
_LONGEST = 4096  # bytes of what is looked at
_LOOKED_AT = (b"accept", b"accept-encoding")


def make_key(scope: Scope, digest: str, also: tuple[bytes, ...] = ()) -> tuple[object, ...] | None:
    """Return what the reading of a request depends on; None if it is not worth remembering.

    Args:
        scope: of ASGI.
        digest: of the data.
        also: names of further header fields that it depends on, in lower case.
    """
    if scope["method"] != "GET":
        return None
    fields = tuple(field for field in scope["headers"] if field[0] in _LOOKED_AT or field[0] in also)
    query = scope["query_string"]
    if len(query) + sum(len(value) for _, value in fields) > _LONGEST:
        return None
    return (query, fields, digest)


class Remembered(Generic[T]):
    """The outcomes of reading requests, by all that they depend on; the oldest make room for others."""

    def __init__(self) -> None:
        self._outcomes: OrderedDict[tuple[object, ...], T] = OrderedDict()

    def find(self, key: tuple[object, ...] | None) -> T | None:
        """Return the outcome, if it is remembered.

        Args:
            key: of the request.
        """
        return None if key is None else self._outcomes.get(key)

    def keep(self, key: tuple[object, ...] | None, outcome: T) -> None:
        """Remember an outcome.

        Args:
            key: of the request.
            outcome: of reading it.
        """
        if key is not None:
            self._outcomes[key] = outcome
            if len(self._outcomes) > _REMEMBERED:
                self._outcomes.popitem(last=False)

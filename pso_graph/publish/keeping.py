"""Keeping what has been read of a store for as long as the store is there."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.store import Store

_Result = TypeVar("_Result")


def keep_by_store(read: Callable[[Store], _Result]) -> Callable[[Store], _Result]:
    """Return a function that reads each store once.

    Args:
        read: what goes through all of a store, which does not change.
    """
    kept: WeakKeyDictionary[Store, _Result] = WeakKeyDictionary()

    @wraps(read)
    def find(store: Store) -> _Result:
        if store not in kept:
            kept[store] = read(store)
        return kept[store]

    return find

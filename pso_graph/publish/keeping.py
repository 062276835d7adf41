"""Keeping what has been read of a store for as long as the store is there."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pso_graph.store import Store

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def keep_by_store(
    most: int = 1,
) -> Callable[[Callable[Concatenate[Store, _Given], _Result]], Callable[Concatenate[Store, _Given], _Result]]:
    """Return a decorator of functions that read a store, which does not change: each then reads it once.

    Who is given a result shares it with others, and leaves it as it is.

    Args:
        most: results that are kept of each store; those not asked for longest make room. A function has one
            for each set of values that it is given beside the store.
    """

    def decorate(
        read: Callable[Concatenate[Store, _Given], _Result],
    ) -> Callable[Concatenate[Store, _Given], _Result]:
        stores: WeakKeyDictionary[Store, OrderedDict[object, _Result]] = WeakKeyDictionary()

        @wraps(read)
        def find(store: Store, /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
            kept = stores.get(store)
            if kept is None:
                kept = stores[store] = OrderedDict()
            asked = (given, tuple(named.items()))
            with suppress(KeyError):  # another thread may have made room
                kept.move_to_end(asked)
                return kept[asked]
            result = kept[asked] = read(store, *given, **named)
            if len(kept) > most:
                with suppress(KeyError):
                    kept.popitem(last=False)
            return result

        return find

    return decorate

"""The garbage collector: it is to pass over what stays."""

from __future__ import annotations

import gc

_YOUNG = 50_000  # new objects before it looks for cycles among them; the usual number is 700


def settle_objects() -> None:
    """Have the collector pass over all objects that there are now, and look at new ones less often.

    What a process has loaded to work with, it keeps until it ends. To go through it would take time again and
    again, and would copy memory that forked processes share.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG)

"""What a worker must not be able to do: use more than its share, reach the network, outlive the server.

Everything here is asked of the system and done without where the system does not allow it; the
time limit, the guard and the watcher in the server hold all the same.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from pso_graph.core.errors import Limit, SizeLimitError

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_LINUX = sys.platform == "linux"


def leave_network() -> bool:
    """Put this process and its children where there is no network, and say whether that went.

    The process must have one thread only. Linux allows it to root, and to others where user
    namespaces are open.
    """
    if not _LINUX:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    return any(library.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def bind_to_parent(parent: int) -> None:
    """End this process when its parent ends, and keep it from gaining rights.

    Args:
        parent: process id that the parent has if it still lives.
    """
    if _LINUX:
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def limit_memory(size: int) -> None:
    """Allow this process so much address space beyond what it has now, and no core file.

    Args:
        size: in bytes.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    usage = read_usage("self")
    if usage is None:
        return
    limit = usage[0] + size
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(OSError):  # where memory runs out all the same, a worker is to go, not the server
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def read_usage(process: int | str) -> tuple[int, int] | None:
    """Return the address space and the private resident memory of a process, in bytes.

    Args:
        process: its id, or ``self``.

    Returns:
        None where the system does not tell, or the process has ended.
    """
    try:
        size, resident, shared = Path(f"/proc/{process}/statm").read_text("ascii").split()[:3]
    except (OSError, ValueError):
        return None
    page = resource.getpagesize()
    return int(size) * page, (int(resident) - int(shared)) * page


def make_memory_error(size: int) -> SizeLimitError:
    """Return the error of a query that wanted more memory than it may have.

    Args:
        size: that it may have, in bytes.
    """
    return SizeLimitError(
        f"The query needs more than {size} bytes of memory.",
        fix="Sort, group or combine fewer rows.",
        limit=Limit("memory_limit", size),
    )

"""Where the shipped files lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pso_graph.core.errors import UnreadableError

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def find_resource_root() -> Path:
    """Return the folder that holds ``ontology``, ``shapes``, ``queries`` and ``data``.

    Raises:
        UnreadableError: if neither the checkout nor the installed package has them.
    """
    for root in (_PACKAGE.parent, _PACKAGE / "resources"):
        if (root / "ontology" / "core.ttl").is_file():
            return root
    raise UnreadableError(
        "The project's own ontology and data are missing.",
        where=str(_PACKAGE),
        fix="Install the wheel again, or run from a complete checkout.",
    )


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file.

    Args:
        path: the file.

    Raises:
        UnreadableError: if it does not exist, cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"This file is not UTF-8: byte {error.start} does not decode.",
            where=str(path),
            fix="Save it as UTF-8.",
        ) from error
    except OSError as error:
        raise UnreadableError(
            f"This file cannot be read ({error.strerror or 'unknown reason'}).",
            where=str(path),
            fix="Check the path and its permissions.",
        ) from error

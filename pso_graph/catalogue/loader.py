"""A YAML loader that is quick, and that no text can crash."""

from __future__ import annotations

from yaml import SafeLoader
from yaml.composer import Composer

HeaderLoader: type[SafeLoader | _QuickLoader] = SafeLoader
"""What headers are read with."""

try:
    from yaml import CSafeLoader
except ImportError:  # built without libyaml
    pass
else:

    class _QuickLoader(Composer, CSafeLoader):
        """The parser of libyaml with the composer of PyYAML.

        That of libyaml recurses without a limit, so that a text nested deep enough would end the process.
        """

        def __init__(self, stream: str) -> None:
            CSafeLoader.__init__(self, stream)
            Composer.__init__(self)

    HeaderLoader = _QuickLoader

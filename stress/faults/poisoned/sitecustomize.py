"""Put before everything else on the path of a service (PYTHONPATH): a reader of papers that some bytes kill."""

import os
import signal
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_MODULE = "caseclock.extractor.intake"
_KILLS = b"caseclock-faults: these bytes kill"


class Poisoned(MetaPathFinder):
    """Finds the module as it is found anyway, and has its `read_papers` die of certain bytes."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's own place, with a loader that adds the poison."""
        if name != _MODULE:
            return None
        found = PathFinder.find_spec(name, path, target)
        assert found is not None
        assert found.loader is not None
        found.loader = _Loader(found.loader)
        return found


class _Loader(Loader):
    def __init__(self, plain: Loader) -> None:
        self._plain = plain

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._plain.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._plain.exec_module(module)
        plain = module.__dict__["read_papers"]

        def read_papers(given: Sequence[Any], *arguments: Any, **named: Any) -> Any:
            if any(one.data.startswith(_KILLS) for one in given):
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(given, *arguments, **named)

        module.__dict__["read_papers"] = read_papers


sys.meta_path.insert(0, Poisoned())

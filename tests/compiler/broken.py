"""A compiler with a bug in it: its modules imported anew, one of them with another text."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

from attrs import frozen
from tests.compiler.ways import Way, ways

import regeltaal.compiler
from regeltaal.compiler import case

PACKAGE = regeltaal.compiler.__name__


@frozen
class Bug:
    """A text in a module of the compiler, and what a slip would have put there."""

    name: str
    module: str
    right: str
    wrong: str


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, bug: Bug) -> None:
        super().__init__(name, path)
        self._bug = bug

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_source(fullname)
        assert source is not None
        found = source.count(self._bug.right)
        if found != 1:
            raise LookupError(f"{self._bug.name}: {self._bug.module} holds this {found} times: {self._bug.right!r}")
        return compile(source.replace(self._bug.right, self._bug.wrong), f"{self.path} ({self._bug.name})", "exec")


@frozen(eq=False)
class _Finder(MetaPathFinder):
    bug: Bug

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != f"{PACKAGE}.{self.bug.module}":
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(fullname, spec.origin, self.bug)
        return spec


@contextmanager
def broken(bug: Bug) -> Iterator[tuple[Way, ...]]:
    """The ways to decide, by a compiler with a bug; what was imported before is put back behind it."""
    finder = _Finder(bug)
    right = _taken_out()
    sys.meta_path.insert(0, finder)
    try:
        yield ways()
        assert f"{PACKAGE}.{bug.module}" in sys.modules, f"{bug.name}: nothing uses {bug.module}"
    finally:
        sys.meta_path.remove(finder)
        _taken_out()
        for name, module in right.items():
            sys.modules[name] = module
            setattr(regeltaal.compiler, name.rpartition(".")[2], module)


def _taken_out() -> dict[str, ModuleType]:
    """The modules of the compiler, out of those that are imported; what a case is stays the same for all."""
    names = [name for name in sys.modules if name.startswith(f"{PACKAGE}.") and name != case.__name__]
    for name in names:
        delattr(regeltaal.compiler, name.rpartition(".")[2])
    return {name: sys.modules.pop(name) for name in names}

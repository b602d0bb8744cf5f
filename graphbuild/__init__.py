"""graphbuild turns articles about clinical studies into a knowledge graph that quotes its sources.

Every public name is loaded on first use (PEP 562), so `import graphbuild` costs nothing. Two public functions, extract
and validate, bear the names of rooms; importing a room does not hide its function.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuild.api import StudyGraph, build, extract, read, validate
    from graphbuild.errors import GraphbuildError
    from graphbuild.model.study import Study
    from graphbuild.model.text import Document

__version__ = "0.1.0"

_HOMES = {
    "build": "graphbuild.api",
    "read": "graphbuild.api",
    "extract": "graphbuild.api",
    "validate": "graphbuild.api",
    "StudyGraph": "graphbuild.api",
    "Study": "graphbuild.model.study",
    "Document": "graphbuild.model.text",
    "GraphbuildError": "graphbuild.errors",
}

__all__ = [
    "Document",
    "GraphbuildError",
    "Study",
    "StudyGraph",
    "build",
    "extract",
    "read",
    "validate",
]


class _Package(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'graphbuild' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


sys.modules[__name__].__class__ = _Package

"""graphbuild turns articles about clinical studies into a knowledge graph that quotes its sources.

Every public name is loaded on first use (PEP 562), so `import graphbuild` costs nothing.
"""

from importlib import import_module

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


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'graphbuild' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})

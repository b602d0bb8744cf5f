"""The errors that graphbuild raises, each saying where, what and what to do.

GraphbuildError
├── SourceError
│   ├── UnknownFormatError      no reader knows this input
│   └── MalformedSourceError    the input is broken, too large or unsafe
├── ExtractionError             an extractor broke its contract
├── QueryError                  a question does not exist, does not parse or ran too long
├── StoreError                  the store is missing, locked, damaged or unreachable
├── PluginError                 an extension is unknown, clashes or does not load
└── ShapeViolationError         strict mode only: the graph does not conform
"""


class GraphbuildError(Exception):
    """Says what went wrong, where, and what to do about it.

    >>> str(GraphbuildError("no text in it", where="a.txt", remedy="give an article"))
    'a.txt: no text in it (give an article)'
    """

    def __init__(self, problem: str, where: str | None = None, remedy: str | None = None) -> None:
        self.problem = problem
        self.where = where
        self.remedy = remedy
        super().__init__(problem, where, remedy)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.problem}{advice}"


class SourceError(GraphbuildError):
    """An input could not be read."""


class UnknownFormatError(SourceError):
    """No reader recognises the input."""


class MalformedSourceError(SourceError):
    """The input is broken, too large or unsafe."""


class ExtractionError(GraphbuildError):
    """An extractor broke its contract."""


class QueryError(GraphbuildError):
    """A question is unknown, does not parse, lacks a parameter or ran past its limits."""


class StoreError(GraphbuildError):
    """A store is missing, locked, damaged or unreachable."""


class PluginError(GraphbuildError):
    """An extension is unknown, clashes with another or does not load."""


class ShapeViolationError(GraphbuildError):
    """The graph does not conform and strict mode was asked for."""

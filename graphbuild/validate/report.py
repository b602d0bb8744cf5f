"""What a validation found, for people and for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from graphbuild.terms import PREFIXES
from graphbuild.validate.graph import Term, literal, text_of
from graphbuild.validate.paths import Path

SH = PREFIXES["sh"]


class Severity(StrEnum):
    """How much a result weighs; only a violation makes a graph non-conforming."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_ORDER = {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Result:
    """One finding of a validation; terms are written as in N-Triples, absent ones are empty.

    `shape` and `constraint` are IRIs; a nameless shape is empty. `component` is the local name in the SHACL namespace
    without "ConstraintComponent".
    """

    severity: Severity
    focus: Term
    path: Path | None
    value: Term
    message: str
    shape: str
    component: str
    constraint: str = ""

    @property
    def rank(self) -> tuple[object, ...]:
        """Gives a key that sorts results by weight, then by place."""
        return _ORDER[self.severity], *self.row().values()

    def row(self) -> dict[str, str]:
        """Gives the parts as texts, the path as SPARQL writes it."""
        return {
            "severity": self.severity.value,
            "focus": self.focus,
            "path": "" if self.path is None else str(self.path),
            "value": self.value,
            "message": self.message,
            "shape": self.shape,
            "component": self.component,
            "constraint": self.constraint,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All results, the heaviest first; the graph conforms where none is a violation."""

    results: tuple[Result, ...]

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """Gives the report of results in any order; equal ones count once."""
        return cls(tuple(sorted(set(results), key=lambda result: result.rank)))

    @property
    def conforms(self) -> bool:
        """Tells whether no result is a violation."""
        return not self.of_severity(Severity.VIOLATION)

    def of_severity(self, severity: Severity) -> tuple[Result, ...]:
        """Gives the results of one weight."""
        return tuple(result for result in self.results if result.severity is severity)

    def about(self, start: str) -> Report:
        """Gives the part whose focus nodes are the IRI or lie below it (a study and its arms, outcomes, findings)."""
        own = (f"<{start}>", f"<{start}/", f"<{start}#")
        return Report(tuple(result for result in self.results if result.focus.startswith(own)))

    @property
    def counts(self) -> dict[str, int]:
        """Gives the number of results of each weight."""
        found = Counter(result.severity for result in self.results)
        return {severity.value: found[severity] for severity in Severity}

    def __str__(self) -> str:
        head = "conforms" if self.conforms else "does not conform"
        lines = [f"The graph {head}: {_counted(self.counts)}."]
        lines += [f"{result.severity.value:<9} {_short(result.focus)}{_detail(result)}" for result in self.results]
        return "\n".join(lines)

    def to_json(self) -> str:
        """Gives an object with `conforms`, `counts` and `results`, ending in a line break."""
        rows = [result.row() for result in self.results]
        value = {"conforms": self.conforms, "counts": self.counts, "results": rows}
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Gives a sh:ValidationReport; its nodes are numbered in the order of the results."""
        lines = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("sh", "xsd")]
        names = " , ".join(f"_:r{number}" for number in range(1, len(self.results) + 1))
        conforms = str(self.conforms).lower()
        lines.append(
            f"\n_:report a sh:ValidationReport ;\n  sh:conforms {conforms}"
            + (f" ;\n  sh:result {names} ." if names else " .")
        )
        lines += [_turtle(number, result) for number, result in enumerate(self.results, start=1)]
        return "\n".join(lines) + "\n"

    def _repr_html_(self) -> str:
        head = "conforms" if self.conforms else "does not conform"
        rows = "".join(
            f"<tr><td>{result.severity.value}</td><td>{escape(_short(result.focus))}</td>"
            f"<td>{escape(_path(result))}</td><td>{escape(text_of(result.value))}</td><td>{escape(result.message)}</td></tr>"
            for result in self.results
        )
        columns = "".join(f"<th>{name}</th>" for name in ("severity", "focus", "path", "value", "message"))
        return f"<p>The graph {head}: {_counted(self.counts)}.</p><table><tr>{columns}</tr>{rows}</table>"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(
        f"{number} {name.lower()}{'' if number == 1 or name == 'Info' else 's'}" for name, number in counts.items()
    )


def _short(term: Term) -> str:
    text = text_of(term)
    if literal(term) is None:
        for name in ("gb", "gbc", "schema", "dcterms", "oa", "skos", "rdf", "rdfs"):
            if text.startswith(PREFIXES[name]):
                return f"{name}:{text.removeprefix(PREFIXES[name])}"
        return text.removeprefix("https://w3id.org/graphbuild/id/")
    return text


def _path(result: Result) -> str:
    path = "" if result.path is None else str(result.path)
    for name, namespace in PREFIXES.items():
        path = path.replace(f"<{namespace}", f"{name}:")
    return path.replace(">", "")


def _detail(result: Result) -> str:
    path = f" {_path(result)}" if result.path else ""
    value = f" = {_short(result.value)}" if result.value and result.value != result.focus else ""
    return f"{path}{value}: {result.message}"


def _turtle(number: int, result: Result) -> str:
    pairs = [
        ("sh:resultSeverity", f"sh:{result.severity.value}"),
        ("sh:focusNode", result.focus),
        ("sh:resultPath", result.path.turtle if result.path else ""),
        ("sh:value", result.value),
        ("sh:resultMessage", _quoted(result.message)),
        ("sh:sourceShape", result.shape),
        ("sh:sourceConstraintComponent", f"sh:{result.component}ConstraintComponent"),
        ("sh:sourceConstraint", result.constraint),
    ]
    body = " ;\n".join(f"  {name} {value}" for name, value in pairs if value)
    return f"\n_:r{number} a sh:ValidationResult ;\n{body} ."


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

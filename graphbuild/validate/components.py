"""The constraint components of SHACL Core, each compiled once into a check of one focus node and its value nodes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from graphbuild.validate.graph import DataGraph, Term, literal, text_of
from graphbuild.validate.literals import before, well_formed
from graphbuild.validate.paths import Path, Predicate
from graphbuild.validate.shapes import Shape, Shapes


class Flaw(NamedTuple):
    """What one component found: its name, the offending value or an empty text, another path than the shape's."""

    component: str
    value: Term = ""
    path: Path | None = None


Check = Callable[[DataGraph, Term, list[Term]], Iterable[Flaw]]
Test = Callable[[DataGraph, Term], bool]

_KINDS = {
    "IRI": "<",
    "BlankNode": "_",
    "Literal": '"',
    "BlankNodeOrIRI": "<_",
    "BlankNodeOrLiteral": '_"',
    "IRIOrLiteral": '<"',
}
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}


class Compiler:
    """Turns shapes into checks; each shape is compiled once."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._checks: dict[Term, tuple[Check, ...]] = {}

    def checks(self, shape: Shape) -> tuple[Check, ...]:
        """Gives the checks of a shape, without those of its property shapes."""
        found = self._checks.get(shape.id)
        if found is None:
            found = self._checks[shape.id] = tuple(self._compile(shape))
        return found

    def conforms(self, graph: DataGraph, node: Term, shape_id: Term) -> bool:
        """Tells whether a node conforms to a shape, its property shapes included."""
        shape = self.shapes.table[shape_id]
        if not shape.active:
            return True
        values = [node] if shape.path is None else shape.path.reach(graph, node)
        if any(True for check in self.checks(shape) for _ in check(graph, node, values)):
            return False
        return all(self.conforms(graph, value, other) for other in shape.properties for value in values)

    def _compile(self, shape: Shape) -> Iterator[Check]:
        yield from (_each(name, test) for name, test in self._tests(shape))
        for name, build in _WHOLE.items():
            for value in shape.values.get(name, ()):
                yield build(shape, value)
        for value in shape.values.get("qualifiedValueShape", ()):
            yield from self._qualified(shape, value)
        if any(text_of(value) == "true" for value in shape.values.get("closed", ())):
            yield _closed(shape, self.shapes)

    def _tests(self, shape: Shape) -> Iterator[tuple[str, Test]]:
        for name, build in _EACH.items():
            for value in shape.values.get(name, ()):
                yield name, build(shape, value)
        for name, allow in _LISTED.items():
            for members in shape.lists.get(name, ()):
                yield name, allow(members)
        yield from (("node", self._referred(value, wanted=True)) for value in shape.values.get("node", ()))
        yield from (("not", self._referred(value, wanted=False)) for value in shape.values.get("not", ()))
        for name, verdict in _LOGIC.items():
            for members in shape.lists.get(name, ()):
                yield name, self._combined(members, verdict)

    def _referred(self, other: Term, *, wanted: bool) -> Test:
        return lambda graph, node: self.conforms(graph, node, other) is wanted

    def _combined(self, members: tuple[Term, ...], verdict: Callable[[list[bool]], bool]) -> Test:
        return lambda graph, node: verdict([self.conforms(graph, node, member) for member in members])

    def _qualified(self, shape: Shape, other: Term) -> Iterator[Check]:
        for value in shape.values.get("qualifiedMinCount", ()):
            yield self._counted("QualifiedMinCount", other, int(text_of(value)), sys.maxsize)
        for value in shape.values.get("qualifiedMaxCount", ()):
            yield self._counted("QualifiedMaxCount", other, 0, int(text_of(value)))

    def _counted(self, component: str, other: Term, least: int, most: int) -> Check:
        def check(graph: DataGraph, _: Term, values: list[Term]) -> Iterable[Flaw]:
            count = sum(self.conforms(graph, value, other) for value in values)
            return () if least <= count <= most else (Flaw(component),)

        return check


def _component(name: str) -> str:
    return name[0].upper() + name[1:]


def _each(name: str, test: Test) -> Check:
    component = _component(name)

    def check(graph: DataGraph, _: Term, values: list[Term]) -> Iterable[Flaw]:
        return [Flaw(component, value) for value in values if not test(graph, value)] if values else ()

    return check


# ---------------------------------------------------------------- tests of one value node


def _class(_: Shape, wanted: Term) -> Test:
    return lambda graph, value: value[0] != '"' and graph.is_a(value, wanted)


def _datatype(_: Shape, wanted: Term) -> Test:
    return lambda _, value: well_formed(value, wanted)


def _node_kind(_: Shape, wanted: Term) -> Test:
    starts = _KINDS[text_of(wanted).rpartition("#")[2]]
    return lambda _, value: value[0] in starts


def _in(members: tuple[Term, ...]) -> Test:
    allowed = frozenset(members)
    return lambda _, value: value in allowed


def _pattern(shape: Shape, pattern: Term) -> Test:
    flags = "".join(text_of(value) for value in shape.values.get("flags", ()))
    search = re.compile(text_of(pattern), sum(_FLAGS.get(letter, 0) for letter in set(flags))).search
    return lambda _, value: value[0] != "_" and search(text_of(value)) is not None


def _min_length(_: Shape, limit: Term) -> Test:
    least = int(text_of(limit))
    return lambda _, value: value[0] != "_" and len(text_of(value)) >= least


def _max_length(_: Shape, limit: Term) -> Test:
    most = int(text_of(limit))
    return lambda _, value: value[0] != "_" and len(text_of(value)) <= most


def _language_in(members: tuple[Term, ...]) -> Test:
    ranges = tuple(text_of(member).lower() for member in members)

    def test(_: DataGraph, value: Term) -> bool:
        parts = literal(value)
        language = parts.language if parts is not None else ""
        return any(language == wanted or language.startswith(f"{wanted}-") for wanted in ranges)

    return test


def _range(*, limit_first: bool, or_equal: bool) -> Callable[[Shape, Term], Test]:
    def build(_: Shape, limit: Term) -> Test:
        if limit_first:
            return lambda _, value: before(limit, value, or_equal=or_equal)
        return lambda _, value: before(value, limit, or_equal=or_equal)

    return build


_EACH: dict[str, Callable[[Shape, Term], Test]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "minLength": _min_length,
    "maxLength": _max_length,
    "minInclusive": _range(limit_first=True, or_equal=True),
    "minExclusive": _range(limit_first=True, or_equal=False),
    "maxInclusive": _range(limit_first=False, or_equal=True),
    "maxExclusive": _range(limit_first=False, or_equal=False),
}
_LISTED: dict[str, Callable[[tuple[Term, ...]], Test]] = {"in": _in, "languageIn": _language_in}
_LOGIC: dict[str, Callable[[list[bool]], bool]] = {
    "and": all,
    "or": any,
    "xone": lambda verdicts: sum(verdicts) == 1,
}


# ---------------------------------------------------------------- checks of all value nodes together


def _min_count(_: Shape, limit: Term) -> Check:
    least = int(text_of(limit))
    return lambda _, __, values: () if len(values) >= least else (Flaw("MinCount"),)


def _max_count(_: Shape, limit: Term) -> Check:
    most = int(text_of(limit))
    return lambda _, __, values: () if len(values) <= most else (Flaw("MaxCount"),)


def _has_value(_: Shape, wanted: Term) -> Check:
    return lambda _, __, values: () if wanted in values else (Flaw("HasValue"),)


def _equals(_: Shape, other: Term) -> Check:
    def check(graph: DataGraph, focus: Term, values: list[Term]) -> Iterable[Flaw]:
        others = graph.values(focus, other)
        apart = [value for value in values if value not in others] + [value for value in others if value not in values]
        return [Flaw("Equals", value) for value in apart]

    return check


def _disjoint(_: Shape, other: Term) -> Check:
    def check(graph: DataGraph, focus: Term, values: list[Term]) -> Iterable[Flaw]:
        others = graph.values(focus, other)
        return [Flaw("Disjoint", value) for value in values if value in others]

    return check


def _less_than(component: str, *, or_equal: bool) -> Callable[[Shape, Term], Check]:
    def build(_: Shape, other: Term) -> Check:
        def check(graph: DataGraph, focus: Term, values: list[Term]) -> Iterable[Flaw]:
            others = graph.values(focus, other)
            wrong = [value for value in values for limit in others if not before(value, limit, or_equal=or_equal)]
            return [Flaw(component, value) for value in dict.fromkeys(wrong)]

        return check

    return build


def _unique_language(_: Shape, wanted: Term) -> Check:
    def check(_: DataGraph, __: Term, values: list[Term]) -> Iterable[Flaw]:
        languages = [parts.language for parts in map(literal, values) if parts is not None and parts.language]
        return [Flaw("UniqueLang") for language in dict.fromkeys(languages) if languages.count(language) > 1]

    return check if text_of(wanted) == "true" else lambda *_: ()


_WHOLE: dict[str, Callable[[Shape, Term], Check]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("LessThan", or_equal=False),
    "lessThanOrEquals": _less_than("LessThanOrEquals", or_equal=True),
    "uniqueLang": _unique_language,
}


def _closed(shape: Shape, shapes: Shapes) -> Check:
    paths = [shapes.table[name].path for name in shape.properties]
    allowed = {path.iri for path in paths if isinstance(path, Predicate)}
    allowed |= {member for members in shape.lists.get("ignoredProperties", ()) for member in members}

    def check(graph: DataGraph, _: Term, values: list[Term]) -> Iterable[Flaw]:
        return [
            Flaw("Closed", end, Predicate(predicate))
            for value in values
            for predicate, ends in graph.edges(value).items()
            if predicate not in allowed
            for end in ends
        ]

    return check

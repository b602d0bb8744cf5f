"""The question library: one file a question in queries/, its header comment being its documentation.

A header reads, each line after `# `:

    12. Which studies report no serious adverse event?      number and question
    Longer documentation, in one or more lines.
    @group safety
    @param condition concept(condition) its subtypes are included
    @column quote the sentence
    @ask study none serious                                 how people ask it (see query.patterns), as often as needed
    @portions                                               its rows are found in portions (see query.leading)

The default of a parameter is what stands in `VALUES ?name { ... }`, so that a file runs as it is on any engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from graphbuild.errors import QueryError
from graphbuild.query import syntax
from graphbuild.query.parameters import TYPES, Parameter
from graphbuild.query.patterns import Pattern, pattern
from graphbuild.resources import queries
from graphbuild.terms import CONCEPT

_HEAD = re.compile(r"\A(\d+)\.\s+(.+)")
_TYPE = re.compile(r"(\w+)(?:\(([\w-]+)\))?")


@dataclass(frozen=True, slots=True)
class Question:
    """A named query: `number` is its place in the list of questions, `columns` explains its columns.

    `in_portions` says that few of its rows are shown of many, so that it pays to begin with what sorts them.
    """

    name: str
    number: int
    question: str
    documentation: str
    group: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    in_portions: bool = False

    def parameter(self, name: str) -> Parameter:
        """Gives the parameter of that name; raises QueryError with the nearest one where there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = [parameter.name for parameter in self.parameters]
        raise QueryError(f"there is no parameter {name!r}", where=self.name, remedy=nearest(name, known))


def questions() -> tuple[Question, ...]:
    """Gives the questions of the library by their numbers."""
    return _library(queries())


def question(name: str) -> Question:
    """Gives the question of that name or number; raises QueryError with the nearest names where there is none."""
    for found in questions():
        if name in {found.name, str(found.number)}:
            return found
    raise QueryError(
        f"there is no question {name!r}", where="query", remedy=nearest(name, [q.name for q in questions()])
    )


def nearest(word: str, known: list[str]) -> str:
    """Gives a remedy that names the nearest of the known words, or all of them where none is near.

    >>> nearest("condtion", ["condition", "phase"])
    'did you mean condition?'
    """
    close = get_close_matches(word, known, n=3, cutoff=0.5)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"one of: {', '.join(known)}" if known else "it takes none"


@lru_cache(maxsize=4)
def _library(folder: Path) -> tuple[Question, ...]:
    found = [read(path) for path in sorted(folder.glob("*.rq"))]
    return tuple(sorted(found, key=lambda question: (question.number, question.name)))


def read(path: Path) -> Question:
    """Reads a question from its file; raises QueryError where its header breaks the form."""
    return parse(path.read_text(encoding="utf-8"), path.stem)


def parse(text: str, name: str) -> Question:
    """Gives the question that a text states; raises QueryError where its header breaks the form."""
    lines = [line[1:].strip() for line in text.splitlines() if line.startswith("#")]
    head = _HEAD.fullmatch(lines[0]) if lines else None
    if head is None:
        raise QueryError("the first line is not '# NUMBER. QUESTION'", where=f"{name}.rq", remedy="write it so")
    syntax.check(text, name)
    tagged = [line.partition(" ") for line in lines[1:] if line.startswith("@")]
    stated = {key: rest.partition(" ") for tag, _, rest in tagged if tag == "@param" for key in [rest.split(" ")[0]]}
    parameters = _parameters(text, {key: rest for key, (_, _, rest) in stated.items()}, name)
    names = {parameter.name for parameter in parameters}
    return Question(
        name=name,
        number=int(head[1]),
        question=head[2],
        documentation="\n".join(line for line in lines[1:] if line and not line.startswith("@")),
        group=next((rest for tag, _, rest in tagged if tag == "@group"), ""),
        sparql=text,
        parameters=parameters,
        columns={rest.partition(" ")[0]: rest.partition(" ")[2] for tag, _, rest in tagged if tag == "@column"},
        patterns=tuple(pattern(rest, names, name) for tag, _, rest in tagged if tag == "@ask"),
        in_portions=any(tag == "@portions" for tag, _, _ in tagged),
    )


def _parameters(text: str, stated: Mapping[str, str], name: str) -> tuple[Parameter, ...]:
    blocks = syntax.parameters(text)
    missing = sorted(stated.keys() - blocks.keys())
    if missing:
        problem = f"the parameter {missing[0]} has no VALUES ?{missing[0]} {{ default }}"
        raise QueryError(problem, where=f"{name}.rq", remedy="add it, UNDEF standing for any")
    return tuple(_parameter(key, rest, blocks[key], name) for key, rest in stated.items())


def _parameter(key: str, rest: str, block: tuple[syntax.Token, ...], name: str) -> Parameter:
    kind, _, documentation = rest.partition(" ")
    found = _TYPE.fullmatch(kind)
    if found is None or found[1] not in TYPES:
        problem = f"the parameter {key} has the unknown type {kind!r}"
        raise QueryError(problem, where=f"{name}.rq", remedy=f"one of: {', '.join(TYPES)}")
    return Parameter(key, found[1], documentation, found[2] or "", _default(block))


def _default(block: tuple[syntax.Token, ...]) -> str:
    """Gives the default as people would write it: the code of a concept, the text of a literal."""
    if len(block) == 0 or block[0].text.upper() == "UNDEF":
        return ""
    text = block[0].text
    if text[0] in "\"'":
        return text.strip("\"'")
    return text.removeprefix("gbc:") if text.startswith("gbc:") else text.strip("<>").removeprefix(CONCEPT)

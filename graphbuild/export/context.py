"""The words of a JSON-LD context, and which of them says a triple without loss.

Read for this are terms with @id, @type, @language, @container @set and a scoped @vocab; a term with anything else is
left alone, and what no term can say is said with whole IRIs and value objects.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from graphbuild.export.triples import relative
from graphbuild.rdf.values import XSD
from graphbuild.terms import ID

_KNOWN = {"@id", "@type", "@container", "@context", "@language"}
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""A whole number that every JSON reader keeps as it is."""
_STRING, _INTEGER, _BOOLEAN = f"{XSD}string", f"{XSD}integer", f"{XSD}boolean"


@dataclass(frozen=True, slots=True)
class Word:
    """A term of a context: the property that it stands for, what its plain strings are, whether it takes a list.

    `kind` is @id, @vocab or a datatype, None for a plain string, and "" where only whole value objects are safe.
    """

    name: str
    iri: str
    kind: str | None = None
    vocabulary: str = ""
    listed: bool = False


class Words:
    """The terms of one context, to be asked by IRI.

    `header` is the context to put into a document: the given one with a base for the names of nodes.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.header = {**context, "@base": context.get("@base", ID)}
        self._relative = self.header["@base"] == ID
        self._prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri[-1:] in "/#"}
        self._aliases = {value: name for name, value in context.items() if value in ("@id", "@type", "@graph")}
        self._words: dict[str, list[Word]] = {}
        self._classes: dict[str, str] = {}
        self._plain = "" if "@language" in context else None
        for name, definition in sorted(context.items()):
            self._learn(name, definition)

    def keyword(self, name: str) -> str:
        """Gives the context's own word for a keyword."""
        return self._aliases.get(name, name)

    def node(self, iri: str) -> str:
        """Gives the name of a node, relative to the base where that is safe."""
        return (relative(iri) if self._relative else None) or iri

    def type(self, iri: str) -> str:
        """Gives the word for a class."""
        return self._classes.get(iri, iri)

    def word(self, predicate: str, value: object) -> Word:
        """Gives the word that says this value best, else one that can say it with a value object."""
        words = self._words.get(predicate, [])
        fit = [word for word in words if _fits(word, value)]
        return next(iter([*fit, *words]), Word(predicate, predicate, kind=self._plain))

    def value(self, word: Word, value: object) -> object:
        """Gives the JSON of a literal or of a reference to a node under a word."""
        if isinstance(value, NamedNode):
            return self._reference(word, value.value)
        if not isinstance(value, Literal):
            message = f"{value} has no name"
            raise TypeError(message)
        if _fits(word, value):
            return _native(value)
        if value.language is not None:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        return {"@value": value.value} if datatype == _STRING else {"@value": value.value, "@type": datatype}

    def _reference(self, word: Word, iri: str) -> object:
        if word.kind == "@vocab":
            code = iri.removeprefix(word.vocabulary) if word.vocabulary else iri
            return code if code == iri or _is_code(code) else iri
        return self.node(iri) if word.kind == "@id" else {self.keyword("@id"): self.node(iri)}

    def _learn(self, name: str, definition: Any) -> None:
        details = {"@id": definition} if isinstance(definition, str) else definition
        if name.startswith("@") or name in self._prefixes or not isinstance(details, dict) or "@id" not in details:
            return
        iri, container = self._expanded(str(details["@id"])), details.get("@container")
        if set(details) - _KNOWN or container not in (None, "@set") or iri.startswith("@"):
            return
        kind = self._expanded(details["@type"]) if details.get("@type") else self._plain
        if "@language" in details:
            kind = "" if details["@language"] else None
        scoped = details.get("@context") or {}
        word = Word(name, iri, kind, str(scoped.get("@vocab", "")), container == "@set")
        self._words.setdefault(iri, []).append(word)
        if set(details) == {"@id"}:
            self._classes.setdefault(iri, name)

    def _expanded(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return self._prefixes[prefix] + rest if colon and prefix in self._prefixes else name


def _fits(word: Word, value: object) -> bool:
    """Tells whether a bare JSON value under the word means exactly this term."""
    if not isinstance(value, Literal):
        return word.kind in ("@id", "@vocab")
    if value.language is not None or word.kind == "":
        return False
    datatype = value.datatype.value
    if word.kind is None:
        return datatype == _STRING or not isinstance(_native(value), str)
    return word.kind == datatype


def _native(value: Literal) -> object:
    """Gives a number or a truth value where JSON has it in the same form, else the text."""
    datatype = value.datatype.value
    if datatype == _INTEGER and _WHOLE.fullmatch(value.value):
        return int(value.value)
    return value.value == "true" if datatype == _BOOLEAN and value.value in ("true", "false") else value.value


def _is_code(code: str) -> bool:
    return bool(code) and all(letter.isalnum() or letter in "-_." for letter in code) and code.isascii()

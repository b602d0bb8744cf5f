"""OBO (1.2 and 1.4) -> a terminology; the text is read line by line and nothing is fetched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from graphbuild.errors import MalformedSourceError
from graphbuild.normalise.terminology import Entry, Terminology

_PURL = "http://purl.obolibrary.org/obo/"
_STANZA = re.compile(r"\[([A-Za-z]{1,20})\]")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": " ", "t": " ", "W": " "}
_MODIFIERS = re.compile(r"(?<!\\) [{!]")
_SAFE = ":/?#[]@!$&'()*+,;=%~"
_LICENCE = ("license", "licence", "rights")
_EXACT = "EXACT"


@dataclass(slots=True)
class _Stanza:
    """A [Term] while it is read, and the line that it begins at."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, tag: str, value: str) -> None:
        self.values.setdefault(tag, []).append(value)

    def one(self, tag: str) -> str:
        return self.values.get(tag, [""])[0]


def read_obo(lines: Iterable[str], name: str, where: str) -> Terminology:
    """Gives the terms that are not obsolete, with their exact synonyms and what is_a says.

    Terms without a name (stubs of what other files define) are left out. Raises MalformedSourceError that names the
    line at which the text is no OBO.

    >>> lines = ["format-version: 1.4", "[Term]", "id: X:1", "name: ague", 'synonym: "the shakes" EXACT []']
    >>> read_obo(lines, "x", "x.obo").entries[0].labels
    ('ague', 'the shakes')
    """
    header = _Stanza(1)
    stanzas = list(_stanzas(lines, header, where))
    if not header.one("format-version"):
        raise _broken("there is no format-version before the first stanza", 1, where)
    spaces = dict(_space(value) for value in header.values.get("idspace", ()))
    spaces[""] = f"{_PURL}{quote(header.one('ontology') or name)}#"
    seen: dict[str, int] = {}
    entries = []
    for stanza in stanzas:
        identifier = stanza.one("id")
        if not identifier:
            raise _broken("a term has no id", stanza.line, where)
        if identifier in seen:
            raise _broken(
                f"{identifier[:60]} is defined a second time, first at line {seen[identifier]}", stanza.line, where
            )
        seen[identifier] = stanza.line
        if stanza.one("name") and stanza.one("is_obsolete") != "true":
            entries.append(_entry(stanza, spaces))
    return Terminology(name, tuple(entries), version=_version(header), licence=_licence(header))


def _stanzas(lines: Iterable[str], header: _Stanza, where: str) -> Iterator[_Stanza]:
    """Gives the terms; what stands before the first stanza goes into the header."""
    into, is_term = header, False
    for number, raw in enumerate(lines, start=1):
        line = raw.strip().removeprefix("\ufeff")
        if not line or line.startswith("!"):
            continue
        opening = _STANZA.fullmatch(line)
        if opening is None:
            tag, value = _pair(line, number, where)
            into.add(tag, value)
            continue
        if is_term:
            yield into
        into, is_term = _Stanza(number), opening[1] == "Term"
    if is_term:
        yield into


def _pair(line: str, number: int, where: str) -> tuple[str, str]:
    tag, colon, value = line.partition(":")
    if not colon or " " in tag:
        raise _broken(f"{line[:40]!r} is no 'tag: value'", number, where)
    value = value.strip()
    if tag == "synonym":
        return tag, _synonym(value, number, where)
    if tag == "name":
        return tag, _plain(_MODIFIERS.split(value)[0])
    return tag, _MODIFIERS.split(value)[0].strip() if tag in {"id", "is_a", "is_obsolete", "ontology"} else value


def _synonym(value: str, number: int, where: str) -> str:
    """Gives an exact synonym, an empty text for one that means something narrower, broader or related."""
    found = _QUOTED.match(value)
    if found is None:
        raise _broken("a synonym is not in quotation marks", number, where)
    return _plain(found[1]) if value[found.end() :].split()[:1] == [_EXACT] else ""


def _plain(text: str) -> str:
    return " ".join(_ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text).split())


def _entry(stanza: _Stanza, spaces: dict[str, str]) -> Entry:
    label = stanza.one("name")
    synonyms = [text for text in stanza.values.get("synonym", ()) if text and text != label]
    return Entry(
        _iri(stanza.one("id"), spaces),
        label,
        tuple(dict.fromkeys(synonyms)),
        tuple(dict.fromkeys(_iri(above, spaces) for above in stanza.values.get("is_a", ()))),
        stanza.one("id"),
    )


def _iri(identifier: str, spaces: dict[str, str]) -> str:
    """Gives the IRI of an id as the format has it: X:1 is .../obo/X_1, what has no prefix belongs to the ontology."""
    prefix, colon, local = identifier.partition(":")
    if colon and local.startswith("//"):
        return quote(identifier, safe=_SAFE)
    if not colon:
        return spaces[""] + quote(identifier)
    return spaces.get(prefix, f"{_PURL}{quote(prefix)}_") + quote(local)


def _space(value: str) -> tuple[str, str]:
    prefix, _, rest = value.partition(" ")
    return prefix, quote(rest.split(" ")[0], safe=_SAFE)


def _version(header: _Stanza) -> str:
    return header.one("data-version") or header.one("date")


def _licence(header: _Stanza) -> str:
    for value in header.values.get("property_value", ()):
        relation, _, rest = value.partition(" ")
        if relation.casefold().endswith(_LICENCE):
            quoted = _QUOTED.match(rest)
            return _plain(quoted[1]) if quoted else rest.split(" ")[0]
    return ""


def _broken(problem: str, line: int, where: str) -> MalformedSourceError:
    return MalformedSourceError(problem, where=f"{where}, line {line}", remedy="give OBO 1.2 or 1.4, or SKOS in Turtle")

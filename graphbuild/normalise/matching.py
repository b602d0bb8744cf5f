"""Mentions -> concepts: whole labels first, then enumerations, then the name inside a longer mention."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphbuild.model.codes import MatchKind
from graphbuild.model.study import ConceptLink, Term
from graphbuild.normalise.context import Context
from graphbuild.normalise.phrases import bare, parts, phrasing, segments, untied
from graphbuild.normalise.spelling import words
from graphbuild.normalise.vocabulary import SCHEMES, Naming, is_abbreviation

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]")
_SHORT = re.compile(r"(?<![^\s,;()\[\]\"])[A-Za-z0-9./+-]{2,9}(?![^\s,;()\[\]\"])")
_CAPITALS = re.compile(r"[A-Z][a-z0-9./+-]{0,7}[A-Z]")
"""What every abbreviation holds."""
_ALSO = re.compile(r",? (?:or|also called|also known as) (?=[A-Z][A-Za-z0-9-]{1,8}$)")
_TOO_WIDE = frozenset({"disease", "symptom", "treatment"})
"""Concepts that say nothing of a longer mention."""
_MANY = 2
_LONGEST = 300
"""Letters of the longest text that can be a mention."""
_LONGEST_LIST = 100
"""Letters of the longest text that can be an enumeration of names; a longer one is a sentence."""
_REMEMBERED = 50_000
"""How many mentions a vocabulary remembers the concepts of."""
_ORDER = (MatchKind.PREFERRED, MatchKind.SYNONYM, MatchKind.ABBREVIATION)


@dataclass(frozen=True, slots=True)
class Matcher:
    """Links the mentions of one study; `scheme` is where a mention's concept is looked for first."""

    context: Context
    scheme: str

    def links(self, term: Term) -> tuple[ConceptLink, ...]:
        """Gives the concepts of a mention, the widest of them left out where a narrower one is among them."""
        linked = self.context.known.linked
        key = (self.scheme, term.label, term.aliases)
        if key in linked:
            return linked[key]
        self.context.weighed = False
        found = self._links(term)
        if not self.context.weighed and len(linked) < _REMEMBERED:
            linked[key] = found
        return found

    def _links(self, term: Term) -> tuple[ConceptLink, ...]:
        if len(term.label) > _LONGEST:
            return ()
        found = self._whole(term.label) or self._enumerated(term.label, wholly=True)
        if not found and not _refused(words(term.label)):
            wordings = (term.label, *term.aliases)
            ways = (self._whole, self._enumerated, self._inside)
            found = next((named for way in ways for wording in wordings if (named := way(wording))), ())
        return self._as_links(found)

    def _as_links(self, namings: Iterable[Naming]) -> tuple[ConceptLink, ...]:
        first = {naming.concept.name: naming for naming in reversed(tuple(namings))}
        known = self.context.known
        wide = {above for name in first for above in known.broader(name) - {name}}
        return tuple(
            ConceptLink(naming.concept.iri, self._scheme_of(naming), naming.kind, naming.concept.label)
            for name, naming in sorted(first.items())
            if name not in wide
        )

    def _scheme_of(self, naming: Naming) -> str:
        return self.scheme if self.scheme in naming.concept.schemes else naming.concept.schemes[0]

    # ---------------------------------------------------------------- the whole mention is a label

    def _whole(self, text: str) -> tuple[Naming, ...]:
        for variant in _variants(text):
            naming = self._exact(variant)
            if naming is not None:
                return (naming,)
        return ()

    def _exact(self, text: str, schemes: tuple[str, ...] = ()) -> Naming | None:
        if is_abbreviation(text):
            concept = self.context.understood(text, self.scheme)
            if concept is not None:
                kind = MatchKind.PREFERRED if concept.label == text else MatchKind.ABBREVIATION
                return Naming(concept, kind)
        plain = dict.fromkeys((words(text), words(self._spelt_out(text))))
        keys = dict.fromkeys(key for one in plain for key in (one, bare(one)))
        return next((naming for key in keys if (naming := self._named(key, schemes)) is not None), None)

    def _named(self, key: tuple[str, ...], schemes: tuple[str, ...] = ()) -> Naming | None:
        """Gives the one concept that goes by the words, in the first of the schemes that has one."""
        namings = self.context.known.worded(key)
        if not namings:
            return None
        for scheme in schemes or (self.scheme, *SCHEMES):
            own = [naming for naming in namings if scheme in naming.concept.schemes]
            if own:
                best = min(own, key=lambda naming: _ORDER.index(naming.kind))
                rivals = {naming.concept.name for naming in own if naming.kind is best.kind}
                return best if len(rivals) == 1 else None
        return None

    def _spelt_out(self, text: str) -> str:
        """Writes the abbreviations inside a text in full, as far as they are understood."""
        if not _CAPITALS.search(text):
            return text

        def full(found: re.Match[str]) -> str:
            concept = self.context.understood(found[0], self.scheme) if is_abbreviation(found[0]) else None
            return found[0] if concept is None else concept.label

        return _SHORT.sub(full, text)

    # ---------------------------------------------------------------- an enumeration

    def _enumerated(self, text: str, *, wholly: bool = False) -> tuple[Naming, ...]:
        """Reads the members one by one.

        With `wholly` each has to be a label; else the first or the last one, or each has to hold a name.
        """
        members = parts(_BRACKETS.sub(" ", text))
        if len(members) < _MANY or len(text) > _LONGEST_LIST or _refused(words(text)):
            return ()
        named = [self._member(member, "" if member is members[-1] else members[-1]) for member in members]
        exact = [naming is not None and naming.kind is not MatchKind.BROADER for naming in named]
        enough = all(exact) if wholly else exact[0] or exact[-1] or all(named)
        if not enough:
            return ()
        return tuple(naming for naming in named if naming is not None)

    def _member(self, member: str, last: str) -> Naming | None:
        """Reads one member, with the end of the last one where that makes a name (breast and bowel cancer)."""
        tail = last.split()
        longer = [f"{member} {' '.join(tail[start:])}" for start in range(1, len(tail))]
        found = (self._exact(wording, (self.scheme, "condition")) for wording in (*longer, member))
        return next((naming for naming in found if naming is not None), None) or next(iter(self._inside(member)), None)

    # ---------------------------------------------------------------- a name inside

    def _inside(self, text: str) -> tuple[Naming, ...]:
        plain = untied(_BRACKETS.sub(" ", text))
        for wording in dict.fromkeys((plain, self._spelt_out(plain))):
            key = words(wording)
            naming = None if _refused(key) else self._across(key) or self._head(key)
            if naming is not None:
                return (naming,)
        return ()

    def _across(self, key: tuple[str, ...]) -> Naming | None:
        """Gives the concept of the longest label across a linking word, e.g. in shortness of breath at rest.

        It is the first linking word, or the next one where only idle words stand before (signs of shortness of breath).
        """
        while key:
            first = next((index for index, word in enumerate(key) if word in phrasing().links), len(key))
            ends = [index for index in range(len(key), first + 1, -1) if index == len(key) or _idle(key[index])]
            for start in range(first):
                for end in (index for index in ends if index - start <= self.context.known.longest):
                    naming = self._named(key[start:end], (self.scheme, "condition"))
                    if naming is not None:
                        return Naming(naming.concept, MatchKind.BROADER)
            key = key[first + 1 :] if all(_idle(word) for word in key[:first]) else ()
        return None

    def _head(self, key: tuple[str, ...]) -> Naming | None:
        """Looks at the noun phrases in order, past those that only carry a name."""
        for segment in segments(key):
            replaced = self._replaced(segment)
            if replaced is not None:
                return replaced
            rest = segment
            while rest:
                naming = self._ending(rest)
                if naming is not None:
                    return naming
                if not _idle(rest[-1]):
                    return None
                rest = rest[:-1]
        return None

    def _replaced(self, segment: tuple[str, ...]) -> Naming | None:
        name = next((phrasing().replacements[word] for word in segment if word in phrasing().replacements), None)
        concept = None if name is None else self.context.known.get(name)
        return None if concept is None else Naming(concept, MatchKind.BROADER)

    def _ending(self, segment: tuple[str, ...]) -> Naming | None:
        """Gives the concept of the longest label at the end of a noun phrase."""
        schemes = (self.scheme,) if self.scheme == "intervention" else (self.scheme, "condition")
        for start in range(len(segment)):
            ending = segment[start:]
            naming = self._named(ending, schemes)
            denied = start > 0 and segment[start - 1] in phrasing().negations
            if naming is None or denied or naming.concept.name in _TOO_WIDE or _stands_alone(ending, segment):
                continue
            return Naming(naming.concept, MatchKind.BROADER)
        return None


def _idle(word: str) -> bool:
    """Tells whether a word beside a name changes nothing of it."""
    return word in phrasing().carriers or word in phrasing().links or word[0].isdigit()


def _stands_alone(ending: tuple[str, ...], segment: tuple[str, ...]) -> bool:
    return len(ending) == 1 < len(segment) and ending[0] in phrasing().alone


def _refused(key: tuple[str, ...]) -> bool:
    """Tells whether a mention starts by saying that the thing was not there or not done."""
    return bool(key) and key[0] in phrasing().refusals


def _variants(text: str) -> Iterator[str]:
    """Gives the wordings in one mention.

    They are: as it stands, without brackets, in brackets at its end, beside "or ABC", turned round (Ulcer, Diabetic).
    """
    plain = " ".join(text.split())
    yield plain
    outside = " ".join(_BRACKETS.sub(" ", plain).split())
    if outside != plain:
        yield outside
        if plain.endswith((")", "]")) and phrasing().replacements.keys().isdisjoint(words(outside)):
            yield from (inner.strip() for inner in _BRACKETS.findall(plain)[-1:])
    beside = _ALSO.split(plain)
    if len(beside) > 1:
        yield from beside
    first, comma, last = outside.partition(", ")
    if comma and "," not in last:
        yield f"{last} {first}"

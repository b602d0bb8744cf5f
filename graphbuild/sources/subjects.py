"""What the indexers of a paper say that it is about: headings of MeSH, and keywords of its authors.

A heading is a condition where it is qualified by what was done about it, and an intervention where it is qualified by
how it was given; a keyword is a condition where its name is one. Either counts only where the title or the abstract
speaks of it too: indexers add classes of drugs and conditions that only some of the people had.
"""

import re
from collections.abc import Iterable

from graphbuild.language.lexicon import load
from graphbuild.model.fact import Field

_DONE_ABOUT = frozenset(
    {"drug therapy", "therapy", "prevention & control", "rehabilitation", "diet therapy", "radiotherapy"}
)
_GIVEN = frozenset({"therapeutic use", "administration & dosage"})
_MAJOR = "*"
_SHORT = 3
_DISEASE = "disease"


def heading(name: str, qualifiers: Iterable[str], *, major: bool) -> Field | None:
    """Gives what a heading of MeSH with its qualifiers names, if it is something that a study is about.

    >>> heading("Sleep Initiation and Maintenance Disorders", ["drug therapy"], major=False).value
    'study.condition'
    """
    found = set(qualifiers)
    if found & _DONE_ABOUT:
        return Field.CONDITION
    if found & _GIVEN:
        return Field.INTERVENTION_NAME
    return Field.CONDITION if major and is_disease(name) else None


def keyword(word: str, text: str) -> Field | None:
    """Gives what a keyword names, if it is something that the study of the text is about.

    >>> keyword("Insomnia", "A pill for insomnia").value, keyword("Insomnia", "A pill for sleep")
    ('study.condition', None)
    """
    return Field.CONDITION if is_disease(word) and word.casefold() in text.casefold() else None


def stems(text: str) -> frozenset[str]:
    """Gives the words of a text, whatever their number.

    A heading is told where a text holds all words of it, in any order:

    >>> stems("Arthritis, Reactive") <= stems("A pill for reactive arthritis"), stems("Agents") <= stems("A pill")
    (True, False)
    """
    return frozenset(_stem(word) for word in re.findall(r"\w+", text.casefold()))


def _stem(word: str) -> str:
    return re.sub(r"(?:es|e|s)$", "", word) if len(word) > _SHORT else word


def is_disease(words: str) -> bool:
    """Tells whether words are the name of a disease, or end in one that says more than its last word."""
    matches = load("conditions").find(words)
    return any(
        match.code == _DISEASE and match.span.end == len(words) and (match.span.start == 0 or " " in match.wording)
        for match in matches
    )


def split_heading(text: str) -> tuple[str, tuple[str, ...], bool]:
    """Gives the name, the qualifiers and whether any is major of a heading as MEDLINE writes it.

    >>> split_heading("Insomnia/*drug therapy/psychology")
    ('Insomnia', ('drug therapy', 'psychology'), True)
    """
    name, *qualifiers = text.split("/")
    return name.strip(_MAJOR), tuple(one.strip(_MAJOR) for one in qualifiers), _MAJOR in text

"""One wording that may state a trait of the study or of its participants."""

from dataclasses import dataclass

from graphbuild.language.ages import FoundAge
from graphbuild.model.text import Span


@dataclass(frozen=True, slots=True)
class Trait:
    """A wording with the code that it stands for, and what speaks for its being said of this study."""

    code: str
    span: Span
    sentence: int
    features: frozenset[str]
    age: FoundAge | None = None

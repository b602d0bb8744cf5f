"""The details of a trial that its abstract states: sizes, doses, end points and their values, group differences.

Trained models (training/slots.py) find and group the words; each fact quotes them. Where an abstract has such details
they stand for what the general families would read there; other texts get nothing from this family.
"""

from collections.abc import Iterable

from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.results import findings
from graphbuild.model.fact import Fact
from graphbuild.model.text import Document


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the findings with their numbers; groups and end points come with the families of their kind."""
    made = outline(document)
    return findings(document, made, found) if made.groups else ()

"""The calendar time that the data of a study cover: between 2010 and 2015; recruited from May 2012 to June 2014."""

from collections.abc import Iterator

from graphbuild.model.fact import Fact
from graphbuild.model.text import Document


def periods(document: Document) -> Iterator[Fact]:
    """Gives the period of this study."""
    yield from ()

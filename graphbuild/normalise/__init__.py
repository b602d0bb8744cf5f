"""Mentions -> concepts of the vocabulary, saying how each matched.

`vocabulary()` is the vocabulary in memory (labels, what is narrower and broader), `concepts()` all of its concepts.
"""

from dataclasses import replace
from itertools import chain

from graphbuild.model.study import Stated, Study, Term
from graphbuild.normalise.context import Context, texts
from graphbuild.normalise.matching import Matcher
from graphbuild.normalise.vocabulary import SCHEMES, Concept, Naming, Vocabulary, concepts, read, vocabulary

__all__ = ["SCHEMES", "Concept", "Naming", "Vocabulary", "concepts", "normalise", "read", "vocabulary"]


def normalise(study: Study, known: Vocabulary | None = None, *, text: str = "") -> Study:
    """Gives the study with its conditions, interventions and outcomes linked to concepts.

    `text` is what else there is to understand abbreviations by: the article. A mention that no concept fits keeps the
    links that it had; doing it again changes nothing.
    """
    context = Context(known or vocabulary(), chain(texts(study), (text,)))

    def linked(stated: Stated[Term], scheme: str) -> Stated[Term]:
        found = Matcher(context, scheme).links(stated.value)
        return replace(stated, value=replace(stated.value, links=found or stated.value.links))

    return replace(
        study,
        conditions=tuple(linked(stated, "condition") for stated in study.conditions),
        interventions=tuple(replace(item, name=linked(item.name, "intervention")) for item in study.interventions),
        outcomes=tuple(replace(item, measure=linked(item.measure, "outcome")) for item in study.outcomes),
    )

"""Mentions -> concepts of the vocabulary, saying how each matched."""

from graphbuild.model.study import Study


def normalise(study: Study) -> Study:
    """Gives the study with the concepts of its conditions, interventions and outcomes linked."""
    return study

"""Scores extraction against gold sets, each by the protocol that was published with it."""

from graphbuild.registry import Registry

SETS = Registry(
    "graphbuild.sets",
    {"news_train": "graphbuild.evaluate.news:evaluate", "news_dev": "graphbuild.evaluate.news:evaluate"},
)
"""Name of a set -> (path, extractor) -> Scores."""

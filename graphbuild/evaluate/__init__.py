"""Scores extraction against gold sets, each by the protocol that was published with it.

An evaluator is a function of the path of a set and the name of a part (None: the development part). It reads the gold,
runs the extractor in its own way and gives `Scores`: a table, figures for a machine, and what went wrong by field.
"""

from graphbuild.registry import Registry

SETS = Registry(
    "graphbuild.sets",
    {
        "ctro": "graphbuild.evaluate.ctro:evaluate",
        "ebm_nlp": "graphbuild.evaluate.ebm_nlp:evaluate",
        "evidence_inference": "graphbuild.evaluate.evidence_inference:evaluate",
        "news_dev": "graphbuild.evaluate.news:evaluate",
        "news_train": "graphbuild.evaluate.news:evaluate",
        "rct_art": "graphbuild.evaluate.rct_art:evaluate",
        "sentence_roles": "graphbuild.evaluate.sentence_roles:evaluate",
        "trialsieve": "graphbuild.evaluate.trialsieve:evaluate",
    },
)
"""Name of a set -> graphbuild.evaluate.scores.Evaluator."""

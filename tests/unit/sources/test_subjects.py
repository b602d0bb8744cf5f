"""Headings and keywords count where the title or the abstract speaks of them."""

import pytest

from graphbuild.model.fact import Field
from graphbuild.sources import read_documents
from graphbuild.sources.subjects import stems

TEXT = "Somnol for chronic sleep diseases: tablets in a trial"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Sleep Disease, Chronic", True),
        ("Tablets", True),
        ("Hypnotics and Sedatives", False),
        ("Sleep Apnea", False),
    ],
)
def test_every_word_of_a_heading_must_be_said(name, told):
    assert (stems(name) <= stems(TEXT)) is told


def test_classes_of_drugs_that_only_indexers_name_are_left_out():
    record = (
        "PMID- 7\nTI  - Somnol for insomnia: a randomised trial\nAB  - Somnol helped adults with insomnia to sleep.\n"
        "MH  - Somnol/therapeutic use\nMH  - Hypnotics and Sedatives/therapeutic use\n"
        "MH  - Sleep Initiation and Maintenance Disorders/drug therapy\nMH  - Insomnia/drug therapy\n"
    )
    (document,) = read_documents(record.encode(), "one.nbib")
    kept = {fact.value for fact in document.facts if fact.field in {Field.CONDITION, Field.INTERVENTION_NAME}}
    assert kept == {"Somnol", "Insomnia"}

import pytest

from graphbuild.extract.focus import focus
from graphbuild.extract.funding import extract
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment


def read(sentence, field=Field.FUNDER):
    text = f"Zinc shortens colds\nZinc shortened colds in a trial of 120 adults.\n{sentence}\n"
    document = focus(segment(Document(text)))
    facts = list(extract(document, ()))
    assert all(check(fact, document) is None for fact in facts)
    return [fact.value for fact in facts if fact.field is field]


@pytest.mark.parametrize(
    ("sentence", "funders"),
    [
        ("The study was funded by the Acme Foundation.", ["Acme Foundation"]),
        (
            "Funding: the National Heart, Lung, and Blood Institute and the Acme Fund.",
            ["National Heart, Lung, and Blood Institute", "Acme Fund"],
        ),
        ("The study was funded by Acme Pharmaceuticals (XYZ), and is praised by its leader.", ["Acme Pharmaceuticals"]),
        ("The study, funded by the Acme Fund and published in a journal, took a year.", ["Acme Fund"]),
        ("In the study, paid for by Acme Health, fewer women had fractures.", ["Acme Health"]),
        (
            "The study was funded by a grant from the Acme Institute (R01-HL12345) and by Pfizer.",
            ["Acme Institute", "Pfizer"],
        ),
        (
            "The research was funded by the Acme Council; the Example Trust, Norway; and a private donation.",
            ["Acme Council", "Example Trust, Norway", "private donation"],
        ),
        ("The trial was funded by the drug's manufacturer, Acme Pharmaceuticals.", ["Acme Pharmaceuticals"]),
        (
            "It was made by Acme Inc, which is funding the trial along with the Example Trust and the Blue Foundation.",
            ["Acme Inc", "Example Trust", "Blue Foundation"],
        ),
        ("With funding from the Acme Council (Norway), Dr. Alder began the trial.", ["Acme Council"]),
        ("Funding for the study was provided by the Acme Council.", ["Acme Council"]),
        ("The Acme Council and the Example Trust funded the study.", ["Acme Council", "Example Trust"]),
        ("They report on an Acme Lung Society-funded trial.", ["Acme Lung Society"]),
        ("The study, funded by the Acme Fund, appears in a journal.", ["Acme Fund"]),
        ("The study was funded by the Acme Institute, part of the Example Council.", ["Acme Institute"]),
        ("Acme Devices, maker of the stent, funded the study.", ["Acme Devices"]),
        ("The study was paid for by Acme Drugs, of Oakland, Calif., which employs two authors.", ["Acme Drugs"]),
        (
            "The study was supported by the Acme Institute (grant AB123456) and Blue Wheels Abroad.",
            ["Acme Institute", "Blue Wheels Abroad"],
        ),
        ("The trial was funded by the Acme Council via a fellowship.", ["Acme Council"]),
        ("It is made by Acme Drugs, which paid for the clinical trial.", ["Acme Drugs"]),
        (
            "The trial is funded by Acme Aid, with support from the Example Trust and the Blue Fund.",
            ["Acme Aid", "Example Trust", "Blue Fund"],
        ),
        ("The study was funded by the Mary and John Acme Foundation.", ["Mary and John Acme Foundation"]),
        (
            "The study was sponsored by Acme College of Zinc and funded by the Acme Fund.",
            ["Acme College of Zinc", "Acme Fund"],
        ),
        ("The study was funded by GSK and Acme Spinoffs.", ["GSK", "Acme Spinoffs"]),
        ("The trial was funded by zinc manufacturer Acme Drugs.", ["Acme Drugs"]),
        ("It was funded by a grant from the government's Acme Agency.", ["Acme Agency"]),
        ("The study was paid for by several bodies including the Acme Navy.", ["Acme Navy"]),
        ("Acme Drugs, which sells the pump used here, funded the research.", ["Acme Drugs"]),
        ("Funded by the Acme Fund, the work has been published.", ["Acme Fund"]),
        ("The Institutes of Acme Health-funded study ended.", ["Institutes of Acme Health"]),
        ("It is sold by Acme Pharma and Zorblina Pharma, who funded the research.", ["Acme Pharma", "Zorblina Pharma"]),
        ("This work was supported by Acme Aid, a charity; and by the Blue Fund.", ["Acme Aid", "Blue Fund"]),
        ("The team received funding from the Blue Fund.", ["Blue Fund"]),
        ("The study was supported by the Jane and John Acme Foundation.", ["Jane and John Acme Foundation"]),
        (
            "The National Heart, Lung and Blood Institute, which paid for the study, agreed.",
            ["National Heart, Lung and Blood Institute"],
        ),
        ("The trial was funded by the Acme Council through a fellowship to its leader.", ["Acme Council"]),
    ],
)
def test_funders_are_read(sentence, funders):
    assert read(sentence) == funders


@pytest.mark.parametrize(
    "sentence",
    [
        "The school is a top recipient of funding from the National Institutes of Health.",
        "The findings support earlier work.",
        "Earlier studies were funded by Acme Pharmaceuticals.",
        "The study received no funding.",
        "Roe has received research funding from Acme Drugs.",
        "One of the researchers has received research funding from Acme Drugs.",
        "The firm got 9 million: Zorblina received $9 million in financial support from the Acme Fund.",
        "Roe is an Acme Council-funded research fellow in the study.",
        "It was told at a meeting on zinc studies sponsored by the Acme Society.",
        "The Sleep Symposium, co-sponsored by the Acme Society, features a study of pills.",
        "The study was funded by Springfield-based firms in the field.",
    ],
)
def test_other_money_is_no_funding_of_this_study(sentence):
    assert read(sentence) == []


def test_a_sponsor_is_named_as_such():
    assert read("The trial was sponsored by Acme Pharmaceuticals.", Field.SPONSOR) == ["Acme Pharmaceuticals"]
    assert read("The trial was funded by Acme Pharmaceuticals.", Field.SPONSOR) == []


def test_declared_interests_are_kept_as_worded():
    sentence = "Dr. Roe has received consulting fees from Acme Pharmaceuticals."
    assert read(sentence, Field.CONFLICT) == [sentence]


def test_notes_to_editors_may_say_who_paid():
    told = "Notes to editors\nThis study was funded by the Acme Fund.\nAcme University is supported by the Blue Fund.\n"
    assert read(told) == ["Acme Fund"]

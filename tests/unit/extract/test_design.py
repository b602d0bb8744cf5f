import pytest

from graphbuild.extract.design import extract, mentions
from graphbuild.extract.focus import focus
from graphbuild.gate import check
from graphbuild.model.codes import Design, Phase, StudyType
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment

LEAD = "A herbal tincture eased hay fever, a study finds\nMarch 3, 2021\n"


def read(text):
    document = focus(segment(Document(LEAD + text)))
    return document, list(extract(document, ()))


def values(text, field):
    return {fact.value for fact in read(text)[1] if fact.field is field}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the randomized, double-blind, placebo-controlled trial, 80 adults took it or a placebo.",
            {Design.RANDOMIZED, Design.DOUBLE_BLIND, Design.PLACEBO_CONTROLLED},
        ),
        ("For the study, 80 adults were randomly assigned to the tincture or to no treatment.", {Design.RANDOMIZED}),
        ("Researchers reported on an open-label, phase 1 study of the tincture in 12 adults.", {Design.OPEN_LABEL}),
        ("The researchers say that this study was controlled and the results are sound.", {Design.CONTROLLED}),
        ("The researchers say that this study was not controlled, so more work is needed.", {Design.UNCONTROLLED}),
        ("Four different doses of the tincture were tested in the trial.", {Design.DOSE_RANGING}),
        ("In the trial, 24 villages were randomly assigned to the tincture or none.", {Design.CLUSTER_RANDOMIZED}),
        ("This was a small double-blind study, and it involved 40 adults.", {Design.DOUBLE_BLIND}),
        (
            "For the study, half of 80 adults were randomly assigned to the tincture and the other half to a placebo.",
            {Design.RANDOMIZED, Design.PLACEBO_CONTROLLED},
        ),
    ],
)
def test_the_design_of_this_study_is_read(text, expected):
    assert expected <= values(text, Field.DESIGN)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The researchers say that this study was not controlled.", Design.CONTROLLED),
        ("The trial was not randomized, the team said.", Design.RANDOMIZED),
        ("It was not done as a randomized controlled trial.", Design.RANDOMIZED),
        ("It was not done as a randomized controlled trial.", Design.CONTROLLED),
        ("The team now plans to run a larger randomized trial next year.", Design.RANDOMIZED),
        ("Four different doses of the tincture were tested.", Design.MULTICENTRE),
        ("The result should be confirmed by a randomized trial.", Design.RANDOMIZED),
        ("The trial involved adults whose hay fever was inadequately controlled with sprays.", Design.CONTROLLED),
        ("A multinational drug maker sells the tincture.", Design.MULTICENTRE),
        ("The trial involved 126 adults in primary care clinics.", Design.MULTICENTRE),
        ("The study involved 53 infants weighing less than 3 pounds at hospitals in the north.", Design.MULTICENTRE),
        ("The team says that a randomized trial is still needed.", Design.RANDOMIZED),
        ("The study was criticized for its lack of a control group.", Design.CONTROLLED),
        ("The trial used a bitter drink, the herbal equivalent of a placebo.", Design.PLACEBO_CONTROLLED),
        ("The 80 adults in the trial got the tincture or a fake treatment.", Design.PLACEBO_CONTROLLED),
        ("The trial of 80 adults may have shown a placebo effect.", Design.PLACEBO_CONTROLLED),
        ("The results come from a small non-sham-controlled study of 20 adults.", Design.PLACEBO_CONTROLLED),
        ("In the trial, 80 adults took the controlled-release tincture.", Design.CONTROLLED),
        ("The 900 adults belong to the Prospective Urban Survey, the study says.", Design.PROSPECTIVE),
        ("The 80 adults were followed with case report forms in this study.", Design.CASE_SERIES),
        ("A pilot study of the tincture was published in 2013.", Design.PILOT),
        ("The tincture did well in a 2007 pilot study of 30 adults.", Design.PILOT),
        ("The team says that a strong case exists for a randomized trial of the tincture.", Design.RANDOMIZED),
        ("The 80 adults had taken part in four randomized studies before.", Design.RANDOMIZED),
        ("The tincture has a multi-factorial effect, the study found.", Design.FACTORIAL),
        ("The tincture provides controlled release over ten hours.", Design.CONTROLLED),
        ("In the trial the tincture, available at many hospitals, was given to 80 adults.", Design.MULTICENTRE),
        ("The study of 80 adults found that breathing is more controlled with the spray.", Design.CONTROLLED),
    ],
)
def test_what_is_denied_planned_or_unsaid_is_not_claimed(text, absent):
    assert absent not in values(text, Field.DESIGN)


def test_a_changed_word_changes_its_own_facts_only():
    plain = "Researchers ran an open-label, phase 1 study in 12 adults. They say that this study was not controlled."
    twin = plain.replace("was not controlled", "was controlled")
    before, after = values(plain, Field.DESIGN), values(twin, Field.DESIGN)
    assert before - after == {Design.UNCONTROLLED}
    assert after - before == {Design.CONTROLLED}
    assert values(plain, Field.PHASE) == values(twin, Field.PHASE) == {Phase.PHASE_1}


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("The phase 2 trial involved 60 adults who took the tincture or a placebo.", Phase.PHASE_2),
        ("Results of a Phase III trial of the tincture in 900 adults were reported on Monday.", Phase.PHASE_3),
    ],
)
def test_the_phase_of_this_study_is_read(text, phase):
    assert values(text, Field.PHASE) == {phase}


@pytest.mark.parametrize(
    "text",
    [
        "A phase 3 trial is planned for next year, the company said.",
        "The tincture is being tested in phase 3 trials for asthma.",
        "The result points to success in a confirmatory phase 3 trial.",
        "Phase 1 of the 2014 campaign ran on television, the team said.",
        "Her sister heads the Phase 1 and Early Drugs Unit of the hospital.",
    ],
)
def test_a_phase_of_another_trial_is_not_claimed(text):
    assert values(text, Field.PHASE) == set()


def test_a_stage_must_be_surer_than_a_phase(monkeypatch):
    monkeypatch.setitem(extract.__globals__, "probability", lambda *_: 0.7)
    assert values("The phase 2 trial involved 60 adults.", Field.PHASE) == {Phase.PHASE_2}
    assert values("The mid-stage trial involved 60 adults.", Field.PHASE) == set()


def test_a_phase_in_the_background_gives_way_to_that_of_the_study():
    text = (
        "Background\nA phase 2 trial of the tincture in 60 adults was reported to ease hay fever.\n"
        "The Study\nThe team then ran a phase 3 trial of the tincture in 900 adults, who took it or a placebo."
    )
    assert values(text, Field.PHASE) == {Phase.PHASE_3}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "In the clinical trial, 80 adults were randomly assigned to receive the drug or a placebo. It was safe.",
            StudyType.INTERVENTIONAL,
        ),
        (
            "Researchers reviewed registry records of 9,000 people. The cohort study cannot prove cause and effect.",
            StudyType.OBSERVATIONAL,
        ),
    ],
)
def test_the_kind_of_a_study_follows_from_its_words(text, kind):
    assert values(text, Field.STUDY_TYPE) == {kind}


def test_every_claim_passes_the_gate():
    document, facts = read(
        "In the randomized, placebo-controlled phase 2 trial at 12 hospitals, 80 adults took the tincture."
    )
    assert facts
    assert [check(fact, document) for fact in facts] == [None] * len(facts)


def test_sites_count_only_with_their_number():
    document = focus(segment(Document(LEAD + "Hospitals often use it. The trial ran at 12 hospitals.")))
    found = [item.span.of(document.text) for item in mentions(document, "design") if item.code == Design.MULTICENTRE]
    assert found == ["hospitals"]


def test_a_document_without_sentences_gives_nothing():
    assert list(extract(Document(""), ())) == []

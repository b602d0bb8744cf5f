import pytest

from graphbuild.extract.candidates import Candidate, candidates
from graphbuild.extract.focus import focus
from graphbuild.extract.intervention import _roles, extract
from graphbuild.extract.regimen import Given, regimen
from graphbuild.extract.selection import Choice
from graphbuild.extract.standing import is_foil
from graphbuild.gate import check
from graphbuild.model.codes import InterventionRole, InterventionType, Route
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

TRIAL = (
    "Aspirin eases migraine, trial finds\n"
    "In a randomized trial, researchers tested aspirin in 200 adults with migraine. Half of the participants were "
    "randomly assigned to receive 300 mg of aspirin by mouth twice a day for six weeks, and the other half received "
    "placebo. Those in the aspirin group had fewer migraine attacks than those in the placebo group. Aspirin was safe, "
    "the researchers said.\n"
)
CELLS = (
    "Stem cells prove safe in a small trial\n"
    "Researchers tested mesenchymal stem cells in ten people with multiple sclerosis. The stem cells were injected a "
    "single time into the spinal fluid. The stem cells were obtained and grown from donated bone marrow under a "
    "standard protocol. Three different doses of stem cells were tested. The treatment with stem cells was safe.\n"
)


def read(text):
    document = focus(segment(Document(text)))
    return document, list(extract(document, ()))


def values(text, field, about=None):
    return {fact.value for fact in read(text)[1] if fact.field is field and about in {None, fact.about}}


def test_a_drug_and_placebo_are_named_with_type_and_role():
    names = {str(name).lower() for name in values(TRIAL, Field.INTERVENTION_NAME)}
    assert names == {"aspirin", "placebo"}
    assert values(TRIAL, Field.INTERVENTION_TYPE, "aspirin") == {InterventionType.DRUG}
    assert values(TRIAL, Field.INTERVENTION_ROLE, "aspirin") == {InterventionRole.EXPERIMENTAL}
    assert values(TRIAL, Field.INTERVENTION_ROLE, "placebo") == {InterventionRole.PLACEBO}


def test_a_regimen_belongs_to_the_drug_that_it_stands_beside():
    assert values(TRIAL, Field.INTERVENTION_DOSE) == {"300 mg"}
    assert values(TRIAL, Field.INTERVENTION_ROUTE, "aspirin") == {Route.ORAL}
    assert values(TRIAL, Field.INTERVENTION_FREQUENCY, "aspirin") == {"twice a day"}


def test_lay_words_tell_route_and_times_and_doses():
    assert values(CELLS, Field.INTERVENTION_TYPE) == {InterventionType.CELL}
    assert values(CELLS, Field.INTERVENTION_ROUTE) == {Route.INTRATHECAL}
    assert values(CELLS, Field.INTERVENTION_ADMINISTRATIONS) == {1}
    assert values(CELLS, Field.INTERVENTION_DOSE_LEVELS) == {3}
    assert values(CELLS, Field.INTERVENTION_DESCRIPTION) == {"obtained and grown from donated bone marrow"}


@pytest.mark.parametrize("text", [TRIAL, CELLS])
def test_every_fact_quotes_the_text(text):
    document, facts = read(text)
    assert facts
    for fact in facts:
        assert check(fact, document) is None, fact


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The museum opens at nine.\nIt shows old maps.\n",
        "Prices rose by 3 percent.\nThe bank said so on Monday.\n",
    ],
)
def test_a_text_about_something_else_names_no_placebo_or_dose(text):
    assert not values(text, Field.INTERVENTION_DOSE)
    assert "placebo" not in values(text, Field.INTERVENTION_NAME)


def test_a_dose_in_the_background_is_left():
    text = TRIAL + "Background: In earlier mouse studies, animals received 90 mg of aspirin.\n"
    assert values(text, Field.INTERVENTION_DOSE) == {"300 mg"}


ANONYMOUS = (
    "Stem cells prove safe in a small trial\n"
    "Researchers tested mesenchymal stem cells in ten people with multiple sclerosis. Experiments in mice were done "
    "before. In this trial, all cells were grown from the tissue of one donor. Each participant in this trial received "
    "an injection at one of four doses. The stem cells went into the spinal canal. The treatment with stem cells was "
    "safe.\n"
)


def test_a_sentence_without_its_name_speaks_of_the_only_thing_that_was_tested():
    assert values(ANONYMOUS, Field.INTERVENTION_DESCRIPTION) == {"grown from the tissue of one donor"}
    assert values(ANONYMOUS, Field.INTERVENTION_DOSE_LEVELS) == {4}


def test_a_specific_way_goes_before_a_bare_injection():
    assert values(ANONYMOUS, Field.INTERVENTION_ROUTE) == {Route.INTRATHECAL}


def test_what_a_group_of_known_size_was_given_is_an_intervention():
    words = "Half of the people got aspirin. Then 47 people were given zorbexine in this trial.\n"
    text = TRIAL + words
    start = text.index("were given zorbexine")
    span = Span(start, start + len("were given zorbexine"))
    document = focus(segment(Document(text)))
    label = Fact(Field.ARM_LABEL, "were given zorbexine", span, "test", about="were-given-zorbexine")
    assert "zorbexine" in {fact.value for fact in extract(document, (label,))}


def test_what_is_taught_is_behavioural():
    text = (
        "Yoga program eases fatigue in multiple sclerosis, trial finds\n"
        "Researchers randomly assigned 120 adults to a yoga program or to no treatment. Those in the yoga program had "
        "less fatigue.\n"
    )
    assert InterventionType.BEHAVIOURAL in values(text, Field.INTERVENTION_TYPE)


def test_one_of_those_compared_is_tested():
    class Even:
        def probabilities(self, features):
            return (
                {"comparator": 0.6, "experimental": 0.3, "placebo": 0.1} if "drug" in features else {"comparator": 1.0}
            )

    kept = [Choice(Candidate((name,), (), None, "unknown"), 0.9, ()) for name in ("mentoprol", "care")]
    roles = _roles(kept, [("drug",), ("care",)], lambda _: Even())
    assert [role for role, _ in roles] == [InterventionRole.EXPERIMENTAL, InterventionRole.COMPARATOR]
    assert [role for role, _ in _roles(kept[1:], [("care",)], lambda _: Even())] == [InterventionRole.COMPARATOR]


def test_what_people_get_anyway_is_never_what_was_tested():
    class Sure:
        def probabilities(self, features):
            return {"background": 0.1, "comparator": 0.2, "experimental": 0.7} if features else {}

    kept = [Choice(Candidate(("usual", "local", "practice"), (), None, "unknown"), 0.9, ())]
    assert _roles(kept, [("care",)], lambda _: Sure())[0][0] is InterventionRole.COMPARATOR


SHAM = (
    "Acupuncture eases back pain\n"
    "In a randomized trial, 90 adults with back pain received acupuncture or sham acupuncture. Pain fell more with "
    "acupuncture than with sham acupuncture, which served as the placebo. The placebo group also felt better.\n"
)


def test_of_two_names_for_one_pretence_the_sham_is_kept():
    names = {str(name).lower() for name in values(SHAM, Field.INTERVENTION_NAME)}
    assert names == {"acupuncture", "sham acupuncture"}
    assert not {str(name) for name in values(SHAM, Field.INTERVENTION_ALIAS, "acupuncture") if "sham" in str(name)}


def test_a_sham_operation_is_a_procedure_and_a_dummy_pill_is_not_a_drug():
    assert values(SHAM, Field.INTERVENTION_TYPE, "sham-acupuncture") == {InterventionType.PROCEDURE}
    pill = TRIAL.replace("placebo group", "dummy pill group").replace("received placebo", "received a dummy pill")
    assert values(pill, Field.INTERVENTION_TYPE, "dummy-pill") == {InterventionType.OTHER}


def test_what_the_other_half_received_is_an_intervention():
    text = TRIAL.replace("received placebo", "received massage therapy").replace("the placebo group", "the others")
    assert "massage therapy" in {str(name) for name in values(text, Field.INTERVENTION_NAME)}


ALIASES = (
    "Zorbexine eases migraine, trial finds\n"
    "In a randomized trial, 200 adults with migraine received zorbexine or placebo. Zorbexine's effect came soon. "
    "Zorbexine tablets were taken by mouth. Oral zorbexine was safe. Zorbexine sales rose. Patients liked the "
    "zorbexine tablets, and annual zorbexine sales were high.\n"
)


def test_a_fuller_name_that_goes_on_to_another_thing_is_no_alias():
    found = {str(name).lower() for name in values(ALIASES, Field.INTERVENTION_ALIAS)}
    assert not {name for name in found if "sales" in name or name.endswith("'s")}


def test_what_it_was_given_as_is_part_of_an_alias():
    assert "zorbexine tablets" in {str(name).lower() for name in values(ALIASES, Field.INTERVENTION_ALIAS)}


def test_what_others_are_set_against_again_and_again_was_not_tested():
    text = (
        "Zorbexine beats aspirin in migraine, trial finds\n"
        "In a randomized trial, 200 adults with migraine were given zorbexine or aspirin. Pain fell more with "
        "zorbexine than with aspirin. People slept better on zorbexine, compared with those who took aspirin. "
        "Zorbexine was safe.\n"
    )
    document = focus(segment(Document(text)))
    named = {one.best.name.words: one for one in candidates(document)}
    aspirin, zorbexine = named["aspirin",], named["zorbexine",]
    assert is_foil(aspirin, [zorbexine])
    assert not is_foil(zorbexine, [aspirin])
    assert not is_foil(aspirin, [])


@pytest.mark.parametrize(("kind", "doses"), [(InterventionType.OTHER, []), (InterventionType.DRUG, ["20 mg"])])
def test_only_what_is_taken_has_a_dose(kind, doses):
    text = "Trial of care\nIn this trial, half of the adults had usual care with 20 mg of it a day.\n"
    document = focus(segment(Document(text)))
    start = text.index("usual care")
    given = Given("usual-care", kind, InterventionRole.COMPARATOR, (Span(start, start + len("usual care")),))
    assert [fact.value for fact in regimen(document, [given]) if fact.field is Field.INTERVENTION_DOSE] == doses


def test_placebo_is_kept_rather_than_what_it_is_called_besides():
    text = (
        "Zinc shortens colds, trial finds\nIn a randomized trial, 100 adults with colds received zinc or a placebo. "
        "Colds were shorter with zinc than with placebo, or the dummy pill. Zinc was safe.\n"
    )
    names = {str(name).lower() for name in values(text, Field.INTERVENTION_NAME)}
    assert "placebo" in names
    assert not any("dummy" in name for name in names)


def test_what_is_only_called_the_control_was_not_tested():
    class Sure:
        def probabilities(self, features):
            return {"experimental": 1.0 - len(features)}

    document, _ = read("Zinc or control\nIn a trial, 90 adults received zinc or control. Those on control coughed.\n")
    choices = [Choice(one, 0.9, ()) for one in candidates(document) if one.key in {("zinc",), ("control",)}]
    roles = [role for role, _ in _roles(choices, [()] * len(choices), lambda _: Sure())]
    assert dict(zip((choice.candidate.key for choice in choices), roles, strict=True)) == {
        ("zinc",): InterventionRole.EXPERIMENTAL,
        ("control",): InterventionRole.COMPARATOR,
    }

import pytest

from graphbuild.extract.allotted import allotted, is_thing
from graphbuild.extract.candidates import candidates
from graphbuild.extract.focus import focus
from graphbuild.model.text import Document
from graphbuild.segment import segment

HEAD = "Zinc shortens colds, trial finds\n"


def given(sentence):
    document = focus(segment(Document(HEAD + "In this trial, " + sentence + "\n")))
    return [span.of(document.text).lower() for span in sorted(allotted(document))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("patients were randomly assigned to receive zinc lozenges or a placebo.", ["zinc lozenges", "placebo"]),
        ("80 adults were randomized to massage therapy, acupuncture or usual care.", None),
        (
            "half of the patients took zinc, and the other half of the patients drank plain milk.",
            ["zinc", "plain milk"],
        ),
        ("a second group received 20 mg of paracetamol twice a day.", ["paracetamol"]),
        ("the control group was given daily foot massages.", ["foot massages"]),
    ],
)
def test_what_groups_were_given_is_found_where_it_is_allotted(sentence, expected):
    assert given(sentence) == (expected or ["massage therapy", "acupuncture", "usual care"])


@pytest.mark.parametrize(
    "sentence",
    [
        "the control group improved as well.",
        "other doctors get calls about zinc.",
        "one of the patients was assigned a number before the visit.",
        "the patients liked zinc and milk.",
        "others received a bottle of zinc syrup.",
    ],
)
def test_sentences_that_allot_nothing_give_nothing(sentence):
    assert given(sentence) == []


@pytest.mark.parametrize(
    ("name", "chance", "expected"),
    [
        ("massage therapy", 0.0, True),
        ("sham", 0.0, True),
        ("zorbexine", 0.6, True),
        ("zorbexine", 0.2, False),
        ("vaccine", 0.5, False),
        ("vaccine", 0.95, True),
        ("asthma", 0.9, False),
        ("eye drops", 0.0, True),
        ("bone drug", 0.9, False),
    ],
)
def test_a_thing_is_known_by_its_words_or_is_likely(name, chance, expected):
    document = focus(segment(Document(f"{HEAD}In this trial, the patients received {name} in the clinic.\n")))
    found = next(one for one in candidates(document) if " ".join(one.best.name.words) == name)
    assert is_thing(found, chance) is expected

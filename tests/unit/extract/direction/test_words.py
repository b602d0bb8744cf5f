import pytest

from graphbuild.extract.direction.words import CHANCE, SIGNIFICANT, Role, names, plain, read, stem

ONE, TWO, MEASURED, OTHER = Role.INTERVENTION, Role.COMPARATOR, Role.OUTCOME, Role.GROUP


def roles(text, intervention, comparator, outcome="pain"):
    return [word.role for word in read(text, names(intervention, comparator, outcome)) if word.role]


@pytest.mark.parametrize(
    ("text", "intervention", "comparator", "found"),
    [
        ("pain with ibuprofen or placebo", "ibuprofen", "placebo", [MEASURED, ONE, TWO]),
        ("ibuprofen-treated rats", "ibuprofen", "saline", [ONE]),
        ("the control arm", "yoga", "usual care", [TWO]),
        ("the intervention group", "yoga", "usual care", [ONE]),
        ("Group B and group A", "group A: yoga", "group B: rest", [TWO, ONE]),
        ("RIC and usual care", "remote ischaemic conditioning", "usual care", [ONE, TWO]),
        ("without a tourniquet, with a tourniquet", "tourniquet", "no tourniquet", [TWO, ONE]),
        ("sufentanil alone", "ketamine with sufentanil", "sufentanil alone", [TWO]),
        ("the stretching group against controls", "yoga", "control", [ONE, TWO]),
        ("the stretching group", "yoga", "rest", [OTHER]),
        ("the whole group", "yoga", "rest", []),
        ("cloudy weather", "yoga", "rest", []),
    ],
)
def test_words_name_sides_and_outcome(text, intervention, comparator, found):
    assert roles(text, intervention, comparator) == found


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("(P < 0.01)", SIGNIFICANT),
        ("p = .049", SIGNIFICANT),
        ("p-value of 0.03", SIGNIFICANT),
        ("p=0.05", CHANCE),
        ("P = 0·31", CHANCE),
        ("P > 0.05", CHANCE),
        ("p = 2 \u00d7 10-5", SIGNIFICANT),
    ],
)
def test_a_p_value_says_whether_it_is_significant(text, read_as):
    assert read_as in [word.text for word in read(text, names("a", "b", "c"))]


@pytest.mark.parametrize("text", ["p = 12", "P > 0.001", "group 0.03", "step 0.4"])
def test_what_is_no_p_value(text):
    assert not {SIGNIFICANT, CHANCE} & {word.text for word in read(text, names("a", "b", "c"))}


def test_numbers_keep_their_values():
    found = read("1,204 of them, -3.5%, two", names("a", "b", "c"))
    assert [(word.text, word.value) for word in found if word.value is not None] == [
        ("#", 1204.0), ("#%", -3.5), ("#", 2.0),
    ]  # fmt: skip


def test_marks_have_one_form():
    assert plain("0\u00b75 \u2212 1 &lt; 2") == "0.5 - 1 < 2"


def test_stems():
    assert [stem(word) for word in ("Relapses", "walking", "ring", "bodies")] == ["relaps", "walk", "ring", "bodi"]

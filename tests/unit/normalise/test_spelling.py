import pytest

from graphbuild.normalise.spelling import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haemorrhagic strokes", "hemorrhagic stroke"),
        ("tumour", "tumors"),
        ("paediatric multiple sclerosis", "Pediatric Multiple Sclerosis"),
        ("Alzheimer\u2019s disease", "Alzheimer disease"),
        ("Alzheimers disease", "Alzheimer's disease"),
        ("relapsing-remitting", "relapsing remitting"),
        ("randomised counselling", "randomized counseling"),
        ("Guillain-Barr\u00e9 syndrome", "guillain barre syndrome"),
        ("type II diabetes", "type 2 diabetes"),
        ("headaches", "headache"),
        ("allergies", "allergy"),
        ("hair fibres", "hair fibers"),
        ("\u03b2-thalassaemia", "beta thalassemia"),
        ("levels in their spinal fluid", "levels in the spinal fluid"),
    ],
)
def test_ways_of_writing_one_name_have_one_key(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hepatitis A", "hepatitis"),
        ("phase 1", "phase 2"),
        ("arthritis", "arthrosis"),
        ("virus", "viral"),
        ("type 1 diabetes", "type 2 diabetes"),
    ],
)
def test_different_names_keep_different_keys(one, other):
    assert words(one) != words(other)


@pytest.mark.parametrize("text", ["", "  ", "\u4e2d\u6587", "'s", "---"])
def test_a_text_without_latin_words_has_no_words(text):
    assert words(text) == ()

import numpy as np
import pytest

from graphbuild.extract.tagger.network import Network

WORDS = ["Patients", "with", "pain", "took", "placebo", "IL-0", "00", "%", "."]
COMPOUNDS = ["pain-with-Placebo", "non-pain", "non-such"]


@pytest.mark.parametrize("count", [1, 2, 9])
def test_scores_are_those_of_the_computation_written_out(made, count):
    weights = made.small()
    network = Network(weights)
    found = network.scores(network.states(WORDS[:count]))
    assert np.allclose(found, made.written_out(weights, WORDS[:count]), atol=2e-3)


def test_a_compound_has_the_mean_of_its_parts_and_that_of_any_other_word_where_none_is_known(made):
    weights = made.small()
    network = Network(weights)
    found = network.scores(network.states(COMPOUNDS))
    assert np.allclose(found, made.written_out(weights, COMPOUNDS), atol=2e-3)


def test_scores_do_not_depend_on_what_was_read_before(made):
    fresh, used = Network(made.small()), Network(made.small())
    used.states([f"other{letter}" for letter in "abcdefghij"] * 3)
    assert np.array_equal(fresh.states(WORDS), used.states(WORDS))


def test_more_words_than_are_kept_at_first_change_nothing(made):
    words = [chr(97 + a) + chr(97 + b) + chr(97 + c) for a in range(12) for b in range(12) for c in range(12)]
    network, fresh = Network(made.small()), Network(made.small())
    network.states(words)
    assert np.allclose(network.states(WORDS), fresh.states(WORDS), atol=1e-6)


def test_no_words_have_no_states(made):
    assert Network(made.small()).states([]).shape == (0, made.WIDTH)


def test_a_long_text_is_read_in_windows_with_one_state_a_word(made):
    words = [*WORDS] * 150
    states = Network(made.small()).states(words)
    assert states.shape == (len(words), made.WIDTH)
    assert np.isfinite(states).all()


def test_roles_are_judged_by_the_mean_and_the_greatest_of_a_sentence(made):
    weights = made.small()
    network = Network(weights)
    states = network.states(WORDS)
    scores = network.role_scores(states, [0, 4])
    plain = states * weights.matrix("norm") + weights.matrix("norm.bias")
    second = np.concatenate([plain[4:].mean(0), plain[4:].max(0)])
    assert np.allclose(scores[1], second @ weights.matrix("roles") + weights.matrix("roles.bias"), atol=1e-4)

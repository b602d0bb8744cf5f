from dataclasses import replace

import pytest

from graphbuild.model.study import Stated
from graphbuild.view.completeness import (
    CONSORT,
    FOUND,
    ITEMS,
    NO_JOURNAL,
    REGISTRY,
    corpus_completeness,
    journal_completeness,
    study_completeness,
)
from graphbuild.view.grid import joined
from tests.example import merged_study, news_study, registered_study


def verdicts(study, source=CONSORT):
    rows = [[joined(one) for one in row] for row in study_completeness(study).rows]
    return {name: (verdict == FOUND, value, quote) for origin, name, verdict, value, quote in rows if origin == source}


def titled(words):
    study = news_study()
    title = Stated(words, study.publication.title.evidence)
    return replace(study, publication=replace(study.publication, title=title), reports=())


def test_an_item_is_found_with_its_value_and_quote():
    found = verdicts(news_study())
    assert found["randomisation"][:2] == (True, "randomized")
    assert "randomized, placebo-controlled phase 2 trial" in found["randomisation"][2]
    assert found["primary outcome"][1] == "Sneezing"
    assert found["numbers analysed"][1] == "38"
    assert found["outcome with effect size and precision"][1] == "23.50"
    assert found["harms"][0]


def test_an_item_that_no_text_states_is_not_found():
    found = verdicts(news_study())
    assert found["blinding"] == (False, "", "")
    assert not found["funding"][0]
    assert not verdicts(registered_study())["randomisation"][0]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Drops: a randomised trial", True),
        ("Randomization of noses", True),
        ("A randomized study", True),
        ("A non-randomized study", False),
        ("A nonrandomised study", False),
        ("Drops for noses", False),
    ],
)
def test_a_title_says_randomised_only_in_the_word(title, says):
    assert verdicts(titled(title))["title says randomised"][0] is says


def test_an_effect_without_precision_is_no_result():
    study = news_study()
    vague = tuple(replace(one, ci_lower=None) for one in study.findings)
    assert not verdicts(replace(study, findings=vague))["outcome with effect size and precision"][0]


def test_the_registry_list_reads_the_registration():
    found = verdicts(merged_study(), REGISTRY)
    assert found["registry number"][1] == "NCT00000000"
    assert not found["recruitment status"][0]


def test_shares_are_counted_by_the_source_that_states_the_item():
    grid = corpus_completeness([merged_study(), replace(registered_study(), key="other")])
    assert grid.columns == ("list", "item", "all studies", "news", "registration")
    rows = {(joined(row[0]), joined(row[1])): [joined(one) for one in row[2:]] for row in grid.rows}
    assert rows[CONSORT, "registration"] == ["2 of 2 (100 %)", "0 of 1 (0 %)", "2 of 2 (100 %)"]
    assert rows[REGISTRY, "sample size"][2] == "2 of 2 (100 %)", "a reading that lost was stated all the same"
    assert rows[CONSORT, "blinding"] == ["0 of 2 (0 %)", "0 of 1 (0 %)", "0 of 2 (0 %)"]


def test_journals_are_compared_by_the_mean_share_of_items():
    grid = journal_completeness([news_study(), registered_study()])
    rows = {joined(row[0]): [joined(one) for one in row[1:]] for row in grid.rows}
    own = sum(found for found, _, _ in verdicts(news_study()).values())
    assert rows["Garden Medicine"][:2] == ["1", f"{100 * own / 15:.0f} %"]
    assert NO_JOURNAL in rows


def test_the_lists_are_named_and_hold_no_item_twice():
    assert len({(item.source, item.name) for item in ITEMS}) == len(ITEMS)
    assert any("10.1371/journal.pmed.0050020" in note for note in study_completeness(news_study()).notes)


def test_no_studies_give_no_shares():
    assert all(joined(row[2]) == "" for row in corpus_completeness([]).rows)
    assert journal_completeness([]).rows == ()

"""A large file is built part by part; what is refused is named, and nothing that was stored is lost for it."""

import pytest

import graphbuild
from graphbuild.ingest import Status
from graphbuild.sources import source

OPENING = '<?xml version="1.0"?><PubmedArticleSet>\n'


def citation(number, count=40, title=None):
    title = title or f"Pill {number} for insomnia: a randomised trial"
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><ArticleTitle>{title}</ArticleTitle><Abstract>"
        f"<AbstractText>We randomly assigned {count + number} adults with insomnia to a pill or placebo.</AbstractText>"
        "</Abstract><PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType>"
        "</PublicationTypeList></Article></MedlineCitation></PubmedArticle>\n"
    )


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Lets files of a few records count as large."""
    monkeypatch.setattr(source, "WHOLE", 900)
    monkeypatch.setattr(source, "PART", 900)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "set.xml"


def write(place, records, end="</PubmedArticleSet>"):
    place.write_text(OPENING + "".join(records) + end, encoding="utf-8")


def built(place, **options):
    with graphbuild.build(place, store=place.parent / "graph", extractors=(), **options) as graph:
        pmids = sorted(int(one.publication.pmid.value) for one in graph.studies)
        statuses = [one.status for one in graph.ingested]
        problems = [problem for one in graph.ingested for problem in one.problems]
        assert all(one.extractions == () for one in graph.ingested)
    return pmids, statuses, problems


def entries(place):
    return sorted(path.name for path in (place.parent / "graph" / "journal").glob("*.json"))


def test_a_large_file_leaves_one_record_a_part_and_is_not_read_again(place):
    write(place, map(citation, range(1, 13)))
    pmids, statuses, problems = built(place)
    assert (pmids, problems) == (list(range(1, 13)), [])
    assert len(statuses) > 3
    assert len(entries(place)) == len(statuses)
    assert set(built(place)[1]) == {Status.KEPT}


def test_a_changed_part_is_read_again_and_no_other(place):
    write(place, map(citation, range(1, 13)))
    built(place)
    write(place, [*map(citation, range(1, 12)), citation(12, title="Drop 12 for insomnia: a randomised trial")])
    pmids, statuses, _ = built(place)
    assert pmids == list(range(1, 13))
    assert statuses.count(Status.READ) == 1


def test_parts_and_records_that_a_file_no_longer_has_go(place):
    write(place, map(citation, range(1, 13)))
    built(place)
    write(place, map(citation, range(1, 7)))
    assert built(place)[0] == list(range(1, 7))
    write(place, [citation(1)])
    assert built(place)[0] == [1]
    assert len(entries(place)) == 1
    write(place, map(citation, range(1, 13)))
    assert built(place)[0] == list(range(1, 13))


@pytest.mark.parametrize("runner", ["serial", "processes"])
def test_a_bad_record_is_named_each_time_and_the_others_are_built(place, runner):
    records = [*map(citation, range(1, 13))]
    records[6] = records[6].replace("</Article>", "")
    write(place, records)
    for status in (Status.READ, Status.KEPT):
        pmids, statuses, problems = built(place, runner=runner)
        assert pmids == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
        assert statuses[0] is status
        assert ["set.xml, record 7, byte" in one for one in problems] == [True]


def test_the_outcome_list_names_the_file_of_a_bad_record(place):
    write(place, [citation(1), citation(2).replace("</Article>", "")])
    assert [name for name, _ in graphbuild.build(place, extractors=()).made().refused] == ["set.xml"]


def test_a_record_that_turns_bad_and_a_file_cut_short_lose_nothing_that_was_stored(place):
    records = [*map(citation, range(1, 13))]
    write(place, records)
    before = built(place)[0]
    write(place, [*records[:6], records[6].replace("</Article>", ""), *records[7:]])
    pmids, _, problems = built(place)
    assert (pmids, len(problems)) == (before, 1)
    write(place, records[:5], end="")
    pmids, _, problems = built(place)
    assert (pmids, len(problems)) == (before, 1)


def test_a_record_that_is_refused_now_keeps_what_it_gave_before(place, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", 1_000_000)
    records = [*map(citation, range(1, 4))]
    write(place, records)
    built(place)
    write(place, [records[0], records[1].replace("</Article>", ""), citation(3, title="Drop 3: a randomised trial")])
    pmids, statuses, problems = built(place)
    assert (pmids, statuses, len(problems)) == ([1, 2, 3], [Status.READ], 1)
    assert built(place)[1] == [Status.KEPT]

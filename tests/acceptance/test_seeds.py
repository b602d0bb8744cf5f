"""What the shipped seeds say, as a reader would write it down, and the questions that they answer."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from graphbuild.api import build
from graphbuild.export.evaluation import evaluation_record
from graphbuild.pipeline import run
from graphbuild.sources import read_documents
from graphbuild.verify import verify

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Truth:
    """What one seed states; `design` and `interventions` are all that may be claimed, the rest is exact."""

    name: str
    enrolled: int | None
    phase: str | None
    ids: tuple[str, ...]
    journal: str | None
    date: str | None
    doi: str | None
    conditions: tuple[str, ...]
    design: frozenset[str]
    interventions: frozenset[str]


def truth(name, enrolled, phase, ids, journal, date, doi, conditions, design, interventions):  # noqa: PLR0913, PLR0917
    return Truth(
        name,
        enrolled,
        phase,
        tuple(ids),
        journal,
        date,
        doi,
        tuple(conditions),
        frozenset(design.split()),
        frozenset(interventions),
    )


TRUTHS = [
    truth("calm-news.txt", 105, None, [], "Clinical Rehabilitation", "2013-05", "10.1177/0269215512462227",
          ["aphasia", "low mood", "stroke"], "controlled randomised", ["therapy", "usual care"]),
    truth("calm-abstract.txt", 105, None, [], "Clinical Rehabilitation", "2013-05", "10.1177/0269215512462227",
          ["aphasia", "low mood", "stroke"], "controlled randomised multicentre", ["therapy", "usual care"]),
    truth("curcumin-alzheimer-news.txt", 36, None, ["NCT00099710"], "Alzheimer's Research & Therapy", "2012-10-29",
          None, ["alzheimer"], "double-blind placebo-controlled randomised controlled", ["curcumin", "placebo"]),
    truth("cyclophosphamide-spms-news.txt", 138, None, ["NCT00241254"], "PLOS ONE", "2017-01-03",
          "10.1371/journal.pone.0168834", ["progressive"], "double-blind randomised active-comparator controlled",
          ["cyclophosphamide", "methylprednisolone"]),
    truth("facets-news.txt", 164, None, ["ISRCTN76517470"], "BMC Neurology", "2014-05-19", None,
          ["fatigue", "ms", "multiple sclerosis"], "controlled multicentre pragmatic randomised",
          ["program", "facets", "local practice"]),
    truth("istradefylline-news.txt", 373, None, [], "Movement Disorders", "2013-03-11", "10.1002/mds.25418",
          ["parkinson"], "double-blind placebo-controlled randomised controlled",
          ["istradefylline", "placebo", "levodopa"]),
    truth("nsc-foggia-news.txt", 15, "1", ["NCT03282760"], None, None, None, ["progressive"], "uncontrolled",
          ["stem cells"]),
    truth("nsc-milan-abstract.txt", 12, "1", ["NCT03269071"], "Nature Medicine", "2023-01-09",
          "10.1038/s41591-022-02097-3", ["progressive"], "open-label uncontrolled non-randomised", ["stem cell"]),
    truth("nsc-milan-news.txt", 12, "1", [], "Nature Medicine", "2023-01-09", None, ["progressive"],
          "open-label uncontrolled", ["stem cell", "drugs"]),
    truth("nsc-milan-second-news.md", 12, "1", [], "Nature Medicine", "2023-01-09", None, ["progressive"],
          "open-label", ["stem cell"]),
    truth("semagacestat-news.txt", None, None, ["NCT00594568"], "Alzheimer's Research & Therapy", "2015-06-10", None,
          ["alzheimer"], "multicentre placebo-controlled randomised controlled", ["semagacestat", "placebo"]),
    truth("sugammadex-news.md", 83, "3", ["NCT00473694"], "BMC Anesthesiology", "2010-09-01",
          "10.1186/1471-2253-10-15", ["neuromuscular", "paralys"],
          "multicentre randomised active-comparator controlled", ["sugammadex", "neostigmine"]),
    truth("vitamin-d-interferon-news.txt", 45, None, ["NCT01005095"], "BMC Neurology", "2013-06-14", None,
          ["ms", "multiple sclerosis", "flu-like"], "double-blind randomised", ["vitamin d", "interferon"]),
]  # fmt: skip


@pytest.mark.parametrize("wanted", TRUTHS, ids=lambda one: one.name)
def test_a_seed_gives_what_it_says_and_nothing_else(wanted):
    (document,) = read_documents((SEEDS / wanted.name).read_bytes(), wanted.name)
    record = evaluation_record(run(document).study, document)
    paper = record["publication"]
    assert record["about_a_study"]
    assert record["study_kind"] == "interventional"
    assert (record["enrolled"], record["phase"]) == (wanted.enrolled, wanted.phase)
    assert record["registry_ids"] == list(wanted.ids)
    assert (paper["journal"], paper["doi"]) == (wanted.journal, wanted.doi)
    assert paper["date"] == wanted.date
    assert set(record["design"]) <= wanted.design
    assert all(any(word in one["as_stated"].lower() for word in wanted.conditions) for one in record["conditions"])
    named = [one["name"].lower() for one in record["interventions"]]
    assert named
    assert all(any(word in one for word in wanted.interventions) for one in named), named
    sizes = [size for size in record["group_sizes"] if wanted.enrolled is not None]
    assert sum(sizes) <= (wanted.enrolled or 0)


@pytest.fixture(scope="module")
def graph():
    return build([path for path in sorted(SEEDS.iterdir()) if path.name != "README.md"])


def test_the_families_come_together_and_the_near_twin_stays_apart(graph):
    names = {one.id: one.name for one in graph.documents.values()}
    families = sorted(sorted(Path(names[report.document]).name for report in study.reports) for study in graph.studies)
    assert len(graph.studies) == 10
    assert [family for family in families if len(family) > 1] == [
        ["calm-abstract.txt", "calm-news.txt"],
        ["nsc-milan-abstract.txt", "nsc-milan-news.txt", "nsc-milan-registration.json", "nsc-milan-second-news.md"],
    ]
    twin = graph.study("NCT03282760")
    assert [Path(names[report.document]).name for report in twin.reports] == ["nsc-foggia-news.txt"]


def test_every_quote_bears_out_its_value(graph):
    report = verify(graph.store.quads(), graph.documents)
    assert report.holds
    assert not report.missing


def test_the_graph_conforms_without_warnings(graph):
    report = graph.validate()
    assert report.counts["Violation"] == 0, str(report)
    assert report.counts["Warning"] == 0, str(report)
    assert report.counts["Info"] > 0


def studies(rows, column="study"):
    return {str(getattr(value, "label", value) or value) for value in rows.column(column)}


def test_1_studies_of_a_condition_with_its_subtypes(graph):
    found = studies(graph.query("studies-of-condition", condition="multiple sclerosis"))
    assert {name for name in found if "Parkinson" in name or "Alzheimer" in name} == set()
    assert len(found) >= 4


def test_2_interventions_of_a_condition(graph):
    rows = graph.query("interventions-of-condition", condition="Alzheimer's disease")
    text = rows.to_csv().lower()
    assert "curcumin" in text
    assert "semagacestat" in text
    assert "stem cell" not in text


def test_3_a_class_by_route(graph):
    rows = graph.query("interventions-by-route")
    assert len(rows) >= 1


def test_9_primary_outcomes(graph):
    assert len(graph.query("primary-outcomes")) >= 3


def test_12_no_serious_adverse_event(graph):
    rows = graph.query("no-serious-adverse-events")
    found = studies(rows)
    assert len(found) >= 3
    assert not any("curcumin" in name.lower() or "Istradefylline" in name for name in found)


def test_14_called_safe_in_few_or_without_control(graph):
    found = studies(graph.query("safe-in-few"))
    assert any("neural stem cell" in name.lower() for name in found)


def test_16_the_sentence_behind_a_fact(graph):
    study = graph.study("NCT00473694")
    text = str(graph.evidence(f"https://w3id.org/graphbuild/id/study/{study.key}"))
    assert "included 83 adults" in text


def test_17_hedged_claims(graph):
    assert "suggested" in graph.query("hedged-claims").to_csv()


def test_20_reports_of_a_study(graph):
    rows = graph.query("reports-of-study")
    assert "same registry number: NCT03269071" in rows.to_csv()


def test_21_disagreements_on_the_number_of_participants(graph):
    text = graph.query("disagreements").to_csv()
    assert "12 people" in text or "12 patients" in text
    assert any(",4," in line or ',"4",' in line for line in text.splitlines())


def test_24_by_institution(graph):
    rows = graph.query("studies-by-name", name="San Raffaele")
    assert len(studies(rows)) == 1
    assert {str(kind) for kind in rows.column("kind")} >= {"institution"}


def test_every_row_of_every_question_leads_to_a_quote_or_names_what_is_missing(graph):
    from graphbuild.query import questions  # noqa: PLC0415 - only this test walks over the library

    for question in questions():
        rows = graph.query(question.name)
        quoted = [name for name in rows.columns if "quote" in name.lower() or name in {"sentence", "evidence"}]
        assert quoted, question.name
        for row in rows.dicts():
            assert any(row[name] for name in quoted) or question.name == "completeness", (question.name, row)

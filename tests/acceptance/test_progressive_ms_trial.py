"""The article from which the project started, by its offsets, and a twin of it in our own words.

The first text stands in ../shared/seed and is not part of the project; the tests that need it skip where it is absent.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from graphbuild.model.codes import (
    Certainty,
    Change,
    Design,
    Direction,
    InterventionRole,
    OutcomeRole,
    Phase,
    Polarity,
    Route,
    Statistic,
    StudyType,
    ValueStatus,
)
from graphbuild.model.study import Stated, Study
from graphbuild.model.text import Span
from graphbuild.pipeline import run
from graphbuild.sources import read_bytes

ROOT = Path(__file__).parents[2]
TWIN = ROOT / "seeds" / "nsc-milan-news.txt"
SHARED = ROOT.parent / "shared" / "seed"


def study_in(text):
    study = run(read_bytes(text.encode("utf-8"), "article.txt")).study
    assert study is not None
    return study


@pytest.fixture(scope="module")
def twin():
    return study_in(TWIN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seed_text():
    files = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
    if not files:
        pytest.skip("the article is not beside the checkout")
    return files[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seed(seed_text):
    return study_in(seed_text)


def values(stated):
    return [one.value for one in stated]


def labels(items, attribute):
    return [getattr(item, attribute).value.label.lower() for item in items]


def finding_about(study, *words):
    """The one reported finding whose outcome is worded with any of the words."""
    found = [
        one
        for one in study.findings
        if one.status is ValueStatus.REPORTED and any(word in measure(study, one).lower() for word in words)
    ]
    assert len(found) == 1, [measure(study, one) for one in study.findings]
    return found[0]


def measure(study, finding):
    outcome = next(one for one in study.outcomes if one.key == finding.outcome.value)
    return outcome.measure.value.label


def cells(study):
    return next(one for one in study.interventions if "stem cells" in one.name.value.label.lower())


def touched(stated):
    """The spans of the words of one or several stated values."""
    several = stated if isinstance(stated, (list, tuple)) else [stated]
    return [piece.words for one in several for piece in one.evidence]


@dataclass(frozen=True)
class Fact:
    number: int
    name: str
    holds: object
    words: object
    spans: tuple[tuple[int, int], ...]


FACTS = [
    Fact(2, "date", lambda s: s.reports[0].date.value.iso[:7] == "2023-01", lambda s: s.reports[0].date, ((102, 118),)),
    Fact(
        3,
        "institution",
        lambda s: values(s.institutions) == ["San Raffaele Hospital"],
        lambda s: s.institutions,
        ((119, 171),),
    ),
    Fact(3, "city", lambda s: values(s.cities) == ["Milan"], lambda s: s.cities, ((119, 171),)),
    Fact(3, "country", lambda s: values(s.countries) == ["Italy"], lambda s: s.countries, ((119, 171),)),
    Fact(
        4,
        "study type",
        lambda s: s.study_type.value is StudyType.INTERVENTIONAL,
        lambda s: s.study_type,
        ((172, 217), (1856, 1881)),
    ),
    Fact(
        5,
        "intervention",
        lambda s: cells(s).name.value.label.lower() == "neural stem cells",
        lambda s: cells(s).name,
        ((221, 238), (1075, 1168)),
    ),
    Fact(
        5,
        "role",
        lambda s: InterventionRole.EXPERIMENTAL in values(cells(s).roles),
        lambda s: cells(s).roles,
        ((119, 283), (1075, 1881)),
    ),
    Fact(
        6,
        "given once",
        lambda s: cells(s).administrations.value == 1,
        lambda s: cells(s).administrations,
        ((239, 261), (1215, 1240)),
    ),
    Fact(
        7,
        "route",
        lambda s: cells(s).route.value is Route.INTRATHECAL,
        lambda s: cells(s).route,
        ((239, 283), (1215, 1273)),
    ),
    Fact(8, "enrolment", lambda s: s.enrollment.value == 12, lambda s: s.enrollment, ((287, 296),)),
    Fact(
        9,
        "condition",
        lambda s: "secondary progressive ms" in labels_of_conditions(s),
        lambda s: s.conditions,
        ((302, 326),),
    ),
    Fact(
        10,
        "condition",
        lambda s: "primary progressive ms" in labels_of_conditions(s),
        lambda s: s.conditions,
        ((330, 352),),
    ),
    Fact(
        11, "follow-up", lambda s: "P2Y" in [one.value.iso for one in s.follow_up], lambda s: s.follow_up, ((364, 385),)
    ),
    Fact(
        12,
        "primary outcome",
        lambda s: primary(s) == ["safety"] or primary(s) == ["safe"],
        lambda s: [o.role for o in s.outcomes if o.role],
        ((423, 460), (387, 460)),
    ),
    Fact(
        13,
        "found safe",
        lambda s: safe(s).direction.value is Direction.FAVOURS_INTERVENTION,
        lambda s: safe(s).direction,
        ((387, 421),),
    ),
    Fact(
        14,
        "less shrinkage",
        lambda s: shrinkage(s).change.value is Change.DECREASE,
        lambda s: shrinkage(s).change,
        ((492, 564),),
    ),
    Fact(
        14,
        "hedged",
        lambda s: shrinkage(s).certainty.value is Certainty.HEDGED,
        lambda s: shrinkage(s).certainty,
        ((477, 486),),
    ),
    Fact(
        14,
        "no comparator",
        lambda s: shrinkage(s).compared_with is None,
        lambda s: shrinkage(s).statement,
        ((462, 680),),
    ),
    Fact(
        14,
        "in the highest dose",
        lambda s: "highest" in arm_of(s, shrinkage(s)),
        lambda s: shrinkage(s).arm,
        ((492, 540),),
    ),
    Fact(15, "molecules", lambda s: molecules(s).time.value.iso == "P3M", lambda s: molecules(s).time, ((577, 679),)),
    Fact(
        15,
        "hedged",
        lambda s: molecules(s).certainty.value is Certainty.HEDGED,
        lambda s: molecules(s).certainty,
        ((477, 679),),
    ),
    Fact(16, "few therapies", lambda s: len(s.background) >= 1, lambda s: s.background, ((695, 790),)),
    Fact(17, "animal work", lambda s: len(s.background) >= 1, lambda s: s.background, ((885, 993),)),
    Fact(
        18,
        "single fetus",
        lambda s: any("fetus" in one.value for one in cells(s).descriptions),
        lambda s: cells(s).descriptions,
        ((1075, 1168),),
    ),
    Fact(19, "four doses", lambda s: cells(s).dose_levels.value == 4, lambda s: cells(s).dose_levels, ((1172, 1213),)),
    Fact(20, "co-treatment", lambda s: len(concomitant(s)) == 1, lambda s: concomitant(s)[0].roles, ((1275, 1369),)),
    Fact(
        21,
        "no serious harms",
        lambda s: harms(s).polarity.value is Polarity.ABSENT,
        lambda s: harms(s).polarity,
        ((1382, 1427),),
    ),
    Fact(21, "zero events", lambda s: harms(s).events.value == 0, lambda s: harms(s).events, ((1382, 1427),)),
    Fact(
        22,
        "half",
        lambda s: (lesions(s).statistic.value, str(lesions(s).value.value)) == (Statistic.PROPORTION, "0.5"),
        lambda s: lesions(s).value,
        ((1429, 1545),),
    ),
    Fact(
        22, "within two years", lambda s: lesions(s).time.value.iso == "P2Y", lambda s: lesions(s).time, ((1429, 1545),)
    ),
    Fact(
        22,
        "6 of 12",
        lambda s: [(d.events.value, d.total.value, d.formula) for d in derived(s)] == [(6, 12, "0.5 * 12")],
        lambda s: derived(s)[0].events,
        ((1429, 1545), (287, 296)),
    ),
    Fact(
        23,
        "not controlled",
        lambda s: Design.UNCONTROLLED in values(s.design),
        lambda s: [d for d in s.design if d.value is Design.UNCONTROLLED],
        ((1594, 1623),),
    ),
    Fact(
        24,
        "preliminary",
        lambda s: any("preliminary" in one.value for one in s.limitations),
        lambda s: s.limitations,
        ((1628, 1655),),
    ),
    Fact(
        25,
        "conclusion",
        lambda s: any("larger group" in one.value for one in s.conclusions),
        lambda s: s.conclusions,
        ((1657, 1734),),
    ),
    Fact(
        26,
        "title of the paper",
        lambda s: s.publication.title.value.startswith("Neural stem cell transplantation in patients"),
        lambda s: s.publication.title,
        ((1771, 1881),),
    ),
    Fact(
        27,
        "open-label",
        lambda s: Design.OPEN_LABEL in values(s.design),
        lambda s: [d for d in s.design if d.value is Design.OPEN_LABEL],
        ((1856, 1866),),
    ),
    Fact(28, "phase 1", lambda s: s.phase.value is Phase.PHASE_1, lambda s: s.phase, ((1868, 1875),)),
    Fact(
        29,
        "authors",
        lambda s: {"Angela Genchi", "Elena Brambilla", "Francesca Sangalli"} < names(s),
        lambda s: s.publication.authors,
        ((1887, 1948),),
    ),
    Fact(
        30,
        "senior author",
        lambda s: "Gianvito Martino" in names(s) and len(names(s)) == 4,
        lambda s: s.publication.authors,
        ((1953, 1983),),
    ),
    Fact(
        31,
        "published",
        lambda s: s.publication.date.value.iso == "2023-01-09",
        lambda s: s.publication.date,
        ((1989, 2024),),
    ),
    Fact(
        32,
        "journal",
        lambda s: s.publication.journal.value == "Nature Medicine",
        lambda s: s.publication.journal,
        ((2028, 2043),),
    ),
]


def labels_of_conditions(study):
    return [one.value.label.lower() for one in study.conditions]


def primary(study):
    return [
        one.measure.value.label.lower() for one in study.outcomes if one.role and one.role.value is OutcomeRole.PRIMARY
    ]


def safe(study):
    return finding_about(study, "safe")


def shrinkage(study):
    return finding_about(study, "shrinkage", "atrophy")


def molecules(study):
    return finding_about(study, "molecules")


def harms(study):
    return finding_about(study, "serious adverse")


def lesions(study):
    return finding_about(study, "lesions")


def derived(study):
    return [one for one in study.findings if one.status is ValueStatus.DERIVED]


def arm_of(study, finding):
    return next(one.label.value.lower() for one in study.arms if one.key == finding.arm.value)


def concomitant(study):
    return [one for one in study.interventions if InterventionRole.CONCOMITANT in values(one.roles)]


def names(study):
    return {one.value.name for one in study.publication.authors}


def identify(fact):
    return f"{fact.number}-{fact.name.replace(' ', '-')}"


@pytest.mark.parametrize("fact", FACTS, ids=identify)
def test_the_twin_gives_every_fact(twin, fact):
    assert fact.holds(twin)


@pytest.mark.shared
@pytest.mark.parametrize("fact", FACTS, ids=identify)
def test_the_article_gives_every_fact_at_its_words(seed, fact):
    assert fact.holds(seed)
    wanted = [Span(*span) for span in fact.spans]
    assert any(words.overlaps(span) for words in touched(fact.words(seed)) for span in wanted)


@pytest.mark.shared
def test_the_title_of_the_article_is_its_first_line(seed, seed_text):
    assert seed.reports[0].title.value == seed_text[:101]


def assert_nothing_is_invented(study: Study):
    assert all(one.dose is None for one in study.interventions)
    assert all(one.size is None for one in study.arms)
    population = study.population
    assert (population.age, population.minimum_age, population.maximum_age, population.mean_age) == (None,) * 4
    assert population.sex is None
    assert (study.funders, study.sponsor, study.registry_ids) == ((), None, ())
    assert (study.publication.doi, study.reports[0].publisher) == (None, None)
    assert Design.RANDOMIZED not in values(study.design)
    assert Design.CONTROLLED not in values(study.design)
    assert not any("animal" in one.value.label or "mice" in one.value.label for one in study.conditions)
    assert len(study.interventions) == 2


def test_the_twin_invents_nothing(twin):
    assert_nothing_is_invented(twin)


@pytest.mark.shared
def test_nothing_is_invented_of_the_article(seed):
    assert_nothing_is_invented(seed)


@dataclass(frozen=True)
class Edit:
    """One edit: what stands instead of the words at `span` (of the article) or of `old` (of the twin)."""

    name: str
    span: tuple[int, int]
    new: str
    old: str
    twin_new: str
    holds: object


CHANGES = [
    Edit(
        "more shrinkage",
        (544, 548),
        "increased",
        "less brain shrinkage",
        "increased brain shrinkage",
        lambda s: (
            shrinkage(s).change.value is Change.INCREASE
            and shrinkage(s).direction.value is not Direction.FAVOURS_INTERVENTION
        ),
    ),
    Edit(
        "no lesions",
        (1429, 1433),
        "None",
        "Half of the participants",
        "None of the participants",
        lambda s: lesions(s).polarity.value is Polarity.ABSENT and not derived(s) and lesions(s).value is None,
    ),
    Edit(
        "controlled",
        (1605, 1623),
        "was controlled",
        "was not controlled",
        "was controlled",
        lambda s: Design.UNCONTROLLED not in values(s.design) and Design.CONTROLLED in values(s.design),
    ),
    Edit(
        "efficacy",
        (387, 460),
        "The procedure was found to be safe, and the primary outcome was efficacy",
        "safety was the primary outcome",
        "efficacy was the primary outcome",
        lambda s: primary(s) == ["efficacy"],
    ),
    Edit(
        "unsafe",
        (417, 421),
        "unsafe",
        "proved to be safe",
        "proved to be unsafe",
        lambda s: finding_about(s, "safe").direction.value is Direction.HARM,
    ),
    Edit(
        "no adverse events at all",
        (1393, 1418),
        "no adverse events",
        "No serious adverse events",
        "No adverse events",
        lambda s: (
            finding_about(s, "adverse").events.value == 0 and "serious" not in measure(s, finding_about(s, "adverse"))
        ),
    ),
    Edit(
        "twenty",
        (287, 296),
        "20 participants",
        "12 people",
        "20 participants",
        lambda s: s.enrollment.value == 20 and [(d.events.value, d.total.value) for d in derived(s)] == [(10, 20)],
    ),
    Edit(
        "randomized",
        (195, 217),
        "a randomized controlled trial",
        "A small clinical trial",
        "A randomized controlled trial",
        lambda s: {Design.RANDOMIZED, Design.CONTROLLED} <= set(values(s.design)),
    ),
]


def elsewhere(study, sentence):
    """Every value with words outside the changed sentence; what is computed from it aside."""
    derived_keys = {one.key for one in derived(study)}
    return sorted(
        (path.split("/")[0], str(stated.value))
        for path, stated in study.stated()
        if not any(key in path for key in derived_keys) and outside(stated, sentence)
    )


def outside(stated: Stated[object], sentence):
    start, end = sentence
    return all(not (piece.words.start < end and start < piece.words.end) for piece in stated.evidence)


def sentence_around(text, start):
    ends = [text.rfind(mark, 0, start) for mark in (". ", ".\n", "\n- ")]
    tail = min(found for mark in (". ", ".\n", ".") if (found := text.find(mark, start)) >= 0)
    return max(*ends, 0), tail + 1


def assert_only_that_changed(text, start, end, new, holds):
    before = study_in(text)
    after = study_in(text[:start] + new + text[end:])
    assert holds(after)
    assert not holds(before)
    low, high = sentence_around(text, start)
    shift = len(new) - (end - start)
    assert elsewhere(after, (low, high + shift)) == elsewhere(before, (low, high))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_changed_sentence_of_the_twin_changes_its_own_facts(change):
    text = TWIN.read_text(encoding="utf-8")
    start = text.index(change.old)
    assert_only_that_changed(text, start, start + len(change.old), change.twin_new, change.holds)


@pytest.mark.shared
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_changed_sentence_of_the_article_changes_its_own_facts(change, seed_text):
    assert_only_that_changed(seed_text, *change.span, change.new, change.holds)

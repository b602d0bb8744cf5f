from dataclasses import fields, replace
from decimal import Decimal
from itertools import permutations

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graphbuild.model import record
from graphbuild.model.codes import DurationUnit
from graphbuild.model.fact import Duration
from graphbuild.model.study import Reading, Report, Resemblance, Stated, Study
from graphbuild.rdf import partition, quads, sorted_quads
from graphbuild.rdf.properties import FIELDS, RECORDS, TYPE
from graphbuild.resources import ontology
from graphbuild.terms import CONCEPT, GB, ID, PREFIXES
from tests.example import DOCUMENTS, NEWS, REGISTRATION, merged_study, news_study, registered_study

STUDY = NamedNode(f"{ID}study/nct00000000")
FINDING = "finding-sneezing-drops-relative-change"


def found(study, subject, predicate):
    """Gives the objects that the study's graph has for a child of the study and a property, with their graphs."""
    name = STUDY.value + (f"/{subject}" if subject else "")
    return {
        (quad.object.value, quad.graph_name.value)
        for quad in quads(study)
        if quad.subject.value == name and quad.predicate.value == predicate
    }


def sentence_of(words):
    return f"{ID}doc/{NEWS.id}/char/" + next(
        f"{one.span.start}-{one.span.end}" for one in NEWS.sentences if words in one.span.of(NEWS.text)
    )


@pytest.mark.parametrize(
    ("subject", "name", "value", "words"),
    [
        ("", "enrollment", "40", "Forty"),
        ("", "followUp", "P1Y6M", "Forty"),
        ("", "followUpMonths", "18", "Forty"),
        ("", "startDate", "2021-05", "May 2021"),
        ("", "startYear", "2021", "May 2021"),
        ("", "design", f"{CONCEPT}randomized", "Forty"),
        ("population", "minimumAgeYears", "18", "Forty"),
        (FINDING, "value", "23.5", "Sneezing"),
        (FINDING, "valueText", "23.50 percent", "Sneezing"),
        (FINDING, "inArm", f"{STUDY.value}/arm-drops", "Sneezing"),
        (FINDING, "forOutcome", f"{STUDY.value}/outcome-sneezing", "Sneezing"),
        (FINDING, "certainty", f"{CONCEPT}hedged", "Sneezing"),
    ],
)
def test_a_value_lives_in_the_graph_of_its_sentence(subject, name, value, words):
    assert (value, sentence_of(words)) in found(merged_study(), subject, GB + name)


def test_a_value_with_evidence_in_two_reports_is_said_in_both_places():
    pointer = f"{ID}doc/{REGISTRATION.id}/at/%2Fprotocol%2Fphase"
    assert found(merged_study(), "", f"{GB}phase") == {
        (f"{CONCEPT}phase-2", sentence_of("Forty")),
        (f"{CONCEPT}phase-2", pointer),
    }


def test_a_number_that_lost_is_a_reading_and_no_value():
    study = merged_study()
    values = {value for value, _ in found(study, "", f"{GB}enrollment")}
    readings = {quad.object.value for quad in quads(study) if quad.predicate.value == f"{GB}readingValue"}
    assert (values, readings) == ({"40"}, {"41"})


def test_what_was_computed_lives_in_the_graph_of_the_computed_and_claims_no_words():
    study = merged_study()
    graphs = {graph for _, graph in found(study, "finding-sleep-all-proportion-p6m-count", f"{GB}events")}
    claimed = {quad.object.value for quad in quads(study) if quad.predicate.value == f"{PREFIXES['rdf']}subject"}
    assert graphs == {f"{ID}run/computed/nct00000000"}
    assert not [name for name in claimed if name.endswith("-count")]


def test_a_linked_mention_names_the_concept_and_an_unlinked_one_gets_its_own():
    study = merged_study()
    linked = {value for value, _ in found(study, "condition-hay-fever", f"{GB}concept")}
    own = {value for value, _ in found(study, "outcome-sneezing", f"{GB}concept")}
    kinds = {value for value, _ in found(study, "outcome-sneezing", f"{GB}matchKind")}
    assert linked == {f"{CONCEPT}allergic-rhinitis"}
    assert (own, kinds) == ({f"{ID}term/outcome/sneezing"}, {f"{CONCEPT}match-unlinked"})


@pytest.mark.parametrize("study", [news_study(), registered_study(), merged_study()])
def test_every_quad_has_a_place_and_no_node_is_blank(study):
    for quad in quads(study):
        assert not {type(quad.subject), type(quad.object)} & {BlankNode}
        assert quad.graph_name.value.startswith((f"{ID}doc/", f"{ID}run/computed/"))


def test_every_value_triple_of_a_sentence_is_asserted_for_its_words():
    study = merged_study()
    every = sorted_quads(quads(study))
    names = {row.predicate for row in FIELDS.values()} - {f"{PREFIXES['rdf']}type"}
    by_node: dict[object, dict[str, object]] = {}
    for quad in every:
        by_node.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    rdf = PREFIXES["rdf"]
    asserted = {
        (one[f"{rdf}subject"], one[f"{rdf}predicate"], one[f"{rdf}object"], one[f"{GB}evidence"])
        for one in by_node.values()
        if f"{rdf}subject" in one
    }
    stated = {
        (quad.subject, quad.predicate, quad.object, quad.graph_name)
        for quad in every
        if quad.predicate.value in names and quad.subject.value.startswith(STUDY.value + "/")
        if "/run/" not in quad.graph_name.value and "#subject" not in quad.predicate.value
    }
    assert stated
    assert stated <= asserted


def test_the_words_of_single_values_can_be_left_out():
    study = merged_study()
    kept = {quad for quad in quads(study) if not quad.graph_name.value.endswith("/assertions")}
    assert set(quads(study, assertions=False)) == kept


@pytest.mark.parametrize("order", [*permutations([news_study(), registered_study(), merged_study()])])
def test_the_order_of_studies_does_not_change_the_quads(order):
    assert sorted_quads(quad for study in order for quad in quads(study)) == sorted_quads(
        quad for study in (news_study(), registered_study(), merged_study()) for quad in quads(study)
    )


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_evidence_and_entities_does_not_change_the_quads(random):
    study = merged_study()

    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = replace(
        study,
        reports=shuffled(study.reports),
        phase=Stated(study.phase.value, shuffled(study.phase.evidence)),
        findings=shuffled(study.findings),
        interventions=shuffled(study.interventions),
        arms=shuffled(study.arms),
        outcomes=shuffled(study.outcomes),
        design=shuffled(study.design),
    )
    assert sorted_quads(quads(other)) == sorted_quads(quads(study))


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable()))
def test_any_text_in_a_key_or_a_label_makes_valid_names(text):
    study = replace(
        news_study(),
        key=text,
        conditions=tuple(replace(one, value=replace(one.value, label=text)) for one in news_study().conditions),
    )
    for quad in quads(study):
        assert NamedNode(quad.subject.value) == quad.subject


def test_parts_share_no_graph_and_hold_every_quad():
    every = sorted_quads(quads(merged_study()))
    parts = partition(every)
    assert list(parts) == [*(f"doc/{name}" for name in sorted(DOCUMENTS)), "run/computed/nct00000000"]
    assert sorted((quad for part in parts.values() for quad in part), key=str) == every
    graphs = [{quad.graph_name for quad in part} for part in parts.values()]
    assert sum(map(len, graphs)) == len(set.union(*graphs))


def test_a_quad_of_no_document_has_no_part():
    loose = Quad(STUDY, NamedNode(f"{GB}phase"), Literal("x"))
    with pytest.raises(ValueError, match="belongs to no document"):
        partition([loose])


def test_an_empty_study_still_has_a_name_and_a_type():
    bare = Study("bare", (Report(NEWS.id, NEWS.digest, len(NEWS.text), NEWS.kind),))
    types = {quad.object.value for quad in quads(bare) if quad.subject.value == f"{ID}study/bare"}
    assert f"{GB}ClinicalStudy" in types
    assert not [quad for quad in quads(bare) if "/pub/" in str(quad)]


def test_every_field_of_the_records_has_a_property():
    tables = (getattr(record, kind.__name__.upper()) for kind in RECORDS)
    assert set(FIELDS) == {field for table in tables for field in table}


def test_every_row_names_an_attribute_of_its_record():
    for kind, rows in RECORDS.items():
        assert {row.attribute for row in rows} <= {one.name for one in fields(kind)}


def test_a_losing_code_is_told_by_its_value():
    study = merged_study()
    losing = Reading("phase", next(field for field in FIELDS if field.value == "study.phase"), study.phase)
    told = {
        quad.object for quad in quads(replace(study, readings=(losing,))) if quad.predicate.value == f"{GB}readingValue"
    }
    assert told == {Literal("phase-2")}


def test_another_wording_in_another_report_is_an_alias_there():
    study = merged_study()
    piece = replace(study.outcomes[0].measure.evidence[0], exact="the sneezes", confidence=0.5)
    measure = replace(study.outcomes[0].measure, evidence=(*study.outcomes[0].measure.evidence, piece))
    study = replace(study, outcomes=(replace(study.outcomes[0], measure=measure), *study.outcomes[1:]))
    assert {value for value, _ in found(study, "outcome-sneezing", f"{PREFIXES['rdfs']}label")} == {"Sneezing"}
    assert {value for value, _ in found(study, "outcome-sneezing", f"{GB}alias")} == {"the sneezes"}


def test_near_twins_are_linked_but_not_merged():
    study = replace(merged_study(), possibly_same_as=(Resemblance("other-key", 0.4, ("a shared author",)),))
    assert found(study, "", f"{GB}possiblySameAs") == {(f"{ID}study/other-key", f"{ID}run/computed/nct00000000")}


def test_every_class_and_property_of_our_own_is_defined_in_the_ontology():
    defined = {str(term) for term in rdflib.Graph().parse(ontology() / "study.ttl").subjects()}
    used = {quad.predicate.value for quad in quads(merged_study())}
    used |= {quad.object.value for quad in quads(merged_study()) if quad.predicate.value == TYPE}
    used |= {name for row in FIELDS.values() for name in row.predicates}
    assert {name for name in used if name.startswith(GB)} <= defined


@pytest.mark.parametrize(
    ("time", "months"),
    [
        (Duration(Decimal(2), DurationUnit.YEAR), "24"),
        (Duration(Decimal(6), DurationUnit.WEEK), "1.38"),
        (Duration(Decimal(5), DurationUnit.MINUTE), "0.0001141"),
    ],
)
def test_a_time_is_also_told_in_months(time, months):
    study = merged_study()
    study = replace(study, follow_up=(replace(study.follow_up[0], value=time),))
    assert {value for value, _ in found(study, "", f"{GB}followUpMonths")} == {months}


def test_a_disagreement_is_a_computed_node_with_both_values_and_both_places():
    study = merged_study()
    name = next(quad.object for quad in quads(study) if quad.predicate.value == f"{GB}disagreement")
    told = {quad.predicate.value: quad for quad in quads(study) if quad.subject == name}
    assert {quad.graph_name.value for quad in told.values()} == {f"{ID}run/computed/{study.key}"}
    assert (told[f"{GB}leftValue"].object.value, told[f"{GB}rightValue"].object.value) == ("40", "41")
    assert told[f"{GB}disagreementKind"].object.value.endswith("/disagreement-enrolment")
    assert told[f"{GB}severity"].object.value.endswith("/severity-medium")
    places = [told[f"{GB}{side}Evidence"].object.value for side in ("left", "right")]
    assert all(document.id in place for document, place in zip((NEWS, REGISTRATION), places, strict=True))

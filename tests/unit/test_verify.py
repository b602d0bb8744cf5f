from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.assemble import assemble
from graphbuild.export import EXPORTERS
from graphbuild.identity import identify
from graphbuild.model.codes import DurationUnit
from graphbuild.model.fact import Duration, Fact, Field
from graphbuild.model.text import Document, Metadata, Span
from graphbuild.pipeline import run
from graphbuild.rdf import partition, quads
from graphbuild.resources import seeds
from graphbuild.sources import read_documents
from graphbuild.stores import open_store
from graphbuild.terms import CONCEPT, GB, ID, PREFIXES
from graphbuild.verify import verify
from tests.example import DOCUMENTS, NEWS, RECORD, REGISTRATION, TEXT, merged_study

RDF, OA, XSD = (PREFIXES[name] for name in ("rdf", "oa", "xsd"))
EVERY = tuple(quads(merged_study()))
STUDY = f"{ID}study/nct00000000"
SPAN = f"{ID}doc/{NEWS.id}/char/501-537"
QUOTE = "No serious adverse events were seen."


def number(text, kind="integer"):
    return Literal(text, datatype=NamedNode(XSD + kind))


def changed(change):
    """Gives the example's graph with every quad passed through a change; None drops one."""
    return [quad for quad in map(change, EVERY) if quad is not None]


def swapped(predicate, old, new, *, subject="", also_asserted=False):
    """Changes a value in the triple itself and, with `also_asserted`, in the assertion that supports it too."""

    def change(quad):
        about = (quad.subject.value.endswith(subject) and quad.predicate.value == predicate) or (
            also_asserted and quad.predicate.value == f"{RDF}object"
        )
        return Quad(quad.subject, quad.predicate, new, quad.graph_name) if about and quad.object == old else quad

    return changed(change)


def test_a_true_graph_holds():
    report = verify(EVERY, DOCUMENTS)
    assert report.lies == ()
    assert report.holds
    assert (report.documents, report.assertions) == (2, 70)
    assert "all hold" in str(report)


def test_a_store_is_read_back_like_its_quads():
    with open_store() as store:
        store.synchronise(partition(EVERY))
        assert verify(store, DOCUMENTS) == verify(EVERY, DOCUMENTS)


def test_a_vocabulary_beside_the_studies_is_left_alone():
    label = NamedNode(f"{PREFIXES['rdfs']}label")
    beside = Quad(NamedNode(f"{CONCEPT}phase-2"), label, Literal("phase 2"), NamedNode(f"{ID}vocabulary"))
    assert verify([*EVERY, beside], DOCUMENTS).holds


def test_plain_texts_can_stand_for_documents():
    assert verify(EVERY, {NEWS.id: TEXT, REGISTRATION.id: RECORD}).holds


TAMPERED = {
    "quote": (swapped(f"{OA}exact", Literal(QUOTE), Literal("No adverse events were seen.")), "does not say this"),
    "start": (swapped(f"{OA}start", number("501"), number("505"), subject="/501-537"), "does not say this"),
    "end": (swapped(f"{OA}end", number("537"), number("536"), subject="/501-537"), "not that of the place"),
    "no number": (swapped(f"{OA}end", number("537"), Literal("end"), subject="/501-537"), "missing, doubled"),
    "digest": (swapped(f"{GB}sha256", Literal(NEWS.digest), Literal("0" * 64)), "another text"),
    "length": (swapped(f"{GB}textLength", number(str(len(TEXT))), number("5")), "code points, not 5"),
    "value": (swapped(f"{GB}enrollment", number("40"), number("400")), "no words of its sentence"),
    "value and assertion": (
        swapped(f"{GB}enrollment", number("40"), number("400"), also_asserted=True),
        "the number 400 is not in the words",
    ),
    "kind of value": (
        swapped(f"{GB}enrollment", number("40"), Literal("many"), also_asserted=True),
        "is no value of study.enrollment",
    ),
    "polarity": (
        swapped(f"{GB}polarity", NamedNode(f"{CONCEPT}absent"), NamedNode(f"{CONCEPT}present")),
        "no words of its sentence",
    ),
    "polarity and assertion": (
        swapped(
            f"{GB}polarity", NamedNode(f"{CONCEPT}absent"), NamedNode(f"{CONCEPT}present"), also_asserted=True
        ),
        "presence is claimed of what is denied",
    ),
    "hedge and assertion": (
        swapped(
            f"{GB}certainty", NamedNode(f"{CONCEPT}hedged"), NamedNode(f"{CONCEPT}asserted"), also_asserted=True
        ),
        "firmness is claimed of hedged words",
    ),
    "code and assertion": (
        swapped(f"{GB}phase", NamedNode(f"{CONCEPT}phase-2"), NamedNode(f"{CONCEPT}phase-3"), also_asserted=True),
        "no wording of phase-3",
    ),
    "class": (
        swapped(f"{RDF}type", NamedNode(f"{GB}InterventionalStudy"), NamedNode(f"{GB}ObservationalStudy")),
        "no words of its sentence",
    ),
    "title": (
        swapped(f"{PREFIXES['rdfs']}label", Literal("Drops for Noses"), Literal("Drops for Ears")),
        "no words of its sentence",
    ),
    "months": (swapped(f"{GB}followUpMonths", number("18", "decimal"), number("81", "decimal")), "no words"),
    "worded value": (swapped(f"{GB}valueText", Literal("23.50 percent"), Literal("99 percent")), "no words"),
    "number of a record": (swapped(f"{OA}exact", Literal("41"), Literal("42")), "does not hold this at"),
    "reading": (swapped(f"{GB}readingValue", number("41"), number("14")), "no words of its sentence"),
    "words": (
        swapped(f"{GB}words", NamedNode(f"{ID}doc/{NEWS.id}/char/46-51"), NamedNode(SPAN)),
        "lie outside the sentence",
    ),
    "field": (swapped(f"{GB}field", Literal("study.enrollment"), Literal("study.luck")), "is no field of a record"),
    "property": (swapped(f"{GB}field", Literal("study.enrollment"), Literal("study.deaths")), "another property"),
    "undescribed document": (
        changed(lambda quad: None if quad.predicate.value == f"{GB}sha256" else quad),
        "its document is not described",
    ),
    "undescribed words": (
        changed(lambda quad: None if quad.subject.value.endswith("/char/46-51") else quad),
        "its words or its sentence are not described",
    ),
    "node for a text": (
        swapped(f"{GB}words", NamedNode(f"{ID}doc/{NEWS.id}/char/46-51"), Literal("Forty")),
        "missing, doubled",
    ),
    "unsaid": (
        changed(lambda quad: None if quad.predicate.value == f"{GB}enrollment" else quad),
        "is asserted but not said",
    ),
    "unsupported": (
        changed(lambda quad: None if quad.graph_name.value.endswith("/assertions") else quad),
        "no words of its sentence",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_tampered_with_is_listed(what):
    graph, told = TAMPERED[what]
    assert set(graph) != set(EVERY)
    lies = verify(graph, DOCUMENTS).lies
    assert [str(lie) for lie in lies if told in lie.problem], list(map(str, lies))


@pytest.mark.parametrize("graph", [f"{ID}run/computed/nct00000000", f"{ID}doc/{NEWS.id}", f"{ID}vocabulary", SPAN])
def test_a_value_slipped_into_any_graph_is_listed(graph):
    slipped = Quad(NamedNode(STUDY), NamedNode(f"{GB}deaths"), number("7"), NamedNode(graph))
    (lie,) = verify([*EVERY, slipped], DOCUMENTS).lies
    assert (lie.where, "no words" in lie.problem) == (f"{STUDY} {GB}deaths", True)


def test_a_missing_source_is_named():
    report = verify(EVERY, {NEWS.id: NEWS})
    assert (report.lies, report.missing, report.holds) == ((), (REGISTRATION.id,), False)
    assert f"{REGISTRATION.id}: the source is not at hand" in str(report)


def test_another_text_under_the_name_of_a_source_is_found_out():
    lies = verify(EVERY, {**DOCUMENTS, NEWS.id: TEXT.replace("No serious", "Many odd  ")}).lies
    assert {"the source is another text: its SHA-256 differs"} <= {lie.problem for lie in lies}
    assert SPAN in {lie.where for lie in lies}


def test_pointers_are_read_in_the_record_that_a_document_keeps_else_in_its_text():
    told = "Registration: NCT00000000\nEnrollment: 41"
    kept = Document(told, REGISTRATION.kind, metadata=(Metadata("record", RECORD, "format"),))
    bare = Document(told, REGISTRATION.kind)

    def moved(piece):
        return replace(piece, document=bare.id)

    study = merged_study()
    report = replace(study.reports[1], document=bare.id, digest=bare.digest, length=len(told))
    ids = tuple(replace(one, evidence=tuple(map(moved, one.evidence))) for one in study.registry_ids)
    phase = replace(study.phase, evidence=tuple(map(moved, study.phase.evidence[1:])))
    graph = tuple(quads(type(study)(study.key, (report,), registry_ids=ids, phase=phase)))
    assert verify(graph, {bare.id: kept}).holds
    found = verify(graph, {bare.id: bare})
    assert (found.lies, found.unread) == ((), (f"{ID}doc/{bare.id}/at/%2Fprotocol%2Fphase",))


def test_rounded_months_are_no_lie():
    document = Document("They were followed for 1.5 months.")
    start = document.text.index("1.5")
    time = Duration(Decimal("1.5"), DurationUnit.MONTH)
    fact = Fact(Field.FOLLOW_UP, time, Span(start, start + len("1.5 months")), "example")
    assert verify(quads(assemble(document, [fact])), {document.id: document}).lies == ()


def test_two_times_in_one_sentence_each_have_their_months():
    document = Document("They were followed for 6 months and again for 2 years.")
    words = {"6 months": Duration(Decimal(6), DurationUnit.MONTH), "2 years": Duration(Decimal(2), DurationUnit.YEAR)}
    facts = [
        Fact(Field.FOLLOW_UP, time, Span(document.text.index(one), document.text.index(one) + len(one)), "example")
        for one, time in words.items()
    ]
    assert verify(quads(assemble(document, facts)), {document.id: document}).lies == ()


def read_seeds():
    paths = sorted(path for path in seeds().iterdir() if path.suffix != ".md" or "news" in path.name)
    found = [run(document) for path in paths for document in read_documents(path.read_bytes(), path.name)]
    return {one.document.id: one.document for one in found}, [one.study for one in found if one.study is not None]


def test_every_triple_of_the_shipped_seeds_is_borne_out():
    documents, studies = read_seeds()
    report = verify([quad for study in studies for quad in quads(study)], documents)
    assert report.lies == (), str(report)
    assert report.assertions > 300


def test_merging_the_shipped_seeds_tells_no_lie():
    documents, studies = read_seeds()
    merged = identify(studies)
    report = verify([quad for study in merged for quad in quads(study)], documents)
    assert len(merged) < len(studies)
    assert report.lies == (), str(report)


def test_half_a_surrogate_pair_breaks_nothing():
    document = Document("It began in Os\ud800lo.")
    fact = Fact(Field.CITY, "Os\ud800lo", Span(12, 17), "example")
    study = assemble(document, [fact])
    assert verify(quads(study), {document.id: document}).lies == ()
    for name in EXPORTERS:
        assert EXPORTERS[name]([study], {}).decode()

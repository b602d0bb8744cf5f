"""A miniature of the corpus in the project's own words: one document about milk in the format of the files."""

import re

import pytest

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.evaluate.ctro import evaluate, gold, rows, score, templates
from graphbuild.evaluate.ctro_files import cases
from graphbuild.evaluate.ctro_layout import running
from graphbuild.evaluate.templates import template
from graphbuild.sources import read_bytes

SENTENCES = (
    "Sleep Med .",
    "2001 Apr ; 24 ( 4 ) : 631 - 6 .",
    "Warm milk against placebo for sleep : a 12 - week trial .",
    "Writer A ( 1 ) , Maker BC .",
    "Author information : ( 1 ) Department of Sleep , University of Oslo , Norway .",
    "writer @ sleep . no OBJECTIVE : To compare warm milk with placebo in adults with type 2 diabetes .",
    "METHODS : In this randomized , double - blind trial , 60 adults received warm milk 200 ml once daily ( n = 30 ) .",
    "The other 30 received placebo for 12 weeks .",
    "RESULTS : Mean HbA1c fell by 0 . 4 % with milk ( p & lt ; 0 . 05 ) .",
    "CONCLUSIONS : Warm milk lowers HbA1c . PMID : 1234567 [ Indexed for MEDLINE ]",
)
ANNOTATED = [
    ("Journal", "Sleep Med .", "Publication_1", "hasJournal"),
    ("PublicationYear", "2001", "Publication_1", "hasPublicationYear"),
    ("Title", SENTENCES[2], "Publication_1", "hasTitle"),
    ("Author", "Writer A", "Publication_1", "hasAuthor"),
    ("Author", "Maker BC", "Publication_1", "hasAuthor"),
    ("PMID", "1234567", "Publication_1", "hasPMID"),
    ("Randomized", "randomized", "ClinicalTrial_2", "hasCTDesign"),
    ("Frequency", "once daily", "Intervention_3", "hasFrequency"),
    ("PvalueDiff", "p & lt ; 0 . 05", "DiffBetweenGroups_4", "hasPvalueDiff"),
    ("Gender", "adults", "Population_5", "hasGender"),
]


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "train"
    place.mkdir()
    lines, at = ["# DocID, SentenceNr, ..."], 0
    for number, sentence in enumerate(SENTENCES, start=1):
        for token in sentence.split():
            lines.append(f'1, {number}, 1, 1, 0, 0, {at}, {at + len(token)}, "{token}"')
            at += len(token) + 1
    text = " ".join(SENTENCES)
    records = ["# AnnotationID, ..."]
    for label, words, name, slot in ANNOTATED:
        start = text.index(words)
        triple = f'<http://ctro/data#{name}> <http://ctro/data#{slot}> \\"{words}\\".'
        records.append(f'1, {label}, {start}, {start + len(words)}, "{words}", "", "{triple}"')
    (place / "dm2_77_export.csv").write_text("\n".join(lines), encoding="utf-8")
    (place / "dm2_77_admin.annodb").write_text("\n".join(records), encoding="utf-8")
    return tmp_path


def test_the_gold_templates_hold_the_annotated_words_of_scored_slots(folder):
    (case,) = cases(folder)
    found = gold(case)
    assert template("DiffBetweenGroups", [("hasPvalueDiff", "p < 0.05")]) in found
    assert not any("hasGender" in one.slots for one in found)


def test_tokens_become_running_text_in_the_layout_of_pubmed(folder):
    (case,) = cases(folder)
    text, starts = case.layout()
    parts = text.split("\n\n")
    assert parts[0] == "Sleep Med. 2001 Apr; 24 (4): 631-6."
    assert parts[1] == "Warm milk against placebo for sleep: a 12-week trial."
    assert parts[2].startswith("Writer A (1), Maker BC.")
    assert [part.split(":")[0] for part in parts[4:]] == ["OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS", "PMID"]
    assert all(
        text.startswith(token.words, start)
        for token, start in zip(case.tokens, starts, strict=True)
        if token.words not in {"&", "lt", ";"}
    )


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("a change of - 0 . 8 % ( - 1 . 2 to - 0 . 4 )", "a change of -0.8% (-1.2 to -0.4)"),
        ("1 , 250 mg / dl at 16 : 30", "1,250 mg/dl at 16:30"),
        ("P < . 001 and 7 . 1 + / - 0 . 9", "P < .001 and 7.1 +/- 0.9"),
        ("M ü ller J and Lo ï c C", "Müller J and Loïc C"),
    ],
)
def test_blanks_that_tokenisation_put_in_are_taken_out(tokens, text):
    assert running(tokens.split())[0] == text


def test_the_layout_is_read_as_a_record(folder):
    (case,) = cases(folder)
    document = read_bytes(case.layout()[0].encode())
    assert {fact.rule.partition("/")[0] for fact in document.facts} == {"pubmed-text"}


def test_an_evaluation_counts_by_disease(folder):
    scores = evaluate(folder, "train")
    fields = dict(scores.fields)
    assert fields["dm2 hasAuthor"].right == 2
    assert fields["dm2 hasJournal"].right == 1
    assert [name for name, _ in scores.pooled] == ["micro, type 2 diabetes"]


def test_a_document_without_a_study_misses_everything(folder):
    (case,) = cases(folder)
    assert templates(None, "dm2") == ()
    ((_, tally),) = score([(case, ())]).pooled
    assert (tally.right, tally.wrong, tally.missed) == (0, 0, len(ANNOTATED) - 1)


def test_a_folder_without_documents_or_the_wanted_part_is_refused(folder, tmp_path_factory):
    with pytest.raises(SourceError):
        evaluate(tmp_path_factory.mktemp("empty"))
    with pytest.raises(SourceError):
        evaluate(folder, "test")


def test_a_broken_row_is_refused_with_its_file(folder):
    (folder / "train" / "dm2_77_export.csv").write_text("1, one, 1\n", encoding="utf-8")
    with pytest.raises(MalformedSourceError, match=re.escape("dm2_77_export.csv")):
        cases(folder)


def test_each_row_of_the_table_names_a_template_and_a_disease():
    assert all(row.kind and row.path and row.diseases <= {"dm2", "gl"} for row in rows())

import re
from base64 import b64encode
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from graphbuild.model.codes import DisagreementKind, DocumentKind, Severity
from graphbuild.model.fact import Field
from graphbuild.model.study import Disagreement, Evidence, Reading, Report, Side, Stated, Study, Term
from graphbuild.model.text import Document, Span
from graphbuild.view.html import Problem, file_name, index_page, pieces, study_page

TEXT = "Blue drops <b>help</b> & soothe.\nForty people took part."
NEWS = Document(TEXT, name="news.txt")
OTHER = Document("Only 38 people took part.", name="other.txt")


def said(value, words, document=NEWS):
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return Stated(value, (Evidence(document.id, span, span, words, words, "test/rule", 0.9),))


def study():
    reports = tuple(Report(one.id, one.digest, len(one.text), DocumentKind.NEWS) for one in (NEWS, OTHER))
    lost, won = said(38, "38 people", OTHER), said(40, "Forty people")
    apart = Disagreement(
        "enrollment",
        DisagreementKind.ENROLLMENT,
        Severity.MEDIUM,
        *(Side(str(one.value), one.evidence[0]) for one in (won, lost)),
    )
    return Study(
        "blue-drops",
        reports,
        conditions=(said(Term("<b>help</b>"), "<b>help</b>"),),
        enrollment=won,
        safety=(said("took part", "people took part"),),
        readings=(Reading("enrollment", Field.ENROLLMENT, lost),),
        disagreements=(apart,),
    )


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20)), max_size=6))
def test_the_pieces_of_a_text_give_the_text_however_spans_cross(text, ranges):
    spans = [(Span(start, start + length), index) for index, (start, length) in enumerate(ranges)]
    assert "".join(piece.text for piece in pieces(text, spans)) == text


def test_every_fact_is_marked_at_its_words():
    page = study_page(study(), {NEWS.id: NEWS, OTHER.id: OTHER})
    marks = re.findall(r'data-facts="([\d ]+)">([^<]*)</span>', page)
    both = next(facts for facts, words in marks if words == "people")
    assert len(both.split()) == 2
    buttons = dict(re.findall(r'data-fact="(\d+)"[^>]*><span class="label">([^<]*)', page))
    assert {buttons[number] for number in both.split()} == {"enrolment", "safety"}


def test_what_an_article_says_is_escaped():
    page = study_page(study(), {NEWS.id: NEWS})
    assert "<b>help" not in page
    assert "&lt;b&gt;help&lt;/b&gt;" in page


def test_the_policy_allows_the_page_its_own_script_alone():
    page = study_page(study(), {})
    script = page.split("<script>")[1].split("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert not re.search(r"\son\w+=", page.split("<script>")[0])


def test_a_disagreement_shows_both_values_with_their_quotes():
    page = study_page(study(), {NEWS.id: NEWS, OTHER.id: OTHER})
    table = page.split("Where the reports disagree")[1].split("</table>")[0]
    assert "<strong>40</strong>" in table
    assert "<strong>38</strong>" in table
    assert "<blockquote>38 people</blockquote>" in table
    assert "medium" in table


def test_a_missing_text_is_said_to_be_missing():
    assert "The text of this report is not at hand" in study_page(study(), {})


def test_problems_are_listed_by_severity():
    page = study_page(study(), {}, [Problem("Warning", "two"), Problem("Info", "one")])
    assert page.index(">Info<") < page.index(">Warning<")


def test_the_overview_leads_to_each_study_and_names_what_was_refused():
    page = index_page([study()], counts={"studies": 1}, refused=[("a.txt", "it reports animal work only")])
    assert f'href="studies/{file_name(study())}"' in page
    assert "it reports animal work only" in page


def test_two_keys_never_share_a_file():
    names = {file_name(Study(key, study().reports)) for key in ("a/b", "a-b", "../a-b", "x" * 200, "x" * 201)}
    assert len(names) == 5
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names)

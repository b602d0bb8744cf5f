import csv

import pytest

from graphbuild.view.grid import FORMS, Grid, Said, cell

GRID = Grid(
    "Some <b>table</b>",
    ("field", "people"),
    (
        ((Said("a & b | c_d", ("The words <i>behind</i> it.",)), Said("second")), cell(40)),
        (cell("=1+1"), ()),
    ),
    notes=("A note.",),
    blank="not said",
)


def test_a_table_aligns_numbers_to_the_right_and_fills_blanks():
    lines = FORMS["table"](GRID).splitlines()
    assert lines[0].split() == ["field", "people"]
    assert lines[2].endswith("      40")
    assert lines[4].endswith("not said")
    assert lines[-1] == "A note."


def test_markdown_cannot_be_broken_by_a_cell():
    lines = FORMS["md"](GRID).splitlines()
    assert lines[1] == "| --- | ---: |"
    assert lines[2] == "| a &amp; b \\| c_d; second | 40 |"


def test_csv_keeps_blanks_empty_and_runs_no_formula():
    assert list(csv.reader(FORMS["csv"](GRID).splitlines())) == [
        ["field", "people"],
        ["a & b | c_d; second", "40"],
        ["'=1+1", ""],
    ]


def test_latex_escapes_what_it_would_read_as_a_command():
    text = FORMS["latex"](GRID)
    assert r"a \& b | c\_d; second & 40 \\" in text
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") == 1


def test_a_page_opens_each_value_to_its_quote_and_escapes_both():
    page = FORMS["html"](GRID)
    assert "<summary>a &amp; b | c_d</summary><blockquote>The words &lt;i&gt;behind&lt;/i&gt; it.</blockquote>" in page
    assert "<b>table" not in page
    assert "not said" in page


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_grid_is_printed_in_every_form(form):
    assert "field" in FORMS[form](Grid("Nothing", ("field",), ()))

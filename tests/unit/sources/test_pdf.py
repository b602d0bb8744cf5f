"""The text of PDF files; the files are written here by hand."""

import sys

import pytest

from graphbuild.errors import MalformedSourceError, PluginError
from graphbuild.model.codes import DocumentKind
from graphbuild.sources import pdf, read_documents

pytest.importorskip("pypdf")
NEWS = [
    "A pill helps",
    "Forty adults with poor sleep took a pill in a double-",
    "blind trial, and they slept for longer rando-",
]
NEWS += ["mly chosen nights.", "Nobody fell."]


def written(pages, trailer=""):
    """Gives a file with the lines of each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        content = "BT /F 11 Tf 50 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        font = "/Resources<</Font<</F 3 0 R>>>>/MediaBox[0 0 595 842]"
        objects.append(f"<</Type/Page/Parent 2 0 R{font}/Contents {5 + 2 * number} 0 R>>")
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    data, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj{one}endobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    return f"{data}{end}trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF".encode()


def test_the_pages_are_one_text_whose_broken_lines_are_joined():
    (document,) = read_documents(written([NEWS, ["Methods", "None."]]), "a.pdf")
    assert document.text == (
        "A pill helps\nForty adults with poor sleep took a pill in a double-blind trial, and they slept for longer "
        "randomly chosen nights.\nNobody fell.\n\nMethods\nNone."
    )
    assert (document.kind, document.name) == (DocumentKind.NEWS, "a.pdf")


def test_a_long_text_with_methods_and_results_is_a_paper():
    page = ["Methods", *["We gave a pill to adults who sleep badly at night."] * 40]
    (document,) = read_documents(written([page, page, page, page, ["Results", "They slept."]]), "a.pdf")
    assert document.kind is DocumentKind.PAPER


LOCK = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({}){}/U({})>>/ID[(a)(a)]".format("o" * 32, "", "u" * 32)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (written([[]]), "scanned"),
        (written([NEWS], LOCK), "password"),
        (b"%PDF-1.4\nand nothing else", "no readable PDF"),
        (written([NEWS])[:300], "no readable PDF|scanned"),
    ],
)
def test_what_holds_no_readable_text_is_refused_with_a_reason(data, words):
    with pytest.raises(MalformedSourceError, match=words) as caught:
        read_documents(data, "a.pdf")
    assert caught.value.where == "a.pdf"


@pytest.mark.parametrize(
    ("cap", "value", "words"), [("PAGES", 1, "more than 1 pages"), ("LONGEST", 20, "too long"), ("SECONDS", -1, "long")]
)
def test_reading_has_limits(monkeypatch, cap, value, words):
    monkeypatch.setattr(pdf, cap, value)
    with pytest.raises(MalformedSourceError, match=words):
        read_documents(written([NEWS, NEWS]), "a.pdf")


def test_a_missing_library_is_named_with_its_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(PluginError, match=r"pip install 'graphbuild\[pdf\]'"):
        read_documents(written([NEWS]), "a.pdf")

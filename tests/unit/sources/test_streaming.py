"""Files of many records are read part by part; a bad record is named with its place and costs no other."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pytest

from graphbuild.errors import MalformedSourceError
from graphbuild.sources import Source, elements, iter_sources, objects, piece, read_source, rows, source
from graphbuild.sources.piece import Frame, Piece, framed, grouped, lines

SET = (
    '<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle" "https://example.org/x.dtd">\n'
    "<PubmedArticleSet>\n{}</PubmedArticleSet>\n"
)
HEAD = "NCTId,BriefTitle,BriefSummary\n"


def citation(number):
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{number}</PMID><Article><ArticleTitle>Pill {number} for sleep"
        "</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
    )


def entry(number):
    return f"PMID- {number}\nTI  - Pill {number} for\n      sleep.\n\n"


def row(number):
    return f'NCT{number:08},"Pill {number}, for sleep","It was\na trial of a ""pill""."\n'


def study(number):
    module = {"nctId": f"NCT{number:08}", "briefTitle": f'Pill {number} {{for}} "sleep" \\'}
    return json.dumps({"protocolSection": {"identificationModule": module}, "hasResults": False}, indent=1)


FORMATS = {
    "pubmed": (lambda numbers: SET.format("".join(map(citation, numbers))), "pubmed"),
    "nbib": (lambda numbers: "".join(map(entry, numbers)), "nbib"),
    "csv": (lambda numbers: HEAD + "".join(map(row, numbers)), "csv"),
    "json": (lambda numbers: f"[{', '.join(map(study, numbers))}]", "json"),
    "answer": (
        lambda numbers: f'{{"totalCount": 9, "studies": [{",".join(map(study, numbers))}], "nextPageToken": "x"}}',
        "json",
    ),
    "lines": (lambda numbers: "".join(json.dumps(json.loads(study(one))) + "\n" for one in numbers), "json"),
}


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Lets files of a few records count as large."""
    monkeypatch.setattr(source, "WHOLE", 400)
    monkeypatch.setattr(source, "PART", 300)


def written(path, text):
    path.write_bytes(text.encode())
    return path


def read(path):
    sources = list(iter_sources([path]))
    readings = [read_source(one) for one in sources]
    documents = [one for reading in readings for one in reading.documents]
    return sources, documents, [str(one) for reading in readings for one in reading.problems]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_large_file_comes_in_parts_that_hold_all_its_records(tmp_path, kind):
    write, _ = FORMATS[kind]
    sources, documents, problems = read(written(tmp_path / "large", write(range(1, 40))))
    assert problems == []
    assert len(sources) >= 5
    assert [one.text.partition("\n")[0].split()[1].strip(",") for one in documents] == [str(n) for n in range(1, 40)]
    assert [one.key for one in sources] == [f"{(tmp_path / 'large').resolve()}#record-{one.part}" for one in sources]
    assert all(len(one.data()) < 1_500 for one in sources)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_records_are_read_in_one(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", 1_000_000)
    write, _ = FORMATS[kind]
    sources, documents, problems = read(written(tmp_path / "small", write(range(1, 40))))
    assert (len(sources), len(documents), problems) == (1, 39, [])


DAMAGE = {
    "pubmed": ("<PMID>20</PMID>", "<PMID>20</PMD>", "record 20, byte "),
    "nbib": ("TI  - Pill 20 for\n      sleep.\n", "", "record 20, line "),
    "csv": ("NCT00000020", "", "record 20, line "),
    "json": ('"NCT00000020",', '"NCT00000020";', "record 20, byte "),
    "answer": ('"NCT00000020",', '"NCT00000020";', "record 20, byte "),
    "lines": ('"NCT00000020",', '"NCT00000020";', "record 20, byte "),
}


@pytest.mark.parametrize("whole", [400, 1_000_000])
@pytest.mark.parametrize("kind", DAMAGE)
def test_a_bad_record_in_the_middle_is_named_and_costs_no_other(tmp_path, kind, whole, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", whole)
    good, bad, place = DAMAGE[kind]
    text = FORMATS[kind][0](range(1, 40))
    assert good in text
    _, documents, problems = read(written(tmp_path / "file", text.replace(good, bad)))
    assert len(documents) == 38
    (problem,) = problems
    assert f"file, {place}" in problem


@pytest.mark.parametrize("whole", [400, 1_000_000])
@pytest.mark.parametrize("kind", ["pubmed", "json", "answer"])
def test_a_file_cut_short_keeps_what_came_before_and_says_so(tmp_path, kind, whole, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", whole)
    text = FORMATS[kind][0](range(1, 40))
    for mark, count in (("30 for sleep" if kind == "pubmed" else "Pill 30", 29), ("30</PMID>", 29)):
        if mark in text:
            _, documents, problems = read(written(tmp_path / "file", text[: text.index(mark) + 3]))
            assert len(documents) == count
            assert problems
            assert "record 30, byte" in problems[0]


def test_a_file_that_ends_between_records_is_known_to_be_cut_short(tmp_path):
    text = SET.format("".join(map(citation, range(1, 9)))).replace("</PubmedArticleSet>", "")
    _, documents, problems = read(written(tmp_path / "a.xml", text))
    assert len(documents) == 8
    assert [one.partition(": ")[2] for one in problems] == ["the file is cut short here (the other records are kept)"]
    listed = "[" + ",".join(map(study, range(1, 9)))
    _, documents, problems = read(written(tmp_path / "a.json", listed))
    assert len(documents) == 8
    assert len(problems) == 1
    assert "after record 8, byte" in problems[0]


def test_a_record_without_an_end_ends_where_the_next_begins(tmp_path):
    text = SET.format("".join(map(citation, range(1, 9)))).replace("</PubmedArticle>", "", 1)
    _, documents, problems = read(written(tmp_path / "a.xml", text))
    assert (len(documents), len(problems)) == (7, 1)
    listed = "[" + ",".join(map(study, range(1, 9))).replace("\n }", "\n ", 1) + "]"
    _, documents, problems = read(written(tmp_path / "a.json", listed))
    assert (len(documents), len(problems)) == (7, 1)
    assert "a.json, record 1, byte 2: it ends before it is complete" in problems[0]


@pytest.mark.parametrize("whole", [400, 1_000_000])
def test_a_mark_too_many_in_a_table_costs_its_row_alone(tmp_path, whole, monkeypatch):
    monkeypatch.setattr(source, "WHOLE", whole)
    text = HEAD + "".join(map(row, range(1, 30))).replace('"Pill 7,', '""Pill 7,')
    _, documents, problems = read(written(tmp_path / "a.csv", text))
    assert len(documents) == 28
    assert [one.partition(": ")[0].partition(", ")[2] for one in problems] == [
        "record 7, line 14",
        "record 8, line 15",
    ]


def test_a_cell_may_hold_a_line_that_looks_like_a_row(tmp_path):
    text = HEAD + "".join(map(row, range(1, 30))).replace("was\na trial", "goes on from\nNCT00000099, a trial")
    _, documents, problems = read(written(tmp_path / "a.csv", text))
    assert (len(documents), problems) == (29, [])


def test_a_record_beyond_all_measure_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(piece, "LONGEST", 5_000)
    huge = citation(2).replace("Pill", "Pill" * 9_000)
    text = SET.format(citation(1) + huge + "".join(map(citation, range(3, 30))))
    _, documents, problems = read(written(tmp_path / "a.xml", text))
    assert len(documents) == 28
    assert ["more than 5,000 bytes" in one for one in problems] == [True]
    listed = f"[{study(1)},{study(2).replace('Pill', 'Pill' * 9_000)},{study(3)}]"
    _, documents, problems = read(written(tmp_path / "a.json", listed))
    assert len(documents) == 2
    assert ["more than 5,000 bytes" in one for one in problems] == [True]


def test_what_stands_between_records_and_is_none_is_named(tmp_path):
    aside = "<DeleteCitation><PMID>5</PMID></DeleteCitation><!-- a note -->"
    _, documents, problems = read(written(tmp_path / "a.xml", SET.format(citation(1) + aside + citation(2) * 9)))
    assert (len(documents), problems) == (10, [])
    _, documents, problems = read(written(tmp_path / "b.xml", SET.format(citation(1) + "stray" + citation(2) * 9)))
    assert len(documents) == 10
    assert ["after record 1, byte" in one and "no record" in one for one in problems] == [True]


def test_entities_are_refused_in_every_part(tmp_path):
    text = SET.format("".join(map(citation, range(1, 20)))).replace(
        '"https://example.org/x.dtd">', '"x" [<!ENTITY a "b">]>'
    )
    _, documents, problems = read(written(tmp_path / "a.xml", text))
    assert documents == []
    assert all("declares XML entities" in one for one in problems)


def test_an_encoding_that_is_declared_holds_for_every_part(tmp_path):
    text = SET.format("".join(map(citation, range(1, 20)))).replace('"1.0"', '"1.0" encoding="iso-8859-2"')
    (tmp_path / "a.xml").write_bytes(text.replace("sleep", "Łódź").encode("iso-8859-2"))
    _, documents, problems = read(tmp_path / "a.xml")
    assert problems == []
    assert {one.text.partition("\n")[0].rpartition(" ")[2] for one in documents} == {"Łódź"}


def tarred(members):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as file:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
    return held.getvalue()


def zipped(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()


PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "plain": bytes}


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("archive", [tarred, zipped])
def test_large_members_of_archives_come_in_parts_too(tmp_path, archive, packer):
    text = FORMATS["pubmed"][0](range(1, 40)).encode()
    data = PACKERS[packer](archive({"a/one.xml": text, "two.txt": b"A pill helps.", "three.xml": text}))
    (tmp_path / "all").write_bytes(data)
    sources, documents, problems = read(tmp_path / "all")
    assert problems == []
    assert len(documents) == 79
    whole = (tmp_path / "all").resolve()
    assert {one.whole for one in sources} == {f"{whole}!a/one.xml", f"{whole}!two.txt", f"{whole}!three.xml"}
    assert len({one.key for one in sources}) == len(sources)


@pytest.mark.parametrize("packer", ["gz", "bz2", "xz"])
def test_a_packed_file_is_streamed_and_one_cut_short_keeps_what_came_before(tmp_path, packer):
    text = FORMATS["nbib"][0](range(1, 3_000)).encode()
    packed = PACKERS[packer](text[: len(text) // 2]) + PACKERS[packer](text[len(text) // 2 :])
    (tmp_path / "a").write_bytes(packed)
    _, documents, problems = read(tmp_path / "a")
    assert (len(documents), problems) == (2_999, [])
    (tmp_path / "a").write_bytes(packed[:-20])
    _, documents, problems = read(tmp_path / "a")
    assert len(documents) > 1_000
    assert [name in one for name, one in zip(("cut short",), problems, strict=True)] == [True]


@pytest.mark.parametrize("packer", ["gz", "bz2", "xz"])
def test_a_packed_bomb_is_refused(tmp_path, packer):
    (tmp_path / "a").write_bytes(PACKERS[packer](b"\0" * 300_000_000))
    _, documents, problems = read(tmp_path / "a")
    assert documents == []
    assert [("200 times its size" in one) or ("more than 20,000,000" in one) for one in problems] == [True]


def test_an_xz_file_that_asks_for_much_memory_is_refused(tmp_path):
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}]
    (tmp_path / "a.xz").write_bytes(lzma.compress(b"A pill helps.", filters=filters))
    _, documents, problems = read(tmp_path / "a.xz")
    assert documents == []
    assert ["damaged xz" in one for one in problems] == [True]


def test_a_tar_archive_cut_short_keeps_its_first_members(tmp_path):
    data = tarred({f"{number}.txt": b"A pill helps. " * 50 for number in range(9)})
    (tmp_path / "a.tar").write_bytes(data[:5_000])
    _, documents, problems = read(tmp_path / "a.tar")
    assert len(documents) >= 2
    assert len(problems) == 1
    assert "cut short" in problems[0]


def test_links_and_holes_in_tar_archives_are_not_followed(tmp_path):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as file:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        file.addfile(link)
        info = tarfile.TarInfo("up.txt")
        info.size = 13
        file.addfile(info, io.BytesIO(b"A pill helps."))
    (tmp_path / "a.tar").write_bytes(held.getvalue())
    sources, documents, _ = read(tmp_path / "a.tar")
    assert [one.text for one in documents] == ["A pill helps."]
    assert len(sources) == 1


def test_standard_input_is_streamed(monkeypatch):
    data = io.TextIOWrapper(io.BytesIO(FORMATS["csv"][0](range(1, 40)).encode()))
    monkeypatch.setattr("sys.stdin", data)
    found = list(iter_sources(["-"]))
    assert len(found) >= 5
    assert found[0].key == "standard input#record-1"


def blocks(data, size):
    return iter([data[at : at + size] for at in range(0, len(data), size)])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1_000, 10_000])
@pytest.mark.parametrize("kind", FORMATS)
def test_the_cut_does_not_depend_on_how_the_bytes_come(kind, size):
    write, form = FORMATS[kind]
    split = {
        "pubmed": elements.split("PubmedArticle", "MedlineCitation"),
        "nbib": rows.bibliography(r"PMID- ?\d"),
        "csv": rows.table(r"\"?NCT\d{8}\"?,"),
        "json": objects.split,
    }[form]
    data = write(range(1, 12)).encode()
    found = list(split(blocks(data, size)))
    assert found == list(split(iter([data])))
    assert [one.number for one in found] == list(range(1, 12))
    assert not any(one.problem for one in found)


@pytest.mark.parametrize("size", [1, 4, 100])
def test_lines_are_the_same_however_the_bytes_come(size):
    data = b"a\r\nbc\n\nd" * 20
    assert list(lines(blocks(data, size))) == data.splitlines(keepends=True)


def test_groups_have_about_the_size_that_was_asked():
    found = [Piece(n, "", b"x" * 10, Frame(b"<", b",", b">")) for n in range(1, 8)]
    assert [[one.number for one in group] for group in grouped(found, 25)] == [[1, 2, 3], [4, 5, 6], [7]]
    assert framed(found[:2]) == b"<xxxxxxxxxx,xxxxxxxxxx>"
    assert framed([]) == b""


def test_a_source_with_a_problem_raises_it():
    problem = MalformedSourceError("it is damaged", where="x")
    with pytest.raises(MalformedSourceError, match="x: it is damaged"):
        Source("x", None, problem=problem).data()

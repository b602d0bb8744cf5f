"""How the file of a part is found and read, and what is said where there is none."""

import gzip
import json

import pytest

from graphbuild.errors import SourceError
from graphbuild.evaluate.parts import part_of, rows


def write(path, found):
    path.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("held", "part", "expected"),
    [
        (["train.jsonl", "dev.jsonl"], None, "dev.jsonl"),
        (["train.jsonl.gz", "validation.jsonl.gz"], None, "validation.jsonl.gz"),
        (["train.jsonl.gz", "validation.jsonl.gz"], "dev", "validation.jsonl.gz"),
        (["train.jsonl.gz", "dev.jsonl.gz"], "validation", "dev.jsonl.gz"),
        (["train.jsonl", "dev.jsonl"], "train", "train.jsonl"),
        (["test.jsonl"], "test", "test.jsonl"),
        (["odd.jsonl"], "odd", "odd.jsonl"),
        (["test.jsonl.gz", "LICENSE"], None, "test.jsonl.gz"),
    ],
)
def test_a_part_is_found_under_the_names_of_its_kind(tmp_path, held, part, expected):
    for name in held:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert part_of(tmp_path, part).name == expected


def test_a_file_is_the_part_whatever_it_is_called(tmp_path):
    file = write(tmp_path / "held-out", [{"a": 1}])
    assert part_of(file, "train") == file
    assert rows(file, None, {"a": object}) == [{"a": 1}]


def test_a_part_may_be_a_folder(tmp_path):
    (tmp_path / "validation").mkdir()
    assert part_of(tmp_path, None, ("",)).name == "validation"


def test_rows_are_read_gzipped_or_not(tmp_path):
    found = [{"a": "½\u2028"}, {"a": 2}]
    plain = write(tmp_path / "dev.jsonl", found)
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert rows(plain, None, {"a": object}) == rows(packed, None, {"a": object}) == found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no rows"),
        (b"\n \n", "no rows"),
        (b"{not json}", "line 1 is no JSON"),
        (b'{"a": 1}\n[1]', "line 2 is no JSON object"),
        (b'{"a": 1}\n{"b": 1}', "row 2 has no a"),
        (b"\xff\xfe", "does not read as text"),
        (b"\x1f\x8bbroken", "does not read as text"),
    ],
)
def test_a_file_of_another_format_is_refused_with_what_is_wrong(tmp_path, content, said):
    file = tmp_path / "dev.jsonl"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=said):
        rows(file, None, {"a": object})


@pytest.mark.parametrize(
    ("row", "needed", "said"),
    [
        ({"a": "x"}, {"a": list}, "no list as its a"),
        ({"a": [1]}, {"a": ("start", "end")}, "no objects with start, end as its a"),
        ({"a": [{"start": 1}]}, {"a": ("start", "end")}, "no objects with start, end as its a"),
        ({"a": "x"}, {"a": ("start",)}, "no objects with start as its a"),
    ],
)
def test_values_of_another_kind_are_refused(tmp_path, row, needed, said):
    with pytest.raises(SourceError, match=said):
        rows(write(tmp_path / "one", [row]), None, needed)


def test_lists_of_objects_are_accepted_empty_or_with_more_keys(tmp_path):
    found = [{"a": []}, {"a": [{"start": 1, "end": 2, "more": 3}]}]
    assert rows(write(tmp_path / "one", found), None, {"a": ("start", "end")}) == found


def test_a_missing_part_says_what_was_looked_for_and_what_is_there(tmp_path):
    for name in ("train.jsonl", "test.jsonl"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError, match=r"dev\.jsonl\.gz.*validation\.jsonl.*train\.jsonl"):
        part_of(tmp_path, None)


def test_an_empty_or_missing_folder_is_said_to_be_so(tmp_path):
    with pytest.raises(SourceError, match="empty"):
        part_of(tmp_path, None)
    with pytest.raises(SourceError, match="no such file"):
        part_of(tmp_path / "nowhere", None)

"""Archives are unpacked with caps, and their members are called archive!member."""

import gzip
import io
import zipfile
import zlib

import pytest

from graphbuild.errors import MalformedSourceError, SourceError, UnknownFormatError
from graphbuild.sources import archive, iter_sources, read_bytes, read_documents

TEXT = b"A pill helps\n\nForty adults took it.\n"


def zipped(members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return held.getvalue()


def test_members_are_sources_of_their_own(tmp_path):
    inner = zipped({"deep/c.txt": TEXT})
    (tmp_path / "all.zip").write_bytes(
        zipped({"b.txt": TEXT, "a.txt.gz": gzip.compress(TEXT), "in.zip": inner, "__MACOSX/x": b"1", "empty": b""})
    )
    found = list(iter_sources([tmp_path]))
    assert [one.name.rpartition("/all.zip")[2] for one in found[:2]] == ["!a.txt.gz", "!b.txt"]
    assert found[2].name.endswith("all.zip!in.zip!deep/c.txt")
    assert found[2].key == f"{(tmp_path / 'all.zip').resolve()}!in.zip!deep/c.txt"
    for one in found:
        (document,) = read_documents(one.data(), one.name)
        assert (document.text, document.name) == (TEXT.decode(), one.name)


def test_members_are_told_by_their_content():
    found = read_documents(zipped({"a": b'{"protocolSection": {}}', "b": TEXT}), "x.zip")
    assert [document.kind.value for document in found] == ["registration", "news"]
    assert [document.name for document in found] == ["x.zip!a", "x.zip!b"]


def test_a_gzip_file_of_several_parts_is_one_text():
    assert read_bytes(gzip.compress(TEXT) + gzip.compress(TEXT)).text == (TEXT + TEXT).decode()


def test_a_bad_member_is_refused_alone(tmp_path):
    (tmp_path / "x.zip").write_bytes(zipped({"bad.json": b'{"a": 1}', "good.txt": TEXT}))
    bad, good = iter_sources([tmp_path / "x.zip"])
    with pytest.raises(SourceError, match=r"x\.zip!bad\.json"):
        read_documents(bad.data(), bad.name)
    assert read_documents(good.data(), good.name)[0].text == TEXT.decode()


def test_a_small_file_that_unpacks_to_much_is_refused():
    bomb = zipped({"a.txt": b"\0" * 200_000_000})
    assert len(bomb) < 250_000
    for data, words in ((bomb, "200 times"), (gzip.compress(b"a" * 15_000_000), "unpacks to more")):
        with pytest.raises(MalformedSourceError, match=words):
            read_documents(data, "bomb")


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (zipped({"[Content_Types].xml": b"<x/>"}), UnknownFormatError, "office"),
        (zipped({}), MalformedSourceError, "empty archive"),
        (zipped({"a.txt": TEXT})[:-30], MalformedSourceError, "damaged zip"),
        (zipped({"x.zip": zipped({"y.zip": zipped({"z": TEXT})})}), UnknownFormatError, "archives in archives"),
        (gzip.compress(TEXT)[:-12], MalformedSourceError, "cut short"),
        (b"\x1f\x8b\x08\0rest of it, which is none", MalformedSourceError, "damaged gzip"),
        (gzip.compress(gzip.compress(TEXT)), UnknownFormatError, "gzip"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_with_a_reason(data, kind, words):
    with pytest.raises(kind, match=words) as caught:
        read_documents(data, "x")
    assert str(caught.value).startswith("x")


def test_an_archive_with_too_many_members_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MEMBERS", 2)
    with pytest.raises(MalformedSourceError, match="more than 2 files"):
        read_documents(zipped({"a": TEXT, "b": TEXT, "c": TEXT}), "x.zip")


def test_a_locked_archive_is_refused():
    data = bytearray(zipped({"a.txt": TEXT}))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    with pytest.raises(MalformedSourceError, match="password"):
        read_documents(bytes(data), "x.zip")


def test_a_damaged_member_is_refused():
    data = zipped({"a.txt": TEXT})
    packed = zlib.compress(TEXT)[2:-4]
    place = data.index(packed[:8])
    with pytest.raises(MalformedSourceError, match=r"x\.zip!a\.txt: it is damaged"):
        read_documents(data[: place + 4] + b"\xff\xff\xff" + data[place + 7 :], "x.zip")


def test_a_file_whose_name_is_no_text_has_a_name_that_is(tmp_path):
    place = tmp_path / "caf\udce9.txt"
    try:
        place.write_bytes(TEXT)
    except OSError:
        pytest.skip("this file system has no such names")
    (source,) = iter_sources([tmp_path])
    assert (source.name.encode(), source.key.encode(), source.data()) == (
        f"{tmp_path}/caf\\xe9.txt".encode(),
        f"{tmp_path.resolve()}/caf\\xe9.txt".encode(),
        TEXT,
    )

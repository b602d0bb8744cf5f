"""Bytes -> text: byte order marks, declared encodings, UTF-8, Windows-1252. Line ends and all else stay as they are."""

import codecs
import re

from graphbuild.errors import MalformedSourceError, UnknownFormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{1,40})[\"']|<meta[^>]{0,200}?charset=[\"']?([\w.:-]{1,40})"
)
_HEAD = 4_096
_BINARY = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or office file",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"SQLite format": "a database",
}
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_SOME = 0.02


def decode(data: bytes, name: str) -> str:
    r"""Gives the text in the bytes; raises SourceError where there is none.

    >>> decode("caf\u00e9".encode("cp1252"), "menu")
    'caf\xe9'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data[len(mark) :], encoding, name), name)
    refuse_binary(data, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _checked(_decoded(data, declared(data) or "cp1252", name), name)


def declared(data: bytes) -> str | None:
    """Gives the encoding that an XML declaration or an HTML meta tag names, if Python knows it."""
    match = _DECLARED.search(data[:_HEAD].lower())
    if match is None:
        return None
    label = (match[1] or match[2]).decode("ascii")
    try:
        found = codecs.lookup(label)
    except LookupError:
        return None
    return found.name if found._is_text_encoding and found.name != "utf-8" else None  # noqa: SLF001


def refuse_binary(data: bytes, name: str) -> None:
    """Raises UnknownFormatError where the bytes are no text."""
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise UnknownFormatError(f"it is {what}, not text", where=name, remedy="give the text, HTML or XML of it")
    head = data[:_HEAD]
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROLS)) > _SOME * len(head):
        raise UnknownFormatError("it is a binary file, not text", where=name, remedy="give the text, HTML or XML of it")


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        problem = f"it is not valid {encoding}: {error}"
        raise MalformedSourceError(problem, where=name, remedy="save it as UTF-8") from error


def _checked(text: str, name: str) -> str:
    if not text.strip():
        raise MalformedSourceError("no text in it", where=name, remedy="give an article")
    if "\0" in text:
        raise UnknownFormatError("it is a binary file, not text", where=name, remedy="give the text, HTML or XML of it")
    return text

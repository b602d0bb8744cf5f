"""Archives: gzip files, and zip files that may hold further ones, unpacked with caps before anything is read."""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from graphbuild.errors import MalformedSourceError, UnknownFormatError

ZIPS, GZIP = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"
MARK = "!"
"""What stands between the name of an archive and that of its member."""
MEMBERS = 5_000
"""The most members that one archive may have."""
TOTAL = 1_000_000_000
"""The most bytes that the members of one archive may have together."""
RATIO = 200
"""How many times its own size an archive may unpack to; articles in text and XML seldom reach 20 times."""
_MAGIC = 4
_FREE = 1_000_000
_CHUNK = 1 << 16
_ENCRYPTED = 1
_GZIP_WINDOW = zlib.MAX_WBITS | 16
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)

Place = Path | bytes
"""Where an archive is: a file, or its bytes."""
Chain = tuple[str, ...]
"""The names that lead to a member: its own, or that of an inner archive and then its own."""


def is_zip(place: Place) -> bool:
    """Tells a zip archive by its first bytes."""
    if isinstance(place, bytes):
        return place.startswith(ZIPS)
    try:
        with place.open("rb") as file:
            return file.read(_MAGIC) in ZIPS
    except OSError:
        return False


def unzipped(data: bytes, name: str, largest: int) -> bytes:
    """Gives what a gzip file holds; raises MalformedSourceError for a damaged one and for one that unpacks too far."""
    allowed = min(largest, max(_FREE, RATIO * len(data)))
    unpacker, found = zlib.decompressobj(_GZIP_WINDOW), bytearray()
    rest = data
    try:
        while rest:
            found += unpacker.decompress(rest, allowed + 1 - len(found))
            if len(found) > allowed:
                raise MalformedSourceError(f"it unpacks to more than {allowed:,} bytes", where=name)
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if unpacker.eof and rest.startswith(GZIP):
                unpacker = zlib.decompressobj(_GZIP_WINDOW)
            elif unpacker.eof:
                rest = b""
    except zlib.error as error:
        raise MalformedSourceError(f"it is a damaged gzip file: {error}", where=name) from error
    if not unpacker.eof:
        raise MalformedSourceError("it is a gzip file cut short", where=name, remedy="fetch it again")
    return bytes(found)


def members(place: Place, name: str, largest: int) -> tuple[Chain, ...]:
    """Gives the members of a zip archive, and of archives in it, in the order of their names.

    Raises SourceError for a damaged, encrypted or too large one, and for office files, which are archives too.
    """
    found: list[Chain] = []
    total = 0
    with _opened(place, name) as archive:
        for info in _listed(archive, _size(place), name):
            total += info.file_size
            if not _is_inner(archive, info):
                found.append((info.filename,))
                continue
            data = _content(archive, info, name, largest)
            where = f"{name}{MARK}{info.filename}"
            with _opened(data, where) as second:
                below = _listed(second, len(data), where)
            total += sum(one.file_size for one in below)
            found += [(info.filename, one.filename) for one in below]
            _require(len(found) <= MEMBERS and total <= TOTAL, "it holds too much", name)
    return tuple(found)


def _is_inner(archive: ZipFile, info: ZipInfo) -> bool:
    try:
        with archive.open(info) as file:
            return file.read(_MAGIC) in ZIPS
    except _BROKEN:
        return False  # reading the member says what is wrong with it


def member(place: Place, chain: Chain, name: str, largest: int) -> bytes:
    """Gives the content of a member; raises MalformedSourceError where it is damaged or too large."""
    first, *rest = chain
    with _opened(place, name) as archive:
        data = _content(archive, archive.getinfo(first), name, largest)
    where = f"{name}{MARK}{first}"
    if rest:
        return member(data, tuple(rest), where, largest)
    if is_zip(data):
        raise UnknownFormatError("it holds archives in archives in archives", where=where, remedy="unpack it first")
    return data


def _listed(archive: ZipFile, size: int, name: str) -> list[ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir() and info.file_size and _is_shown(info.filename)]
    if not _OFFICE.isdisjoint(info.filename for info in infos):
        remedy = "save it as text or PDF"
        raise UnknownFormatError("it is an office file or an electronic book", where=name, remedy=remedy)
    total = sum(info.file_size for info in infos)
    _require(len(infos) <= MEMBERS, f"it holds more than {MEMBERS:,} files", name)
    _require(total <= TOTAL, f"it unpacks to more than {TOTAL:,} bytes", name)
    _require(total <= max(_FREE, RATIO * size), f"it unpacks to more than {RATIO} times its size", name)
    _require(not any(info.flag_bits & _ENCRYPTED for info in infos), "it is locked with a password", name)
    _require(bool(infos), "it is an empty archive", name)
    return sorted(infos, key=lambda info: info.filename)


def _is_shown(filename: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in filename.split("/"))


def _content(archive: ZipFile, info: ZipInfo, name: str, largest: int) -> bytes:
    where = f"{name}{MARK}{info.filename}"
    _require(info.file_size <= largest, f"it has more than {largest:,} bytes", where)
    try:
        with archive.open(info) as file:
            return b"".join(_chunks(file, info.file_size))
    except _BROKEN as error:
        raise MalformedSourceError(f"it is damaged in its archive: {error}", where=where) from error


def _chunks(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size >= 0 and (chunk := file.read(_CHUNK)):
        size -= len(chunk)
        yield chunk


def _opened(place: Place, name: str) -> ZipFile:
    try:
        return ZipFile(io.BytesIO(place) if isinstance(place, bytes) else place)
    except _BROKEN as error:
        raise MalformedSourceError(f"it is a damaged zip archive: {error}", where=name) from error


def _size(place: Place) -> int:
    return len(place) if isinstance(place, bytes) else place.stat().st_size


def _require(holds: bool, problem: str, name: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise MalformedSourceError(problem, where=name, remedy="unpack it and give what is needed")

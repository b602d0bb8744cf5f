"""Archives: zip and tar files, read member by member with caps on their number, their size and what they unpack to."""

import io
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from graphbuild.errors import MalformedSourceError, UnknownFormatError
from graphbuild.sources import piece
from graphbuild.sources.packed import FREE, RATIO
from graphbuild.sources.piece import Blocks

ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
MARK = "!"
"""What stands between the name of an archive and that of its member."""
MEMBERS = 100_000
"""The most members that one archive may have."""
_TAR, _TAR_AT = b"ustar", 257
_CHUNK = 1 << 18
_ENCRYPTED = 1
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)

Place = Path | bytes
"""Where an archive is: a file, or its bytes."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive; its bytes can be read until the next one is asked for."""

    name: str
    blocks: Blocks


def is_zip(head: bytes) -> bool:
    """Tells a zip archive by its first bytes."""
    return head.startswith(ZIPS)


def is_tar(head: bytes) -> bool:
    """Tells a tar archive by its first bytes."""
    return head[_TAR_AT:].startswith(_TAR)


def zipped(place: Place, name: str) -> Iterator[Member]:
    """Gives the members of a zip archive in the order of their names.

    Raises SourceError for a damaged, encrypted or too large one, and for office files, which are archives too.
    """
    with _opened(place, name) as archive:
        for info in _listed(archive, _size(place), name):
            yield Member(info.filename, _content(archive, info, name))


def _listed(archive: ZipFile, size: int, name: str) -> list[ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir() and info.file_size and _is_shown(info.filename)]
    if not _OFFICE.isdisjoint(info.filename for info in infos):
        remedy = "save it as text or PDF"
        raise UnknownFormatError("it is an office file or an electronic book", where=name, remedy=remedy)
    total = sum(info.file_size for info in infos)
    _require(len(infos) <= MEMBERS, f"it holds more than {MEMBERS:,} files", name)
    _require(total <= max(FREE, RATIO * size), f"it unpacks to more than {RATIO} times its size", name)
    _require(not any(info.flag_bits & _ENCRYPTED for info in infos), "it is locked with a password", name)
    _require(bool(infos), "it is an empty archive", name)
    return sorted(infos, key=lambda info: info.filename)


def _is_shown(filename: str) -> bool:
    parts = filename.removeprefix("./").split("/")
    return not any(part.startswith((".", "__MACOSX")) for part in parts)


def _content(archive: ZipFile, info: ZipInfo, name: str) -> Iterator[bytes]:
    where = f"{name}{MARK}{info.filename}"
    try:
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except _BROKEN as error:
        raise MalformedSourceError(f"it is damaged in its archive: {error}", where=where) from error


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


class _Forward(io.RawIOBase):
    """Blocks as a file that can only be read and sought onwards, as a tar archive needs it."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._held = b""
        self._at = 0
        self.short = False
        """Whether less was there than was asked for, but something."""

    def tell(self) -> int:
        return self._at

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = 0) -> int:
        if whence != 0 or place < self._at:
            message = "a tar archive is read onwards only"
            raise OSError(message)
        while self._at < place and self.read(min(_CHUNK, place - self._at)):
            pass
        return self._at

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= piece.LONGEST:
            message = f"a part of it has more than {piece.LONGEST:,} bytes"
            raise OSError(message)
        found = [self._held]
        held = len(self._held)
        while held < size and (block := next(self._blocks, b"")):
            found.append(block)
            held += len(block)
        whole = b"".join(found)
        self._held = whole[size:]
        self._at += min(size, held)
        self.short |= 0 < held < size
        return whole[:size]


def tarred(blocks: Blocks, name: str) -> Iterator[Member]:
    """Gives the files of a tar archive in their order; links and devices are passed over.

    Raises MalformedSourceError for a damaged one, and for one with too many or with sparse members.
    """
    count, file = 0, _Forward(blocks)
    try:
        with tarfile.TarFile(fileobj=file, mode="r") as archive:
            while (info := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # they would pile up, and typeshed does not list them
                if not info.isreg() or not info.size or not _is_shown(info.name):
                    continue
                count += 1
                _require(count <= MEMBERS, f"it holds more than {MEMBERS:,} files", name)
                _require(not info.issparse(), f"its member {info.name} has holes", name)
                yield Member(info.name, _extracted(archive.extractfile(info), f"{name}{MARK}{info.name}"))
    except (tarfile.TarError, *_BROKEN) as error:
        raise MalformedSourceError(f"it is a damaged tar archive: {error}", where=name) from error
    _require(not file.short, "it is a tar archive cut short", name)
    _require(count > 0, "it is an empty archive", name)


def _extracted(file: IO[bytes] | None, where: str) -> Iterator[bytes]:
    try:
        while file is not None and (chunk := file.read(_CHUNK)):
            yield chunk
    except (tarfile.TarError, *_BROKEN) as error:
        raise MalformedSourceError(f"it is damaged in its archive: {error}", where=where) from error

"""What a reader is: it tells its format by the content, and turns bytes into documents."""

from collections.abc import Callable
from dataclasses import dataclass

from graphbuild.model.text import Document
from graphbuild.sources.piece import Split


@dataclass(frozen=True, slots=True)
class Reader:
    """One format. Readers are asked in the order of their rank, the more particular formats first.

    `detects` sees the first bytes and never raises; `read` gives every document in them or raises
    MalformedSourceError; `split` cuts a file of many records into pieces that `read` reads too.
    """

    name: str
    rank: int
    detects: Callable[[bytes], bool]
    read: Callable[[bytes, str], tuple[Document, ...]]
    split: Split | None = None

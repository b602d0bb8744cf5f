"""Bytes -> Document: one module a format, detected by content."""

from graphbuild.model.text import Document


def read_bytes(data: bytes, name: str = "text") -> Document:
    """Gives the document in the bytes; `name` is used in messages and never in the graph."""
    return Document(data.decode("utf-8"), name=name)

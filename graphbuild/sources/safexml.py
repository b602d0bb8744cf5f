"""The one entry for XML from strangers: no entities, no network, no document type loaded, no huge trees."""

import re

from lxml import etree

from graphbuild.errors import MalformedSourceError
from graphbuild.sources.decode import decode

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTITY = "<!ENTITY"


def parse(data: bytes, name: str) -> etree._Element:
    """Gives the root element; raises MalformedSourceError for broken XML and for any that declares an entity."""
    text = _DECLARATION.sub("", decode(data, name)).lstrip()
    if _ENTITY in text:
        raise MalformedSourceError("it declares XML entities", where=name, remedy="give it without <!ENTITY ...>")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedSourceError(f"it is no well-formed XML: {error}", where=name) from error


def words(element: etree._Element | None) -> str:
    """Gives all the text inside an element, each run of blanks as one space; nothing for None."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def child(element: etree._Element, path: str) -> str:
    """Gives the words of the first element at a path, or nothing."""
    return words(element.find(path))

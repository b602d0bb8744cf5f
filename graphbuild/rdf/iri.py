"""The names of nodes and graphs: made of content only, valid by construction, equal in independent runs.

Each part of a name that comes from data is percent-encoded into one path segment, so that no two nodes can share a
name and nothing in an article can break out of its place.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import NamedNode

from graphbuild.language.keys import publication_key
from graphbuild.language.slug import slug
from graphbuild.model.study import Study
from graphbuild.model.text import Pointer, Span
from graphbuild.terms import CONCEPT, ID

_PLAIN = "!$&'()*+,;=:@"
"""What an IRI allows unescaped in a path segment, beside letters, digits and -._~."""
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
_SCHEME = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*:")
_DROPPED = re.compile(r"[^a-z0-9\s.,'()/\u2019\u0300-\u036f-]|\w-(?!\w)")
"""What a slug loses although it can tell two labels apart: signs, other alphabets, a minus at the end of a word."""
_TERM_LENGTH = 80


@lru_cache(maxsize=4096)
def segment(text: str) -> str:
    """Gives the text as one segment of a path, reversibly.

    >>> segment("doi-10.1000/x y"), segment("..")
    ('doi-10.1000%2Fx%20y', '%2E%2E')
    """
    encoded = quote(text, safe=_PLAIN, errors="surrogatepass")
    return encoded.replace(".", "%2E") if encoded.strip(".") == "" else encoded


def short_hash(*parts: str, length: int) -> str:
    """Gives the first hexadecimal digits of the SHA-256 of the parts.

    >>> short_hash("a", "bc", length=8) == short_hash("ab", "c", length=8)
    False
    """
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def document(identifier: str) -> NamedNode:
    """Names a document, and the graph in which it and its spans are described."""
    return NamedNode(f"{ID}doc/{segment(identifier)}")


def assertions(identifier: str) -> NamedNode:
    """Names the graph that says for each value of a document which words state it."""
    return NamedNode(f"{ID}doc/{segment(identifier)}/assertions")


@lru_cache(maxsize=4096)
def place(identifier: str, where: Span | Pointer) -> NamedNode:
    """Names a span or a record pointer of a document, and the graph of the triples that it states."""
    if isinstance(where, Span):
        return NamedNode(f"{ID}doc/{segment(identifier)}/char/{where.start}-{where.end}")
    return NamedNode(f"{ID}doc/{segment(identifier)}/at/{segment(where.path)}")


def study(key: str) -> NamedNode:
    """Names a study."""
    return NamedNode(f"{ID}study/{segment(key)}")


def computed(key: str) -> NamedNode:
    """Names the graph of what was computed about a study."""
    return NamedNode(f"{ID}run/computed/{segment(key)}")


def child(parent: NamedNode, kind: str, key: str = "") -> NamedNode:
    """Names a node that belongs to another one, e.g. an arm of a study."""
    return NamedNode(f"{parent.value}/{kind}-{segment(key)}" if key else f"{parent.value}/{kind}")


def publication(of: Study) -> NamedNode:
    """Names the paper of a study: by its own key, else by that of the study."""
    return NamedNode(f"{ID}pub/{segment(publication_key(of.publication) or of.key)}")


def author(paper: NamedNode, name: str) -> NamedNode:
    """Names a person within one paper: equal names in two papers are not taken for one person."""
    return NamedNode(f"{paper.value}/author/{label_key(name)}")


def fact(*parts: str) -> NamedNode:
    """Names an assertion by the triple and the words that it joins."""
    return NamedNode(f"{ID}fact/{short_hash(*parts, length=16)}")


def concept(code: str) -> NamedNode:
    """Names a concept of the vocabulary by its code; a full IRI stays what it is.

    >>> concept("phase-1").value, concept("http://a.example/b c").value
    ('https://w3id.org/graphbuild/concept/phase-1', 'http://a.example/b%20c')
    """
    if _SCHEME.match(code) is None:
        return NamedNode(CONCEPT + segment(code))
    return NamedNode(_NOT_IN_IRI.sub(lambda match: quote(match[0], safe=""), code))


def own_concept(scheme: str, label: str) -> NamedNode:
    """Names the concept that a mention gets where no vocabulary has one."""
    return NamedNode(f"{ID}term/{segment(scheme)}/{label_key(label)}")


def label_key(label: str) -> str:
    """Gives a readable key of a label, with eight digits of its hash where the readable part does not tell all.

    >>> label_key("Multiple sclerosis"), label_key("beta blocker") == label_key("\u03b2 blocker")
    ('multiple-sclerosis', False)
    """
    folded = _folded(label)
    readable = slug(folded, limit=_TERM_LENGTH)
    return f"{readable}-{short_hash(folded, length=8)}" if _tells_more(folded) else readable


def plain_label(label: str) -> str:
    """Gives the one label that all wordings with the same key share.

    >>> plain_label("Type-2 Diabetes"), plain_label("HER2+")
    ('type 2 diabetes', 'her2+')
    """
    folded = _folded(label)
    return unicodedata.normalize("NFC", folded) if _tells_more(folded) else label_key(label).replace("-", " ")


def _folded(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKD", label.casefold()).split())


def _tells_more(folded: str) -> bool:
    """Tells whether a slug would drop letters or signs that make a difference."""
    return len(folded) > _TERM_LENGTH or _DROPPED.search(folded) is not None or slug(folded) == "x"


def part(graph: str) -> str:
    """Gives the part of a store to which a graph belongs: that of its document, or of the study it was computed for.

    >>> part("https://w3id.org/graphbuild/id/doc/sha256-12/char/3-9")
    'doc/sha256-12'
    >>> part("https://w3id.org/graphbuild/id/run/computed/nct01")
    'run/computed/nct01'
    """
    path = graph.removeprefix(ID)
    length = 2 if path.startswith("doc/") else 3
    return "/".join(path.split("/")[:length])

"""Studies side by side: fields as rows, studies as columns, every value with its quotes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graphbuild.model.study import Stated, Study, Term
from graphbuild.view.grid import Grid, Said
from graphbuild.view.rows import GROUP_ORDER, Row, rows

_LOST = "Readings that lost"
_FINDINGS = "Findings"

_Field = tuple[str, str, str]
"""Group, topic and label of a row; the topic is an outcome that several of the studies speak of, else empty."""


def compare(studies: Sequence[Study], *, everything: bool = False) -> Grid:
    """Gives the fields in which the studies differ, or all fields that any of them states.

    Findings on an outcome that two studies share stand in rows of that outcome. Mentions of one concept are equal.
    """
    facts = [[row for row in rows(study) if row.group != _LOST] for study in studies]
    shared = _shared(facts)
    columns = [_cells(study, own, shared) for study, own in zip(studies, facts, strict=True)]
    places = _places(facts, shared)
    fields = sorted(places, key=places.__getitem__)
    kept = [field for field in fields if everything or _differs([column.get(field, []) for column in columns])]
    lines = [
        ((Said(_name(field)),), *(tuple(said for said, _ in column.get(field, [])) for column in columns))
        for field in kept
    ]
    left = len(fields) - len(kept)
    notes = (f"{left} fields on which they agree are left out.",) if left else ()
    return Grid("Studies compared", ("field", *_titles(studies)), tuple(lines), notes, blank="not reported")


def _shared(facts: Iterable[Iterable[Row]]) -> frozenset[str]:
    counts = Counter(topic for own in facts for topic in {row.entity.casefold() for row in own if _of_finding(row)})
    return frozenset(topic for topic, count in counts.items() if count > 1)


def _of_finding(row: Row) -> bool:
    return row.group == _FINDINGS


def _field(row: Row, shared: frozenset[str]) -> _Field:
    topic = row.entity.casefold() if _of_finding(row) else ""
    return row.group, topic if topic in shared else "", row.label


def _cells(study: Study, facts: Sequence[Row], shared: frozenset[str]) -> dict[_Field, list[tuple[Said, str]]]:
    """Gives the things of a study by field, each with the key by which it equals those of others."""
    stated = dict(study.stated())
    owners = Counter(group for group, _ in {(row.group, row.path.split("/")[1]) for row in facts if row.entity})
    found: dict[_Field, list[tuple[Said, str]]] = {}
    for row in facts:
        field = _field(row, shared)
        several = owners[row.group] > 1 and row.entity and not field[1] and row.value != row.entity
        text = f"{row.entity}: {row.value}" if several else row.value
        quotes = tuple(dict.fromkeys(" ".join(piece.quote.split()) for piece in row.evidence))
        things = found.setdefault(field, [])
        key = _key(stated[row.path], text)
        if key not in {other for _, other in things}:
            things.append((Said(text, quotes), key))
    return found


def _key(stated: Stated[object], text: str) -> str:
    value = stated.value
    return value.links[0].concept if isinstance(value, Term) and value.links else text.casefold()


def _places(facts: Iterable[Iterable[Row]], shared: frozenset[str]) -> dict[_Field, tuple[int, int]]:
    """Gives the place of each field: groups in reading order, within them fields as they first appear."""
    known = list(dict.fromkeys(_field(row, shared) for own in facts for row in own))
    return {field: (GROUP_ORDER.index(field[0]), place) for place, field in enumerate(known)}


def _differs(things: Sequence[list[tuple[Said, str]]]) -> bool:
    return len({frozenset(key for _, key in own) for own in things}) > 1


def _name(field: _Field) -> str:
    group, topic, label = field
    return ": ".join(part for part in (group, topic, label) if part)


def _titles(studies: Iterable[Study]) -> Iterator[str]:
    seen: set[str] = set()
    for study in studies:
        title = " ".join(study.brief_title.split())
        yield f"{title} ({study.key})" if title in seen else title
        seen.add(title)

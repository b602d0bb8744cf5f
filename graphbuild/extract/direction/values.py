"""Which side has the larger number, where a text binds numbers to sides."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphbuild.extract.direction.words import SIDES, Role, Word, listed

_BETWEEN = 12
_AFTER = 14
_BEFORE = 7
_LEVEL = 0.05
_CONFIDENCE = 95


def number_features(words: Sequence[Word], first: int, last: int) -> Iterator[str]:
    """Gives which side has more, by several ways of binding numbers to sides; tokens [first, last) are the clause."""
    values = _values(words)
    inside = [at for at in values if first <= at < last]
    paired = tuple(_paired(words, inside or values, first))
    yield from paired
    yield from _moved(words, inside)
    bound = dict(_bound(words, inside))
    if len(bound) == len(SIDES) and not paired:
        yield f"bound {_compared(bound)}"
    for name, step in (("after", 1), ("before", -1)):
        found = _neighbours(words, inside, step)
        if len(found) == len(SIDES):
            yield f"numbers {name} {_compared(found)}"
    yield from _rows(words, values)
    yield from _ratios(words)
    yield f"values {min(len(inside), 4)}"


def _compared(found: dict[Role, float]) -> str:
    return _sign(found[Role.INTERVENTION], found[Role.COMPARATOR])


def _sign(left: float, right: float) -> str:
    return "more" if left > right else "less" if left < right else "even"


def _value(words: Sequence[Word], index: int) -> float:
    return words[index].value or 0.0


def _text(words: Sequence[Word], index: int) -> str:
    return words[index].text if 0 <= index < len(words) else ""


def _values(words: Sequence[Word]) -> list[int]:
    """Gives the numbers that may be results: no deviation, limit, dose, time, number of people or reference."""
    return [index for index, word in enumerate(words) if word.value is not None and not _no_result(words, index)]


def _no_result(words: Sequence[Word], index: int) -> bool:
    before, further = _text(words, index - 1), _text(words, index - 2)
    opened = "(" in {word.text for word in words[max(0, index - 6) : index]}
    return (
        before in listed("before-no-result")
        or (before == "=" and further in {"n", "sd", "se", "p"})
        or _tells_time(words, index)
        or (before in {"=", "<", ">"} and further not in {"_I_", "_C_"} and opened)
        or (before == "-" and further == "/")
        or (before in {"(", "["} and index > 1 and words[index - 2].value is not None)
    )


def _tells_time(words: Sequence[Word], index: int) -> bool:
    """Tells "at 12 weeks" and "1-hour" from "took 12 minutes"."""
    after, further = _text(words, index + 1), _text(words, index + 2)
    if after == "-":
        return further in listed("time-unit")
    moment = _text(words, index - 1) in listed("moment")
    return after in listed("time-unit") and moment and further not in listed("binding")


def _moved(words: Sequence[Word], values: Sequence[int]) -> Iterator[str]:
    """Reads "from 12 to 15"."""
    for left, right in pairwise(values):
        between = [word.text for word in words[left + 1 : right]]
        if _text(words, left - 1) == "from" and "to" in between and len(between) < _BETWEEN:
            yield f"moved {_sign(_value(words, right), _value(words, left))}"
            return


def _paired(words: Sequence[Word], values: Sequence[int], first: int) -> Iterator[str]:
    """Reads "12 vs 15": the first number is that of the side that is named first."""
    order = next((word.role for word in (*words[first:], *words) if word.role in SIDES), None)
    for left, right in pairwise(values):
        between = {word.text for word in words[left + 1 : right]}
        named = any(word.role in SIDES for word in words[left:right])
        if named or right - left > _BETWEEN or _text(words, left - 1) == "from" or not between & listed("joint"):
            continue
        sign = _sign(_value(words, left), _value(words, right))
        if order is Role.COMPARATOR:
            sign = _sign(_value(words, right), _value(words, left))
        told = "told" if order else "untold"
        yield f"pair {sign} {told}"
        yield f"pair {sign} {told} {'versus' if between & {'vs', 'versus', 'v', 'compared'} else 'and'}"
        return


def _bound(words: Sequence[Word], values: Sequence[int]) -> Iterator[tuple[Role, float]]:
    """Reads "12% in the X group", "X (12%)", "X: 12", "12 with X"; the first number of a side holds."""
    given: set[Role] = set()
    for at in values:
        role = _side_after(words, at) or _side_before(words, at)
        if role is not None and role not in given:
            given.add(role)
            yield role, _value(words, at)


def _side_after(words: Sequence[Word], at: int) -> Role | None:
    depth = 0
    spoken: set[str] = set()
    for word in words[at + 1 : at + _AFTER]:
        depth += (word.text in "([") - (word.text in ")]")
        if depth > 0 or word.text in ")]":
            continue
        if word.role in SIDES:
            return word.role if spoken & listed("binding") else None
        if word.value is not None or word.text in {",", ";", ".", "and", "vs", "versus", "than"}:
            return None
        spoken.add(word.text)
    return None


def _side_before(words: Sequence[Word], at: int) -> Role | None:
    for word in reversed(words[max(0, at - _BEFORE + 1) : at]):
        if word.role in SIDES:
            return word.role
        if word.value is not None or word.text in {";", ".", "vs", "versus", "than", "and"}:
            return None
    return None


def _neighbours(words: Sequence[Word], values: Sequence[int], step: int) -> dict[Role, float]:
    """Gives for each side the number next to its first naming in one direction, with no other side between."""
    found: dict[Role, float] = {}
    results = frozenset(values)
    for index, word in enumerate(words):
        if word.role not in SIDES or word.role in found:
            continue
        for at in range(index + step, index + step * (_AFTER + 1), step):
            if not 0 <= at < len(words) or words[at].role in SIDES:
                break
            if at in results:
                found[word.role] = _value(words, at)
                break
    return found


def _rows(words: Sequence[Word], values: Sequence[int]) -> Iterator[str]:
    """Reads a row of a table: cells on lines of their own, the last of them often a P value."""
    if sum(word.text == "\n" for word in words) < 2 or len(values) < 2:  # noqa: PLR2004 (two cells and more)
        return
    yield "row"
    yield f"row {_sign(_value(words, values[0]), _value(words, values[1]))}"
    last = next(index for index in range(len(words) - 1, -1, -1) if words[index].value is not None)
    value, less = _value(words, last), _text(words, last - 1) in {"<", "\u2264"}
    if 0 <= value < 1:
        yield f"row p {'significant' if value < _LEVEL or (less and value <= _LEVEL) else 'chance'}"


def _ratios(words: Sequence[Word]) -> Iterator[str]:
    """Gives whether a ratio lies above one, and a difference above nought."""
    for index, word in enumerate(words):
        name = next((code for code in ("ratio", "difference") if word.text in listed(code)), None)
        if name is None:
            continue
        after = words[index + 1 : index + 8]
        value = next((one.value for one in after if one.value is not None and one.text == "#"), None)
        if value is not None and value != _CONFIDENCE and (value > 0 or name == "difference"):
            yield f"{name} {_sign(value, 1 if name == 'ratio' else 0)}"
            return

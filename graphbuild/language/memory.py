"""What was read from a text once and need not be read again.

Several extractors ask the same of the same sentence: its words, its numbers, its hedges. The functions that answer
depend on nothing but their arguments, so the last answers are kept; of those about long texts only two, for their size.
Once a document is done all is forgotten: the next one says something else, and Python's collector goes through what is
kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, TypeVarTuple, cast
from weakref import WeakSet

_LONG, _LONGEST = 2_000, 200_000
_memories: WeakSet[Any] = WeakSet()

Args = TypeVarTuple("Args")
P = ParamSpec("P")
T = TypeVar("T")


def remembered(answer: Callable[[str, *Args], T], *, last: int = 256) -> Callable[[str, *Args], T]:
    """Gives the same function of a text, which keeps its last answers about texts up to 2,000 characters.

    About longer ones it keeps two, and none about texts of more than 200,000.

    >>> seen = []
    >>> size = remembered(lambda text: seen.append(text) or len(text))
    >>> size("some"), size("some"), seen
    (4, 4, ['some'])
    """
    kept, few = remembering(last)(answer), remembering(2)(answer)

    @wraps(answer)
    def given(text: str, /, *args: *Args) -> T:
        if len(text) <= _LONG:
            return kept(text, *args)
        return few(text, *args) if len(text) <= _LONGEST else answer(text, *args)

    return given


def remembering(last: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Gives what makes a function keep its last answers, as those about whole documents do."""

    def keeping(answer: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=last)(answer)
        _memories.add(kept)
        return cast("Callable[P, T]", kept)

    return keeping


@contextmanager
def forgetting() -> Iterator[None]:
    """Forgets afterwards what was remembered of any text or document."""
    try:
        yield
    finally:
        for memory in tuple(_memories):
            memory.cache_clear()

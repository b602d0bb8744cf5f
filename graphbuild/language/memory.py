"""What was read from a text once and need not be read again.

Several extractors ask the same of the same sentence: its words, its numbers, its hedges. The functions that answer
depend on nothing but their arguments, so the last answers are kept; of those about long texts only two, for their size.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

_LONG, _LONGEST = 2_000, 200_000

P = ParamSpec("P")
T = TypeVar("T")


def remembered(answer: Callable[Concatenate[str, P], T], *, last: int = 256) -> Callable[Concatenate[str, P], T]:
    """Gives the same function of a text, which keeps its last answers about texts up to 2,000 characters.

    About longer ones it keeps two, and none about texts of more than 200,000.

    >>> seen = []
    >>> size = remembered(lambda text: seen.append(text) or len(text))
    >>> size("some"), size("some"), seen
    (4, 4, ['some'])
    """
    kept = cast("Callable[Concatenate[str, P], T]", lru_cache(maxsize=last)(answer))
    few = cast("Callable[Concatenate[str, P], T]", lru_cache(maxsize=2)(answer))

    @wraps(answer)
    def given(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if len(text) <= _LONG:
            return kept(text, *args, **kwargs)
        return few(text, *args, **kwargs) if len(text) <= _LONGEST else answer(text, *args, **kwargs)

    return given

"""Maps one function over many inputs: serially, over processes, or over an existing distributed engine.

A runner yields results in the order of the inputs, so that what is built does not depend on how it was run.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar, cast

from graphbuild.registry import Registry

A = TypeVar("A")
B = TypeVar("B")
Runner = Callable[[Callable[[A], B], Iterable[A]], Iterator[B]]

RUNNERS = Registry(
    "graphbuild.runners", {"serial": "graphbuild.runners:serial", "processes": "graphbuild.runners:processes"}
)
_CHUNK, _AHEAD = 8, 3


def runner(name: str) -> Runner[A, B]:
    """Gives the runner of that name; raises PluginError for an unknown one."""
    return cast("Runner[A, B]", RUNNERS[name])


def serial(work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """Does one piece after the other in this process.

    >>> list(serial(abs, [-1, 2]))
    [1, 2]
    """
    return map(work, items)


def processes(work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """Spreads the pieces over one process a core; function and items must be picklable.

    Items are taken as they are needed, a few ahead: an input larger than memory can pass through.
    """
    cores = os.cpu_count() or 1
    rest, pending = iter(items), deque[Future[list[B]]]()
    with ProcessPoolExecutor(max_workers=cores, mp_context=get_context("spawn")) as pool:
        while True:
            while len(pending) < _AHEAD * cores and (some := list(islice(rest, _CHUNK))):
                pending.append(pool.submit(_several, work, some))
            if not pending:
                return
            yield from pending.popleft().result()


def _several(work: Callable[[A], B], items: list[A]) -> list[B]:
    return [work(one) for one in items]

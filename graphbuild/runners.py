"""Maps one function over many inputs: serially, over processes, or over an existing distributed engine.

A runner yields results in the order of the inputs, so that what is built does not depend on how it was run.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar, cast

from graphbuild.registry import Registry

A = TypeVar("A")
B = TypeVar("B")
Runner = Callable[[Callable[[A], B], Iterable[A]], Iterator[B]]

RUNNERS = Registry(
    "graphbuild.runners", {"serial": "graphbuild.runners:serial", "processes": "graphbuild.runners:processes"}
)
_CHUNK = 8


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
    """Spreads the pieces over one process a core; function and items must be picklable."""
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, items, chunksize=_CHUNK)

"""Python's collector of circles, kept quiet where thousands of things are made and none of them makes a circle."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the collector from looking again and again at what is being made; afterwards it is as it was before.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()

"""Gives work a time after which it is ended, whatever it does: it runs in a forked child that can be killed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from graphbuild.errors import GraphbuildError, QueryError

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], where: str) -> T:
    """Gives what the work gives; raises QueryError where it takes longer, or where its process ends without a word.

    The child shares the memory of this process, so that a store in memory need not be copied.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        raise QueryError("a time limit needs a system that can fork", where=where, remedy="leave the limit out")
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(sender, work), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            problem = f"the query ran longer than {seconds:g} seconds"
            raise QueryError(problem, where=where, remedy="narrow it, or allow more time")
        outcome = receiver.recv()
    except EOFError as error:
        raise QueryError("the query ended its process", where=where, remedy="narrow it") from error
    finally:
        child.kill()
        child.join()
        receiver.close()
    if isinstance(outcome, BaseException):
        raise outcome
    result: T = outcome
    return result


def _send(sender: Connection, work: Callable[[], object]) -> None:
    try:
        sender.send(work())
    except GraphbuildError as error:
        sender.send(error)
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent explains it
        sender.send(QueryError(f"the query failed: {error}"))
    finally:
        sender.close()

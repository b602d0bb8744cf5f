import gc

import pytest

from graphbuild.collector import uncollected
from graphbuild.model.text import Document
from graphbuild.pipeline import run


@pytest.fixture(autouse=True)
def _restored():
    running = gc.isenabled()
    yield
    (gc.enable if running else gc.disable)()


def test_the_collector_is_quiet_inside_and_runs_again_after():
    gc.enable()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_an_error():
    gc.enable()
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_whoever_had_it_off_keeps_it_off():
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_nested_uses_and_the_extraction_leave_it_as_it_was():
    gc.enable()
    with uncollected():
        run(Document("Milk for sleep. The study enrolled 30 adults."))
        assert not gc.isenabled()
    assert gc.isenabled()

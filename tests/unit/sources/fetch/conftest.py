import pytest

from tests.unit.sources.fetch.service import Clock, service, web_to


@pytest.fixture
def here():
    with service() as running:
        yield running


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def web(here, clock):
    with web_to(here, clock) as opened:
        yield opened

"""Finds ontology/, queries/ and seeds/ in a checkout, an editable install and a wheel."""

from pathlib import Path

from graphbuild.errors import GraphbuildError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Gives the folder of that name: inside the wheel, else at the top of the checkout.

    Raises GraphbuildError where neither has it.
    """
    for candidate in (_PACKAGE / "resources_" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise GraphbuildError(f"the folder {name}/ is missing", where=str(_PACKAGE), remedy="reinstall graphbuild")


def ontology() -> Path:
    """Gives the folder of study.ttl, shapes.ttl, vocabulary/ and context.jsonld."""
    return folder("ontology")


def queries() -> Path:
    """Gives the folder of the named questions, one .rq file each."""
    return folder("queries")


def seeds() -> Path:
    """Gives the folder of the shipped example articles."""
    return folder("seeds")

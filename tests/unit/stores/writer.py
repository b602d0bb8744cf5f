"""A process that replaces the parts of thirty studies one by one, made to be killed."""

import sys
from dataclasses import replace

from graphbuild.model.study import Stated
from graphbuild.rdf import partition, quads
from graphbuild.stores import open_store
from tests.example import NEWS, news_study, registered_study


def studies(suffix):
    """Gives thirty studies of a document each, alike but for their keys and a word of one value."""
    for number in range(30):
        yield _study(f"study-{number}", f"{NEWS.id[:-4]}{number:04d}", suffix)


def _study(key, document, suffix):
    def moved(stated, value):
        return Stated(value, tuple(replace(piece, document=document) for piece in stated.evidence))

    news = news_study()
    report = replace(news.reports[0], document=document, title=None, date=None)
    return replace(
        registered_study(),
        key=key,
        reports=(report,),
        registry_ids=(),
        phase=None,
        enrollment=moved(news.enrollment, 40),
        institutions=(moved(news.institutions[0], f"Northern Clinic {suffix}"),),
        safety=(moved(news.safety[0], f"{suffix} words"),),
    )


if __name__ == "__main__":
    parts = [partition(quads(study)) for study in studies(sys.argv[2])]
    with open_store(sys.argv[1]) as store:
        print("ready", flush=True)  # noqa: T201 - the parent waits for it
        for found in parts:
            for part, every in found.items():
                store.replace(part, every)

"""schema.org JSON-LD of studies, papers and reports, for search engines and general tools.

schema.org has no words for phase, outcome, finding and population; what it cannot say is left out or told in text.
"""

import json
from collections.abc import Iterable, Mapping

from graphbuild.model.codes import Design, DocumentKind, InterventionType, StudyType
from graphbuild.model.fact import Person
from graphbuild.model.study import Intervention, Publication, Report, Stated, Study
from graphbuild.model.text import Document
from graphbuild.rdf import iri
from graphbuild.rdf.values import whole

_TYPES = {
    StudyType.INTERVENTIONAL: "MedicalTrial",
    StudyType.OBSERVATIONAL: "MedicalObservationalStudy",
}
_TRIAL_DESIGNS = {
    Design.RANDOMIZED: "RandomizedTrial",
    Design.CLUSTER_RANDOMIZED: "RandomizedTrial",
    Design.OPEN_LABEL: "OpenTrial",
    Design.SINGLE_BLIND: "SingleBlindedTrial",
    Design.DOUBLE_BLIND: "DoubleBlindedTrial",
    Design.PLACEBO_CONTROLLED: "PlaceboControlledTrial",
    Design.MULTICENTRE: "MultiCenterTrial",
}
_STUDY_DESIGNS = {
    Design.COHORT: "CohortStudy",
    Design.CASE_SERIES: "CaseSeries",
    Design.CROSS_SECTIONAL: "CrossSectional",
    Design.LONGITUDINAL: "Longitudinal",
}
_INTERVENTION_TYPES = {
    InterventionType.DRUG: "Drug",
    InterventionType.DEVICE: "MedicalDevice",
    InterventionType.PROCEDURE: "MedicalProcedure",
    InterventionType.DIETARY: "DietarySupplement",
}
_REPORT_TYPES = {
    DocumentKind.NEWS: "NewsArticle",
    DocumentKind.ABSTRACT: "ScholarlyArticle",
    DocumentKind.PAPER: "ScholarlyArticle",
    DocumentKind.REGISTRATION: "Dataset",
}
_CONTEXT = {"@vocab": "https://schema.org/", "sameAs": {"@type": "@id"}, "url": {"@type": "@id"}}

Node = dict[str, object]


def schemaorg(studies: Iterable[Study], _: Mapping[str, Document]) -> bytes:
    """Gives one node for each study, its paper and each of its reports."""
    nodes = [node for study in sorted(studies, key=lambda one: one.key) for node in _nodes(study)]
    document = {"@context": _CONTEXT, "@graph": nodes}
    return (whole(json.dumps(document, ensure_ascii=False, indent=1)) + "\n").encode()


def _nodes(study: Study) -> list[Node]:
    paper = _paper(study.publication, study)
    reports = sorted((_report(report, study) for report in study.reports), key=lambda node: str(node["@id"]))
    return [_study(study), *([paper] if paper else []), *reports]


def _study(study: Study) -> Node:
    kind = None if study.study_type is None else study.study_type.value
    designs = {one.value for one in study.design}
    return _filled(
        {
            "@id": iri.study(study.key).value,
            "@type": "MedicalStudy" if kind is None else _TYPES[kind],
            "name": study.brief_title,
            "alternateName": _text(study.acronym),
            "identifier": _texts(study.registry_ids),
            "description": _text(study.objective),
            "healthCondition": [{"@type": "MedicalCondition", "name": one.value.label} for one in study.conditions],
            "studySubject": [_intervention(item) for item in study.interventions],
            "trialDesign": _named(_TRIAL_DESIGNS, designs) if kind is StudyType.INTERVENTIONAL else [],
            "studyDesign": _named(_STUDY_DESIGNS, designs) if kind is StudyType.OBSERVATIONAL else [],
            "studyLocation": [{"@type": "AdministrativeArea", "name": name} for name in _texts(study.countries)],
            "sponsor": None
            if study.sponsor is None
            else {"@type": "Organization", "name": " ".join(study.sponsor.value.split())},
            "funder": [{"@type": "Organization", "name": name} for name in _texts(study.funders)],
            "status": _text(study.status),
        }
    )


def _intervention(item: Intervention) -> Node:
    kinds = sorted({_INTERVENTION_TYPES[one.value] for one in item.types if one.value in _INTERVENTION_TYPES})
    name = item.name.value
    return _filled({"@type": kinds or "MedicalEntity", "name": name.label, "alternateName": sorted(name.aliases)})


def _paper(publication: Publication, study: Study) -> Node | None:
    if publication == Publication():
        return None
    title = _text(publication.title)
    journal = _text(publication.journal)
    doi = _text(publication.doi)
    return _filled(
        {
            "@id": iri.publication(study).value,
            "@type": "MedicalScholarlyArticle",
            "name": title,
            "headline": title,
            "datePublished": None if publication.date is None else publication.date.value.iso,
            "author": [_person(one) for one in publication.authors],
            "isPartOf": None if journal is None else {"@type": "Periodical", "name": journal},
            "identifier": [name for name in (doi, _text(publication.pmid), _text(publication.pmcid)) if name],
            "sameAs": None if doi is None else f"https://doi.org/{iri.segment(doi).replace('%2F', '/')}",
            "about": {"@id": iri.study(study.key).value},
        }
    )


def _person(stated: Stated[Person]) -> Node:
    return {"@type": "Person", "name": stated.value.name}


def _report(report: Report, study: Study) -> Node:
    publisher = _text(report.publisher)
    title = _text(report.title)
    return _filled(
        {
            "@id": iri.document(report.document).value,
            "@type": _REPORT_TYPES[report.kind],
            "headline": title if report.kind is not DocumentKind.REGISTRATION else None,
            "name": title,
            "datePublished": None if report.date is None else report.date.value.iso,
            "publisher": None if publisher is None else {"@type": "Organization", "name": publisher},
            "url": _link(_text(report.url)),
            "about": {"@id": iri.study(study.key).value},
        }
    )


def _link(url: str | None) -> str | None:
    """Gives an address that browsers may follow, nothing for any other scheme."""
    return url if url is not None and url.startswith(("http://", "https://")) else None


def _named(names: Mapping[Design, str], designs: Iterable[Design]) -> list[Node]:
    found = sorted({names[one] for one in designs if one in names})
    return [{"@id": f"https://schema.org/{name}"} for name in found]


def _text(stated: Stated[str] | None) -> str | None:
    return None if stated is None else " ".join(stated.value.split())


def _texts(values: Iterable[Stated[str]]) -> list[str]:
    return sorted({" ".join(stated.value.split()) for stated in values})


def _filled(node: Node) -> Node:
    """Leaves out what is not stated; a list of one is that one."""
    found: Node = {}
    for name, value in node.items():
        if isinstance(value, list):
            if value:
                found[name] = value[0] if len(value) == 1 else value
        elif value is not None:
            found[name] = value
    return found

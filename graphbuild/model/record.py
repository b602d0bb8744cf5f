"""Which attribute of the record each field of a fact fills; "*" marks a list.

The tables are shared by what builds studies from facts and by what merges the studies of several reports.
"""

from graphbuild.model.fact import Field

REPORT = {
    Field.REPORT_TITLE: "title",
    Field.REPORT_DATE: "date",
    Field.REPORT_PUBLISHER: "publisher",
    Field.REPORT_URL: "url",
}
PUBLICATION = {
    Field.PUBLICATION_TITLE: "title",
    Field.PUBLICATION_JOURNAL: "journal",
    Field.PUBLICATION_MEETING: "meeting",
    Field.PUBLICATION_DATE: "date",
    Field.PUBLICATION_AUTHOR: "authors*",
    Field.PUBLICATION_DOI: "doi",
    Field.PUBLICATION_PMID: "pmid",
    Field.PUBLICATION_PMCID: "pmcid",
    Field.PUBLICATION_STATUS: "status*",
}
STUDY = {
    Field.REGISTRY_ID: "registry_ids*",
    Field.ACRONYM: "acronym",
    Field.OFFICIAL_TITLE: "official_title",
    Field.STUDY_TYPE: "study_type",
    Field.PHASE: "phase",
    Field.DESIGN: "design*",
    Field.OBJECTIVE: "objective",
    Field.ENROLLMENT: "enrollment",
    Field.ENROLLMENT_QUALIFIER: "enrollment_qualifier",
    Field.ANALYSED: "analysed",
    Field.LOST_TO_FOLLOW_UP: "lost_to_follow_up",
    Field.DISCONTINUED: "discontinued",
    Field.DEATHS: "deaths",
    Field.ARM_COUNT: "arm_count",
    Field.FOLLOW_UP: "follow_up*",
    Field.PERIOD: "period",
    Field.START_DATE: "start_date",
    Field.COMPLETION_DATE: "completion_date",
    Field.STATUS: "status",
    Field.COMPARATOR: "comparator",
    Field.CONDITION: "conditions*",
    Field.CONCLUSION: "conclusions*",
    Field.LIMITATION: "limitations*",
    Field.SAFETY: "safety*",
    Field.FUNDER: "funders*",
    Field.SPONSOR: "sponsor",
    Field.CONFLICT: "conflicts*",
    Field.BACKGROUND: "background*",
    Field.INSTITUTION: "institutions*",
    Field.CITY: "cities*",
    Field.COUNTRY: "countries*",
    Field.SITE_COUNT: "site_count",
    Field.COUNTRY_COUNT: "country_count",
}
POPULATION = {
    Field.POPULATION_DESCRIPTION: "description",
    Field.POPULATION_AGE: "age",
    Field.POPULATION_MINIMUM_AGE: "minimum_age",
    Field.POPULATION_MAXIMUM_AGE: "maximum_age",
    Field.POPULATION_MEAN_AGE: "mean_age",
    Field.POPULATION_SEX: "sex",
    Field.POPULATION_CRITERION: "criteria*",
}
ARM = {
    Field.ARM_LABEL: "label",
    Field.ARM_TYPE: "type",
    Field.ARM_SIZE: "size",
    Field.ARM_INTERVENTION: "interventions*",
}
INTERVENTION = {
    Field.INTERVENTION_NAME: "name",
    Field.INTERVENTION_TYPE: "types*",
    Field.INTERVENTION_ROLE: "roles*",
    Field.INTERVENTION_DOSE: "dose",
    Field.INTERVENTION_DOSE_LEVELS: "dose_levels",
    Field.INTERVENTION_ROUTE: "route",
    Field.INTERVENTION_FREQUENCY: "frequency",
    Field.INTERVENTION_DURATION: "duration",
    Field.INTERVENTION_ADMINISTRATIONS: "administrations",
    Field.INTERVENTION_DESCRIPTION: "descriptions*",
}
OUTCOME = {
    Field.OUTCOME_MEASURE: "measure",
    Field.OUTCOME_ROLE: "role",
    Field.OUTCOME_TIME_FRAME: "time_frames*",
    Field.OUTCOME_INSTRUMENT: "instrument",
}
FINDING = {
    Field.FINDING_STATEMENT: "statement",
    Field.FINDING_OUTCOME: "outcome",
    Field.FINDING_ARM: "arm",
    Field.FINDING_COMPARED_WITH: "compared_with",
    Field.FINDING_DIRECTION: "direction",
    Field.FINDING_CHANGE: "change",
    Field.FINDING_POLARITY: "polarity",
    Field.FINDING_CERTAINTY: "certainty",
    Field.FINDING_CLAIM: "claim",
    Field.FINDING_STATISTIC: "statistic",
    Field.FINDING_VALUE: "value",
    Field.FINDING_UNIT: "unit",
    Field.FINDING_DISPERSION: "dispersion",
    Field.FINDING_EVENTS: "events",
    Field.FINDING_TOTAL: "total",
    Field.FINDING_CI_LOWER: "ci_lower",
    Field.FINDING_CI_UPPER: "ci_upper",
    Field.FINDING_P_VALUE: "p_value",
    Field.FINDING_P_RELATION: "p_relation",
    Field.FINDING_TIME: "time",
    Field.FINDING_NUMBER: "numbers*",
}

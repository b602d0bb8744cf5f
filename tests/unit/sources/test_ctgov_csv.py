"""A row of a table of registrations stands for a record."""

import pytest

from graphbuild.errors import MalformedSourceError
from graphbuild.model.codes import InterventionType, Phase, StudyType
from graphbuild.model.fact import Field, PartialDate
from graphbuild.sources import read_documents

COLUMNS = (
    "NCTId BriefTitle OverallStatus StartDate StudyType Phase EnrollmentCount Conditions InterventionNames "
    "InterventionTypes"
)
ROWS = (
    ["NCT00000001", '"A Pill, for Sleep"', "COMPLETED", "2020-02", "INTERVENTIONAL", "PHASE1|PHASE2", "40.0"],
    ["NCT00000002", "Another Pill", "RECRUITING", "", "OBSERVATIONAL", "", ""],
    ["", "No Identifier", "", "", "", "", ""],
)
ENDS = (["Insomnia|Falls", "Somnol|Talks", "DRUG|BEHAVIORAL"], ["Insomnia", "Somnol|Talks", "DRUG"], ["", "", ""])
TABLE = "\n".join(",".join(row) for row in [COLUMNS.split(), *map(list.__add__, ROWS, ENDS)])


def stated(document, field, about=""):
    return [fact.value for fact in document.facts if fact.field is field and fact.about == about]


def test_rows_become_documents():
    first, second = read_documents(TABLE.encode())
    assert stated(first, Field.REGISTRY_ID) == ["NCT00000001"]
    assert stated(first, Field.REPORT_TITLE) == ["A Pill, for Sleep"]
    assert stated(first, Field.START_DATE) == [PartialDate(2020, 2)]
    assert stated(first, Field.PHASE) == [Phase.PHASE_1_2]
    assert stated(first, Field.ENROLLMENT) == [40]
    assert stated(first, Field.CONDITION) == ["Insomnia", "Falls"]
    assert stated(first, Field.INTERVENTION_TYPE, "talks") == [InterventionType.BEHAVIOURAL]
    assert stated(second, Field.STUDY_TYPE) == [StudyType.OBSERVATIONAL]
    assert stated(second, Field.ENROLLMENT) == stated(second, Field.INTERVENTION_TYPE, "somnol") == []


def test_the_download_of_the_site_has_other_names_for_its_columns():
    table = "NCT Number,Study Title,Enrollment\r\nNCT00000001,A Pill,40\r\n"
    (document,) = read_documents(table.encode("utf-8-sig"))
    assert stated(document, Field.ENROLLMENT) == [40]


@pytest.mark.parametrize("table", ["NCTId,BriefTitle,Phase\n", 'NCTId,BriefTitle,Phase\nNCT1,"open,\n'])
def test_a_table_without_rows_or_without_end_is_refused(table):
    with pytest.raises(MalformedSourceError):
        read_documents(table.encode())

import pytest

from graphbuild.extract.focus import focus
from graphbuild.extract.registration import extract
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment


def read(sentence, field):
    text = f"Zinc shortens colds\nZinc shortened colds in a trial of 120 adults.\n{sentence}\n"
    document = focus(segment(Document(text)))
    facts = list(extract(document, ()))
    assert all(check(fact, document) is None for fact in facts)
    return [fact.value for fact in facts if fact.field is field]


@pytest.mark.parametrize(
    "number",
    [
        "NCT01234567",
        "ISRCTN12345678",
        "ACTRN12612345678901",
        "DRKS00012345",
        "ChiCTR2000012345",
        "UMIN000012345",
        "jRCT1031180123",
        "PACTR201812345678901",
        "CTRI/2019/04/012345",
        "IRCT20180101038123N1",
        "2022-501234-12-00",
    ],
)
def test_ids_of_all_registries_are_read(number):
    assert read(f"The trial is registered as {number}.", Field.REGISTRY_ID) == [number]


def test_a_eudract_number_needs_its_register():
    assert read("The trial is in EudraCT, number 2015-001234-12.", Field.REGISTRY_ID) == ["2015-001234-12"]
    assert read("Call 2015-001234-12 for tickets.", Field.REGISTRY_ID) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Zinc is also being tested in two other trials, among them NCT01234567.",
        "Grant NCT0123 paid.",
        "An ongoing phase 3 trial (NCT01234567) will tell more.",
    ],
)
def test_ids_of_other_studies_are_left_out(sentence):
    assert read(sentence, Field.REGISTRY_ID) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The trial, known as ZICO, ran for a year.", "ZICO"),
        ("In the ZICO-2 trial, adults took zinc.", "ZICO-2"),
        ("The Zinc in Colds Study (ZICS) enrolled adults.", "ZICS"),
        ("Her team began ZICO-2, a large randomised phase 3 trial of zinc.", "ZICO-2"),
        ("Data came from the Acme Heart Health Study.", "Acme Heart Health Study"),
        ("Zinc for Detection of Colds in Acme (ZADOC) study patients did well.", "ZADOC"),
        ("Adults took part in the Acme Epidemiology of Colds study.", "Acme Epidemiology of Colds"),
        ("He showed data from ZICO-2, an ongoing trial of zinc.", "ZICO-2"),
        ("The new study, called iZIC, took a year.", "iZIC"),
    ],
)
def test_the_study_has_a_name(sentence, name):
    assert name in read(sentence, Field.ACRONYM)


@pytest.mark.parametrize(
    "sentence",
    [
        "The MRI study showed no change.",
        "The University of Acmeville (UAC) study ended.",
        "This Randomized Controlled Trial ended.",
        "An FDA trial rule applies.",
        "The work was paid for by ACME, a company running the trial.",
        "It was published by the NIH, the agency of the study.",
        "Zinc for restless leg syndrome (RLS): a randomised trial.",
    ],
)
def test_other_abbreviations_are_no_names(sentence):
    assert read(sentence, Field.ACRONYM) == []


def test_sites_and_countries_are_counted():
    sentence = "Patients were enrolled at 29 hospitals in five European countries."
    assert read(sentence, Field.SITE_COUNT) == [29]
    assert read(sentence, Field.COUNTRY_COUNT) == [5]


def test_hospitals_of_the_world_are_not_sites():
    assert read("There are 6,000 hospitals in the land.", Field.SITE_COUNT) == []


@pytest.mark.parametrize(
    "told",
    [
        "The trial was run by the Acme Clinical Think Tank (A2T2), a group of clinics.",
        "Controlled studies are described in the Journal of Acme Clinical Medicine (JACM) of the trial.",
        "A new ACL-led phase 3 clinical trial tested the drug.",
        "The study found so-called CIN2 lesions in some.",
        "In the trial they took a pill called ZIC2 for a month.",
        "In addition to ACMB, the study received money from others.",
        "It follows the Acme Association for the Study of Zinc (AASZ) in the trial.",
        "The trial, called the Prostate, Lung and Colon one by some, was long.",
    ],
)
def test_a_group_a_journal_or_a_lesion_is_no_name_of_the_study(told):
    assert read(told, Field.ACRONYM) == []

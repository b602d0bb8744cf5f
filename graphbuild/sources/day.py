"""The date in a field of a record: a day, a month or, of a season, a range or a year alone, the year."""

import re

from graphbuild.language.dates import dates
from graphbuild.model.fact import PartialDate

_YEAR = re.compile(r"(?:19|20)\d\d\b")


def day(text: str) -> PartialDate | None:
    """Gives the date that a field states, None where it states none.

    >>> [day(text).iso for text in ("2020-03-05", "1998 Mar", "2001 Jul-Aug", "2003 Spring", "2015")]
    ['2020-03-05', '1998-03', '2001', '2003', '2015']
    """
    stated = text.strip()
    found = dates(stated)
    if found and found[0].span.of(stated) == stated:
        return found[0].date
    year = _YEAR.match(stated)
    return PartialDate(int(year.group())) if year is not None else None

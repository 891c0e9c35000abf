"""Days: what a user may write, and what a file name says.

Forms: `2016-03-01`, `20160301`, `2016-03` (its last day), `2016` (its last day),
`2016-03-01T12:00Z` (the day of it), `-90d` (days before another day).
"""

import calendar
import re
from datetime import date, timedelta

from samehand.errors import UsageError

_DAY = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:T.*)?)?)?")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


def day(text: str, today: date | None = None) -> date:
    """The day written; a year or month means its last day, for "as known by then".

    >>> day("2016-02")
    datetime.date(2016, 2, 29)
    >>> day("-1d", date(2017, 3, 21))
    datetime.date(2017, 3, 20)
    """
    text = text.strip()
    if back := re.fullmatch(r"-(\d+)d", text):
        return (today or date.today()) - timedelta(days=int(back[1]))
    form = _DAY.fullmatch(text)
    try:
        if form:
            return _last(int(form[1]), int(form[2] or 12), form[3])
    except ValueError:
        pass
    raise UsageError(f"{text!r} is not a day", "write 2017-03-21, 2017-03, 2017 or -90d")


def _last(year: int, month: int, number: str | None) -> date:
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    return date(year, month, int(number) if number else last)


def day_in_name(name: str) -> date | None:
    """The last whole day that a file name holds, if it holds one.

    >>> day_in_name("origin-changes-20120101-20170321.txt.gz")
    datetime.date(2017, 3, 21)
    """
    found = None
    for year, month, number in _IN_NAME.findall(name):
        try:
            found = date(int(year), int(month), int(number))
        except ValueError:
            continue
    return found

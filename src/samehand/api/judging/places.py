"""How holders that were judged are called on another day.

By their id, while it lasts. Where the day has no holder of that id (RIPE NCC's are new every day),
by their AS numbers: the one holder that has all of them and bears the same name is meant. An AS
number that was given to somebody else since bears another name, and leads nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as pa

from samehand.api.scanning import Scan
from samehand.values.names import key
from samehand.verdicts.rows import Record, Verdict, in_order

HERE = "SELECT holder FROM party JOIN judged_record USING (holder)"
BY_NUMBER = """
SELECT judged_asn.holder AS judged, party.holder, party.name, count(DISTINCT as_part.asn) AS asns
FROM judged_asn
JOIN as_part ON as_part.asn = judged_asn.asn
JOIN party ON party.holder = as_part.holder
GROUP BY judged_asn.holder, party.holder, party.name
ORDER BY judged_asn.holder, party.holder
"""


def places(made: Scan, verdicts: Iterable[Verdict]) -> dict[str, str]:
    """Of each holder judged, the holder it is on the day of a scan; empty where none is it."""
    records = {
        record.holder: record for each in verdicts for record in (each.given.one, each.given.other)
    }
    held = pa.array(sorted(records), pa.string())
    made.store.keep("judged_record", pa.table({"holder": held}))
    here = set(made.store.query(HERE).column("holder").to_pylist())
    gone = {holder: record for holder, record in records.items() if holder not in here}
    return {**dict.fromkeys(records, ""), **{each: each for each in here}, **_by_number(made, gone)}


def _by_number(made: Scan, gone: Mapping[str, Record]) -> dict[str, str]:
    """Of holders whose ids are not there: those with all of their AS numbers and the same name."""
    pairs = [(holder, asn) for holder, record in sorted(gone.items()) for asn in record.asns]
    if not pairs:
        return {}
    columns = {
        "holder": pa.array([each[0] for each in pairs], pa.string()),
        "asn": pa.array([each[1] for each in pairs], pa.int64()),
    }
    made.store.keep("judged_asn", pa.table(columns))
    found = {}
    for row in made.store.query(BY_NUMBER).to_pylist():
        record = gone[row["judged"]]
        whole = row["asns"] == len(record.asns)
        if whole and record.name and key(row["name"] or "") == key(record.name):
            found[str(row["judged"])] = str(row["holder"])
    return found


def renamed(verdict: Verdict, called: Mapping[str, str]) -> Verdict:
    """A verdict with its holders as they are called on the day; as judged where they are not there."""
    given = verdict.given
    one, other = (
        replace(record, holder=called.get(record.holder) or record.holder)
        for record in (given.one, given.other)
    )
    one, other = in_order(one, other)
    return replace(verdict, given=replace(given, one=one, other=other))

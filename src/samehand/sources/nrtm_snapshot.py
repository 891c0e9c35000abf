"""Snapshots of a registry's database for its mirrors: NRTM version 4.

A header, and a record of JSON with the text of an object each; they give what `rpsl_dump` gives,
and placeholders and mistakes are the same. A cite is the line on which a record begins, and prints its
object. A snapshot is of the day in its name or of a folder around it, else give `--day`: no record
says when it was made. Deltas are not read: take a later snapshot.
"""

from samehand.sources import Source, rpsl_sample
from samehand.sources.rpsl_forms import SNAPSHOT_FORM, is_snapshot
from samehand.sources.rpsl_rows import FILLS, RECORD, ROWS_OF

SOURCE = Source(
    name="nrtm_snapshot",
    title="Snapshots of a registry's database, as NRTM version 4",
    url="nrtm.db.ripe.net, and those of other registries",
    licence="as the registry's: most allow use for agreed Internet operational purposes only",
    read_in="draft-ietf-grow-nrtm-v4, and snapshots of the RIPE database's tests",
    tried=True,
    fills=FILLS,
    knows=is_snapshot,
    record=RECORD,
    rows=ROWS_OF,
    form=SNAPSHOT_FORM,
    sample=rpsl_sample.SNAPSHOT,
    sample_name="nrtm-snapshot.1.EXDB.json",
    sample_day=rpsl_sample.DAY,
    sample_rows=rpsl_sample.rows(rpsl_sample.RECORDS),
)

"""Databases of Internet registries and routing registries, as they dump them: RPSL.

Split dumps (`ripe.db.inetnum`) and whole ones, of the RIPE NCC, APNIC, AFRINIC, LACNIC, ARIN's
routing registry and any other IRRd, gz, bz2, xz or plain. Blocks, AS numbers, organisations and route
objects become rows, and whatever these, contacts and maintainers state that others may state too.
A cite is the line on which an object begins, and prints all of it. How objects are read and what
fools that: see `samehand.rpsl`.

Placeholders (`DUMY-RIPE`, `unread@ripe.net`) are withheld: counted, never shared. Not read are
policies, sets, descriptions and remarks; of keys only the names of PGP and X.509 ones. What fools it:
an old APNIC or AFRINIC block names no organisation but in its description; anybody registers
anything in most routing registries; `changed` is written by hand; objects whose class is starred
(`*xxte`) are withdrawn and skipped; a class that is gone from a whole dump ends no runs.
"""

from samehand.sources import Source, rpsl_sample
from samehand.sources.rpsl_forms import DUMP_FORM, day_told, is_dump
from samehand.sources.rpsl_rows import FILLS, RECORD, ROWS_OF

SOURCE = Source(
    name="rpsl_dump",
    title="Dumps of registries' and routing registries' databases, as RPSL",
    url="ftp.ripe.net/ripe/dbase/split, ftp.apnic.net/apnic/whois, ftp.afrinic.net/pub/dbase,"
    " irr.lacnic.net, ftp.arin.net/pub/rr, ftp.radb.net/radb/dbase",
    licence="as the registry's: most allow use for agreed Internet operational purposes only",
    read_in="RFC 2622, IRRd, and small dumps of RIPE, APNIC, AFRINIC, LACNIC, RADB and JPIRR; none"
    " of ARIN's routing registry was at hand",
    tried=True,
    fills=FILLS,
    knows=is_dump,
    record=RECORD,
    rows=ROWS_OF,
    day=day_told,
    form=DUMP_FORM,
    sample=rpsl_sample.OBJECTS,
    sample_name="exdb.db",
    sample_day=rpsl_sample.DAY,
    sample_rows=rpsl_sample.rows(rpsl_sample.LINES),
)

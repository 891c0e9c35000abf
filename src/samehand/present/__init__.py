"""From an answer's envelope to something to look at. Pure functions: no input, no output.

formats.py   the one door: `render(envelope, look)` in any format
rows.py      the flat rows of an answer, and which fields were asked for
columns.py   which fields a table shows of each schema, and how each is written
sheets.py    an answer laid out once, as titled tables
history.py   the same of what happened; history_columns.py its fields
judging.py   verdicts and the queue
title.py     chains of title;  worth.py  values, recovery, ledger;  finding.py  look-ups
prefix_lists.py  prefixes as routers read them
internal.py  the same of a registry's own files
strip.py     lanes on one time axis, in characters
tables.py    one table as text;  screens.py  a whole screen of them
page.py      markdown and HTML
figures.py   the static picture of a notebook: graph.py, waterfall.py, bars.py,
             calibration.py over svg.py
"""

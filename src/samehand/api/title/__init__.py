"""Chains of title: who had a block on record, by which instrument, and where the records break.

tenures.py     what stood of each stretch of a block, from file day to file day
stitching.py   accounts followed where a registry's ids do not last
log.py         transfer logs, where they are loaded
steps.py       from tenure to tenure: the instrument of each step
around.py      names, listings, announcements, companies: what the exceptions look at
exceptions.py  what breaks a chain, with cures; checks in record_checks.py and other_checks.py
title.py       the verb
"""

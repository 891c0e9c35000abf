"""Look-ups that journeys begin and end with: from a text to its entities, from a holder to its kin.

entities.py    what a text names: addresses, prefixes, ranges, AS numbers, handles, holders, names
grep.py        `grep`: the same, looked up; triage.py `triage`: of a report, with scope and route
holders.py     `holders`: who has a block on record, and what of it
related.py     `related`, `why-not`: over the links that a scan found
prefixes.py    `prefixes`: the space of a holder or hand as lists that routers read
mine.py        `mine`: what outsiders see of one's own blocks, with cures in order
checking.py    `check`: what changed since the last look; drift.py `drift`: since first on record
explaining.py  `explain`: a rule, an error or a term
"""

"""What people judged of two holders: kept for good, weighed against each other, never lost.

    rows.py        one verdict, as somebody gave it
    algebra.py     which verdicts stand, which contradict each other, which act
    tables.py      the tables of the store, for SQLAlchemy
    shelf.py       the store: a SQLite file in the book, or a team's PostgreSQL
    engines.py     its two engines; faults.py what they say when they refuse
    migrate.py     the store brought to this version; migrations/ holds the steps

A verdict is on two holders, never on a hand, so that grouping anew cannot lose it. Rows are only
added: an undo is a row too. What fools it: a holder's id that its registry gives out anew each day
(RIPE NCC); so a verdict also keeps the AS numbers and names that its holders had.
"""

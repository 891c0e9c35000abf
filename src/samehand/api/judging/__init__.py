"""Judging: what people say of two holders, kept, listed, undone, asked for in a queue.

verbs.py       the methods of a book
acted.py       which verdicts act by the records of a day
places.py      how holders that were judged are called on that day
regroup.py     hands made anew by them, at once
given.py       a verdict put together from what a user said
listing.py     the verdicts as rows
deciding.py    verdicts given, undone, listed: each an answer
sitting.py     one person over the queue
queue.py       which pairs to judge next
"""

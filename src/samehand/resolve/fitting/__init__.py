"""Fitting: what bins weigh, learnt from pairs of holders known to be one organisation.

    labels ── count ── estimate ── weights file ── judge, on other organisations

labels.py     pairs known to be one, or two, and the half of the organisations they are in
orgs.py       labels from a list of AS numbers and organisations
verdicts.py   labels from people's verdicts, a CSV
counting.py   how often pairs show each bin, labelled ones and all
estimating.py m, u and bits of every bin;  drawing.py  their intervals
stated.py     the m's that nobody can fit, with reasons
files.py      the weights file
pairs.py      pairs held out, with what they weigh
judging.py    given and found, part by part;  shares.py, chances.py, scoring.py  what that takes
deciding.py   whether probabilities hold

A label list is an argument of fitting, never evidence: it may be of a later day than the book.
"""

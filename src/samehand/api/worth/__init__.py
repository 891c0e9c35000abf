"""What addresses are worth, and what of them can be had back.

prices.csv    facts with their sources; prices.py reads them
value.py      `value`: one band a source, with the formula
"""

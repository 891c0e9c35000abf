"""The review screen: a door like the others. app.py takes keys, draw.py makes text of a pair."""

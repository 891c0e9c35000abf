"""What of some holders' space can be had back, by the records.

classes.py    what became of one stretch: held, reassigned, transferred out, …
costs.py      fees, costs and proceeds, from a file the user has evidence for
recovery.py   `recovery`: the verb, and the function a case calls
"""

"""The ledger of address space: held, routed, free, reserved, transferred, and in how few hands.

ledger.py       `ledger`: the verb
reconcile.py    the totals against what each registry's file says of itself
shares.py       concentration: top shares, HHI, Gini
"""

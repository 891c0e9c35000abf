"""Questions about a registry's own files: each needs a book opened `restricted`.

payments.py   who paid what for which request, and what was issued for it
"""

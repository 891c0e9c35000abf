"""Look-ups: what the book says of one thing, each statement with its cite.

    status      what is in the book, and what is not
    show        a block, an AS, a holder, a name, a cite or a hand
    search      words among the names, handles and holders
    cite        the raw line behind a statement

A look-up reads the views that the two clocks let through, and nothing else. Where there is no
answer it says which kind of none it is (`states`).
"""

"""Cases at work: what a case is about, gathered from its book; bundled; replayed without it.

panels.py     which questions are asked of what was pinned
exhibits.py   the lines that everything rests on, with the SHA-256 of their files
gathering.py  a case with all its panels and exhibits: a dossier, plain JSON
masking.py    persons by pseudonym, mailboxes and phones masked
bundling.py   a dossier as a BagIt bag with RO-Crate metadata; verify
replaying.py  every number of a bundle computed again from the bundle alone
"""

"""Cases: a question, what was pinned to answer it, findings with their evidence, and a log.

    log.py     the log of a case: lines that are only added, each chained to the one before
    folder.py  a case on disk: made whole or not at all, found again by name
    words.py   what a finding, a note, a reply and a pin are made of
    lint.py    what stands between a case and the word "final"

What fools it: a chain of hashes tells a changed, moved or missing line, but not lines cut off the
end. The head is given with every entry; who wrote it down elsewhere can tell that too.
"""

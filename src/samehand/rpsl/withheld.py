"""Values that stand where a registry keeps the real one to itself.

They are shared by everybody and say nothing of anybody: they are counted as withheld and are never
a shared value. Read in the RIPE database's dummifiers (whois-rpsl), in IRRd, in the scripts that
hide passwords in IRRd 2 dumps, in AFRINIC's redacted dump, and in ARIN's policy on residential
customers. An IRRd may be told to write anything else; that passes for a value here. The domain of
`***@example.net` is real: of a mailbox, only the name is withheld.
"""

from functools import lru_cache
from typing import Final

EXACT: Final = frozenset(
    """***
* * *
+31205354444
bcrypt-pw
bcrypt-pw dummyvalue
crypt-pw
crypt-pw dummyvalue
crypt-pw hiddencryptpw
dummified
dummy
md5-pw
md5-pw $1$saltsalt$dummifiedmd5hashvalue.
md5-pw dummyvalue
n/a
name removed
not available
placeholder person object
placeholder role object
private residence
redacted
redacted for privacy
removed""".splitlines()
)
PREFIXES: Final = (
    "***@",
    "* * *@",
    "dummy address for ",
    "dummy description for ",
    "dummy name for ",
    "dumy-",
    "private customer",
    "unread@",
)
SUFFIXES: Final = (".. ....",)  # the second half of a telephone number


@lru_cache(1 << 16)
def is_withheld(value: str) -> bool:
    """Whether a value is a placeholder, in any case of its letters.

    >>> [is_withheld(value) for value in ("DUMY-RIPE", "unread@ripe.net 20000101", "EX-MNT")]
    [True, True, False]
    >>> is_withheld("+31205.. ....")
    True
    """
    low = value.encode().lower().decode()
    return low in EXACT or low.startswith(PREFIXES) or low.endswith(SUFFIXES)

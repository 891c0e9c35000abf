"""What the dialects of RPSL share: bytes, names, keys, and why something is set aside.

Read in RFC 2622 (2 and 6), and in how IRRd and the RIPE database split their own dumps.
"""

from typing import Final

# Why an object, or the rest of a file, is set aside.
NO_CLASS: Final = 1
NO_ATTRIBUTE: Final = 2
BAD_BYTES: Final = 3
TOO_LONG: Final = 4
CUT: Final = 5
EMPTY: Final = 6
NOT_JSON: Final = 7
NOT_SNAPSHOT: Final = 8
REASONS: Final = {
    NO_CLASS: "it begins with no attribute, so that its class cannot be told",
    NO_ATTRIBUTE: "a line is neither `name: value` nor goes on with the one above",
    BAD_BYTES: "it holds bytes that no text holds",
    TOO_LONG: "it is longer than any object",
    CUT: "the file ends inside it",
    EMPTY: "the file is empty",
    NOT_JSON: 'it is no JSON record with the text of an "object"',
    NOT_SNAPSHOT: "the first record is not that of an NRTM version 4 snapshot",
}

MOST: Final = 1 << 24  # bytes of an object; the largest known, aut-nums and as-sets, have a few MB
MOST_NAME: Final = 63  # bytes of an attribute's name; the longest in use, `assignment-size`, has 15

BLANKS: Final = b" \t\r\v\f"
GOES_ON: Final = b" \t+"  # the first byte of a line that goes on with the attribute above
COMMENTS: Final = b"%#"  # the first byte of a line that is none of the object's
LETTERS: Final = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*_/-"
# Escape (27) stays: Japanese objects switch character sets with it.
BAD: Final = bytes([*range(9), *range(14, 27), *range(28, 32), 127])

# Names with a meaning here; the place of a name is its number in compiled code. After a line of
# blanks alone, a class begins the next object.
CLASSES: Final = tuple(
    """route route6 person role as-block as-set aut-num domain filter-set inet-rtr inet6num inetnum
    irt key-cert mntner organisation peering-set poem poetic-form route-set rtr-set""".split()
)
KNOWN: Final = (*CLASSES, "origin", "nic-hdl", "source")
ROUTE6: Final = KNOWN.index("route6")
ROLE: Final = KNOWN.index("role")
ORIGIN: Final = KNOWN.index("origin")
NIC_HDL: Final = KNOWN.index("nic-hdl")
SOURCE: Final = KNOWN.index("source")

# Attributes that make up the key, where it is not the first one alone: classes 0 to 3.
KEYS: Final = {
    "route": ("route", "origin"),
    "route6": ("route6", "origin"),
    "person": ("nic-hdl",),
    "role": ("nic-hdl",),
}

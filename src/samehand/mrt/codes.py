"""The numbers of the format (RFC 6396, 8050, 4271, 4760, 6793), and what each is called."""

from typing import Final

HEADER: Final = 12  # bytes: time, type, subtype, length
MAX_RECORD: Final = 1 << 28  # bytes: 65,535 entries of 4 KiB; a longer claim is a lost place

BGP: Final = 5  # MRTd's first format, RIPE's updates until 2000
TABLE_DUMP: Final = 12
TABLE_DUMP_V2: Final = 13
BGP4MP: Final = 16
BGP4MP_ET: Final = 17

KINDS: Final = ("table", "announce", "withdraw", "state")
TABLE: Final = 0
ANNOUNCE: Final = 1
WITHDRAW: Final = 2
STATE: Final = 3

AS_SET: Final = 1
AS_SEQUENCE: Final = 2
CONFED_SEQUENCE: Final = 3
CONFED_SET: Final = 4
START: Final = 128  # added to a segment's kind at its first AS
AS_TRANS: Final = 23456  # stands for a 4-byte AS where only 2 bytes fit

UPDATE: Final = 2  # the BGP message that carries routes
STREAM: Final = 0
HEAD_CUT: Final = 1
RECORD_CUT: Final = 2
TOO_LONG: Final = 3
SHORT: Final = 4
LENGTH: Final = 5
LIST: Final = 6
ATTRIBUTE: Final = 7
PATH: Final = 8
PEER: Final = 9
MARKER: Final = 10
FAMILY: Final = 11
TWICE: Final = 12
MESSAGE: Final = 13
EMPTY: Final = 14
ENDS: Final = (STREAM, HEAD_CUT, RECORD_CUT, TOO_LONG, EMPTY)  # after these nothing more is read

REASONS: Final = (
    "the compressed stream breaks",
    "the file ends in a record's header",
    "the file ends in a record",
    "not a record: it claims more bytes than any record holds; nothing after it was read",
    "the record is shorter than its kind needs",
    "a prefix is longer than its family's addresses",
    "a list of prefixes ends in a prefix",
    "an attribute runs past its end, or is too short",
    "an AS path's segments do not add up",
    "an entry names a peer that the peer table does not have",
    "no BGP marker",
    "neither IPv4 nor IPv6",
    "an attribute stands twice",
    "a BGP message longer than its record",
    "the file holds no record",
)

TYPES: Final = {BGP: "BGP", TABLE_DUMP: "TABLE_DUMP", TABLE_DUMP_V2: "TABLE_DUMP_V2"} | {
    BGP4MP: "BGP4MP",
    BGP4MP_ET: "BGP4MP_ET",
}
MESSAGES: Final = {1: "OPEN", 3: "NOTIFICATION", 4: "KEEPALIVE", 5: "ROUTE-REFRESH"}
OTHER_FAMILY: Final = 256  # in place of a message type: routes of another address family


def skip_key(kind: int, subtype: int, message: int = 0) -> int:
    """One number for what was skipped: record type, subtype, and BGP message type if any."""
    return (kind << 32) | (subtype << 16) | message


def skip_name(key: int) -> str:
    """The words for a skip key.

    >>> skip_name(skip_key(16, 4, 1)), skip_name(skip_key(13, 7))
    ('BGP4MP/4 OPEN', 'TABLE_DUMP_V2/7')
    """
    kind, subtype, message = key >> 32, key >> 16 & 0xFFFF, key & 0xFFFF
    name = f"{TYPES.get(kind, kind)}/{subtype}"
    if message == OTHER_FAMILY:
        return f"{name} routes of another address family"
    return f"{name} {MESSAGES.get(message, message)}" if message else name

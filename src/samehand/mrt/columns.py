"""The columns of an element, and what -1 in a pool becomes."""

from typing import Any

import pyarrow as pa

from samehand.mrt.codes import KINDS

WORD = pa.dictionary(pa.int32(), pa.string())
KIND = pa.dictionary(pa.int8(), pa.string())

SCHEMA: Any = pa.schema(
    [
        ("record", pa.int64()),  # its number in the file, from 1
        ("offset", pa.int64()),  # byte of the inflated file where the record begins
        ("record_time", pa.int64()),  # seconds
        ("micro", pa.int32()),  # microseconds beside them; 0 but for BGP4MP_ET
        ("record_type", pa.int32()),
        ("record_subtype", pa.int32()),
        ("kind", KIND),  # table, announce, withdraw, state
        ("peer_ip", WORD),
        ("peer_asn", pa.int64()),
        ("family", pa.int8()),  # 4 or 6; none for a state
        ("safi", pa.int8()),  # 1 unicast, 2 multicast, 3 both
        ("first", pa.int64()),  # as values.blocks: an IPv4 address, or a /64's index - 2^63
        ("length", pa.int16()),
        ("low", pa.int64()),  # the other 64 bits - 2^63, of a prefix longer than /64
        ("path", pa.list_(pa.uint32())),
        ("segments", pa.list_(pa.uint8())),  # per AS: 1 set, 2 sequence, 3, 4 confed.; first + 128
        ("origin", pa.int64()),  # the last AS; none where the path ends in a set of several
        ("origin_set", pa.bool_()),  # whether it does
        ("upstream", pa.int64()),  # the AS before the origin, prepending removed
        ("next_hop", WORD),
        ("origin_attr", pa.int32()),  # 0 IGP, 1 EGP, 2 incomplete
        ("local_pref", pa.int64()),
        ("med", pa.int64()),
        ("communities", pa.list_(pa.uint32())),
        ("atomic", pa.bool_()),
        ("aggregator", pa.int64()),
        ("aggregator_ip", WORD),
        ("path_id", pa.int64()),  # ADD-PATH
        ("status", pa.int32()),  # TABLE_DUMP only
        ("originated", pa.int64()),  # seconds: when the entry last changed; tables only
        ("old_state", pa.int32()),
        ("new_state", pa.int32()),
    ]
)
KIND_WORDS = pa.array(KINDS, pa.string())

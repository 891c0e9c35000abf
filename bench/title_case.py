"""The documented case's blocks by the chain of title of two days: what moved, and what left.

Asked: 15 blocks moved into one holder from other members, 3 from elsewhere, six left the registry,
five of them to APNIC and one to RIPE. Names and ids stay in the data: only counts are printed.
"""

import csv
import ipaddress
from collections import Counter

from common import DAYS, OUT, WORLDS, case_members, machine, need
from samehand.api import open as open_book
from samehand.api.intake import Wish, import_files


def main() -> None:
    folder = OUT / "2018.book"
    import_files(folder, Wish(paths=tuple(need(name) for name in WORLDS["2018"])))
    book = open_book(folder, known_on=DAYS["2018"])
    book.warm()
    counts: Counter[str] = Counter()
    takers: set[str] = set()
    members = case_members()
    with need("case-micfo", "micfo_blocks_arin.tsv").open() as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["type"] == "ipv4"]
    for row in rows:
        low = ipaddress.ip_address(row["start"])
        (result,) = book.title(f"{low}-{low + int(row['value']) - 1}").results
        last = result["steps"][-1]
        before, after = (str(last[end] or "").split(" ")[0] for end in ("from", "to"))
        if last["instrument"] == "inter-registry move":
            counts[f"left for {last['registry']}"] += 1
        elif last["from"] and before != after:
            takers.add(after)
            counts["moved in from a member" if before in members else "from elsewhere"] += 1
        else:
            counts["stayed"] += 1
    print(f"{len(rows)} IPv4 blocks of the case, titles as known on {DAYS['2018']} ({machine()})")
    for what, number in sorted(counts.items()):
        print(f"  {what}: {number}")
    print(f"  holders they moved into: {len(takers)}")


if __name__ == "__main__":
    main()

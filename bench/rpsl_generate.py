"""A made dump of a routing registry, of any size, the same for the same seed.

Usage: python bench/rpsl_generate.py [--megabytes 2000] [--seed 1]

It writes bench/out/rpsl.SEED.SIZE.db, and the same under `gzip -6`. Invented: every name, number,
address and handle (240.0.0.0/4, 2001:db8::/32, private ASNs, example domains). Shaped on the
dumps of the five registries and of IRRs: six of ten objects are inetnums, two routes; four in ten
of a European kind with its banner and DUMY handles, the others with `changed`, irt and starred
mailboxes as elsewhere. 16 attributes of 32 bytes a line on the mean, one object in 300 an aut-num or
set with long policies, one value in 40 goes on in further lines, one in 200 has a comment, one in
60 is not ASCII (Latin-1, one in five of these UTF-8), one object in 20,000 is broken.
"""

import argparse
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parent / "out"
HOLDERS = 40_000
BANNER = "".join(
    f"remarks:        {line}\n"
    for line in (
        "****************************",
        "* THIS OBJECT IS MODIFIED",
        "* Please note that all data that is generally regarded as personal",
        "* data has been removed from this object.",
        "* To view the original object, please query the EXEU Database at:",
        "* http://www.example.net/whois",
        "****************************",
    )
)
SYLLABLES = """al ba cen dor el fa gri hu in jo ka lum mer net or po qui ra sol tel ur vex wan
xen yor zet mic tra bel nor sud est""".split()
FORMS = ["Ltd", "GmbH", "S.A.", "AB", "LLC", "B.V.", "SRL", "Pty Ltd", "JSC", "Oy"]
ACCENTS = ["Montréal", "São Paulo", "Zürich", "Málaga", "Århus", "Besançon"]
TOWNS = ["Springfield", "Newtown", "Riverton", "Lakeside", "Hillview", "Georgetown"]
WORDS = """network services hosting customer assignment static pool dynamic broadband access node
core backbone office data centre colocation dedicated servers infrastructure transit""".split()
STATUS = ["ASSIGNED PA"] * 14 + ["ALLOCATED PA", "SUB-ALLOCATED PA", "ASSIGNED PI", "LEGACY"]


class Holder:
    """An invented organisation and its handles."""

    def __init__(self, luck: random.Random, number: int) -> None:
        name = "".join(luck.choices(SYLLABLES, k=luck.randint(2, 4)))
        self.name = f"{name.title()} {luck.choice(WORDS).title()} {luck.choice(FORMS)}"
        self.short = f"{name.upper()}-{number}"
        self.org = f"ORG-{name[:4].upper()}{number}-EX"
        self.handle = f"{name[:2].upper()}{number}-EX"
        self.mnt = f"{luck.choice(('MNT', 'MAINT', 'AS64500'))}-{name.upper()}-{number}"
        self.mail = f"noc@{name}{number}.example.{luck.choice(('net', 'com', 'org'))}"
        self.country = luck.choice(("DE", "GB", "NL", "RU", "CN", "IN", "BR", "ZA", "US", "IR"))
        self.asn = 4_200_000_000 + number
        town = luck.choice(ACCENTS if luck.random() < 0.12 else TOWNS)
        self.address = [f"{luck.randint(1, 400)} {luck.choice(SYLLABLES).title()} Street", town]
        self.phone = f"+{luck.randint(1, 99)} {luck.randint(10, 999)} {luck.randint(10**5, 10**7)}"


def attribute(name: str, value: object) -> str:
    return f"{name + ':':15} {value}\n"


def ip(number: int) -> str:
    number = 0xF0000000 + number % 0x0FFFFFFF
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def six(number: int) -> str:
    return f"2001:db8:{number >> 16 & 0xFFFF:x}:{number & 0xFFFF:x}::/64"


class Dump:
    """Objects without end, each a text."""

    def __init__(self, seed: int, broken: bool = True) -> None:
        self.luck = random.Random(seed)
        self.holders = [Holder(self.luck, number) for number in range(HOLDERS)]
        self.next = 0
        kinds: dict[Callable[[Holder], str], float] = {
            self.inetnum: 57, self.inet6num: 6, self.route: 18, self.route6: 3, self.domain: 6,
            self.organisation: 2.6, self.role: 2.6, self.person: 1.6, self.mntner: 1.6,
            self.irt: 0.6, self.aut_num: 0.25, self.as_set: 0.1, self.broken: 0.005 * broken,
        }  # fmt: skip
        self.kinds, self.weights = list(kinds), list(kinds.values())

    def objects(self) -> Iterator[str]:
        while True:
            for kind in self.luck.choices(self.kinds, self.weights, k=4096):
                self.next += 1
                yield kind(self.holders[int(self.luck.random() ** 3 * HOLDERS)])

    def text(self) -> str:
        """Some words, as in a description; sometimes further lines, or a comment."""
        luck = self.luck.random
        words = " ".join(self.luck.choices(WORDS, k=2 + int(luck() * 4)))
        if luck() < 0.03:
            words += "\n" + " " * 16 + self.luck.choice(TOWNS) + "\n+               building 7"
        if luck() < 0.01:
            words += "  # " + self.luck.choice(WORDS)
        if luck() < 0.03:
            words += " " + self.luck.choice(ACCENTS)
        return words

    def end(self, of: Holder, eu: bool) -> str:
        """What closes an object, in one of the dialects."""
        day = f"20{self.next % 24:02}-{1 + self.next % 12:02}-{1 + self.next % 28:02}"
        if eu:
            stamps = attribute("created", f"{day}T08:{self.next % 60:02}:12Z")
            stamps += attribute("last-modified", f"{day}T16:{self.next % 60:02}:59Z")
            return attribute("mnt-by", of.mnt) + stamps + attribute("source", "EXEU") + BANNER
        if self.next % 2:
            mail = "***@" + of.mail.partition("@")[2] if self.next % 4 == 1 else of.mail
            changed = attribute("changed", f"{mail} {day.replace('-', '')}")
            return attribute("mnt-by", of.mnt) + changed + attribute("source", "EXIR")
        stamp = attribute("last-modified", f"{day}T16:{self.next % 60:02}:59Z")
        return attribute("mnt-by", of.mnt) + stamp + attribute("source", "EXAP")

    def contacts(self, of: Holder, eu: bool) -> str:
        handle = "DUMY-EXEU" if eu else of.handle
        return attribute("admin-c", handle) + attribute("tech-c", handle)

    def eu(self) -> bool:
        return self.luck.random() < 0.4

    def inetnum(self, of: Holder) -> str:
        eu, size = self.eu(), 1 << self.luck.randint(0, 8)
        first = self.next * 256 // 4
        text = attribute("inetnum", f"{ip(first)} - {ip(first + size - 1)}")
        text += attribute("netname", of.short)
        for _ in range(1 + int(self.luck.random() * 3)):
            text += attribute("descr", self.text())
        text += attribute("country", of.country)
        if self.luck.random() < 0.4:
            text += attribute("org", of.org)
        text += self.contacts(of, eu) + attribute("status", self.luck.choice(STATUS))
        if self.luck.random() < 0.2:
            text += attribute("remarks", f"abuse: abuse@{of.mail.partition('@')[2]}")
            text += attribute("mnt-lower", of.mnt) + attribute("mnt-routes", of.mnt)
        return text + self.end(of, eu)

    def inet6num(self, of: Holder) -> str:
        eu = self.eu()
        text = attribute("inet6num", six(self.next)) + attribute("netname", of.short)
        text += attribute("descr", self.text()) + attribute("country", of.country)
        text += self.contacts(of, eu) + attribute("status", "ASSIGNED")
        return text + attribute("assignment-size", 64) + self.end(of, eu)

    def route(self, of: Holder) -> str:
        text = attribute("route", f"{ip(self.next * 256)}/24") + attribute("descr", self.text())
        text += attribute("origin", f"AS{of.asn}")
        if self.luck.random() < 0.1:
            text += attribute("member-of", f"RS-{of.short}") + attribute("holes", ip(self.next))
        return text + self.end(of, self.luck.random() < 0.15)

    def route6(self, of: Holder) -> str:
        text = attribute("route6", six(self.next)) + attribute("descr", self.text())
        return text + attribute("origin", f"AS{of.asn}") + self.end(of, self.eu())

    def domain(self, of: Holder) -> str:
        eu = self.eu()
        parts = reversed(ip(self.next * 256).split(".")[:3])
        text = attribute("domain", ".".join(parts) + ".in-addr.arpa")
        text += attribute("descr", self.text()) + self.contacts(of, eu)
        text += attribute("zone-c", "DUMY-EXEU" if eu else of.handle)
        for server in ("ns1.", "ns2.", "ns3."):
            text += attribute("nserver", server + of.mail.partition("@")[2])
        return text + self.end(of, eu)

    def organisation(self, of: Holder) -> str:
        eu = self.eu()
        text = attribute("organisation", of.org) + attribute("org-name", of.name)
        text += attribute("country", of.country) + attribute("org-type", "OTHER")
        if eu:
            text += attribute("address", "Dummy address for " + of.org)
            text += attribute("e-mail", "unread@ripe.net")
        else:
            text += "".join(attribute("address", line) for line in of.address)
            text += attribute("phone", of.phone) + attribute("e-mail", of.mail)
        return text + attribute("mnt-ref", of.mnt) + self.end(of, eu)

    def role(self, of: Holder) -> str:
        text = attribute("role", of.name) + attribute("address", ", ".join(of.address))
        text += attribute("e-mail", of.mail) + attribute("nic-hdl", of.handle)
        text += attribute("abuse-mailbox", of.mail.replace("noc@", "abuse@"))
        return text + self.end(of, self.eu())

    def person(self, of: Holder) -> str:
        text = attribute("person", of.name.rpartition(" ")[0])
        text += "".join(attribute("address", line) for line in of.address)
        text += attribute("phone", of.phone) + attribute("e-mail", of.mail)
        return text + attribute("nic-hdl", of.handle) + self.end(of, False)

    def mntner(self, of: Holder) -> str:
        eu = self.eu()
        text = attribute("mntner", of.mnt) + self.contacts(of, eu)
        text += attribute("upd-to", "unread@ripe.net" if eu else of.mail)
        text += attribute("auth", "MD5-PW $1$SaltSalt$DummifiedMD5HashValue.   # Real value hidden")
        return text + self.end(of, eu)

    def irt(self, of: Holder) -> str:
        text = attribute("irt", f"IRT-{of.short}")
        text += attribute("address", "\n                ".join(of.address))
        text += attribute("e-mail", of.mail) + attribute("abuse-mailbox", of.mail)
        return (
            text + self.contacts(of, False) + attribute("auth", "# Filtered") + self.end(of, False)
        )

    def aut_num(self, of: Holder) -> str:
        text = attribute("aut-num", f"AS{of.asn}") + attribute("as-name", of.short)
        for _ in range(int(self.luck.paretovariate(0.9)) % 3000 + 2):
            peer = 4_200_000_000 + self.luck.randrange(HOLDERS)
            text += attribute("import", f"from AS{peer} action pref=100; accept AS{peer}")
            text += attribute("export", f"to AS{peer} announce AS{of.asn}")
        return text + attribute("remarks", "-" * 40) + self.contacts(of, True) + self.end(of, True)

    def as_set(self, of: Holder) -> str:
        text = attribute("as-set", f"AS-{of.short}") + attribute("descr", self.text())
        peers = [f"AS{4_200_000_000 + self.luck.randrange(HOLDERS)}" for _ in range(60)]
        for at in range(0, 60, 6):
            text += attribute("members", ", ".join(peers[at : at + 6]) + ",\n\t" + peers[at])
        return text + self.end(of, False)

    def broken(self, of: Holder) -> str:
        """An object that cannot be read, in one of three ways."""
        text = attribute("inetnum", f"{ip(self.next)} - {ip(self.next)}")
        faults = ["a line without a colon\n", attribute("descr", "a\x00b"), ""]
        head = " goes on with nothing\n" if self.next % 3 == 2 else ""
        return head + text + faults[self.next % 3] + self.end(of, False)


def write(path: Path, megabytes: float, seed: int, broken: bool) -> tuple[int, int]:
    """Objects and lines written."""
    objects = lines = 0
    block: list[bytes] = [b"% made up: no object in here is real\n"]
    with path.open("wb") as file:
        for text in Dump(seed, broken).objects():
            latin = objects % 5
            block.append(text.encode("latin-1" if latin else "utf-8"))
            objects += 1
            if objects % 4096 == 0:
                whole = b"\n".join(block) + b"\n"
                lines += whole.count(b"\n")
                file.write(whole)
                block = [b"% next part"] if objects % 40960 == 0 else []
                if file.tell() >= megabytes * 1e6:
                    break
    return objects, lines


def dump(megabytes: float, seed: int = 1, broken: bool = True) -> Path:
    """The made dump of this size, made now unless it is there; its `.gz` beside it."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"rpsl.{seed}.{megabytes:g}{'' if broken else '.clean'}.db"
    packed = path.with_suffix(".db.gz")
    if not packed.exists():
        started = time.perf_counter()
        objects, lines = write(path, megabytes, seed, broken)
        subprocess.run(["gzip", "-6", "-k", "-f", str(path)], check=True)
        print(
            f"{path.name}: {objects:,} objects, {lines:,} lines, {path.stat().st_size:,} bytes, "
            f"gz {packed.stat().st_size:,}, {time.perf_counter() - started:.0f} s"
        )
    return path


if __name__ == "__main__":
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--megabytes", type=float, default=2000)
    ask.add_argument("--seed", type=int, default=1)
    wish = ask.parse_args()
    dump(wish.megabytes, wish.seed)

"""The data dictionary of a case's tables: each column with its type, its unit and its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """One column: `type` is text, day (YYYY-MM-DD) or number; `unit` of a number or a list."""

    name: str
    type: str
    unit: str
    says: str


CITES = Meaning("cites", "text", "; between", "lines of files: `samehand cite` prints each")
TABLES: Mapping[str, tuple[Meaning, ...]] = {
    "blocks": (
        Meaning("block", "text", "CIDR or range", "the block"),
        Meaning("addresses", "number", "addresses, of IPv6 /64s", "how large it is"),
        Meaning(
            "class", "text", "", "what became of it: held, reassigned, transferred out and so on"
        ),
        Meaning("day", "day", "", "since when, where a record gives the day"),
        Meaning("last_before", "day", "", "the last file that had it otherwise"),
        Meaning("first_seen", "day", "", "the first file that has it so"),
        Meaning("holder", "text", "registry:id", "who has it on record; of pinned blocks"),
        Meaning("name", "text", "", "what that holder is called; persons by pseudonym"),
        Meaning("registry", "text", "", "the registry in whose file it is"),
        Meaning("status", "text", "", "as that file has it"),
        Meaning("exceptions", "text", "; between", "exceptions of its title that were found"),
        Meaning("says", "text", "", "what the records say, in words"),
        CITES,
    ),
    "parties": (
        Meaning("hand", "text", "H-id", "the hand it is of"),
        Meaning(
            "reading", "text", "", "declared, undeclared or unclear: of records, not of intent"
        ),
        Meaning("holder", "text", "registry:id", "the holder"),
        Meaning("name", "text", "", "what it is called; persons by pseudonym"),
        Meaning("asns", "text", "; between", "its AS numbers"),
        Meaning("addresses", "number", "IPv4 addresses", "what it holds by the pin's clocks"),
        Meaning("why", "text", "", "what ties it to the hand most"),
    ),
    "links": (
        Meaning("hand", "text", "H-id", "the hand both are of"),
        Meaning("one", "text", "registry:id", "a holder"),
        Meaning("other", "text", "registry:id", "another"),
        Meaning("rule", "text", "", "the link that was found: `samehand explain` tells of it"),
        Meaning("bin", "text", "", "how strong the likeness is"),
        Meaning("family", "text", "", "the kind of evidence"),
        Meaning("bits", "number", "log2 odds", "what that bin weighs alone"),
        Meaning("counted", "number", "log2 odds", "what of it counts beside the others"),
        Meaning("pair_bits", "number", "log2 odds", "the total of the pair, prior and all links"),
    ),
    "evidence": (
        Meaning("exhibit", "text", "E-n", "the exhibit"),
        Meaning("cite", "text", "", "file and line: `samehand cite` prints it"),
        Meaning("name", "text", "", "the file as it was imported"),
        Meaning("source", "text", "", "the kind of file"),
        Meaning("day", "day", "", "the day the file tells of"),
        Meaning("sha256", "text", "hexadecimal", "SHA-256 of the file"),
        Meaning("licence", "text", "", "the terms of its publisher"),
        Meaning("text", "text", "", "the line; persons, mailboxes and phones masked"),
        Meaning("text_sha256", "text", "hexadecimal", "SHA-256 of the line before masking"),
        Meaning("says", "text", "", "why there is no line, where there is none"),
    ),
    "events": (
        Meaning("happened", "day", "", "when it was so, where a record gives the day"),
        Meaning("recorded", "day", "", "the day that the record gives itself"),
        Meaning("found", "day", "", "the first file in which it could be seen"),
        Meaning("what", "text", "", "what it was, in words"),
        Meaning("subject", "text", "", "of what"),
    ),
    "findings": (
        Meaning("finding", "text", "F-n", "the finding"),
        Meaning("says", "text", "", "its sentence"),
        Meaning("kind", "text", "", "recorded, derived, assessment, claim or note"),
        Meaning("status", "text", "", "of a claim: how far it went"),
        Meaning("by", "text", "", "of a claim: who made or found it"),
        Meaning("likelihood", "text", "", "of an assessment"),
        Meaning("confidence", "text", "", "of an assessment"),
        Meaning("exhibits", "text", "; between", "what it rests on"),
        CITES,
        Meaning("alternatives", "text", "; between", "what else would explain it"),
        Meaning("replies", "text", "; between", "what was answered to it, and by whom"),
    ),
}
DICTIONARY = (
    Meaning("table", "text", "", "the table"),
    Meaning("column", "text", "", "the column"),
    Meaning("type", "text", "", "text, day or number"),
    Meaning("unit", "text", "", "of a number, or what parts a list"),
    Meaning("says", "text", "", "what it means"),
)

"""Findings with their evidence and the replies to each; what else would explain them."""

from collections.abc import Iterator, Mapping
from typing import Any

from samehand.present.columns import Column
from samehand.present.sheet import Sheet

Dossier = Mapping[str, Any]

FINDINGS = (
    Column("finding", "finding"),
    Column("says", "sentence", wide=True, least=30),
    Column("kind", "class"),
    Column("weight", "likelihood; confidence; status", wide=True, least=12),
    Column("evidence", "evidence", wide=True, least=10),
    Column("alternatives", "other explanations", wide=True, least=20),
    Column("reply", "reply", wide=True, least=20),
)
CHECKS = (
    *FINDINGS[:3],
    FINDINGS[4],
    Column("verdict", "correct / incorrect / cannot tell", wide=True, least=12),
)
EXHIBITS = (
    Column("exhibit", "exhibit"),
    Column("cite", "cite"),
    Column("name", "file", wide=True, least=16),
    Column("day", "day"),
    Column("shown", "line", wide=True, least=30),
    Column("sha256", "SHA-256 of the file", wide=True, least=16),
    Column("licence", "terms", wide=True, least=10),
)
CLASS = {
    "recorded": "R recorded",
    "derived": "D derived",
    "assessment": "A assessment",
    "claim": "C claim",
    "note": "N note",
}


def findings(dossier: Dossier) -> Sheet:
    """Every finding, with the replies beside it."""
    return Sheet(columns=FINDINGS, rows=list(_rows(dossier)))


def checks(dossier: Dossier) -> Sheet:
    """A sheet for whoever checks each sentence against its proof."""
    rows = [{**row, "verdict": "☐ ☐ ☐"} for row in _rows(dossier)]
    return Sheet(columns=CHECKS, rows=rows)


def _rows(dossier: Dossier) -> Iterator[dict[str, Any]]:
    exhibits = {each["cite"]: each["exhibit"] for each in dossier["exhibits"]}
    for number, each in enumerate(dossier["case"]["findings"], 1):
        name = f"F-{number}"
        said = (each["likelihood"], each["confidence"], each["status"], each["by"])
        answers = [r for r in dossier["case"]["replies"] if r["finding"] == name]
        yield {
            "finding": name,
            "says": each["says"],
            "kind": CLASS[each["kind"]],
            "weight": "; ".join(filter(None, said)) or "-",
            "evidence": ", ".join(exhibits.get(cite, cite) for cite in each["cites"]) or "none",
            "alternatives": "; ".join(each["alternatives"]) or "-",
            "reply": "; ".join(f"{r['sender']}: {r['says']}" for r in answers) or "none received",
        }


def exhibits(dossier: Dossier) -> Sheet:
    """Every exhibit: its line, its file, the SHA-256 of that file, its terms."""
    rows = [
        {**each, "shown": each["text"] if each["text"] is not None else each["says"]}
        for each in dossier["exhibits"]
    ]
    return Sheet(columns=EXHIBITS, rows=rows)


def bottom_line(dossier: Dossier) -> list[str]:
    """The question, and what stands of each class; no more than 150 words."""
    case = dossier["case"]
    told = [each["says"] for each in case["findings"] if each["kind"] in ("assessment", "derived")]
    counted = ", ".join(
        f"{sum(each['kind'] == kind for each in case['findings'])} {kind}" for kind in CLASS
    )
    return [f"Asked: {case['question']}", *told[:3], f"Findings: {counted}."]


def alternatives(dossier: Dossier) -> list[str]:
    """Every other explanation that was considered, with the finding it is of."""
    told = [
        f"F-{number}: {other}"
        for number, each in enumerate(dossier["case"]["findings"], 1)
        for other in each["alternatives"]
    ]
    return told or ["No other explanation was written down."]


def certificates(dossier: Dossier) -> list[str]:
    """Drafts for whoever certifies a record and its copy; blanks are for counsel."""
    files = {each.get("sha256"): each.get("name") for each in dossier["exhibits"]}
    return [
        "DRAFT, for counsel to edit. I, ________, certify that I am a custodian of, or otherwise"
        " qualified to speak to, the file named below; that it was made in the regular course of"
        f" that activity; and that the copy with SHA-256 {digest} is a true copy: {name}."
        for digest, name in sorted(files.items(), key=lambda each: str(each[1]))
        if digest
    ]


def custodians(dossier: Dossier) -> Sheet:
    """Who can speak to each file: its publisher."""
    files: dict[str, list[str]] = {}
    for each in dossier["exhibits"]:
        files.setdefault(str(each.get("name")), []).append(each["exhibit"])
    columns = (
        Column("name", "file", wide=True, least=20),
        Column("exhibits", "exhibits", wide=True, least=10),
        Column("custodian", "custodian", wide=True, least=16),
    )
    rows = [
        {"name": name, "exhibits": ", ".join(ids), "custodian": "its publisher: ________"}
        for name, ids in sorted(files.items())
    ]
    return Sheet(columns=columns, rows=rows)

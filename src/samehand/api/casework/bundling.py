"""A bundle: a dossier as a BagIt bag (RFC 8493) with RO-Crate metadata, that proves itself.

    data/dossier.json     the case, every answer, every exhibit, the slices; all else is made of it
    data/report.*         the report for everyone, as HTML, Markdown and PDF
    data/exhibits/E-1.txt each line by itself
    data/weights.json     the weights by which links were weighed
    data/prices.csv       the prices by which space was valued
    data/ro-crate-metadata.json, REPLAY.md

The same dossier gives the same bytes on every machine: files in order, no clock, no path. It is
written aside and moved in place: a bundle is whole or not there.
"""

import csv
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from samehand.errors import IntegrityError, UsageError
from samehand.present.dossier import html, markdown, pdf

Dossier = Mapping[str, Any]

BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OPEN = 0o755  # whoever gets a bag may read it
MANIFEST = "manifest-sha256.txt"
TAGS = "tagmanifest-sha256.txt"
REPLAY = """\
# Run this again

    samehand case verify FOLDER     hashes every file again
    samehand case replay FOLDER     computes every number again, from this folder alone

Neither needs a book, nor a network. What is computed again: the bits of each pair of holders, from
what each link found of it and the weights; what holds a hand together; sums of addresses; values,
from addresses and prices; the SHA-256 of every exhibit; and each report, byte for byte. What is
not: how a link found what it found, which takes the whole book.
"""


def bundle(dossier: Dossier, to: Path) -> Path:
    """Write a bag. Raises UsageError where something is there already."""
    if to.exists():
        raise UsageError(f"{to} is there already", "give another name, or move it away")
    to.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".bundle-", dir=to.parent))
    try:
        _fill(dossier, aside)
        aside.chmod(OPEN)
        os.replace(aside, to)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return to


def files_of(dossier: Dossier) -> dict[str, bytes]:
    """Every file of the payload, by its name in the bag."""
    files = {
        "dossier.json": dumped(dossier),
        "report.html": html(dossier).encode(),
        "report.md": markdown(dossier).encode(),
        "report.pdf": pdf(dossier),
        "weights.json": resource("samehand.resolve", "weights.json"),
        "prices.csv": resource("samehand.api.worth", "prices.csv"),
        "evidence.csv": _table(dossier["exhibits"]),
        "links.csv": _table([row for part in dossier["slices"] for row in part["counted"]]),
    }
    for each in dossier["exhibits"]:
        text = each["text"] if each["text"] is not None else f"({each['says']})"
        files[f"exhibits/{each['exhibit']}.txt"] = f"{text}\n".encode()
    files["ro-crate-metadata.json"] = _crate(dossier, files)
    return {f"data/{name}": raw for name, raw in sorted(files.items())}


def resource(package: str, name: str) -> bytes:
    """A file that ships with samehand."""
    return resources.files(package).joinpath(name).read_bytes()


def dumped(told: Any) -> bytes:
    """JSON in one layout."""
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def _table(rows: list[dict[str, Any]]) -> bytes:
    names = sorted({name for row in rows for name in row})
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _fill(dossier: Dossier, bag: Path) -> None:
    payload = files_of(dossier)
    for name, raw in payload.items():
        path = bag / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    size = sum(map(len, payload.values()))
    case = dossier["case"]
    info = (
        f"Bag-Software-Agent: {dossier['tool']}\nExternal-Identifier: {case['name']}\n"
        f"Internal-Sender-Identifier: {case['head']}\nPayload-Oxum: {size}.{len(payload)}\n"
    )
    if dossier["synthetic"]:
        info += "External-Description: SYNTHETIC, a made-up world, not real data\n"
    tags = {"bagit.txt": BAGIT, "bag-info.txt": info, "REPLAY.md": REPLAY, MANIFEST: _sums(payload)}
    for name, text in tags.items():
        (bag / name).write_text(text, encoding="utf-8", newline="\n")
    sums = _sums({name: text.encode() for name, text in sorted(tags.items())})
    (bag / TAGS).write_text(sums, encoding="utf-8", newline="\n")


def _sums(files: Mapping[str, bytes]) -> str:
    return "".join(f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in files.items())


def _crate(dossier: Dossier, files: Mapping[str, bytes]) -> bytes:
    """RO-Crate 1.1: what each file is."""
    case = dossier["case"]
    parts = [{"@id": name} for name in sorted(files)]
    day = max(str(pin["known_on"]) for pin in case["pins"])
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": f"Case {case['name']}",
            "description": case["question"],
            "datePublished": day,
            "license": "as told of each exhibit",
            "hasPart": parts,
        },
    ]
    graph += [
        {
            "@id": name,
            "@type": "File",
            "contentSize": str(len(raw)),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }
        for name, raw in sorted(files.items())
    ]
    return dumped({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph})


def verify(bag: Path) -> list[str]:
    """What of a bag is not as its manifests say: nothing where all is. Raises IntegrityError
    where it is no bag."""
    faults: list[str] = []
    told: set[str] = set()
    for manifest in (TAGS, MANIFEST):
        for digest, name in _told(bag, manifest):
            told.add(name)
            faults += _against(bag, name, digest)
    there = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    faults += [f"{name} is in no manifest" for name in sorted(there - told - {TAGS})]
    return faults


def _told(bag: Path, manifest: str) -> list[tuple[str, str]]:
    try:
        lines = (bag / manifest).read_text("utf-8").splitlines()
        pairs = [line.split("  ", 1) for line in lines if line]
        return [(digest, name) for digest, name in pairs]
    except (OSError, ValueError):
        says = f"{bag} is no bundle: it has no {manifest} that can be read"
        raise IntegrityError(says, "give a folder of `case bundle`") from None


def _against(bag: Path, name: str, digest: str) -> list[str]:
    path = bag / name
    if not path.resolve().is_relative_to(bag.resolve()):
        return [f"{name} is not in the bag"]
    if not path.is_file():
        return [f"{name} is missing"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    return [] if found == digest else [f"{name} was changed: {found[:16]}, not {digest[:16]}"]

"""The objects of a STIX bundle, one function each."""

from dataclasses import dataclass
from typing import Any

from samehand.present.exports.ids import observed, ours
from samehand.present.exports.parts import SYNTHETIC, Holder, Link, Parts, Row

Object = dict[str, Any]
SCHEMA = "https://samehand.invalid/schema/inferred-link.json"
VERSION = "1.0.0"


def autonomous_system(number: int) -> Object:
    """An AS, by the id that every producer gives it."""
    name = observed("autonomous-system", number=number)
    return {"type": "autonomous-system", "spec_version": "2.1", "id": name, "number": number}


def address(family: int, prefix: str) -> Object:
    """A prefix, by the id that every producer gives it."""
    kind = f"ipv{family}-addr"
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": observed(kind, value=prefix),
        "value": prefix,
    }


def _moment(day: str | None) -> str | None:
    return f"{day}T00:00:00.000Z" if day else None


@dataclass(frozen=True, slots=True)
class Frame:
    """What all objects of one bundle share: who made them, of which day."""

    parts: Parts

    @property
    def tool_id(self) -> str:
        """The identity of this tool."""
        return f"identity--{ours('tool')}"

    @property
    def extension_id(self) -> str:
        """The id of the extension's definition."""
        return f"extension-definition--{ours('extension', VERSION)}"

    def _made(self, kind: str, key: tuple[object, ...], **more: Any) -> Object:
        """An object of ours; made on the day that the export is known on."""
        at = _moment(self.parts.known_on)
        told: Object = {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{ours(kind, *key)}",
            "created": at,
            "modified": at,
            "created_by_ref": self.tool_id,
            **more,
        }
        if self.parts.synthetic:
            told["labels"] = [SYNTHETIC]
        return {name: value for name, value in told.items() if value not in (None, [], "")}

    def tool(self) -> Object:
        """This tool."""
        made = self._made("identity", ("tool",), name="samehand", identity_class="system")
        return {**made, "id": self.tool_id}

    def extension(self) -> Object:
        """What the extension of a link means."""
        made = self._made(
            "extension-definition",
            ("extension", VERSION),
            name="Inferred link",
            description="bits: log2 odds that two holders are one hand; prior included."
            " rules: what was seen, with the bits it counts and the lines it rests on (cites)."
            " days: file days of those lines. judged: what a person judged.",
            schema=SCHEMA,
            version=VERSION,
            extension_types=["property-extension"],
        )
        return {**made, "id": self.extension_id}

    def identity(self, each: Holder) -> Object:
        """A holder, as the registry's record has it."""
        member = "" if each.member else "No member of the hand. "
        addresses = f"{each.addresses:,} addresses. " if each.addresses else ""
        return self._made(
            "identity",
            ("holder", each.holder),
            name=each.name or each.holder,
            description=f"{member}Holder {each.holder}. {addresses}".strip(),
            identity_class="individual" if each.left_out else "organization",
        )

    def holder_id(self, holder: str) -> str:
        """The id of a holder's identity."""
        return f"identity--{ours('identity', 'holder', holder)}"

    def registered(self, thing: Object, row: Row, begun: str | None, ended: str | None) -> Object:
        """What a registry's record says: a number or prefix registered to a holder."""
        shown = ended if ended and begun and ended > begun else None
        return self._made(
            "relationship",
            ("registered", thing["id"], row["holder"], begun, ended),
            relationship_type="registered-to",
            source_ref=thing["id"],
            target_ref=self.holder_id(row["holder"]),
            description=f"by the record {row['cite']}, registered {row['registered'] or 'on no day told'}",
            start_time=_moment(begun),
            stop_time=_moment(shown),
        )

    def link(self, link: Link) -> Object:
        """An inferred link, with its bits and all it rests on."""
        told = {
            "extension_type": "property-extension",
            "bits": link.bits,
            "prior_bits": self.parts.prior,
            "judged": link.judged or "by nobody",
            "rules": [{**rule, "cites": list(rule["cites"])} for rule in link.rules],
            "days": list(link.days),
        }
        made = self._relation(
            (link.one, link.other), f"{link.role}: {link.says() or 'no link found'}"
        )
        return {**made, "extensions": {self.extension_id: told}}

    def judged(self, pair: tuple[str, str]) -> Object:
        """A pair that was judged and between which no link was inferred."""
        return self._relation(
            pair, "no inferred link in this hand; the relationship that was judged"
        )

    def _relation(self, pair: tuple[str, str], says: str) -> Object:
        return self._made(
            "relationship",
            ("hand", *pair, self.parts.snapshot),
            relationship_type="related-to",
            source_ref=self.holder_id(pair[0]),
            target_ref=self.holder_id(pair[1]),
            description=says,
        )

    def opinion(self, row: Row, judged: str, opinion: str) -> Object:
        """A person's verdict on "these two are one hand"."""
        at = f"{row['at'][:23]}Z"
        because = "; ".join(", ".join(item["cites"]) for item in row["because"])
        says = f"V{row['number']}: judged {row['verdict']} by {row['by']} on {row['day']}"
        made = self._made(
            "opinion",
            ("verdict", row["at"], row["number"]),
            opinion=opinion,
            explanation=". ".join(part for part in (says, row["note"], because) if part),
            authors=[row["by"]],
            object_refs=[judged],
        )
        return {**made, "created": at, "modified": at}

    def grouping(self, ids: list[str]) -> Object:
        """The hand: all of it."""
        return self._made(
            "grouping",
            ("hand", self.parts.hand, self.parts.snapshot, *ids),
            name=self.parts.title,
            context="unspecified",
            object_refs=ids,
        )

    def note(self, ids: list[str]) -> Object:
        """How to read it, and what was not looked at."""
        return self._made(
            "note",
            ("note", *ids),
            abstract=self.parts.title,
            content="\n".join((*self.parts.caveats, f"Snapshot {self.parts.snapshot}.")),
            object_refs=ids,
        )

"""Rules of a registry, and what they say of a hand, were it one organisation.

A file of rules is TOML, a table `[[rule]]` each: `name`, `kind` and its numbers. Kinds:

- `limit`: at most `most` of `count` (requests, blocks or addresses) an organisation, within `months`
  before the application where given, of one `family`, and of requests of one `bucket`, where given;
- `wait`: `months` must have passed since the organisation was last given a block, or last asked
  (`since = "request"`, of one `bucket` where given);
- `hold`: blocks may not pass to another holder within `months` of being given.

Each is asked of the applicant alone and of the whole hand (`ruling`). Requests are restricted:
without leave to read them a rule that counts them was *not looked* at.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samehand.errors import UsageError

COUNTS = ("requests", "blocks", "addresses")
SINCE = ("block", "request")
WANTED: Mapping[str, tuple[str, ...]] = {
    "limit": ("count", "most"),
    "wait": ("months",),
    "hold": ("months",),
}
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "limit": ("months", "bucket", "family"),
    "wait": ("since", "bucket", "family"),
    "hold": ("family",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One rule, as written."""

    name: str
    kind: str
    months: float | None = None
    count: str = ""
    most: int = 0
    since: str = "block"
    bucket: str | None = None
    family: int | None = None

    @property
    def restricted(self) -> bool:
        """Whether it can be asked of requests only, which are restricted."""
        return self.count == "requests" or self.since == "request"


def read_policies(path: Path) -> tuple[Policy, ...]:
    """The rules of a file. Raises UsageError, naming the rule and the key, where one is none."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UsageError(
            f"{path} cannot be read: {fault}", "give a TOML file of [[rule]]"
        ) from None
    rules = told.get("rule")
    if not isinstance(rules, list) or not rules or set(told) != {"rule"}:
        raise UsageError(f"{path} has no rules alone", "wanted tables [[rule]], and nothing else")
    return tuple(_policy(each, f"{path}, rule {n}") for n, each in enumerate(rules, 1))


def _policy(told: Any, where: str) -> Policy:
    kind = str(told.get("kind")) if isinstance(told, Mapping) else ""
    if kind not in WANTED:
        raise UsageError(f"{where}: kind is {kind!r}", f"one of: {', '.join(WANTED)}")
    wanted = ("name", "kind", *WANTED[kind])
    for key in wanted:
        if key not in told:
            raise UsageError(f"{where}: {key} is not there", f"wanted {_wants(key)}")
    for key, value in told.items():
        if key not in (*wanted, *ALLOWED[kind]):
            known = ", ".join((*wanted, *ALLOWED[kind]))
            raise UsageError(f"{where}: there is no key {key!r} of kind {kind}", f"one of: {known}")
        if not _fits(key, value):
            raise UsageError(f"{where}: {key} is {value!r}", f"wanted {_wants(key)}")
    made = Policy(**told)
    if made.bucket is not None and not made.restricted:
        raise UsageError(f"{where}: bucket without requests", 'wanted count = "requests"')
    return made


def _wants(key: str) -> str:
    return {
        "months": "a number above 0",
        "most": "a whole number, 0 or more",
        "count": f"one of: {', '.join(COUNTS)}",
        "since": f"one of: {', '.join(SINCE)}",
        "family": "4 or 6",
    }.get(key, "a text")


def _fits(key: str, value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if key == "months":
        return number and value > 0
    if key == "most":
        return number and isinstance(value, int) and value >= 0
    if key == "family":
        return number and value in (4, 6)
    options = {"count": COUNTS, "since": SINCE}.get(key)
    return isinstance(value, str) and bool(value) and (options is None or value in options)

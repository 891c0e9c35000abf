"""The fields of an application: what each wants, and the key under which its values are compared.

The keys are those of `steps.values`: a value of an application meets that of a record where both
come to one key. Fooled by values written in a way that no key foresees.
"""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samehand.values import domains, mailboxes, names, phones
from samehand.values.days import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: what it wants in words, whether it may be given several times, its kind and key."""

    wants: str
    many: bool = False
    kind: str = ""  # of value, as `holder_value` and `inside_value` have it; none: of no value
    key: Callable[[str], str] = str.strip
    of_registry: bool = False  # whether two registries may use one word for two things
    inside: bool = False  # whether only the registry's own files have such values


def _upper(text: str) -> str:
    return text.strip().upper()


def _holder(text: str) -> str:
    registry, _, account = text.strip().partition(":")
    return f"{registry.lower()}:{account}" if registry and account else ""


def _day(text: str) -> str:
    return day(text).isoformat()


def _count(text: str) -> str:
    plain = text.replace(",", "").strip().removeprefix("/")
    return plain if plain.isdigit() and int(plain) > 0 else ""


def _family(text: str) -> str:
    return {"4": "4", "ipv4": "4", "6": "6", "ipv6": "6"}.get(text.strip().lower(), "")


def _host(text: str) -> str:
    plain = text.strip().rstrip(".").lower()
    return plain if "." in plain and " " not in plain else ""


def _postal(text: str) -> str:
    """An address as it is, where anything is said; see `applications.Value`."""
    return text.strip() if any(map(str.isalnum, text)) else ""


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return ""


def officer(text: str) -> str:
    """The key of a person or company who stands for others; a month of birth stands in parentheses.

    >>> officer("Person 0417 (1970-05)")
    '0417 person'
    """
    return names.key(text.partition("(")[0])


FIELDS: Mapping[str, Field] = {
    "application": Field(wants="a number or name of the application"),
    "applicant": Field(wants="the holder it already is, as registry:id", key=_holder),
    "registry": Field(wants="a registry: arin, ripencc, apnic, lacnic or afrinic"),
    "name": Field(wants="the name of the organisation", key=names.key),
    "day": Field(wants="the day of the application: 2019-02-01", key=_day),
    "bucket": Field(wants="the policy under which it asks, as in the requests"),
    "family": Field(wants="4 or 6", key=_family),
    "size": Field(wants="a count of addresses, of IPv6 a prefix length", key=_count),
    "address": Field(wants="a postal address", many=True, kind="address", key=_postal),
    "phone": Field(wants="a telephone number", many=True, kind="phone", key=phones.key),
    "mailbox": Field(wants="a mailbox: a@b.example", many=True, kind="mailbox", key=mailboxes.key),
    "domain": Field(wants="a domain", many=True, kind="domain", key=domains.registrable),
    "contact": Field(
        wants="a contact's handle", many=True, kind="contact", key=_upper, of_registry=True
    ),
    "maintainer": Field(
        wants="a maintainer", many=True, kind="maintainer", key=_upper, of_registry=True
    ),
    "abuse": Field(
        wants="the abuse contact's handle", many=True, kind="abuse", key=_upper, of_registry=True
    ),
    "nameserver": Field(
        wants="a name server: ns.b.example", many=True, kind="nameserver", key=_host
    ),
    "officer": Field(wants="a person or company who stands for it", many=True, key=officer),
    "agent": Field(wants="its registered agent", many=True, key=officer),
    "instrument": Field(
        wants="the token of a card or account", many=True, kind="instrument", inside=True
    ),
    "payer": Field(
        wants="the name on the payment", many=True, kind="payer", key=names.key, inside=True
    ),
    "notary": Field(
        wants="the notary's name", many=True, kind="notary", key=names.key, inside=True
    ),
    "commission": Field(
        wants="the number of the notary's commission", many=True, kind="notary", inside=True
    ),
    "signatory": Field(wants="who signed", many=True, kind="signatory", key=names.key, inside=True),
    "account": Field(wants="the account that sent it", many=True, kind="account", inside=True),
    "submitting_address": Field(
        wants="the network address it was sent from",
        many=True,
        kind="submitting_address",
        key=_address,
        inside=True,
    ),
    "device": Field(
        wants="the token of the device it was sent from", many=True, kind="device", inside=True
    ),
}
"""Every field, in the order of the form; `-` and spaces in a name are `_`."""

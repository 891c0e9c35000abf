"""Placeholders: what stands in a record where the registry keeps a value back, or has none.

They are shared by all and say nothing of anybody: counted as withheld, never as a shared value.
Fooled by placeholders nobody wrote down here, which rarity then has to sink, and by real values
that look like one.
"""

import re

# Of a whole value, in small letters.
WORDS = re.compile(
    r"(?:data |name )?(?:redacted|removed|withheld|hidden|masked|suppressed|protected)"
    r"(?:[ :]+(?:for|due|by|from|under|upon|per|email|data) .*)?"
    r"|.* redacted for privacy.*|not (?:disclosed|available|applicable|provided)"
    r"|gdpr(?: (?:masked|redacted|protected).*)?"
    r"|private (?:customer|residence|address|person|registration)(?:[ ,-].*)?"
    r"|n[/.]?a\.?|none|null|nil|unknown|undisclosed|tbd"
    r"|dumy-.*|dumm(?:y|ified)(?: (?:address|description|name|value).*)?"
    r"|placeholder (?:person|role) .*"
    r"|ckn23-arin"  # stands where ARIN knows of no contact
    r"|unread@.*|[*x?.# -]*[*?.#-]{2,}[*x?.# -]*(?:@.*)?|x{3,}(?:@.*)?|[-.?*#0]"
)
# Of the digits of a telephone number: one digit over and over, or as they stand on the keys.
DIGITS = re.compile(
    r"[0-9]{0,3}(?:0{6,}|1{7,}|2{7,}|3{7,}|4{7,}|5{7,}|6{7,}|7{7,}|8{7,}|9{7,}|0?123456789?0?)"
)


def is_withheld(kind: str, text: str) -> bool:
    """Whether a value of a kind (`phone`, `mailbox`, `address`...) is a placeholder.

    >>> [is_withheld("contact", text) for text in ("DUMY-RIPE", "REDACTED FOR PRIVACY", "EX1-ARIN")]
    [True, True, False]
    >>> is_withheld("phone", "+1-000-000-0000"), is_withheld("mailbox", "***@example.net")
    (True, True)
    """
    if WORDS.fullmatch(text.strip(" ").lower()):
        return True
    return kind == "phone" and bool(DIGITS.fullmatch(re.sub(r"[^0-9]", "", text)))

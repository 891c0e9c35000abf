"""The page of titles: every exception, class and exposure, and the table of prices."""

import inspect

from docs.reference.markdown import joined, row, table

from samehand.api.finding.mine import CURES
from samehand.api.recovery.classes import CLASSES
from samehand.api.title.exceptions import CHECKS
from samehand.api.worth.prices import prices


def titles_page() -> str:
    """What `title`, `recovery`, `mine` and `value` can say, from the code that says it."""
    parts = [
        "# Titles, classes, exposures, prices\n",
        "An exception is a place where the records do not carry the chain by themselves; most have an"
        " ordinary reason. One that no source was there for is *not looked*.\n",
        "## Exceptions of a title\n",
        table("exception", "what is looked for", "an ordinary reason", "cure"),
    ]
    parts += [
        row(check.code, inspect.getdoc(check.look), check.ordinary, check.cure) for check in CHECKS
    ]
    parts += ["\n## Classes of recovery\n", table("class", "by the records")]
    parts += [row(name, means) for name, means in CLASSES.items()]
    parts += ["\n## Exposures, the first cure first\n", table("exposure", "cure", "write to")]
    parts += [row(name, cure.says, cure.to) for name, cure in CURES.items()]
    parts += [
        "\n## Prices\n",
        "US dollars an address. A fact holds for its own days and sizes only.\n",
        table("of", "size", "from", "to", "source", "note"),
    ]
    for price in prices():
        ends = (f"{end:g}" if end is not None else "-" for end in (price.low, price.high))
        parts.append(row(price.period, price.size, *ends, price.source or "-", price.note or "-"))
    return joined([*parts, ""])

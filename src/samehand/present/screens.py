"""Whole screens: banner, tables, footer.

A screen says it when it is synthetic, when it shows a part only, and where nothing could be
looked at. In a pipe only the tables are left: the door says the rest on standard error.
"""

from collections.abc import Iterator

from samehand.present.look import Envelope, Look
from samehand.present.sheet import Sheet
from samehand.present.sheets import sheets_of
from samehand.present.tables import clean, expanded, hung, table

BANNER = "SYNTHETIC: a made-up world, not real data"


def screen(envelope: Envelope, look: Look) -> str:
    """An answer as text, as the format `table`."""
    parts = [_banner(envelope, look)]
    for sheet in sheets_of(envelope, look.fields, look.expand):
        parts += _sheet(sheet, look)
    if look.screen:
        parts += [_say(text, look) for text in notes(envelope)]
    return "\n".join(part for part in parts if part).lstrip("\n") + "\n"


def _sheet(sheet: Sheet, look: Look) -> Iterator[str]:
    if sheet.title:
        yield _head(sheet.title, look)
    if sheet.drawn:
        yield "\n".join(clean(line) for line in sheet.drawn(look.width))
    if sheet.tall:
        yield expanded(sheet.columns, sheet.rows, look)
    else:
        yield table(sheet.columns, sheet.rows, look)
    for says in sheet.says:
        yield _say(says, look)


def _banner(envelope: Envelope, look: Look) -> str:
    if not (envelope["synthetic"] and look.screen):
        return ""
    return f"\x1b[7m{_say(BANNER, look)}\x1b[0m" if look.colour else _say(f"*** {BANNER} ***", look)


def _head(text: str, look: Look) -> str:
    """A heading, an empty line above it."""
    return f"\n\x1b[1m{_say(text, look)}\x1b[0m" if look.colour else f"\n{_say(text, look)}"


def _say(text: str, look: Look) -> str:
    """A line of text, folded to the screen, later lines as far in as the first."""
    inner = clean(text.strip())
    inset = " " * (len(text) - len(text.lstrip()))
    return hung(inner, look.width, inset) if look.screen else inset + inner


def notes(envelope: Envelope) -> list[str]:
    """What to know beside the rows: how much is shown, by which clocks, what was not looked at."""
    says = []
    if cut := envelope["truncated"]:
        says.append(
            f"{cut['shown']:,} of {cut['total']:,} by {cut['by']} - `{cut['remedy']}` for all"
        )
    if envelope["as_of"]:
        says.append(
            f"As of {envelope['as_of']}, known on {envelope['known_on']}, "
            f"snapshot {envelope['snapshot'][:8]}"
        )
    if envelope["not_looked"]:
        says.append(f"Not looked: {', '.join(envelope['not_looked'])}")
    return says

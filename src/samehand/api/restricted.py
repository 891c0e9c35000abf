"""Whether restricted tables may be read, and how it is said where they may not."""

from samehand.api.book import Desk
from samehand.errors import NotPermitted

HINT = "give --restricted (in Python: samehand.open(book, access=Access(restricted='why'))); the read is logged"


def allowed(desk: Desk, what: str) -> None:
    """Log the read of restricted tables. Raises NotPermitted where it was not asked for."""
    if desk.permit is None:
        raise NotPermitted(f"{what} is of a registry's own files, which are restricted", HINT)
    desk.read_logged  # noqa: B018 - reading it writes the log, once


def withheld(desk: Desk) -> tuple[str, ...]:
    """What to tell of the lines that were set aside of restricted files and are not shown."""
    many = sum(filed.set_aside for filed in desk.seen if filed.restricted)
    if desk.permit or not many:
        return ()
    return (f"{many:,} lines set aside of restricted files: withheld, see --restricted",)

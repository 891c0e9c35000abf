"""What a database said when it refused, as an error of ours: found, wanted, what to do next.

PostgreSQL says by SQLSTATE what was wrong (pg8000 hands it on as a mapping); SQLite by its class.
"""

from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from samehand.errors import IntegrityError as NotAsWritten
from samehand.errors import NotPermitted, SamehandError, Unreachable

RULE_BROKEN = "23"
NOT_ALLOWED = ("42501", "25006")  # no privilege; a server that only reads
NO_WAY_IN = (
    "08",
    "28",
    "3D",
    "53",
    "57",
)  # connection, log-in, no such database, too many, shut down


def told(fault: DBAPIError, where: str) -> SamehandError:
    """The error to raise for what a database said. `where` holds no password."""
    state, says = _state(fault)
    if state.startswith(RULE_BROKEN) or isinstance(fault, IntegrityError):
        return SamehandError(f"not kept, it breaks a rule: {says}", "nothing was written")
    if state in NOT_ALLOWED or "readonly" in says:
        return NotPermitted(
            f"the verdicts at {where} may not be written: {says}",
            "ask for the right to read and to add rows, and once to create the tables",
        )
    away = isinstance(fault, (OperationalError, InterfaceError)) and not state
    if away or state.startswith(NO_WAY_IN):
        return Unreachable(
            f"the verdicts at {where} cannot be reached: {says}",
            "look at the server, the address, the folder's rights, or who holds it locked",
        )
    return NotAsWritten(
        f"the verdicts at {where} are not as they were written: {says}",
        "bring back a copy; nothing was changed",
    )


def _state(fault: DBAPIError) -> tuple[str, str]:
    """SQLSTATE, where there is one, and the first line of what was said."""
    first: Any = fault.orig.args[0] if fault.orig and fault.orig.args else str(fault)
    if isinstance(first, dict):
        return str(first.get("C", "")), str(first.get("M", "")).splitlines()[0]
    return "", str(first).splitlines()[0]

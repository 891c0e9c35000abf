"""Settings: read here, once, from the environment; handed down as arguments."""

import getpass
import os
from collections.abc import Mapping
from pathlib import Path

DEFAULT_BOOK = "samehand.book"
DEFAULT_CASES = "samehand.cases"


def book_folder(given: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """The book: as given, else `SAMEHAND_BOOK`, else `./samehand.book`."""
    return given or Path(environ.get("SAMEHAND_BOOK") or DEFAULT_BOOK)


def cases_folder(given: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where cases are kept: as given, else `SAMEHAND_CASES`, else `./samehand.cases`."""
    return given or Path(environ.get("SAMEHAND_CASES") or DEFAULT_CASES)


def weights_file(given: Path | None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The weights file: as given, else `SAMEHAND_WEIGHTS`, else none: those that ship."""
    named = environ.get("SAMEHAND_WEIGHTS")
    return given or (Path(named) if named else None)


def team_url(environ: Mapping[str, str] = os.environ) -> str | None:
    """The address of a team's PostgreSQL: `SAMEHAND_TEAM_URL`, else none: verdicts lie in the book."""
    return environ.get("SAMEHAND_TEAM_URL") or None


def judge_name(given: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Who judges: as given, else `SAMEHAND_USER`, else the login name; empty where there is none."""
    named = given or environ.get("SAMEHAND_USER")
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return ""


def colour_wanted(no_color: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colour may be used: not with `--no-color`, nor where `NO_COLOR` is set."""
    return not no_color and not environ.get("NO_COLOR")

"""Screening, as questions that a book answers."""

from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.progress import Progress, silent
from samehand.errors import UsageError

Place = str | PathLike[str]


@dataclass(frozen=True)
class ScreeningBook:
    """A book asked about those who apply for space."""

    desk: Desk

    def screen(
        self,
        application: Place,
        text: str | None = None,
        policy: Place | None = None,
        progress: Progress = silent,
    ) -> Answer:
        """Applications of a file: who shares what with each, which hand it would join, what rules say.

        `text` in place of what the file holds: JSON, a form, or CSV. `policy`: rules as TOML.
        """
        from samehand.api.screening.applications import read
        from samehand.api.screening.screening import screen

        told = read(_text(Path(application)) if text is None else text, str(application))
        return screen(self.desk, told, Path(policy) if policy else None, progress)

    def replay(
        self,
        applications: Place | None = None,
        text: str | None = None,
        progress: Progress = silent,
    ) -> Answer:
        """Past requests, of a file or the registry's own: what a screen would have said each day."""
        from samehand.api.screening.applications import read
        from samehand.api.screening.replaying import replay

        if applications is None:
            return replay(self.desk, None, progress)
        told = read(_text(Path(applications)) if text is None else text, str(applications))
        return replay(self.desk, told, progress)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise UsageError(
            f"there is no file {path}", "give a file, or - for standard input"
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"{path} cannot be read: {fault}", "give a text in UTF-8") from None

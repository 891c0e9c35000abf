"""Every error, drawn as a tree.

    SamehandError
    ├── UsageError        the question cannot be understood          exit 2
    ├── NotInData         understood, but nothing here answers it    exit 3
    ├── ImportRefused     a file that is not what it should be       exit 2
    ├── WeightsRefused    a weights file that cannot be used         exit 2
    ├── Incomplete        answered, or imported, in part             exit 4
    ├── IntegrityError    the book is not as it was written          exit 5
    ├── NotPermitted      a restricted source                        exit 6
    └── Unreachable       a team's database that does not answer     exit 6

A text says what was found, what was wanted, and what to do next. Bad *data* is set
aside and counted; a bad *program* raises something that is not in this tree.
"""

from typing import ClassVar


class SamehandError(Exception):
    """What was found and wanted (`message`), and what to do next (`hint`)."""

    exit_code: ClassVar[int] = 70
    code: ClassVar[str] = "E000"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} - {self.hint}" if self.hint else self.message


class UsageError(SamehandError):
    """The question cannot be understood."""

    exit_code = 2
    code = "U001"


class NotInData(SamehandError):
    """Understood, but nothing in the book answers it."""

    exit_code = 3
    code = "D001"


class ImportRefused(SamehandError):
    """A file that is cut, empty, binary, of another kind, or of another world."""

    exit_code = 2
    code = "I001"


class WeightsRefused(SamehandError):
    """A weights file that is broken, of another version, or lacks a link or a bin."""

    exit_code = 2
    code = "W001"


class Incomplete(SamehandError):
    """Answered in part, and `--strict` was asked; or imported in part, with `--allow-cut`."""

    exit_code = 4
    code = "A001"


class IntegrityError(SamehandError):
    """The book is not as it was written."""

    exit_code = 5
    code = "B001"


class NotPermitted(SamehandError):
    """A restricted source that this run may not read."""

    exit_code = 6
    code = "R001"


class Unreachable(SamehandError):
    """Where the verdicts are kept does not answer, or is held locked by somebody else."""

    exit_code = 6
    code = "R002"

"""The command line: a door. It takes a question, asks the API, prints the answer, and no more.

Exit codes: 0 answered; 1 answered, and the gate tripped; 2 usage; 3 not in the data; 4 answered
but incomplete, with --strict; 5 integrity; 6 not permitted, or not to be reached; 70 a bug; 130 interrupted.
"""

import gc
import os
import sys
from collections.abc import Sequence

from samehand import __version__

NEW_OBJECTS = (
    50_000  # before rubbish is looked for: imports make none, and the looks took 7 % of a screening
)
BUG = 70
INTERRUPTED = 130


def main() -> None:
    """The command `samehand`."""
    gc.set_threshold(NEW_OBJECTS)
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Answer one command line; gives its exit code."""
    if list(words) == ["--version"]:
        print(__version__)
        return 0
    try:
        return _answered(words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("interrupted; nothing is left half done", file=sys.stderr)
        return INTERRUPTED


def _answered(words: Sequence[str]) -> int:
    from cyclopts import CycloptsError

    from samehand.cli.commands import commands
    from samehand.cli.door import complain
    from samehand.cli.tokens import ordered, wants_json
    from samehand.errors import SamehandError, UsageError

    app = commands()
    names = [name for name in app.resolved_commands() if not name.startswith("-")]
    try:
        code = app(
            ordered(words, names),
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except SamehandError as fault:
        return complain(fault, wants_json(words))
    except CycloptsError as fault:
        return complain(UsageError(str(fault), "see `samehand --help`"), wants_json(words))
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except RuntimeError as fault:
        if "interrupted" in str(fault).lower():  # how DuckDB passes on a Ctrl-C
            raise KeyboardInterrupt from None
        return _bug(fault, words)
    except Exception as fault:  # noqa: BLE001 - the one catch-all: a bug is told as one
        return _bug(fault, words)


def _bug(fault: Exception, words: Sequence[str]) -> int:
    """Tell a bug as a bug, with its trace: never as a finding, nor as nothing found."""
    import traceback

    from samehand.cli.door import complain
    from samehand.cli.tokens import wants_json
    from samehand.errors import SamehandError

    traceback.print_exc(file=sys.stderr)
    told = SamehandError(f"a bug: {fault!r}", "please report it with the lines above")
    complain(told, wants_json(words))
    return BUG

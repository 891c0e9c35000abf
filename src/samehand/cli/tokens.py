"""Words of a command line, put in the order that the parser reads.

Global flags may stand before the command; a first word that is no command is what to `show`.
"""

from collections.abc import Sequence

_VALUED = """
    --book --format -f --output -o --meta --fields --limit --redact --progress --as-of
    --known-on --snapshot --gate --min-prob --min-weight --reading --type --day --source
    --folder --holders --seed --hands --within --holder --since --days --silent --registry
    --because --note --by --undo --verdicts --weights --labels --leave-out --half --check --without
    --for --on --addresses --discount --bought --costs --family --form -F --style --list-name --months
    --cases --question --class --evidence --status --by --likelihood --confidence --alternative
    --from --policy --memo --applications
"""
VALUED = frozenset(_VALUED.split())
"""Flags that take the next word with them."""

STDIN = "<stdin>"
"""What a lone `-` is told to the parser as, which takes it for a flag."""

SWITCHES = {"check": frozenset({"--gate"}), "watch": frozenset({"--gate"})}
"""Flags that take a value elsewhere, and none with this command."""

JSON = frozenset(
    {
        "--json",
        "--nl",
        "--format=json",
        "--format=ndjson",
        "-f=json",
        "-f=ndjson",
        "-fjson",
        "-fndjson",
    }
)


def ordered(words: Sequence[str], commands: Sequence[str]) -> list[str]:
    """Leading flags behind their command; values joined to their flags, so `-90d` is a value.

    >>> ordered(["--json", "--as-of", "-90d", "hands", "-q"], ["hands"])
    ['hands', '--json', '--as-of=-90d', '-q']
    >>> ordered(["-f", "csv", "203.0.113.7"], ["hands"])
    ['show', '-f=csv', '203.0.113.7']
    >>> ordered(["check", "--gate", "203.0.113.7"], ["check"])
    ['check', '--gate', '203.0.113.7']
    """
    named = next((word for word in words if word in SWITCHES and word in commands), "")
    joined = _joined(words, SWITCHES.get(named, frozenset()))
    first = next((i for i, word in enumerate(joined) if not word.startswith("-")), None)
    if first is None:
        return joined
    command, rest = ([joined[first]], joined[first + 1 :])
    if command[0] not in commands:
        command, rest = ["show"], joined[first:]
    return [*command, *joined[:first], *rest]


def _joined(words: Sequence[str], switches: frozenset[str] = frozenset()) -> list[str]:
    joined: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return [*joined, word, *waiting]
        value = next(waiting, None) if word in VALUED - switches else None
        plain = STDIN if word == "-" else word
        joined.append(plain if value is None else f"{plain}={value}")
    return joined


def wants_json(words: Sequence[str]) -> bool:
    """Whether errors are to be told as JSON, told before anything is parsed."""
    return bool(JSON & set(_joined(words)))

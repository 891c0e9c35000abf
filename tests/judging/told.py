"""Verdicts for tests, told shortly."""

from samehand.verdicts.rows import LIFTED, Given, Looked, Record, Verdict, in_order


def given(
    one: str, other: str, word: str, by: str = "ann", lifts: int | None = None, note: str = ""
) -> Given:
    first, second = in_order(Record(one, f"Name {one}", (64500,)), Record(other))
    looked = Looked("2017-03-21", "2017-03-21", "ab" * 32, "00", 3.5)
    because = ({"rule": "moved", "says": "it moved", "cites": ["3f9c2a1b:12"]},)
    return Given(
        one=first,
        other=second,
        word=word,
        by=by,
        note=note,
        lifts=lifts,
        looked=looked,
        because=because,
    )


def told(*said: str) -> tuple[Verdict, ...]:
    """Verdicts in order: `a=b` same, `a!b` different, `a?b` unsure, `-2` lifts the second; `@bob` by whom."""
    rows: list[Verdict] = []
    for number, each in enumerate(said, 1):
        text, _, by = each.partition("@")
        if text.startswith("-"):
            lifted = rows[int(text[1:]) - 1].given
            row = given(*lifted.pair, LIFTED, by or "ann", int(text[1:]))
        else:
            sign = next(letter for letter in text if letter in "=!?")
            word = {"=": "same", "!": "different", "?": "unsure"}[sign]
            one, _, other = text.partition(sign)
            row = given(one, other, word, by or "ann")
        rows.append(Verdict(number=number, at="2026-11-25T03:00:00.000000+00:00", given=row))
    return tuple(rows)

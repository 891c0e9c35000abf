"""Siblings: how labelled pairs of one organisation fare, with names shown and hidden, by registry.

Weights are fitted on one half of the organisations and judged on the other, as `samehand fit
--half even` and `samehand fit --check` do; then the hands are built by them. Labels hold only ASes
that a list of 2024 puts under one organisation, so a pair that is not labelled may still be one:
precision is a floor. Of most labelled pairs the records of the day tell nothing that links could
find: the share of which any link found anything bounds every recall, whatever the weights.
"""

import json
from itertools import combinations

from common import OUT, desk, looked, machine, weighed
from labels import labels, wish
from samehand.api.fitting import checked, fitted, write
from samehand.resolve.fitting.labels import Labels
from samehand.resolve.hands import Hand
from samehand.resolve.weights import weights_from

Pair = tuple[str, str]
REGISTRIES = ("arin", "ripencc", "apnic", "lacnic", "afrinic", "")


def main() -> None:
    """Probabilities held out, then precision and recall of pairs inside one hand."""
    OUT.mkdir(exist_ok=True)
    whole = fitted(desk("2017"), wish("even"))
    write(whole, OUT / "weights-even.json")
    weights = weights_from(whole)
    known = labels(looked("2017")).labels
    print(machine())
    for title, hidden in (("names shown", ()), ("names hidden", ("name",))):
        found = checked(desk("2017"), whole, wish(), hidden)
        print(f"{title}: {found.verdict}: {found.says}")
        for row in found.rows:
            print("  " + json.dumps(row))
        _, hands = weighed("2017", weights.without("name") if hidden else weights)
        found_any = _found()
        for registry in REGISTRIES:
            print(f"  {registry or 'all':8} {_in_hands(registry, known, hands)}")
            print(f"  {'':8} {_found_at_all(registry, known, found_any)}")


def _in_hands(registry: str, known: Labels, hands: list[Hand]) -> str:
    """How many labelled pairs of the odd half are in one hand, and how many pairs in hands are."""
    wanted = _wanted(registry, known)
    given = {
        pair
        for hand in hands
        for pair in combinations(hand.members, 2)
        if set(pair) <= known.holders and all(h.startswith(registry) for h in pair)
    }
    right = len(wanted & given)
    return (
        f"{right} of {len(wanted)} labelled pairs in one hand = recall"
        f" {right / max(len(wanted), 1):.1%}; {len(given)} pairs in hands, precision at least"
        f" {right / max(len(given), 1):.1%}"
    )


def _wanted(registry: str, known: Labels) -> set[Pair]:
    """The labelled pairs of the odd half, of one registry or of all."""
    held_out = {(each.one, each.other) for each in known.of_half("odd").siblings}
    return {pair for pair in held_out if all(h.startswith(registry) for h in pair)}


def _found() -> dict[Pair, float]:
    """Every pair of which a link that is not hidden found anything, with its bits."""
    rows = looked("2017").store.query(
        "SELECT linked.one, linked.other, coalesce(pair.bits, -99.0) AS bits FROM linked"
        " LEFT JOIN pair ON pair.one = linked.one AND pair.other = linked.other"
    )
    one, other, bits = rows.to_pydict().values()
    return dict(zip(zip(one, other, strict=True), bits, strict=True))


def _found_at_all(registry: str, known: Labels, found: dict[Pair, float]) -> str:
    """The most that any weights could recall, and how right the pairs of most bits are."""
    wanted = _wanted(registry, known)
    odd = {holder for pair in wanted for holder in pair}
    ranked = sorted(
        (pair for pair in found if set(pair) <= known.holders and set(pair) & odd),
        key=lambda pair: -found[pair],
    )
    right = [pair in wanted for pair in ranked]
    many = len(wanted) // 20
    return (
        f"{sum(right)} of {len(wanted)} = {sum(right) / max(len(wanted), 1):.1%} of which any link"
        f" found anything; of the {many} of most bits {sum(right[:many])} are labelled"
    )


if __name__ == "__main__":
    main()

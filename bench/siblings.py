"""Siblings: how labelled pairs of one organisation fare, with names shown and hidden, by registry.

Weights are fitted on one half of the organisations and judged on the other, as `samehand fit
--half even` and `samehand fit --check` do; then the hands are built by them. Labels hold only ASes
that a list of 2024 puts under one organisation, so a pair that is not labelled may still be one:
precision is a floor.
"""

import json
from itertools import combinations

from common import OUT, desk, looked, machine, weighed
from labels import labels, wish
from samehand.api.fitting import checked, fitted, write
from samehand.resolve.fitting.labels import Labels
from samehand.resolve.hands import Hand
from samehand.resolve.weights import weights_from

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
        for registry in REGISTRIES:
            print(f"  {registry or 'all':8} {_in_hands(registry, known, hands)}")


def _in_hands(registry: str, known: Labels, hands: list[Hand]) -> str:
    """How many labelled pairs of the odd half are in one hand, and how many pairs in hands are."""
    held_out = {(each.one, each.other) for each in known.of_half("odd").siblings}
    wanted = {pair for pair in held_out if all(h.startswith(registry) for h in pair)}
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


if __name__ == "__main__":
    main()

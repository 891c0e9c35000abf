"""Siblings: how labelled pairs of one organisation fare, with names hidden, by registry.

Weights are fitted on one half of the organisations (`bench/fit.py --half even`) and judged on
the other. Labels hold only ASes that a list of 2024 puts under one organisation, so a pair that
is not labelled may still be one: precision is a floor.
"""

import json
import subprocess
import sys

from common import HERE, OUT, is_even, looked, machine, weighed
from labels import siblings
from samehand.resolve.weights import weights_from


def main() -> None:
    """Precision and recall of pairs inside one hand."""
    half = OUT / "weights-even.json"
    OUT.mkdir(exist_ok=True)
    fit = [sys.executable, str(HERE / "fit.py"), "--half", "even", "--to", str(half)]
    subprocess.run(fit, check=True, stdout=subprocess.DEVNULL)
    weights = weights_from(json.loads(half.read_text()))
    labels = siblings(looked("2017").store)
    held_out = {(p.one, p.other) for p in labels.pairs if not is_even(p.organisation)}
    print(machine())
    for title, told in (("names shown", weights), ("names hidden", weights.without("name"))):
        _, hands = weighed("2017", told)
        print(title)
        for registry in ("arin", "ripencc", "apnic", "lacnic", "afrinic", ""):
            wanted = {pair for pair in held_out if all(h.startswith(registry) for h in pair)}
            given = {
                (a, b)
                for hand in hands
                for n, a in enumerate(hand.members)
                for b in hand.members[n + 1 :]
                if {a, b} <= labels.holders and a.startswith(registry) and b.startswith(registry)
            }
            right = len(wanted & given)
            print(
                f"  {registry or 'all':8} {right} of {len(wanted)} labelled pairs in one hand"
                f" = recall {right / max(len(wanted), 1):.1%};"
                f" {len(given)} pairs in hands, precision at least {right / max(len(given), 1):.1%}"
            )


if __name__ == "__main__":
    main()

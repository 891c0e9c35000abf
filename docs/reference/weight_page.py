"""The page of the weights that ship: what they were fitted on, and how well they hold."""

from docs.reference.markdown import joined, row, table

from samehand.present.columns import PARTS, SCORES
from samehand.present.sheets import PART_TITLES
from samehand.resolve.weights import default_whole


def weights_page() -> str:
    """What the weights that ship were fitted on, and what was given and found on pairs held out."""
    whole = default_whole()
    labels, told = whole["labels"], whole["calibration"]
    parts = [
        "# Weights that ship\n",
        f"Fitted on {labels['siblings']:,} pairs of {labels['organisations']:,} organisations among"
        f" {labels['holders']:,} holders, from {len(whole['inputs']['book'])} files;"
        f" digest `{whole['digest']}`. Prior of a pair: {whole['prior']} bits"
        f" ({whole['prior_low']} to {whole['prior_high']}). What every bin weighs is with its"
        " [link](links.md).\n",
        f"**{told['verdict'].capitalize()}**: {told['says']}.\n",
        "![What was given against what was found, in bits](../pictures/calibration.svg)\n",
        "Each half of the organisations is judged by what the other half teaches. An organisation of"
        " n holders counts as n - 1 pairs. How to read this, and how to check other weights:"
        " [Fit weights](../how-to/fit-weights.md).\n",
    ]
    for part, title in PART_TITLES.items():
        rows = [each for each in told["rows"] if each["part"] == part]
        columns = SCORES if part == "score" else PARTS if part == "range" else PARTS[:-1]
        parts += [f"## {title}\n", table(*(column.title for column in columns))]
        parts += [row(*(column.write(each[column.field]) for column in columns)) for each in rows]
        parts += [""]
    return joined(parts)

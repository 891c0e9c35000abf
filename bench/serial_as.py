"""Short-lived, unrelated origination: a classifier of ASes on published features and labels.

This tests a classifier on 52 published features (2019), not a detector on routes. Each AS is
judged by a model that never saw it; classes are balanced inside the training folds, and which
model is used is chosen there too, by folds inside the fold. The score is average precision, its
interval a bootstrap over ASes. No AS is ever printed.
"""

import argparse
import csv
import gzip
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

from common import machine, need

Numbers = NDArray[Any]
RESAMPLES = 2000


def labelled() -> tuple[Numbers, Numbers]:
    """Features and classes; the AS number is no feature."""
    path = need("serial-hijackers", "ctestart__groundtruth_dataset.csv.gz")
    with gzip.open(path, "rt") as lines:
        rows = list(csv.DictReader(lines))
    names = [name for name in rows[0] if name not in ("", "ASN", "class")]
    features = np.array([[float(row[name]) for name in names] for row in rows])
    assert len({row["ASN"] for row in rows}) == len(rows)  # one row an AS: a fold holds out ASes
    return features, np.array([int(row["class"]) for row in rows])


def by_rank(strength: float) -> ClassifierMixin:
    """A linear model on ranks: features are heavy-tailed, and there are 23 positives."""
    linear = LogisticRegression(C=strength, class_weight="balanced", max_iter=3000)
    return make_pipeline(QuantileTransformer(n_quantiles=50), linear)


def forest() -> ClassifierMixin:
    """A forest, balanced in each tree."""
    return RandomForestClassifier(
        100, class_weight="balanced_subsample", min_samples_leaf=2, random_state=0
    )


def trees() -> ClassifierMixin:
    """The bar: balanced extra-trees."""
    return ExtraTreesClassifier(300, class_weight="balanced", random_state=0)


CANDIDATES: tuple[Callable[[], ClassifierMixin], ...] = (
    *(lambda strength=strength: by_rank(strength) for strength in (0.01, 0.1, 1.0)),
    forest,
)


def chosen(features: Numbers, classes: Numbers) -> ClassifierMixin:
    """The candidate that does best in folds of what it may see."""
    inner = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = [
        average_precision_score(
            classes,
            cross_val_predict(make(), features, classes, cv=inner, method="predict_proba")[:, 1],
        )
        for make in CANDIDATES
    ]
    return CANDIDATES[int(np.argmax(scores))]()


def held_out(
    model: Callable[[Numbers, Numbers], ClassifierMixin],
    features: Numbers,
    classes: Numbers,
    rounds: int,
) -> Numbers:
    """The score of each AS by models that never saw it: one row a round."""
    scores = np.zeros((rounds, len(classes)))
    for n in range(rounds):
        folds = StratifiedKFold(10, shuffle=True, random_state=n)
        for seen, unseen in folds.split(features, classes):
            fitted = model(features[seen], classes[seen]).fit(features[seen], classes[seen])
            scores[n, unseen] = fitted.predict_proba(features[unseen])[:, 1]
    return scores


def interval(scores: Numbers, classes: Numbers) -> tuple[float, float]:
    """Where 95 % of resampled sets of ASes lie."""
    draw = np.random.default_rng(0)
    found = []
    for _ in range(RESAMPLES):
        at = draw.integers(0, len(classes), len(classes))
        found.append(average_precision_score(classes[at], scores.mean(axis=0)[at]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Ours and the bar, in the same folds."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    wish = asked.parse_args()
    features, classes = labelled()
    print(machine())
    print(f"{len(classes)} ASes, {classes.sum()} positive, {features.shape[1]} published features")
    for name, model in (
        ("chosen inside the folds", chosen),
        ("linear on ranks", lambda *_: by_rank(0.1)),
        ("balanced extra-trees", lambda *_: trees()),
    ):
        scores = held_out(model, features, classes, wish.rounds)
        points = [average_precision_score(classes, row) for row in scores]
        low, high = interval(scores, classes)
        print(
            f"{name:24} average precision {np.mean(points):.3f} ({min(points):.3f} to {max(points):.3f}"
            f" by split), bootstrap {low:.3f} to {high:.3f}   (wanted: point .78, lower bound .70)"
        )


if __name__ == "__main__":
    main()

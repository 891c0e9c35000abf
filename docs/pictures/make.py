"""Draw the pictures of the docs: `python docs/pictures/make.py`, or `make docs`.

The heaviest hand of the demo's made-up world, which says SYNTHETIC; and how well the weights that
ship hold, from the figures that they carry.
"""

import tempfile
from pathlib import Path

import samehand
from samehand.api.demo import demo
from samehand.present.calibration import draw
from samehand.present.figures import svg_hand
from samehand.resolve.weights import default_whole

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "hand.svg"
CALIBRATION = HERE / "calibration.svg"


def drawn(book: Path) -> str:
    """The heaviest hand of a book as SVG."""
    found = samehand.open(book).hand("1")
    return svg_hand(found.envelope())


def plotted() -> str:
    """How well the weights that ship hold, as SVG."""
    return draw(default_whole()["calibration"], synthetic=False) + "\n"


def main() -> None:
    """Make the demo and draw its heaviest hand; draw the weights' plot."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "samehand-demo.book"
        demo(book)
        PICTURE.write_text(drawn(book), encoding="utf-8")
    CALIBRATION.write_text(plotted(), encoding="utf-8")
    print("wrote docs/pictures/hand.svg and docs/pictures/calibration.svg")


if __name__ == "__main__":
    main()

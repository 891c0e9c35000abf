"""Draw the picture of the README: `python docs/pictures/make.py`, or `make docs`.

The heaviest hand of the demo's made-up world; the picture says SYNTHETIC.
"""

import tempfile
from pathlib import Path

import samehand
from samehand.api.demo import demo
from samehand.present.figures import svg_hand

PICTURE = Path(__file__).resolve().parent / "hand.svg"


def drawn(book: Path) -> str:
    """The heaviest hand of a book as SVG."""
    found = samehand.open(book).hand("1")
    return svg_hand(found.envelope())


def main() -> None:
    """Make the demo and draw its heaviest hand."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "samehand-demo.book"
        demo(book)
        PICTURE.write_text(drawn(book), encoding="utf-8")
    print("wrote docs/pictures/hand.svg")


if __name__ == "__main__":
    main()

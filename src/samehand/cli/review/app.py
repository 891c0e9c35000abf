"""The review screen: x same, n different, u unsure, d clear, e evidence, w waterfall, q save and quit."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

from samehand.api.judging.sitting import Sitting
from samehand.cli.review import draw
from samehand.errors import SamehandError
from samehand.verdicts.rows import DIFFERENT, SAME, UNSURE

READING_S = 0.3  # a person reads for longer; then the next pairs are fetched


class Review(App[int]):
    """The queue of one person, a pair at a time; its result is how many verdicts were given."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "samehand review"
    CSS = """
    #head { height: auto; padding: 0 1; background: $boost; }
    #records, #waterfall, #evidence { height: auto; padding: 1 1 0 1; }
    #said { height: auto; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", f"judge('{SAME}')", "same"),
        Binding("n", f"judge('{DIFFERENT}')", "different"),
        Binding("u", f"judge('{UNSURE}')", "unsure"),
        Binding("d", "clear", "clear"),
        Binding("e", "unfold('evidence')", "evidence"),
        Binding("w", "unfold('waterfall')", "waterfall"),
        Binding("j,right", "step(1)", "next"),
        Binding("k,left", "step(-1)", "back"),
        Binding("q,ctrl+c", "leave", "save, quit"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    def compose(self) -> ComposeResult:
        """Head, records, waterfall, evidence, keys."""
        yield Static(id="head")
        with VerticalScroll():
            yield Static(id="records")
            yield Static(id="waterfall")
            yield Static(id="evidence")
        yield Static(id="said")
        yield Footer()

    def on_mount(self) -> None:
        """Show the pair where the person was."""
        self.query_one("#evidence").display = False
        self._show()

    def _show(self, says: str = "") -> None:
        view = self.sitting.view()
        self.query_one("#head", Static).update(draw.head(self.sitting))
        self.query_one("#records", Static).update(draw.records(view))
        self.query_one("#waterfall", Static).update(draw.waterfall(view))
        if self.query_one("#evidence").display:
            self.query_one("#evidence", Static).update(draw.evidence(self.sitting))
        self.query_one("#said", Static).update(says)
        self.set_timer(READING_S, self.sitting.look_ahead)

    def action_judge(self, word: str) -> None:
        """Keep a verdict, then show the next pair; what could not be kept is said, and stays."""
        try:
            kept = self.sitting.give(word)
            last = self.sitting.place == len(self.sitting.items) - 1
            self.sitting.move(1)
        except SamehandError as fault:
            self._show(f"NOT kept: {fault}")
            return
        end = "; this was the last pair of the queue" if last else ""
        self._show(f"V{kept.number} {word} is kept{end}")

    def action_clear(self) -> None:
        """Lift what was given of this pair."""
        try:
            lifted = self.sitting.clear()
        except SamehandError as fault:
            self._show(f"NOT lifted: {fault}")
            return
        self._show(f"V{lifted.given.lifts} is lifted" if lifted else "nothing to clear here")

    def action_step(self, steps: int) -> None:
        """Go on or back."""
        try:
            self.sitting.move(steps)
        except SamehandError as fault:
            self._show(f"the place was not kept: {fault}")
            return
        self._show()

    def action_unfold(self, part: str) -> None:
        """Show or hide a part."""
        shown = self.query_one(f"#{part}")
        shown.display = not shown.display
        self._show()

    def action_leave(self) -> None:
        """Save the place and quit."""
        try:
            self.sitting.move(0)
        except SamehandError as fault:
            self.log(str(fault))
        self.exit(len(self.sitting.given))

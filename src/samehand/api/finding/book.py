"""The look-ups of journeys, as questions that a book answers."""

from dataclasses import dataclass
from datetime import date

from samehand.api.answers import Answer
from samehand.api.book import Desk
from samehand.api.progress import Progress, silent
from samehand.values.days import day


@dataclass(frozen=True)
class FindingBook:
    """A book asked about texts, kin, one's own space, and change."""

    desk: Desk

    def grep(self, text: str) -> Answer:
        """What a text names, each looked up; what is not in the book is listed."""
        from samehand.api.finding.grep import grep

        return grep(self.desk, text)

    def triage(self, text: str) -> Answer:
        """A report's entities, whose matter it is, and whom to send it to."""
        from samehand.api.finding.triage import triage

        return triage(self.desk, text)

    def holders(self, block: str) -> Answer:
        """Who has a block on record: what covers it, what is it, what lies in it."""
        from samehand.api.finding.holders import holders

        return holders(self.desk, block)

    def related(self, text: str, progress: Progress = silent) -> Answer:
        """Holders that links lead to from a block, AS, holder, hand or name."""
        from samehand.api.finding.related import related

        return related(self.desk, text, progress)

    def why_not(self, one: str, other: str, progress: Progress = silent) -> Answer:
        """Every link of two holders: found, not found or not looked at; and what it would take."""
        from samehand.api.finding.related import why_not

        return why_not(self.desk, one, other, progress)

    def prefixes(
        self, *texts: str, aggregate: bool = False, announced: bool = False, family: int = 0
    ) -> Answer:
        """The prefixes held, or announced, as few as can be where `aggregate`."""
        from samehand.api.finding.prefixes import prefixes

        return prefixes(self.desk, texts, aggregate, announced, family)

    def mine(self, *blocks: str, holder: str | None = None) -> Answer:
        """What outsiders can read of one's own blocks, the first cure first."""
        from samehand.api.finding.mine import mine

        return mine(self.desk, blocks, holder)

    def changed(self, *texts: str, since: date | str | None = None) -> Answer:
        """What changed of blocks or holders since a day, or since the last look (`check`)."""
        from samehand.api.finding.checking import check

        return check(self.desk, texts, day(since) if isinstance(since, str) else since)

    def drift(self, *texts: str, months: int = 24) -> Answer:
        """What changed of holders within so many months of their first grant."""
        from samehand.api.finding.drift import drift

        return drift(self.desk, texts, months)

    def watch_add(self, *texts: str, months: int = 24) -> Answer:
        """Watch holders for so many months, from the day of the book's clock on."""
        from samehand.api.finding.watching import arm

        return arm(self.desk, texts, months)

    def watch_ls(self) -> Answer:
        """The watches that are armed."""
        from samehand.api.finding.watching import listing

        return listing(self.desk)

    def watch_rm(self, *texts: str) -> Answer:
        """Take watches away."""
        from samehand.api.finding.watching import disarm

        return disarm(self.desk, texts)

    def watch_run(self) -> Answer:
        """What changed of each watched holder since it was last looked at."""
        from samehand.api.finding.watching import run

        return run(self.desk)

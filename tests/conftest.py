"""What several tests stand on: the demo world in a book, and all examples of links in one store."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from samehand.api.intake import Wish, import_files
from samehand.resolve import all_links
from samehand.resolve.hands import lay_dependants
from samehand.resolve.looking import look
from samehand.resolve.weigh import weigh
from samehand.resolve.weights import default_weights
from samehand.store.duck import DuckStore
from samehand.worlds import Shape, write
from tests.looking import elsewhere, every_example, fill, nobody

settings.register_profile("samehand", deadline=None, derandomize=True, database=None)
settings.load_profile("samehand")  # the same examples on every run; a busy machine is no failure


@dataclass(frozen=True)
class Demo:
    """The demo world: its book, its files, and what was planted in it."""

    book: Path
    files: tuple[Path, ...]
    truth: dict[str, Any]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Written and imported once for all tests of one process."""
    folder = tmp_path_factory.mktemp("demo")
    world = write(folder / "world", Shape.demo())
    files = tuple(file.path for file in world.files)
    import_files(folder / "book", Wish(paths=files))
    return Demo(folder / "book", files, json.loads(world.truth.read_text()))


@pytest.fixture(scope="session")
def crowd() -> Iterator[DuckStore]:
    """Every example of every link, each in a world of its own, looked at and weighed."""
    store = DuckStore()
    for world, (_, example) in enumerate(every_example()):
        fill(store, elsewhere(example.rows, world))
    look(store, all_links(), nobody)
    weigh(store, all_links(), default_weights())
    lay_dependants(store)
    yield store
    store.close()

"""The real MRT files, where they are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAMEHAND_DATA") or ROOT.parent / "shared" / "data") / "mrt"


@pytest.fixture
def mrt_data() -> Path:
    if not DATA.is_dir():
        pytest.skip(f"{DATA} is not here; set SAMEHAND_DATA to the folder of real data")
    return DATA

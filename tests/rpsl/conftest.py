"""The real RPSL files, where they are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SAMEHAND_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture
def rpsl_data() -> Path:
    folder = DATA / "rpsl" / "ripe-whois-testdata"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here; set SAMEHAND_DATA to the folder of real data")
    return folder

"""The arrays that compiled and plain code share."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Columns = dict[str, Array]
"""Columns of one length, by name."""

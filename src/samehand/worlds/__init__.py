"""Synthetic worlds: made-up registries and routing, written in the published formats.

``write(folder, Shape.demo())`` writes a small world of 240.0.0.0/4 and private AS numbers;
``Shape.sized(holders, seed)`` one of all unicast space; ``write_whois(path, objects, seed)``
streams a registry's database of its own, as RPSL. The same shape gives the same bytes.
Each world hides undeclared hands, dormant blocks that strangers announce, operators that move
after a listing and lessors to VPNs, and look-alikes of all, that its ``SYNTHETIC-truth.json`` tells.

What fools it: rates are those of one day (``rates``), independent where the real world is
not. A model that shines here has still to meet real data.
"""

from samehand.worlds.shape import Shape
from samehand.worlds.whois import write_whois
from samehand.worlds.write import STAMP, File, World, stamp, write

__all__ = ["STAMP", "File", "Shape", "World", "stamp", "write", "write_whois"]

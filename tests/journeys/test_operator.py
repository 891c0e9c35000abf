"""An operator with blocks that sleep: what outsiders see, who used them, what to cure, what to watch in cron."""

from tests.journeys.conftest import SLEEPERS, WAKER, Say

MINE = SLEEPERS[0]


def test_from_a_list_of_blocks_to_cures_and_a_gate(apart: Say) -> None:
    # what outsiders see, the most urgent cure first, and to whom to write
    exposed = apart("mine", "-", "--json", given=f"{MINE}  # the old lab\n")
    assert [row["exposure"] for row in exposed.rows] == ["announced by others", "unsigned"]
    assert f"AS{WAKER}" in exposed.rows[0]["says"]
    assert all(row["cure"] and row["write_to"] for row in exposed.rows)
    assert "contacts" in " ".join(exposed.told["not_looked"])

    # has anyone used it: absence is told of the days that were looked at, and of no others
    routes = apart("routes", MINE)
    assert f"AS{WAKER}" in routes.out
    assert "2012-03-01" in routes.out
    sleeping = apart("dormant", MINE, "--known-on", "2022-03-01", "--json")
    assert [row["block"] for row in sleeping.rows] == [MINE]

    # cron: quiet while nothing changes, exit 1 on an awakening
    first = apart("check", "--gate", MINE, "--known-on", "2022-03-01")
    assert first.code == 0
    again = apart("check", "--gate", MINE, "--known-on", "2022-03-01")
    assert again.code == 0
    woke = apart("check", "--gate", MINE, "--json")
    assert woke.code == 1
    assert [row["what"] for row in woke.rows] == ["awakening"]
    assert apart("check", "--gate", MINE).code == 0

"""The peers of `match_people.py`: the models of Splink's own documentation, as it publishes them.

`docs/demos/examples/duckdb/deduplicate_50k_synthetic.nb.py` and `febrl3.nb.py` of
moj-analytical-services/splink (MIT), read 2026-11-24; the same settings and training, without the
charts. Neither is tuned here.
"""

from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

HISTORICAL_AT = 0.95
"""Match probability at which the demo clusters."""
FEBRL_AT = 0.2
"""Match probability above which the demo keeps pairs; it does not cluster."""


def historical(table: pa.Table, seed: int) -> Any:
    """The demo of historical_50k: its linker and its scored pairs."""
    api = DuckDBAPI()
    concat = "*, first_name || ' ' || surname AS first_name_surname_concat"
    named = api.duckdb_con.from_arrow(table).project(concat)
    linker = Linker(api.register(named), _historical_settings())
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e7, seed=seed)
    for block in (block_on("first_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(
            block, estimate_without_term_frequencies=True
        )
    return linker, linker.inference.predict()


def _historical_settings() -> SettingsCreator:
    names = cl.ForenameSurnameComparison(
        "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
    )
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        comparisons=[
            names,
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        retain_intermediate_calculation_columns=True,
    )


def febrl(table: pa.Table, seed: int) -> Any:
    """The demo of FEBRL3: its linker and its scored pairs."""
    linker = Linker(DuckDBAPI().register(table), _febrl_settings())
    training = linker.training
    swapped = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
    training.estimate_probability_two_random_records_match(
        [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"), swapped],
        recall=0.9,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for column in ("date_of_birth", "postcode"):
        training.estimate_parameters_using_expectation_maximisation(block_on(column))
    return linker, linker.inference.predict(threshold_match_probability=FEBRL_AT)


def _febrl_settings() -> SettingsCreator:
    blocks = ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
    return SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on(column) for column in blocks],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        retain_intermediate_calculation_columns=True,
    )

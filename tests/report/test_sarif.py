"""SARIF 2.1.0: what the specification requires, and what code hosts rely on."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import fabula
from fabula.report.sarif import write_sarif
from tests.golden import compare_golden
from tests.report.samples import CLEAN, sample


def read(*checked: Any) -> dict[str, Any]:
    document = json.loads(write_sarif(checked))
    assert isinstance(document, dict)
    return document


def results() -> list[dict[str, Any]]:
    (run,) = read(sample())["runs"]
    found = run["results"]
    assert isinstance(found, list)
    return found


def test_golden_results() -> None:
    run = read(sample())["runs"][0]
    del run["tool"]
    for result in run["results"]:
        result.pop("ruleIndex", None)  # changes with every new rule
    compare_golden("report/results.sarif", json.dumps(run, ensure_ascii=False, indent=2) + "\n")


def test_log_has_what_is_required() -> None:
    for document in (read(CLEAN), read(sample())):
        assert document["version"] == "2.1.0"
        (run,) = document["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        driver = run["tool"]["driver"]
        assert (driver["name"], driver["version"]) == ("fabula", fabula.__version__)
        check_rules(driver["rules"])
        for result in run["results"]:
            check_result(result, driver["rules"], run["artifacts"])


def check_rules(rules: list[dict[str, Any]]) -> None:
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["id"]
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"]
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}


def check_result(result: dict[str, Any], rules: list[dict[str, Any]], artifacts: list[dict[str, Any]]) -> None:
    assert result["message"]["text"]
    assert result["level"] in {"none", "note", "warning", "error"}
    if "ruleIndex" in result:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    flows = [
        step["location"] for flow in result.get("codeFlows", []) for t in flow["threadFlows"] for step in t["locations"]
    ]
    for location in (*result["locations"], *result.get("relatedLocations", []), *flows):
        place = location["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii()
        assert not set(uri) & set(' "<>\\^`{|}')
        region = place["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
        assert region["startColumn"] >= 1
        assert region["endColumn"] >= (region["startColumn"] if region["endLine"] == region["startLine"] else 1)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] in {
        a["location"]["uri"] for a in artifacts
    }


def test_paths_are_percent_encoded() -> None:
    uri = results()[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "examples/harbour/shows/coast/s01/e03%20%C3%A0%20%25.fountain"
    assert unquote(uri) == "examples/harbour/shows/coast/s01/e03 à %.fountain"


def test_the_other_place_and_the_way_to_it() -> None:
    first = results()[0]
    (related,) = first["relatedLocations"]
    assert related["message"]["text"] == "he dies here"
    assert related["physicalLocation"]["region"]["startLine"] == 3
    steps = first["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps] == ["he dies", "he speaks"]


def test_intended_findings_are_suppressed() -> None:
    found = [result for result in results() if "suppressions" in result]
    assert [result["ruleId"] for result in found] == ["C101"]
    assert found[0]["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "it returns in season two"}
    ]


def test_fixes_replace_text() -> None:
    (fix,) = results()[0]["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": "TOM"}
    assert replacement["deletedRegion"] == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 7}

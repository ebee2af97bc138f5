"""The report that other programs read."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

import fabula.report
from fabula.report.checked import View
from fabula.report.json import dump, write_json
from tests.golden import compare_golden
from tests.report.samples import CLEAN, compared, sample

SCHEMA = json.loads((Path(fabula.report.__file__).parent / "schemas" / "findings-1.json").read_text(encoding="utf-8"))


def test_golden() -> None:
    compare_golden(
        "report/findings.json", write_json([sample()], view=View(intended=True)).replace(fabula.__version__, "X.Y")
    )


def test_document_fits_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    everything = View(intended=True, baseline=True)
    for text in (write_json([CLEAN]), write_json([sample()], everything), write_json([compared(), CLEAN], everything)):
        jsonschema.validate(json.loads(text), SCHEMA)


def test_schema_notices_a_missing_field() -> None:
    document = json.loads(write_json([sample()]))
    del document["findings"][0]["line"]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document)


def test_intended_findings_only_on_request() -> None:
    document = json.loads(write_json([sample()]))
    assert [f["code"] for f in document["findings"]] == ["W101", "W101", "L101", "S105", "T104"]
    assert document["summary"] == {
        "error": 2,
        "warning": 2,
        "note": 1,
        "intended": 1,
        "baseline": 0,
        "old": 0,
        "gone": 0,
    }


def test_what_was_there_before_is_counted_and_what_is_gone_is_listed() -> None:
    document = json.loads(write_json([compared()]))
    assert [f["code"] for f in document["findings"]] == ["W101", "S105", "T104"]
    assert [f["elsewhere"] for f in document["findings"]] == [True, False, True]
    gone = [(f["code"], f["line"], f["fingerprint"]) for f in document["gone"]]
    assert gone == [("W101", 3, "0" * 16), ("C102", 5, "1" * 16)]
    summary = document["summary"]
    assert (summary["baseline"], summary["old"], summary["gone"], summary["intended"]) == (1, 1, 2, 1)
    (universe,) = document["universes"]
    assert universe["baseline"] == 4
    assert universe["since"] == {
        "revision": "main",
        "commit": "c" * 40,
        "changed": ["bible", "harbour"],
        "missing": "",
    }


def test_what_the_baseline_holds_only_on_request() -> None:
    found = json.loads(write_json([compared()], View(baseline=True)))["findings"]
    assert [f["standing"] for f in found] == ["open", "baseline", "open", "open"]


def test_one_line() -> None:
    assert dump({"a": [1, "\x1b"]}, indent=None) == '{"a": [1, "\\u001b"]}\n'


def test_places_count_code_points_from_one() -> None:
    finding = json.loads(write_json([sample()]))["findings"][2]
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (9, 18, 9, 20)


def test_what_a_terminal_could_obey_is_escaped() -> None:
    text = dump({"a": "\x1b\x9b\u202e\u2028\udcff"})
    assert text == '{\n  "a": "\\u001b\\u009b\\u202e\\u2028\\udcff"\n}\n'
    assert json.loads(text) == {"a": "\x1b\x9b\u202e\u2028\udcff"}

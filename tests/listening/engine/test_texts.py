"""The SQL texts: what they declare, how values are bound, and that they keep to what all engines understand."""

from __future__ import annotations

import re
from typing import Any

import pytest

from fabula.listening.engine.texts import Parameter, read_text, text_names

NAMES = text_names()


def test_there_are_texts() -> None:
    assert {"groups", "responses"} <= set(NAMES)


@pytest.mark.parametrize("name", ["nothing", "../groups", "groups.sql", "", "Groups", "groups\n", "/etc/passwd"])
def test_no_other_file_is_a_text(name: str) -> None:
    with pytest.raises(LookupError):
        read_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_declared_and_used(name: str) -> None:
    text = read_text(name)
    assert set(re.findall(r"(?<![:\w]):([a-z]\w*)", text.sql)) == set(text.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_texts_keep_to_what_all_engines_understand(name: str) -> None:
    sql = read_text(name).sql
    assert "::" not in sql, "a cast that only one engine knows"
    assert '"' not in sql and "`" not in sql, "engines quote names differently"
    assert "CONCAT" not in sql, "engines differ in what a null makes of it"
    assert "//" not in sql, "whole division is spelt differently"
    assert ";" not in sql
    assert "--" not in sql


@pytest.mark.parametrize("name", [name for name in NAMES if name != "responses"])
def test_texts_say_in_which_order_they_answer(name: str) -> None:
    sql = read_text(name).sql
    final = sql[f"\n{sql}".rindex("\nSELECT") :]
    if "\nORDER BY " not in final:
        assert re.search(r"^SELECT (CAST\()?COUNT\(", final.strip()), "only what answers in one row needs no order"
        return
    order = final[final.rindex("\nORDER BY ") + len("\nORDER BY ") :]
    assert all(re.fullmatch(r"(\w+\.)?\w+ NULLS FIRST", item.strip()) for item in order.split(",")), order
    text = read_text(name)
    assert len(text.order) == len(order.split(","))
    assert text.sql.startswith(text.unordered) and "ORDER BY" not in text.sql[len(text.unordered) + 10 :]


@pytest.mark.parametrize("name", NAMES)
def test_the_head_says_what_every_parameter_means(name: str) -> None:
    assert all(one.means for one in read_text(name).parameters.values())


def parameter(kind: str, default: Any = None, *, needed: bool = False) -> Parameter:
    return Parameter("one", kind, needed, default, "whatever")


@pytest.mark.parametrize(
    ("kind", "value", "bound"),
    [
        ("BOOLEAN", True, True),
        ("BIGINT", -(2**63), -(2**63)),
        ("BIGINT", 2**63 - 1, 2**63 - 1),
        ("STRING", "it's", "it's"),
        ("STRING", None, None),
        ("STRINGS", ["a", "b"], "a\nb"),
        ("STRINGS", (), ""),
        ("STRINGS", None, None),
    ],
)
def test_values_are_bound(kind: str, value: Any, bound: Any) -> None:
    found = parameter(kind).bind(value)
    assert (found, type(found)) == (bound, type(bound))


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("BOOLEAN", 1, TypeError),
        ("BOOLEAN", "TRUE", TypeError),
        ("BIGINT", True, TypeError),
        ("BIGINT", 1.0, TypeError),
        ("BIGINT", 2**63, ValueError),
        ("STRING", 1, TypeError),
        ("STRING", b"a", TypeError),
        ("STRING", "a\0b", ValueError),
        ("STRINGS", "people/a", TypeError),
        ("STRINGS", 3, TypeError),
        ("STRINGS", [1], TypeError),
        ("STRINGS", ["a\nb"], ValueError),
    ],
)
def test_values_of_another_type_are_refused(kind: str, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="one"):
        parameter(kind).bind(value)


def test_null_only_where_it_is_the_default() -> None:
    with pytest.raises(TypeError):
        parameter("BOOLEAN", True).bind(None)
    with pytest.raises(TypeError):
        parameter("STRING", needed=True).bind(None)


def test_defaults_unknown_and_missing_ones() -> None:
    spoken = read_text("spoken")
    assert spoken.bind({}) == {"campaigns": True, "episodes": None, "sources": None, "languages": None}
    assert spoken.bind({"campaigns": False})["campaigns"] is False
    with pytest.raises(TypeError, match="spoken has no parameter source"):
        spoken.bind({"source": "forum"})

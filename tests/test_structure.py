"""The house as the design draws it: data runs one way, and no module imports itself by a circle."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"

FLOORS = (
    ("source",),
    ("finding",),
    ("script",),
    ("bible",),
    ("universe",),
    ("story",),
    ("rules", "exchange", "stages"),
    ("live",),
    ("change",),
    ("listening",),
    ("report",),
    ("api",),
    ("lsp",),
    ("cli", "__main__"),
)
"""From the ground up: a module may import what stands on lower floors, and on its own."""


def imports() -> dict[str, set[str]]:
    """Every module with the modules of fabula that it imports, wherever in the file it does."""
    modules = {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in SOURCE.rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fabula"):
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    found[name].add(whole if whole in modules else str(node.module))
    return found


def test_no_circles() -> None:
    graph = {name: {other for other in others if other != name} for name, others in imports().items()}
    del graph["fabula"]  # the package itself names its parts lazily
    for others in graph.values():
        others.discard("fabula")
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise AssertionError(f"a circle of imports: {' -> '.join(error.args[1])}") from error


def test_data_runs_one_way() -> None:
    floor = {part: number for number, parts in enumerate(FLOORS) for part in parts}
    for name, others in imports().items():
        if name == "fabula":
            continue
        part = name.split(".")[1]
        assert part in floor, f"{name} stands on no floor: add it to FLOORS"
        for other in others - {"fabula"}:
            below = other.split(".")[1]
            assert floor[below] <= floor[part], f"{name} imports {other}, which stands above it"

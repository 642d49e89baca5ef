"""The shape of the house, as sentences that go red when one breaks."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("models", "desktop", "ui", "migrations", "resources")
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_CLASS = 600, 60, 300
STANDARD = sys.stdlib_module_names


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path from the root."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def imports_of(tree: ast.AST) -> set[str]:
    """Every module that is imported anywhere in a tree, also late and for types only."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def offenders(below: str, *forbidden: str, but: tuple[str, ...] = ()) -> list[str]:
    """Modules below a folder that import something forbidden."""
    return [
        f"{path} imports {name}"
        for path, tree in modules().items()
        if path.startswith(below) and not path.startswith(but or ("\0",))
        for name in sorted(imports_of(tree))
        if any(name == word or name.startswith(f"{word}.") for word in forbidden)
    ]


def test_imports_point_downward_only() -> None:
    assert offenders("models/", "desktop", "ui", "migrations", "resources") == []
    assert offenders("desktop/", "ui", but=("desktop/__main__.py",)) == []
    assert offenders("migrations/versions/", *PACKAGES) == []


def test_the_composition_root_is_the_only_way_up() -> None:
    assert {name.split(".")[0] for name in imports_of(modules()["desktop/__main__.py"])} >= {"ui", "desktop"}


def test_values_know_the_standard_library_only() -> None:
    strangers = [
        f"{path} imports {name}"
        for path, tree in modules().items()
        if path.startswith("models/values/")
        for name in imports_of(tree)
        if name.split(".")[0] not in STANDARD and not name.startswith("models.values")
    ]
    assert strangers == []
    assert imports_of(modules()["models/__init__.py"]) == set()


def test_qt_is_only_in_ui_and_sql_never() -> None:
    for below in ("models/", "desktop/", "migrations/"):
        assert offenders(below, "PySide6", "shiboken6") == []
    assert offenders("ui/", "sqlalchemy", "alembic", "psycopg", "sqlite3") == []
    outside_values = [
        line for line in offenders("ui/", "models") if not re.search(r"imports models(\.values.*)?$", line)
    ]
    assert outside_values == []


def test_reportlab_stays_with_the_printing_and_pdfium_with_the_paper() -> None:
    assert offenders("desktop/", "reportlab", but=("desktop/printing/",)) == []
    assert offenders("ui/", "reportlab") == []
    assert offenders("desktop/", "pypdfium2", but=("desktop/dossier/assembly/",)) == []
    assert offenders("ui/", "pypdfium2", but=("ui/paper/",)) == []


def test_engine_specific_sql_stands_where_it_belongs() -> None:
    places = (
        "desktop/search/sqlite.py",
        "desktop/search/postgresql.py",
        "desktop/database/",
        "desktop/drafts.py",
    )
    assert offenders("desktop/", "sqlalchemy.dialects", "sqlite3", "psycopg", but=places) == []
    raw = [
        path
        for path, tree in modules().items()
        if path.startswith(("desktop/", "models/"))
        and not path.startswith(("desktop/database/", "desktop/search/"))
        and "sqlalchemy.text" in imports_of(tree)
    ]
    assert raw == []


def test_nobody_reads_a_clock_but_the_clock() -> None:
    readers = []
    for path, tree in modules().items():
        if path.startswith(("models/", "desktop/")) and path != "desktop/clock.py":
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    called = ast.unparse(node.func)
                    if re.search(r"(datetime|date)\.(now|today|utcnow)$", called):
                        readers.append(f"{path}:{node.lineno} {called}")
    assert readers == []


def work_functions(below: str) -> list[tuple[str, str]]:
    """Public functions below a folder whose first argument is the unit of work."""
    return [
        (path, node.name)
        for path, tree in modules().items()
        if path.startswith(below)
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.args.args + node.args.posonlyargs
        and node.args.args[:1]
        and node.args.args[0].arg == "work"
    ]


def test_every_use_case_names_its_permission() -> None:
    cases = work_functions("desktop/services/")
    assert len(cases) > 20
    for path, name in cases:
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        assert hasattr(getattr(module, name), "permission"), f"{path}: {name} has no permission"


def test_use_cases_are_keyword_only() -> None:
    for path, name in work_functions("desktop/services/"):
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        parameters = list(inspect.signature(getattr(module, name)).parameters.values())[1:]
        loose = [
            parameter.name for parameter in parameters if parameter.kind != inspect.Parameter.KEYWORD_ONLY
        ]
        assert loose == [], f"{path}: {name} takes {loose} by position"


def test_no_import_goes_round_in_a_circle() -> None:
    """Imports at the top of modules, types left aside, form no cycle."""
    graph: dict[str, set[str]] = {}
    names = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree
        for path, tree in modules().items()
    }
    for name, tree in names.items():
        graph[name] = set()
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                graph[name] |= {found for found in imports_of(node) if found in names and found != name}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_names_say_what_things_are() -> None:
    files = [path for path in modules() if re.search(r"/(utils|helpers|common|misc)\.py$", path)]
    classes = [
        f"{path}: {node.name}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and re.search(r"(Manager|Handler|Processor|Controller)$", node.name)
    ]
    assert files == []
    assert classes == []


@pytest.mark.parametrize("kind", ["module", "function", "class"])
def test_nothing_grows_too_large(kind: str) -> None:
    found = []
    for path, tree in modules().items():
        if path.startswith("migrations/versions/"):
            continue
        if kind == "module":
            length = len((ROOT / path).read_text(encoding="utf-8").splitlines())
            found += [f"{path} has {length} lines"] if length > LONGEST_MODULE else []
            continue
        wanted = ast.ClassDef if kind == "class" else (ast.FunctionDef, ast.AsyncFunctionDef)
        limit = LONGEST_CLASS if kind == "class" else LONGEST_FUNCTION
        for node in ast.walk(tree):
            if isinstance(node, wanted) and node.end_lineno and node.end_lineno - node.lineno + 1 > limit:
                found.append(f"{path}: {node.name} has {node.end_lineno - node.lineno + 1} lines")
    assert found == []

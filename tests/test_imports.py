"""Imports run one way, and each driver is imported in one place."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "graphkit": ROOT / "graphkit",
    "graphkit.exports": ROOT / "exports",
    "graphkit.queries": ROOT / "queries",
}

# From the top down; a module may import only from layers below its own. Parts of one layer do not import
# one another.
LAYERS = (
    {"__main__"},
    {"cli", "notebook"},
    {"graph", "sparql"},
    {"pipeline", "explain"},
    {"build_options", "build_summary"},
    {"readers", "resolution", "derive", "stores", "exports"},
    {"layout"},
    {"packs", "queries"},
    {"cypher", "evidence"},
    {"results", "engine"},
    {"engine_session"},
    {"watch"},
    {"schema", "names", "identifiers", "categories", "vocabulary"},
    {"model"},
    {"errors"},
)
DRIVERS = {
    "duckdb": {"graphkit.engine"},
    "neo4j": {"graphkit.stores.neo4j"},
    "networkx": {"graphkit.stores.networkx"},
    "pyvis": {"graphkit.exports.html.pyvis_engine"},
}


def modules() -> dict[str, Path]:
    found = {}
    for package, folder in FOLDERS.items():
        for path in folder.rglob("*.py"):
            parts = [package, *path.relative_to(folder).with_suffix("").parts]
            found[".".join(part for part in parts if part != "__init__")] = path
    return found


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def layer(module: str) -> int | None:
    parts = module.split(".")
    part = parts[1] if len(parts) > 1 else ""
    return next((i for i, names in enumerate(LAYERS) if part in names), None)


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_run_one_way(module: str) -> None:
    own = layer(module)
    if module == "graphkit":
        return  # the package itself offers `open` and `build`
    assert own is not None, f"{module} stands in no layer: add it to LAYERS"
    for name in imports(modules()[module]):
        if not name.startswith("graphkit."):
            continue
        other = layer(name)
        assert other is not None, f"{module} imports {name}, which stands in no layer"
        same_part = name.split(".")[1] == module.split(".")[1]
        assert same_part or own < other, f"{module} imports {name}, which does not lie below it"


@pytest.mark.parametrize("driver", sorted(DRIVERS))
def test_a_driver_is_imported_in_its_own_module_only(driver: str) -> None:
    users = {
        module
        for module, path in modules().items()
        if any(name == driver or name.startswith(f"{driver}.") for name in imports(path))
    }
    strays = {
        user
        for user in users
        if not any(user == home or user.startswith(f"{home}_") for home in DRIVERS[driver])
    }
    assert not strays


def test_each_part_is_known() -> None:
    parts = {module.split(".")[1] for module in modules() if "." in module} - {"queries"}
    assert parts <= set().union(*LAYERS)

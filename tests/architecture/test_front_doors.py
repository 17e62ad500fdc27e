"""A room is entered only through its front door: dimos.<room>.public."""

import grimp

# Kernel and ui are open shelves; faces and what stands above them are entered by nobody.
ROOMS = frozenset(
    {"audit", "municipalities", "identity", "eforms", "registers", "documents", "notifications", "catalogue", "cases"}
)


def room_of(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def trespasses(graph: grimp.ImportGraph) -> list[str]:
    return sorted(
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if room_of(imported) in ROOMS
        and room_of(imported) != room_of(importer)
        and imported != f"dimos.{room_of(imported)}.public"
        and not {"tests", "migrations"} & set(importer.split("."))
    )


def test_rooms_are_entered_through_their_front_door() -> None:
    assert trespasses(grimp.build_graph("dimos")) == []


def test_a_back_door_would_be_noticed() -> None:
    graph = grimp.ImportGraph()
    for module in ("dimos.desk.views", "dimos.cases.models"):
        graph.add_module(module)
    graph.add_import(importer="dimos.desk.views", imported="dimos.cases.models")

    assert trespasses(graph) == ["dimos.desk.views -> dimos.cases.models"]

"""A draft by hand over two seeds with six mistakes of six kinds: each is named, and nothing else is objected to."""

from pathlib import Path

from pipeline.verify import verify
from tests.seeds import SEEDS, seed_report

_DRAFT = Path(__file__).with_name("demo.md").read_text("utf-8")


def test_six_mistakes_of_six_kinds() -> None:
    sources = [seed_report(path) for path in SEEDS if path.name.startswith(("000", "002"))]
    rows = verify(_DRAFT, sources)
    assert [(row.text, row.verdict) for row in rows if row.severity != "info"] == [
        ("15.155万元", "scale_slip"),
        ("1165万元", "attribution"),
        ("1360万元", "status"),
        ("63.6%", "direction"),
        ("1109家", "unit_mismatch"),
        ("1万家", "marker_lost"),
    ]
    assert {row.verdict for row in rows if row.severity == "info"} == {"exact", "derived"}

"""The harness's own reading: plain rules, one row each, and what it leaves to the labels."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evals.regex_truth
from evals.regex_truth import digit_runs, read_quantities, widen


def read(text: str) -> list[str]:
    return [f"{q.value.normalize():f} {q.unit}{' ~' if q.approx else ''}" for q in read_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("累计投资15.155亿元", ["1515500000 元"], id="scale-is-applied"),
        pytest.param("发放12.4万余片", ["124000 片 ~"], id="marker-behind-the-scale"),
        pytest.param("近600余亩，约1100亩", ["600 亩 ~", "1100 亩 ~"], id="marker-in-front"),
        pytest.param("已签约4018户", ["4018 户"], id="签约-is-no-marker"),
        pytest.param("80%以上", ["80 % ~"], id="bound-behind-the-unit"),
        pytest.param("提高1.5个百分点", ["1.5 个百分点"], id="point-is-not-个"),
        pytest.param("接待306批413人次", ["306 批", "413 人次"], id="longest-unit-first"),
        pytest.param("总产值1,234.5万元", ["12345000 元"], id="thousands-comma"),
        pytest.param("完成８个项目，占３０％", ["8 个", "30 %"], id="full-width"),
        pytest.param("完成拆迁582\n户", ["582 户"], id="line-break-before-the-unit"),
        pytest.param("仅用2个月，历时90天", ["2 个月", "90 天"], id="spans-of-time"),
        pytest.param("三十五户、两家", ["35 户", "2 家"], id="han-numeral-with-a-counting-word"),
        pytest.param("2022年8月5日，截至10月底", [], id="dates"),
        pytest.param("第3次、C2块、12345热线、〔2022〕5号", [], id="ordinals-and-names"),
        pytest.param("1.夯实基础 2)抓好落实", [], id="list-numbers"),
        pytest.param("60岁以上、3-11岁人群", [], id="ages-are-names"),
        pytest.param("构建“15分钟”生活圈，更换“两件套”", [], id="names-in-quotation-marks"),
        pytest.param("一是抓好党建，二是服务", [], id="han-list"),
    ],
)
def test_reading(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@given(st.text(alphabet="0123456789０１.,，万亿元户%个人次年月日第约余 \n一二十abc（）", max_size=60))
def test_spans_are_ordered_disjoint_and_quote_the_text(text: str) -> None:
    at = 0
    for q in read_quantities(text):
        assert at <= q.start < q.end <= len(text)
        assert text[q.start : q.end] == q.text
        assert any(q.start < end and start < q.end for start, end in digit_runs(text)) or any(
            c in "一二十" for c in q.text
        )
        at = q.end


@given(st.text(max_size=60))
def test_widening_keeps_every_place(text: str) -> None:
    assert len(widen(text)) == len(text)


@pytest.mark.parametrize("text", ["9" * 20_000, "1 " * 20_000, "1" + " " * 50_000, "约" * 50_000, "1,234" * 10_000])
def test_hostile_texts_are_read_in_one_go(text: str) -> None:
    assert isinstance(read_quantities(text), list)


def test_it_knows_nothing_of_the_pipeline() -> None:
    """Truth and pipeline must be able to disagree; import-linter says the same of what it imports in turn."""
    tree = ast.parse(Path(evals.regex_truth.__file__).read_text(encoding="utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= {"re", "unicodedata", "dataclasses", "decimal"}

"""Every numeral has an owner, and Chinese numerals have values."""

from decimal import Decimal

import pytest

from pipeline.domain.figure import Owner
from pipeline.figures import find_numerals
from pipeline.figures.numerals import chinese
from pipeline.figures.units import norm


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        pytest.param("2021年底建成", Owner.DATE, id="date"),
        pytest.param("近5年来发展迅速", Owner.PERIOD, id="period"),
        pytest.param("于13:53召开", Owner.CLOCK, id="clock"),
        pytest.param("第3批建成", Owner.ORDINAL, id="ordinal"),
        pytest.param("完成如下。\n2.强化储备。", Owner.LIST_NUMBER, id="list-number"),
        pytest.param("办理12345热线工单", Owner.NAME, id="name"),
        pytest.param("协调办电话:86221407", Owner.CODE, id="code"),
        pytest.param("进一步推进", Owner.IDIOM, id="idiom"),
        pytest.param("建成公厕18座", Owner.FIGURE, id="figure"),
    ],
)
def test_owner(text: str, owner: Owner) -> None:
    assert [numeral.owner for numeral in find_numerals(text)] == [owner]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十二", 12),
        ("两千三百", 2300),
        ("一万零五", 10005),
        ("二〇二一", 2021),
        ("三点五", Decimal("3.5")),
        ("一亿二千万", 120_000_000),
        ("百", 100),
        ("一百二十三万四千五百六十七", 1_234_567),
        ("十十", 20),
        ("三点十", None),
        ("二十三四", None),
    ],
)
def test_chinese_numeral(numeral: str, value: Decimal | int | None) -> None:
    assert chinese(numeral) == value


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("㎡", "平方米"),
        ("平米", "平方米"),
        ("元/平米", "元/平方米"),
        ("人次", "人次"),
        ("户", "户"),
        ("％", "%"),
        ("片", "片"),
    ],
)
def test_canonical_unit(unit: str, name: str) -> None:
    assert norm(unit) == name

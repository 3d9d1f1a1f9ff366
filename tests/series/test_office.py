"""Names of offices: taken apart, and spellings of one office brought together while nothing speaks against it."""

import pytest

from pipeline.series.office import Level, Named, named, same_offices


@pytest.mark.parametrize(
    ("issuer", "title", "own", "within", "level"),
    [
        pytest.param("枫桥湖街道办事处", None, "枫桥湖街道", (), Level.STREET, id="street-without-place"),
        pytest.param("岳阳市君山区枫桥湖街道", None, "枫桥湖街道", ("岳阳市", "君山区"), Level.STREET, id="whole"),
        pytest.param("枫桥湖街道", "君山区枫桥湖街道2022年总结", "枫桥湖街道", ("君山区",), Level.STREET, id="title"),
        pytest.param("枫桥湖街道", "关于云溪区2022年的总结", "枫桥湖街道", (), Level.STREET, id="title-of-another"),
        pytest.param("沂堂镇人民政府办公室", None, "沂堂镇", (), Level.STREET, id="town"),
        pytest.param("中共枫桥湖街道工委", None, "枫桥湖街道", (), Level.STREET, id="party"),
        pytest.param("柳河镇党委 柳河镇人民政府", None, "柳河镇", (), Level.STREET, id="two-signatures"),
        pytest.param("济南市市中区人民政府", None, "市中区", ("济南市",), Level.COUNTY, id="市-in-a-name"),
        pytest.param("荆州市沙市区", None, "沙市区", ("荆州市",), Level.COUNTY, id="市区-in-a-name"),
        pytest.param("阳泉市城区", None, "城区", ("阳泉市",), Level.COUNTY, id="name-of-one-character"),
        pytest.param("黄山市歙县人民政府", None, "歙县", ("黄山市",), Level.COUNTY, id="county-of-one-character"),
        pytest.param("景德镇市人民政府", None, "景德镇市", (), Level.CITY, id="镇-in-a-name"),
        pytest.param("苏州市昆山市玉山镇", None, "玉山镇", ("苏州市", "昆山市"), Level.STREET, id="city-in-a-city"),
        pytest.param("凉山彝族自治州昭觉县", None, "昭觉县", ("凉山彝族自治州",), Level.COUNTY, id="prefecture"),
        pytest.param("江苏省人民政府", None, "江苏省", (), Level.PROVINCE, id="province"),
        pytest.param("重庆市人民政府", None, "重庆市", (), Level.PROVINCE, id="municipality"),
        pytest.param("昆山市财政局", None, "财政局", ("昆山市",), Level.BUREAU, id="bureau"),
        pytest.param(None, "2021年湖田街道政府工作落实结果", "湖田街道", (), Level.STREET, id="title-alone"),
    ],
)
def test_a_name_is_taken_apart(
    issuer: str | None, title: str | None, own: str, within: tuple[str, ...], level: Level
) -> None:
    found = named(issuer, title)
    assert found is not None
    assert (found.own, found.within, found.level) == (own, within, level)


@pytest.mark.parametrize(
    ("issuer", "title"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param("财政局", None, id="bureau-of-nobody-knows-where"),
        pytest.param("甲镇党委、甲镇人民政府", None, id="no-name"),
        pytest.param("本站原创", "关于2021年预算执行情况的报告", id="no-office"),
        pytest.param("=cmd|' /C calc'!A0", None, id="formula"),
        pytest.param("../../etc/passwd", None, id="path"),
    ],
)
def test_an_unknown_office_stays_unknown(issuer: str | None, title: str | None) -> None:
    assert named(issuer, title) is None


@pytest.mark.parametrize(
    ("names", "offices"),
    [
        pytest.param([(), ("君山区",), ("岳阳市", "君山区")], 1, id="one-office-in-three-spellings"),
        pytest.param([("岳阳市",), ("岳阳市", "君山区")], 1, id="the-district-left-out"),
        pytest.param([("君山区",), ("云溪区",)], 2, id="two-districts-two-offices"),
        pytest.param([(), ("君山区",), ("云溪区",)], 3, id="could-be-either-is-neither"),
        pytest.param([("岳阳市",), ("岳阳市", "君山区"), ("岳阳市", "云溪区")], 3, id="city-of-either"),
        pytest.param([("甲市", "新华区"), ("乙市", "新华区")], 2, id="one-district-name-in-two-cities"),
        pytest.param([("新华区",), ("甲市", "新华区"), ("乙市", "新华区")], 3, id="district-of-either-city"),
    ],
)
def test_spellings_of_one_office_are_one(names: list[tuple[str, ...]], offices: int) -> None:
    spelled = [Named("枫桥湖街道", within) for within in names]
    same = same_offices(spelled)
    assert len(set(same.values())) == offices
    assert all(same[same[one]] == same[one] for one in spelled)


def test_two_names_are_two_offices() -> None:
    assert len(set(same_offices([Named("枫桥湖街道"), Named("枫桥湖镇")]).values())) == 2

"""Whose name is a name, which office a title says reports, and whom a line with a person speaks for."""

import pytest

from pipeline.outline import read_outline
from pipeline.outline.offices import (
    area_of,
    identifies,
    in_full,
    is_name,
    names_person,
    office_held,
    office_titled,
    place_titled,
)


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("临川县农业农村局2020年工作总结", "临川县农业农村局"),
        ("中共石桥区委组织部关于2021年工作总结和2022年工作要点的报告", "中共石桥区委组织部"),
        ("石塘镇纪委2023年度工作总结", "石塘镇纪委"),
        ("临川县人大常委会2022年工作总结", "临川县人大常委会"),
        ("海州市中级人民法院工作报告", "海州市中级人民法院"),
        ("2024年江南省高级人民法院工作报告", "江南省高级人民法院"),
        ("南渠市人民检察院工作报告", "南渠市人民检察院"),
        ("最高人民法院工作报告", "最高人民法院"),
        ("国家林草局2022年工作总结", "国家林草局"),
        ("东陵学院2019年工作总结", "东陵学院"),
        ("江南理工大学2023年党政工作总结", "江南理工大学"),
        ("海州市第三中学2022—2023学年度工作总结", "海州市第三中学"),
        ("实验小学2023年工作总结", "实验小学"),
        ("白云湖镇中心卫生院2023年工作总结", "白云湖镇中心卫生院"),
        ("临川县妇幼保健院2023年度工作总结", "临川县妇幼保健院"),
        ("永和县图书馆2022年度工作总结", "永和县图书馆"),
        ("江北水务集团有限公司2020年度工作报告", "江北水务集团有限公司"),
        ("泉林高新区管委会年度工作情况汇报", "泉林高新区管委会"),
        ("临川县总工会2021年上半年工作总结", "临川县总工会"),
        ("共青团临川县委员会2023年工作总结", "共青团临川县委员会"),
        ("临川县残疾人联合会2023年工作总结", "临川县残疾人联合会"),
        ("大青山国有林场2023年工作总结", "大青山国有林场"),
        ("新河社区2024年工作总结", "新河社区"),
        ("海州市公安局交警支队2023年工作总结", "海州市公安局交警支队"),
        ("海州市市场监督管理局2020年工作总结", "海州市市场监督管理局"),
        ("县发展和改革局2023年工作总结", "县发展和改革局"),
        ("海州市生态环境局临川分局2023年工作总结", "海州市生态环境局临川分局"),
        ("国家税务总局临川县税务局2023年工作总结", "国家税务总局临川县税务局"),
        ("海州海关2023年工作总结", "海州海关"),
        ("国网临川县供电公司2023年工作总结", "国网临川县供电公司"),
        ("临川县农村信用合作联社2023年工作总结", "临川县农村信用合作联社"),
        ("临川县住房和城乡建设局（人防办）2023年工作总结", "临川县住房和城乡建设局"),
        ("关于报送临川县民政局2023年工作总结的报告", "临川县民政局"),
        ("2023年工作总结（石塘镇人民政府）", "石塘镇人民政府"),
        ("凝心聚力谱新篇——临川县民政局2023年工作总结", "临川县民政局"),
        ("石塘镇2024年工作总结", None),
        ("某县人民医院2022年工作总结", None),
        ("XX镇人民政府2022年工作总结", None),
        ("民政局2021年上半年工作总结", None),
        ("坚持以人民为中心工作总结", None),
        ("海州市财政局预算科2023年工作总结", None),
        ("关于2022年度海州市级预算执行情况的审计工作报告", None),
    ],
)
def test_the_office_a_title_names(title: str, office: str | None) -> None:
    assert office_titled(title) == office


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("石塘镇2024年工作总结", "石塘镇"),
        ("2019年海州市东林区国民经济和社会发展统计公报", "海州市东林区"),
        ("关于白水瑶族自治县2022年政府工作落实情况的报告", "白水瑶族自治县"),
        ("关于2022年度海州市级预算执行和全市其他财政收支的审计工作报告", "海州市"),
        ("2022年海州市政府信息公开工作年度报告", "海州市"),
        ("2025年临港经济技术开发区法治政府建设情况报告", "临港经济技术开发区"),
        ("石塘镇党委书记2022年度述职报告", "石塘镇"),
        ("云和县2022年统计公报", "云和县"),
        ("关于报送石塘镇2023年工作总结的报告", "石塘镇"),
        ("石塘镇党委、政府2023年工作总结", "石塘镇"),
        ("临川工业园2023年工作总结", "临川工业园"),
        ("凝心聚力谱新篇——石塘镇2023年工作总结", "石塘镇"),
        ("临川县教育系统2022年工作总结", None),
        ("广临市2022年统计公报", "广临市"),
        ("乡镇2022年工作总结", None),
        ("全市2022年工作总结", None),
        ("区县2022年工作总结", None),
        ("某街道2022年工作总结", None),
        ("2023年对市级人民政府履行教育职责评价报告", None),
        ("海州市财政局预算科2023年工作总结", None),
        ("海州市第一医院感染管理工作总结", None),
    ],
)
def test_the_area_a_title_begins_with(title: str, place: str | None) -> None:
    assert place_titled(title) == place


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("海州市审计局局长 石某", "海州市审计局"),
        ("江南省审计厅厅长　　卢某某", "江南省审计厅"),
        ("临川县人民检察院检察长 谢某某", "临川县人民检察院"),
        ("海州市中级人民法院副院长 陈某", "海州市中级人民法院"),
        ("临川县人大常委会常务副主任 黄某", "临川县人大常委会"),
        ("江北水务集团有限公司党委书记、董事长 张某", "江北水务集团有限公司"),
        ("东林区财政局 黄某某", "东林区财政局"),
        ("县长 陆某", None),
        ("检察长 谢某某", None),
    ],
)
def test_whom_a_person_speaks_for(line: str, office: str | None) -> None:
    assert names_person(line)
    assert office_held(line) == office


@pytest.mark.parametrize(
    "line", ["各位代表", "市长质量奖评选工作有序推进", "全县人大代表建议办理", "石塘镇人民政府", "2023年主要工作"]
)
def test_no_person(line: str) -> None:
    assert not names_person(line)


@pytest.mark.parametrize(
    ("words", "name", "one"),
    [
        ("丰乐街道党工委", True, True),
        ("国家统计局海州调查队", True, True),
        ("某街道办事处", True, False),
        ("民政局", True, False),
        ("县政府", False, False),
        ("全市", False, False),
        ("以人民为中心", False, False),
        ("建设一流学院", False, False),
        ("2023年统计局", False, False),
    ],
)
def test_a_name_and_a_name_of_one_office(words: str, name: bool, one: bool) -> None:
    assert (is_name(words), identifies(words)) == (name, one)


@pytest.mark.parametrize(
    ("office", "places", "full"),
    [
        ("市审计局", ["海州市"], "海州市审计局"),
        ("县民政局", ["海州市", "临川县"], "临川县民政局"),
        ("市审计局", ["临川县"], "市审计局"),
        ("海州市审计局", ["海州市"], "海州市审计局"),
        ("区政府办公室", ["海州市东林区"], "海州市东林区政府办公室"),
    ],
)
def test_a_short_name_in_full(office: str, places: list[str], full: str) -> None:
    assert in_full(office, places) == full


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("临川县人民政府门户网站", "临川县"),
        ("海州市发展和改革委员会", "海州市"),
        ("江北水务集团", None),
        ("政府网", None),
    ],
)
def test_the_area_of_a_name(name: str, area: str | None) -> None:
    assert area_of(name) == area


_BODY = "2023年以来，各项工作扎实推进，取得明显成效，完成投资3.6亿元，惠及群众1200户。\n"
_OFFICES = (
    "石塘镇人民政府",
    "龙坪苗族侗族乡人民政府",
    "海州市东林区教育体育局",
    "海州市公安局交通警察支队",
    "临川县人民法院",
    "临川县人大常委会",
    "中共临川县委统战部",
    "临川县纪委监委",
    "共青团临川县委",
    "临川县残疾人联合会",
    "江南理工大学",
    "白云区实验小学",
    "临川县妇幼保健院",
    "海州市博物馆",
    "江北水务集团有限公司",
    "泉林高新技术产业开发区管理委员会",
    "大青山林场",
    "国家统计局海州调查队",
    "新河社区居民委员会",
    "临川县机关事务服务中心",
)
_PLACES = {
    "title": "{}2023年工作总结和2024年工作计划\n",
    "about": "{}关于2023年工作情况的报告\n",
    "year-first": "2023年度{}工作总结\n",
    "colon": "{}：2023年工作总结\n",
    "line-above": "{}\n2023年工作总结\n",
    "line-below": "2023年工作总结\n{}\n（2023年12月28日）\n",
    "brackets-below": "2023年工作总结\n（{}）\n",
    "label": "索引号：0001/2023 发布机构：{} 发布日期：2024-01-03\n2023年工作总结\n",
    "cells": "索引号 | 0001/2023 | 发布机构 | {} |\n公开日期 | 2024-01-03 |\n2023年工作总结\n",
    "source": "2023年工作总结\n来源：{} 时间：2024-01-03 10:20 浏览次数：21\n",
    "form": "填报单位：{}\n2023年工作总结\n",
}


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("office", _OFFICES)
def test_an_office_is_known_wherever_the_page_names_it(office: str, place: str) -> None:
    text = _PLACES[place].format(office) + _BODY
    read = read_outline(text)
    assert (read.head.issuer, read.head.year) == (office, 2023)
    assert [one.span.of(text) for one in read.sentences] == [_BODY.strip()]


@pytest.mark.parametrize("office", _OFFICES)
def test_an_office_is_known_by_its_signature(office: str) -> None:
    foot = f"特此报告。\n\n{office}\n二〇二三年十二月二十八日\n（联系人：张某，电话：0312-1234567）\n"
    text = f"2023年工作总结\n{_BODY}{foot}"
    read = read_outline(text)
    assert (read.head.issuer, read.head.published) == (office, "2023-12-28")
    assert [one.span.of(text) for one in read.sentences] == [_BODY.strip()]


@pytest.mark.parametrize(
    "source",
    ["临川县司法局", "临川县融媒体中心", "海州市人民政府办公室", "县委宣传部", "海州日报社", "某某网", "本站原创"],
)
@pytest.mark.parametrize("title", ["临川县2023年法治政府建设年度报告", "临川县2023年工作总结"])
def test_who_puts_a_county_s_report_online_is_not_taken_for_the_county(title: str, source: str) -> None:
    page = f"{title}\n来源：{source} 发布时间：2024-01-03\n{_BODY}"
    assert read_outline(page).head.issuer == "临川县"

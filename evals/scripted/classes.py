"""The classes of failure: one small report each, the answer of a model that fails so, and where it must be noticed.

In a text `{8个}` is a reference to the figure written so, `<8个>` the same number typed; sentences are named by words.
"""

from dataclasses import dataclass
from typing import Literal

REPORT = """{office}2022年工作总结

一、2022年工作情况
(一)民生实事。全年改造老旧小区6个,惠及居民912户,其中低保户45户,完成投资3150万元。走访困难群众125人次,发放慰问金18.6万元。
(二)安全生产。检查企业240家,整改隐患86处。开展消防演练14场,约300人参加。
(三)项目建设。计划投资7.2亿元的商业综合体正在施工,完成投资2.4亿元。

二、2023年工作计划
新建停车场3处,税收力争达到4.5亿元。
"""

# words, value, unit, approx, kind, status, indicator
LABELS = (
    ("6个", "6", "个", False, "count", "achieved", "改造老旧小区"),
    ("912户", "912", "户", False, "people", "achieved", "惠及居民"),
    ("45户", "45", "户", False, "people", "achieved", "其中低保户"),
    ("3150万元", "31500000", "元", False, "money", "achieved", "完成投资"),
    ("125人次", "125", "人次", False, "people", "achieved", "走访困难群众"),
    ("18.6万元", "186000", "元", False, "money", "achieved", "慰问金"),
    ("240家", "240", "家", False, "count", "achieved", "检查企业"),
    ("86处", "86", "处", False, "count", "achieved", "整改隐患"),
    ("14场", "14", "场", False, "count", "achieved", "消防演练"),
    ("约300人", "300", "人", True, "people", "achieved", "参加演练"),
    ("7.2亿元", "720000000", "元", False, "money", "planned", "商业综合体计划投资"),
    ("2.4亿元", "240000000", "元", False, "money", "achieved", "商业综合体完成投资"),
    ("3处", "3", "处", False, "count", "planned", "新建停车场"),
    ("4.5亿元", "450000000", "元", False, "money", "planned", "税收"),
)

GOOD = (
    ("done", "改造老旧小区{6个}，惠及居民{912户}，其中低保户{45户}，完成投资{3150万元}。", "改造老旧小区"),
    ("done", "走访困难群众{125人次}，发放慰问金{18.6万元}。", "走访困难群众"),
    ("done", "检查企业{240家}，整改隐患{86处}。", "检查企业"),
    ("done", "开展消防演练{14场}，{约300人}参加。", "消防演练"),
    ("done", "计划投资{7.2亿元}的商业综合体正在施工，完成投资{2.4亿元}。", "商业综合体"),
    ("plan", "新建停车场{3处}，税收力争达到{4.5亿元}。", "新建停车场"),
)

Shape = Literal["json", "broken", "broken twice", "cut", "refused"]


@dataclass(frozen=True, slots=True)
class FailureClass:
    """One way an answer can be wrong. `instead` takes the place of the good claim of that number (0-based)."""

    name: str
    office: str
    place: int = 0
    instead: tuple[str, str, str] = GOOD[0]
    rule: str = ""  # the metric that must notice the draft; "" where only the shape of the answer is wrong
    shape: Shape = "json"
    caught: Literal["refused", "adopted", "fallback", "repaired", "none"] = "refused"  # what the pipeline makes of it


_REBUILT, _VISITED, _CHECKED, _BUILT = "改造老旧小区", "走访困难群众", "检查企业", "商业综合体"

CLASSES = (
    FailureClass("clean", "东湖街道", caught="none"),
    FailureClass(
        "typed_right", "西山街道", 1, ("done", "走访困难群众<125人次>，发放慰问金{18.6万元}。", _VISITED), "typed",
        caught="adopted",
    ),
    FailureClass(
        "typed_digit_flipped", "南桥街道", 1, ("done", "走访困难群众<152人次>，发放慰问金{18.6万元}。", _VISITED),
        "ungrounded_draft",
    ),
    FailureClass(
        "typed_scale_slip", "北关街道", 1, ("done", "走访困难群众{125人次}，发放慰问金<18.6亿元>。", _VISITED),
        "ungrounded_draft",
    ),
    FailureClass(
        "typed_sum", "青石街道", 1, ("done", "改造和慰问共投入<3168.6万元>。", f"{_REBUILT} {_VISITED}"),
        "ungrounded_draft",
    ),
    FailureClass(
        "unknown_reference", "白沙街道", 2, ("done", "检查企业{f99}，整改隐患{86处}。", _CHECKED), "invalid_reference"
    ),
    FailureClass(
        "uncited_reference", "黄田街道", 2, ("done", "检查企业{240家}，整改隐患{86处}。", "消防演练"),
        "uncited_reference",
    ),
    FailureClass(
        "neighbour_reference", "红岩街道", 0,
        ("done", "改造老旧小区{6个}，惠及居民{45户}，完成投资{3150万元}。", _REBUILT), "misattributed_draft",
    ),
    FailureClass(
        "plan_as_done", "绿园街道", 5, ("done", "税收达到{4.5亿元}。", "新建停车场"), "plan_as_done_draft"
    ),
    FailureClass(
        "sum_planned_as_spent", "紫云街道", 4, ("done", "商业综合体完成投资{7.2亿元}。", _BUILT), "plan_as_done_draft"
    ),
    FailureClass(
        "unit_glued_on", "金陵街道", 2, ("done", "检查企业{240家}次，整改隐患{86处}。", _CHECKED), "ungrounded_draft"
    ),
    FailureClass("broken_json", "银河街道", shape="broken", caught="repaired"),
    FailureClass("no_json_twice", "铜鼓街道", shape="broken twice", caught="fallback"),
    FailureClass("cut_off", "铁岭街道", shape="cut", caught="repaired"),
    FailureClass("refused_to_answer", "锡山街道", shape="refused", caught="fallback"),
)  # fmt: skip

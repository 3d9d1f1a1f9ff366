"""The words of the page's own furniture, Chinese and English; reports are never translated."""

from typing import Literal

Lang = Literal["zh", "en"]

LABELS: dict[str, tuple[str, str]] = {
    "overview": ("综述", "Overview"),
    "contents": ("目录", "Contents"),
    "items": ("各篇摘要", "Reports"),
    "indicators": ("数据一览", "Shared indicators"),
    "check": ("核稿提示", "To check"),
    "findings": ("报告自身的疑点", "Where a report disagrees with itself"),
    "refusals": ("未采用与改用原文", "Refused, or replaced by the source"),
    "tally": ("数字核对", "Figures accounted for"),
    "sources": ("来源", "Sources"),
    "source": ("报告原文", "Source"),
    "show_source": ("原文", "source"),
    "whole_report": ("看全文", "whole report"),
    "plans": ("下一步计划", "Plans"),
    "problems": ("存在问题", "Problems named by the report"),
    "unused": ("未收入的已完成数", "Achieved figures not used"),
    "none": ("原文未列", "not in the report"),
    "no_findings": ("没有提示。", "Nothing to check."),
    "others_none": ("其余报告原文未列", "not in the other reports"),
    "achieved": ("已完成", "achieved"),
    "planned": ("计划数", "planned"),
    "context": ("背景数", "context"),
    "flagged": ("有核稿提示", "has a finding"),
    "unused_short": ("未收入", "not used"),
    "under_way": ("进行中", "under way"),
    "error": ("错误", "error"),
    "warn": ("疑问", "query"),
    "info": ("提示", "note"),
    "replaced": ("已用原文代替", "replaced by the source"),
    "refused": ("未采用", "refused"),
    "stated": ("原文", "stated"),
    "computed": ("推算", "computed"),
    "ask": ("建议询问", "Ask"),
    "legend": ("图例", "Legend"),
    "search": ("查找（/）", "Search (/)"),
    "no_match": ("没有找到", "no match"),
    "previous": ("上一处", "previous"),
    "next": ("下一处", "next"),
    "close": ("关闭", "close"),
    "show_unused": ("标出未收入的数字", "mark unused figures"),
    "show_bars": ("同一指标各报告并列；单位不同的不画条", "One indicator side by side; bars only where units agree"),
    "indicator": ("指标", "Indicator"),
    "report": ("报告", "Report"),
    "figure": ("数据", "Figure"),
    "note": ("说明", "Note"),
    "used_in": ("简报用到", "used in the digest"),
    "times": ("处", "×"),
    "not_used": ("简报未用到", "not used in the digest"),
    "page_words": ("页面文字（不属报告正文）", "page furniture (outside the report)"),
    "hint": (
        "点按数字看原文；j / k 逐个数字，/ 查找，Esc 返回",
        "Click a figure for its source; j / k step, / search, Esc back",
    ),
    "published": ("发布", "published"),
    "year": ("报告年度", "year"),
    "n_figures": ("识别数字", "figures"),
    "n_achieved": ("其中已完成数", "of them achieved"),
    "n_used": ("成效清单收入", "in the achievements"),
    "n_unused": ("未收入", "not used"),
    "n_refused": ("未采用（条）", "claims refused"),
    "n_replaced": ("改用原文（条）", "claims replaced"),
    "n_findings": ("核稿提示（条）", "findings"),
    "achievements_on": ("成效清单与原文", "achievements and source"),
    "back": ("← 返回简报", "← back to the digest"),
    "language": ("English", "中文"),
    "print": ("打印", "Print"),
}

TALLY = (
    ("n_figures", "figures"),
    ("n_achieved", "achieved"),
    ("n_used", "achieved_used"),
    ("n_unused", "achieved_unused"),
    ("n_refused", "refused"),
    ("n_replaced", "replaced"),
    ("n_findings", "findings"),
)


def label(key: str, lang: Lang) -> str:
    """The label `key` in `lang`."""
    return LABELS[key][lang == "en"]

"""The words of the checked draft's page, Chinese and English: what each verdict is called."""

from collections.abc import Mapping

from pipeline.domain.result import Verdict
from pipeline.render.labels import LABELS

# In the order of the summary line: what is right, then what is wrong.
VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    "exact": ("一致", "exact"),
    "rescaled": ("换算", "rescaled"),
    "rounded": ("概数", "rounded"),
    "derived": ("推算", "derived"),
    "marker_lost": ("约余不符", "marker"),
    "unit_mismatch": ("单位不同", "unit"),
    "scale_slip": ("差数量级", "scale"),
    "direction": ("方向不符", "direction"),
    "status": ("计划当成完成", "plan as done"),
    "attribution": ("张冠李戴", "misattributed"),
    "unsupported": ("原文没有", "unsupported"),
}

VERIFY_LABELS: dict[str, tuple[str, str]] = {
    **LABELS,
    **{str(verdict): words for verdict, words in VERDICTS.items()},
    "good": ("与稿相符", "agrees with the draft"),
    "doubtful": ("稿中存疑", "queried in the draft"),
    "bad": ("稿中有误", "wrong in the draft"),
    "verify": ("数字核对", "Numbers checked"),
    "against": ("对照", "Held against"),
    "numbers": ("个数字", "numbers"),
    "right": ("无误", "right"),
    "to_correct": ("要改的地方", "To correct"),
    "no_problems": ("没有发现问题。", "Nothing to correct."),
    "no_numbers": ("稿子里没有数字。", "The draft holds no number."),
    "draft": ("稿子", "Draft"),
    "left_out": ("稿子没有用到、未收入本页的报告", "Reports the draft does not draw on, left out of this page"),
    "used_in": ("稿中用到", "used in the draft"),
    "not_used": ("稿中未用到", "not used in the draft"),
    "hint": (
        "点按数字看原文和说明；j / k 逐个数字，/ 查找，Esc 返回",
        "Click a number for its source; j / k step, / search, Esc back",
    ),
}

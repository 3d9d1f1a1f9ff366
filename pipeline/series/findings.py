"""What an editor is told of a figure that is out of proportion: both figures quoted, the ratio, the question to ask."""

from pipeline.domain.result import Finding
from pipeline.series.outliers import Outlier

_PLACED = 0.35  # powers of ten: a ratio within a factor of 2.2 of a whole number of places is told as a slip of so many
_SLIPS = {
    1: "像是错了一位",
    2: "像是错了两位",
    3: "像是错了三位",
    4: "像是“万”“亿”之差，或漏了“万”字",
    8: "像是漏写或多写了“亿”",
}


def finding_of(outlier: Outlier) -> Finding:
    """The finding, of severity warn, on the report whose figure it is; the other one is quoted with its report."""
    seen, middle = outlier.seen, outlier.middle
    point, ratio = seen.point, _ratio(outlier.distance)
    told = f"{point.measure.indicator}“{point.text}”{_unit(outlier)}"
    slip = _SLIPS.get(round(abs(outlier.distance)))
    placed = slip if abs(abs(outlier.distance) - round(abs(outlier.distance))) <= _PLACED else None
    return Finding(
        report=seen.report,
        rule=outlier.rule,
        severity="warn",
        message="，".join(part for part in (f"{told}{_against(outlier)}", f"约为其{ratio}", placed) if part),
        quote=point.text,
        spans=((point.start, point.end),),
        stated=point.text,
        computed=f"{ratio}（{point.text} : {middle.point.text}）",
        question=_question(outlier),
    )


def _against(outlier: Outlier) -> str:
    middle = outlier.middle
    if outlier.rule == "outlier_year":
        return f"与本单位其他年份不成比例：{middle.year}年为“{middle.point.text}”（{middle.report}）"
    where = middle.office.district if outlier.near else "各地"
    return (
        f"与同级单位不成比例：{middle.year}年{where}另外{outlier.among}个数，居中的是"
        f"{middle.office.name}“{middle.point.text}”（{middle.report}）"
    )


def _question(outlier: Outlier) -> str:
    office, text = outlier.seen.office.name, outlier.seen.point.text
    if outlier.rule == "outlier_year" and outlier.among == 1:
        return f"请向{office}核实：“{text}”和“{outlier.middle.point.text}”，哪个数的单位或位数有误？"
    return f"请向{office}核实：“{text}”的单位和位数是否有误？"


def _unit(outlier: Outlier) -> str:
    """Says that the report left the unit out, which may be all there is to it."""
    return "（原文未写“元”）" if "原文未写“元”" in outlier.seen.point.notes else ""


def _ratio(distance: float) -> str:
    """8100倍, 1/8100: two digits."""
    times = 10 ** abs(distance)
    places = max(0, len(str(int(times))) - 2)
    shown = f"{round(times / 10**places) * 10**places if places else round(times, 1):,}"
    return f"{shown}倍" if distance > 0 else f"1/{shown}"

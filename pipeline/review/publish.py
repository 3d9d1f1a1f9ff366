"""What was decided, as values of the contract: the digest to be sent out, and the one that is worked on.

Nothing decided gives the digest as it was made. What is left out stands among the refusals; words the editor answers
for carry a mark, a finding and a count.
"""

from collections.abc import Iterable, Sequence

from pipeline.digest import in_full
from pipeline.digest.choose import by_theme
from pipeline.domain.result import Claim, Digest, DigestItem, Finding, Refusal, ReportSummary, Text
from pipeline.render.edition import Edition
from pipeline.review.decided import Decided
from pipeline.review.desk import REPORTS, Slot, report_key

_SEVERITY = {"error": 0, "warn": 1, "info": 2}
_LEFT_OUT = "编辑不采用"
_PASSED = "编辑认可了与原文不符或没有依据的写法："


def published(decided: Decided) -> Edition:
    """The digest in all its files, reports in the editor's order."""
    desk = decided.desk
    names = {report_key(summary): summary.report.name for summary in desk.summaries}
    order = [names[key] for key in decided.listed(REPORTS)]
    made = {summary.report.name: _summary(summary, decided) for summary in desk.summaries}
    items = {item.report: _item(item, made[item.report], decided) for item in desk.digest.items}
    texts = {report.name: report for report in desk.reports}
    summaries = [made[name] for name in order]
    digest = _digest([items[name] for name in order], summaries, decided)
    return Edition(digest, summaries, [texts[name] for name in order], desk.look)


def on_desk(decided: Decided) -> tuple[Digest, list[ReportSummary]]:
    """What the editor works on: every claim, refused ones too, worded and ordered as decided, the rest as made."""
    desk = decided.desk
    summaries = [_open(summary, decided) for summary in desk.summaries]
    made = in_full(desk.digest, summaries)
    items = tuple(
        item.model_copy(update={"headline": summary.headline, "summary": summary.summary})
        for item, summary in zip(made.items, summaries, strict=True)
    )
    overview = next((decided.words(slot) for slot in desk.of("")), made.overview)
    return made.model_copy(update={"items": items, "overview": overview}), summaries


def _open(summary: ReportSummary, decided: Decided) -> ReportSummary:
    slots = decided.desk.of(summary.report.name)
    if not decided.touched(slots):
        return summary
    words = {slot.place: decided.words(slot) for slot in slots}
    told: dict[str, object] = {"headline": words["headline"], "summary": words["summary"]}
    for name, claims in _lists(summary).items():
        told[name] = tuple(words[claim.id] for claim in decided.ordered(claims, slots))
    return summary.model_copy(update=told)


def _summary(summary: ReportSummary, decided: Decided) -> ReportSummary:
    slots = decided.desk.of(summary.report.name)
    if not decided.touched(slots):
        return summary
    texts = {slot.place: decided.text(slot) for slot in slots if not decided.refused(slot)}
    told: dict[str, object] = {"headline": texts["headline"], "summary": texts["summary"]}
    for name, claims in _lists(summary).items():
        told[name] = tuple(texts[claim.id] for claim in decided.ordered(claims, slots) if claim.id in texts)
    refusals = [_refusal(slot.text) for slot in slots if decided.refused(slot) and isinstance(slot.text, Claim)]
    told["findings"] = (*_still_said(summary.findings, slots, decided), *_remarks(slots, decided))
    told["refusals"] = (*summary.refusals, *refusals)
    return _recounted(summary.model_copy(update=told), len(refusals))


def _lists(summary: ReportSummary) -> dict[str, Sequence[Claim]]:
    return {"achievements": summary.achievements, "plans": summary.plans, "problems": summary.problems}


def _item(item: DigestItem, summary: ReportSummary, decided: Decided) -> DigestItem:
    """What was chosen for the digest and is not refused, and what the editor accepted."""
    shown = {claim.id for claim in item.achievements}
    shown |= {slot.place for slot in decided.desk.of(item.report) if decided.verdict(slot) == "accepted"}
    claims = by_theme(summary, [claim for claim in summary.achievements if claim.id in shown])
    told = {"headline": summary.headline, "summary": summary.summary, "achievements": claims}
    return item.model_copy(update=told)


def _digest(items: Sequence[DigestItem], summaries: Sequence[ReportSummary], decided: Decided) -> Digest:
    made, every = decided.desk.digest, list(decided.desk.slots.values())
    overview, own = made.overview, list(decided.desk.of(""))
    gone = [slot for slot in own if decided.refused(slot)]
    for slot in own:
        overview = Text(text="") if gone else decided.text(slot)
    over = [*_remarks(own, decided), *(_remark(slot, "overview_refused", _LEFT_OUT, slot.text.text) for slot in gone)]
    new = [*_remarks([slot for slot in every if slot.report], decided), *over]
    findings = [*_still_said(made.findings, every, decided), *new]
    ordered = sorted(findings, key=lambda finding: _SEVERITY[finding.severity]) if new else findings
    digest = made.model_copy(update={"overview": overview, "items": tuple(items), "findings": tuple(ordered)})
    return digest.model_copy(update={"counts": _counts(digest, summaries, len(over), decided)})


def _counts(digest: Digest, summaries: Sequence[ReportSummary], over: int, decided: Decided) -> dict[str, int]:
    """The digest's counts: what its summaries count now in place of what they counted, what it shows, what was decided.

    `over`: findings about the overview.
    """
    desk = decided.desk
    counts = dict(desk.digest.counts)
    for counted, sign in ((desk.summaries, -1), (summaries, 1)):
        for summary in counted:
            for key, number in summary.counts.items():
                counts[key] = counts.get(key, 0) + sign * number
    counts["findings"] = counts.get("findings", 0) + over
    counts["findings_shown"] = counts.get("findings_shown", 0) + len(digest.findings) - len(desk.digest.findings)
    counts["achievements_total"] = sum(len(summary.achievements) for summary in summaries)
    counts["achievements_shown"] = sum(len(item.achievements) for item in digest.items)
    tally = decided.counts()
    return counts | (tally if any(tally.values()) else {})


def _remarks(slots: Iterable[Slot], decided: Decided) -> list[Finding]:
    """What an editor answers for, and what the gate let through with a remark."""
    found = []
    for slot in slots:
        judged = None if decided.refused(slot) else decided.reworded(slot.key)
        if judged is None:
            continue
        quote = decided.text(slot).text
        if judged.objections:
            found.append(_remark(slot, "editor_override", _PASSED + "；".join(judged.objections), quote))
        found += [_remark(slot, "claim_check", note, quote) for note in judged.notes]
    return found


def _still_said(findings: Iterable[Finding], slots: Iterable[Slot], decided: Decided) -> list[Finding]:
    """`findings` without remarks about words that stand no more: they have nothing to be about."""
    gone = {(slot.report, slot.text.text) for slot in slots if decided.refused(slot) or decided.reworded(slot.key)}
    return [f for f in findings if f.rule != "claim_check" or (f.report, f.quote) not in gone]


def _remark(slot: Slot, rule: str, message: str, quote: str) -> Finding:
    evidence = slot.text.evidence if isinstance(slot.text, Claim) else ()
    spans = tuple((piece.start, piece.end) for piece in evidence)
    return Finding(report=slot.report, rule=rule, severity="warn", message=message, quote=quote, spans=spans)


def _refusal(claim: Claim) -> Refusal:
    return Refusal(chunk="review", text=claim.text, reason=_LEFT_OUT, outcome="refused", evidence=claim.evidence)


def _recounted(summary: ReportSummary, refused: int) -> ReportSummary:
    """`summary` with what it counts counted again, as far as decisions can change it."""
    used = {mark.id for claim in summary.achievements for mark in claim.figures}
    claims = (*summary.achievements, *summary.plans, *summary.problems)
    said = {mark.id for claim in claims for mark in claim.figures}
    unused = tuple(row.id for row in summary.figures if row.status == "achieved" and row.id not in used)
    unsaid = tuple(row.id for row in summary.figures if row.status == "planned" and row.id not in said)
    achieved = sum(row.status == "achieved" for row in summary.figures)
    counts = summary.counts | {
        "achieved_used": achieved - len(unused),
        "achieved_unused": len(unused),
        "planned_unused": len(unsaid),
        "claims": len(claims),
        "refused": summary.counts.get("refused", 0) + refused,
        "findings": len(summary.findings),
    }
    return summary.model_copy(update={"unused": unused, "unused_planned": unsaid, "counts": counts})

"""Desks to decide on: two small reports that say like things, and the five seeds."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline import make_digest, report_of, summarize
from pipeline.corpus.files import write_text
from pipeline.digest import Length
from pipeline.render import Edition, Look
from pipeline.review.decided import Decided
from pipeline.review.decisions import Decisions, Line, Ruling, Value, replay
from pipeline.review.desk import Desk, Kind, Slot
from pipeline.review.folder import lock, write_files, write_made
from pipeline.review.judge import Judged, judge
from pipeline.review.made import made_of
from pipeline.review.publish import published
from tests.seeds import SEEDS, seed_report, seed_summary

FIRST = """平湖街道2022年工作总结

一、经济发展

全年完成税收3.6亿元,同比增长4.5%;新增企业12家。累计完成固定资产投资15.155亿元。

二、民生保障

高质量完成8个老旧小区改造,惠及1593户居民。发放残疾人补贴240余万元。开展安全检查1109家次,整改隐患3742条。

三、下一步工作计划

2023年计划改造老旧小区5个,计划投资9.3亿元。
"""
SECOND = FIRST.replace("平湖", "新桥").replace("3.6亿", "2.8亿").replace("1593户", "912户").replace("8个", "6个")


@dataclass(frozen=True)
class Bench:
    """A desk and the gate over it."""

    desk: Desk

    def judge(self, words: str, key: str) -> Judged:
        return judge(words, self.desk.slots[key], self.desk)

    def decided(self, decisions: Decisions) -> Decided:
        return Decided(self.desk, decisions, self.judge)

    def published(self, **rulings: Ruling) -> Edition:
        """The edition after rulings by key (a keyword cannot hold a colon, so keys come in a mapping)."""
        return published(self.decided(log_of(dict(rulings))))

    def slot(self, kind: Kind, holding: str = "", report: str = "a") -> Slot:
        """The first slot of a kind whose words hold `holding`."""
        of_kind = [s for s in self.desk.slots.values() if s.kind == kind and s.report in (report, "")]
        return next(slot for slot in of_kind if holding in slot.text.text)


def log_of(values: dict[str, Value]) -> Decisions:
    """The decisions that give each subject its value."""
    lines = (Line(i, "2026-11-21", "local", "do", key, value) for i, (key, value) in enumerate(values.items(), 1))
    return replay(lines)


def bench_of(first: str = FIRST, second: str = SECOND, title: str | None = None, length: Length = "standard") -> Bench:
    """A digest of two reports, `a` and `b`."""
    reports = [report_of(first, "a"), report_of(second, "b")]
    summaries = [summarize(report) for report in reports]
    digest = make_digest(reports, summaries, date="2026-11-21", title=title, length=length)
    return Bench(Desk(digest, summaries, reports, Look(office="某市政府办公室", issue_no="3")))


@cache
def bench_of_seeds(length: Length = "standard") -> Bench:
    """The seeds' digest."""
    reports, summaries = [seed_report(path) for path in SEEDS], [seed_summary(path) for path in SEEDS]
    return Bench(Desk(make_digest(reports, summaries, date="2026-11-21", length=length), summaries, reports, Look()))


def written_to(out: Path, bench: Bench) -> Path:
    """What `jianbao digest` leaves of this desk."""
    desk = bench.desk
    for report, summary in zip(desk.reports, desk.summaries, strict=True):
        write_text(out / "reports" / f"{report.name}.txt", report.text)
        write_text(out / "reports" / f"{report.name}.json", summary.model_dump_json(by_alias=True, indent=1) + "\n")
    write_made(out, made_of(desk.digest, desk.look, "standard", None))
    edition = Edition(desk.digest, desk.summaries, desk.reports, desk.look)
    write_files(out, edition.files())
    lock(out).touch()
    return out

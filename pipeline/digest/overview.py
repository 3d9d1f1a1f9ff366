"""The gate of texts over several reports: each figure is held against the report it is said of."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.claims import Source, resolve
from pipeline.domain.result import FigureMark, Text
from pipeline.domain.span import Span
from pipeline.engines.extractive.naming import office_name
from pipeline.figures import find_figures
from pipeline.verify import check_claim
from pipeline.verify.reading import plain_outline
from pipeline.verify.strings import fold, loose_numerals

_STATEMENT = re.compile(r"[^。；;]+[。；;]?")
_SENTENCE = re.compile(r"[^。]+。?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月|[初末底])")
_AHEAD = re.compile(r"^度?(?:的?工作)?(?:计划|安排|打算|将|拟|预计)")
_LAST_RUN = re.compile(r"[\u4e00-\u9fff]+$")
_FIRST_RUN = re.compile(r"[\u4e00-\u9fff]+")
_UNNAMED = "没有写明是哪个单位的数"


def judge_overview(draft: str, sources: Sequence[Source]) -> tuple[Text, list[str]]:
    """Resolve `{2.f31}` against the second of `sources` and check each statement (up to ； or 。) in its report.

    The office named last before a figure, in its sentence, must be the figure's. A statement without a reference may
    hold no number that does not stand in a title. Returns the text and the reasons against it; no reasons, and it may
    be published.
    """
    figures = {f"{i}.{f.id}": f for i, source in enumerate(sources, 1) for f in source.figures}
    reports = {key: sources[int(key.split(".")[0]) - 1].report.name for key in figures}
    resolved = resolve(draft.strip(), figures, reports)
    text = Text(text=resolved.text, figures=resolved.marks)
    reasons = [f"引用{{{key}}}不是这些报告的数字" for key in resolved.unknown]
    if not reasons:
        offices = _Offices(sources)
        for statement in _STATEMENT.finditer(resolved.text):
            reasons += _judge(statement, resolved.marks, sources, offices)
    return text, list(dict.fromkeys(reasons))


def sound_part(draft: str, sources: Sequence[Source]) -> tuple[str, list[str]]:
    """Of `draft` the statements (up to ； or 。) that pass together with those kept before them in their sentence,
    and the reasons against the others.
    """
    kept, refused = "", []
    for sentence in _SENTENCE.findall(draft):
        parts: list[str] = []
        for part in sentence.rstrip("。").split("；"):
            reasons = judge_overview("；".join([*parts, part]) + "。", sources)[1]
            refused += reasons
            parts += [] if reasons else [part]
        kept += "；".join(parts) + "。" if parts else ""
    return kept, refused


def _judge(
    statement: re.Match[str], marks: Sequence[FigureMark], sources: Sequence[Source], offices: "_Offices"
) -> Iterator[str]:
    held = [m for m in marks if statement.start() <= m.start < statement.end()]
    yield from offices.misplaced(statement, held)
    if not held:
        yield from _numbers(statement[0], sources)
        yield from offices.misdated(statement[0])
    names = {mark.report for mark in held}
    for source in (s for s in sources if s.report.name in names):
        own = [m for m in held if m.report == source.report.name]
        shifted = [
            m.model_copy(update={"start": m.start - statement.start(), "end": m.end - statement.start()}) for m in own
        ]
        others = [m for m in held if m.report != source.report.name]
        words = _masked(statement[0], others, statement.start())
        yield from (reason for mark in shifted for reason in _foreign(words, mark, source))
        problems = check_claim(words, shifted, [_sentence_span(source, mark.id) for mark in own], source.index)
        yield from (f"{source.report.name}：{p.message}" for p in problems if p.severity == "error")


def _foreign(words: str, mark: FigureMark, source: Source) -> Iterator[str]:
    """The words that touch a figure on either side, when its sentence in the report has not one pair of them."""
    before, behind = words[: mark.start], words[mark.end :]
    lead = _LAST_RUN.search(before)
    follow = _FIRST_RUN.match(behind)
    touching = [found[0] for found in (lead, follow) if found]
    pairs = [run[i : i + 2] for run in touching for i in range(len(run) - 1)]
    sentence = _sentence_span(source, mark.id).of(source.report.text)
    if pairs and not any(pair in sentence for pair in pairs):
        said = f"{lead[0] if lead else ''}{words[mark.start : mark.end]}{follow[0] if follow else ''}"
        yield f"{source.report.name}：“{said}”不是“{words[mark.start : mark.end]}”那一句说的"


def _numbers(words: str, sources: Sequence[Source]) -> Iterator[str]:
    """Numbers of a statement that refers to no figure; a title's own (2022年, 十四五) may stand."""
    titles = fold(
        "\n".join(f"{s.report.outline.head.title or ''} {s.report.outline.head.year or ''}年" for s in sources)
    )
    folded = fold(words)
    figures = [figure.text for figure in find_figures(folded, plain_outline(folded))]
    loose = figures + [folded[a:z] for a, z in loose_numerals(folded, [])]
    for number in dict.fromkeys(loose):
        if number not in titles:
            yield f"“{number}”没有用标签引用"


class _Offices:
    """Whose report is spoken of, by the names that stand in the text."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._reports: Mapping[str, set[str]] = _names(sources)
        words = sorted(self._reports, key=lambda name: (-len(name), name))
        self._years = {source.report.name: source.report.outline.head.year for source in sources}
        self._pattern = re.compile("|".join(map(re.escape, words)))
        self._last: str | None = None  # the office the sentence speaks of
        self._listed: list[str | None] = []  # the offices of its 分别

    def misplaced(self, statement: re.Match[str], marks: Sequence[FigureMark]) -> Iterator[str]:
        """What is wrong with whose the figures are said to be."""
        said = [(m.end() + statement.start(), m[0]) for m in self._pattern.finditer(statement[0])]
        for mark, name in zip(marks, self._spoken_of(statement[0], said, marks), strict=True):
            words = statement[0][mark.start - statement.start() : mark.end - statement.start()]
            if name is None:
                yield f"“{words}”{_UNNAMED}"
            elif mark.report not in self._reports[name]:
                yield f"“{words}”说成了{name}的，它是{mark.report}的数"
        ended = statement[0].endswith("。")
        self._last = None if ended else (said[-1][1] if said else self._last)
        self._listed = [] if ended else self._listed

    def misdated(self, words: str) -> Iterator[str]:
        """Offices that a statement without figures gives a year in which none of their reports stands.

        甲街道、乙街道2022年，丙街道2021年: an office has the year said next; where a year opens the row, the year said
        last. A report whose year is unknown is held to none.
        """
        named = list(self._pattern.finditer(words))
        hidden = self._pattern.sub(lambda name: "某" * len(name[0]), words)
        dated = [year for year in _YEAR.finditer(fold(hidden)) if not _AHEAD.match(hidden[year.end() :])]
        opens = bool(named and dated) and dated[0].start() < named[0].start()
        for name in named:
            before = [year for year in dated if year.start() < name.start()]
            after = [year for year in dated if year.start() > name.start()]
            year = (before[-1] if before else None) if opens else (after[0] if after else None)
            known = {self._years[report] for report in self._reports[name[0]]}
            if year and None not in known and int(year[1]) not in known:
                yield f"“{name[0]}”说成了{year[1]}年的，它是{'、'.join(map(str, sorted(filter(None, known))))}年的报告"

    def _spoken_of(self, words: str, said: Sequence[tuple[int, str]], marks: Sequence[FigureMark]) -> list[str | None]:
        """For each figure the office named last before it; 甲、乙分别…: each in its turn."""
        if marks and "分别" in words:
            first = [name for end, name in said if end <= marks[0].start]
            if first and len(first) == len(said):
                self._listed = list(first)
            times = len(marks) // max(1, len(self._listed))  # 分别为甲、乙，分别增长丙、丁
            if len(self._listed) * times == len(marks) and words.count("分别") == times and len(first) == len(said):
                return self._listed * times
        return [next((name for end, name in reversed(said) if end <= mark.start), self._last) for mark in marks]


def _names(sources: Sequence[Source]) -> dict[str, set[str]]:
    """What a report may be called → the reports called so."""
    names: dict[str, set[str]] = {}
    for source in sources:
        head, name = source.report.outline.head, source.report.name
        for word in (name, head.title or "", head.issuer or "", office_name(source.report)):
            if word:
                names.setdefault(word, set()).add(name)
    return names


def _sentence_span(source: Source, figure: str) -> Span:
    sentence = source.sentence(source.by_id[figure].sentence)
    return sentence.span if sentence else Span(0, 0)


def _masked(words: str, others: Sequence[FigureMark], offset: int) -> str:
    """`words` with other reports' figures as 某 of the same length: they are checked in their own report."""
    for mark in others:
        start, end = mark.start - offset, mark.end - offset
        words = words[:start] + "某" * (end - start) + words[end:]
    return words

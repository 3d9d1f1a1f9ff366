"""Speed of `find_figures`: characters a second on the seeds, beside a plain scan, and linear time on hostile input."""

import gc
import re
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.figures import find_figures
from pipeline.figures.scan import NUMBER, START
from pipeline.outline import read_outline

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_SIZE = 5_000_000  # bytes of UTF-8
_BAR = 1_000_000  # characters a second for outline, figures, status and indicator together
_STEEPEST = 2.6  # doubling the input may cost this much; 2 is linear, the rest is noise of a shared machine

_HOSTILE = {
    "digits": "1",
    "commas": "1,111,",
    "commas only": ",",
    "万": "万",
    "十": "十",
    "spaces": " ",
    "digits and spaces": "1 ",
    "digits and lines": "1\n",
    "points": "1.",
    "quotes": "“1",
    "brackets": "(1",
    "ranges": "1-",
    "list commas": "1、",
    "增长": "增长1%",
    "one clause": "投资1亿元建设",
    "百分之": "百分之",
    "headings with figures": "(一)完成1亿元\n",
    "long line of clauses": "其中收入1亿元、",
}


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def _best(work: Callable[[], object], rounds: int) -> float:
    return min(_timed(work) for _ in range(rounds))


def seeds(size: int = _SIZE) -> str:
    """The seed reports one after the other, repeated to `size` bytes."""
    one = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt"))) + "\n"
    return one * -(-size // len(one.encode()))


def _scan(text: str) -> int:
    """The regex alone: every numeral, nothing read."""
    at = count = 0
    while found := START.search(text, at):
        number = NUMBER.match(text, found.start())
        at, count = number.end() if number else found.end(), count + 1
    return count


def _everything(text: str) -> int:
    return len(find_figures(text, read_outline(text)))


def _rates(text: str) -> float:
    complete = len(text) / _best(lambda: _everything(text), 3)  # before anything else fills the heap
    print(f"  {'complete (outline + figures)':30} {complete:14,.0f} characters/s")
    outline = read_outline(text)
    works: dict[str, Callable[[], object]] = {
        "figures (outline given)": lambda: find_figures(text, outline),
        "outline alone": lambda: read_outline(text),
        "numeral scan alone": lambda: _scan(text),
        "plain regex": lambda: re.findall(r"\d+(?:\.\d+)?", text),
    }
    rates = {name: len(text) / _best(work, 3) for name, work in works.items()}
    for name, rate in rates.items():
        print(f"  {name:30} {rate:14,.0f} characters/s")
    return complete


def _peer(text: str) -> None:
    """JioNLP's money extractor on the same text, where it is installed."""
    try:
        from jionlp import ner  # type: ignore[import-not-found,unused-ignore]  # optional, for comparison only
    except ImportError:
        print("  jionlp extract_money           not installed")
        return
    sample = text[:200_000]
    rate = len(sample) / _best(lambda: ner.extract_money(sample), 3)
    print(f"  jionlp extract_money           {rate:14,.0f} characters/s")


def _doubling(name: str, unit: str) -> float:
    """How much longer twice the input takes; each input is timed best of three."""
    small, large = (unit * (size // len(unit)) for size in (100_000, 200_000))
    first, second = _best(lambda: _everything(small), 3), _best(lambda: _everything(large), 3)
    ratio = second / max(first, 1e-4)
    print(f"  {name:20} 100k {first:7.3f}s  200k {second:7.3f}s  x{ratio:4.2f}")
    return ratio


def run() -> int:
    """Print the rates and the doublings; 1 when the speed bar or linearity is missed."""
    text = seeds()
    print(f"figures: {len(text):,} characters")
    rate = _rates(text)
    _peer(text)
    steep = [name for name, unit in _HOSTILE.items() if _doubling(name, unit) > _STEEPEST]
    if rate < _BAR:
        print(f"missed bar: {rate:,.0f} < {_BAR:,} characters/s")
    if steep:
        print(f"missed bar: more than linear on {', '.join(steep)}")
    return int(rate < _BAR or bool(steep))

"""Matching a stated figure with its source: what counts as the same, and how a difference is named."""

import pytest

from pipeline.figures import MatchVerdict, find_figures, match


def _verdict(stated: str, source: str) -> MatchVerdict:
    (one,), (other,) = find_figures(f"达到{stated}。"), find_figures(f"达到{source}。")
    return match(one, other).verdict


@pytest.mark.parametrize(
    ("stated", "source", "verdict"),
    [
        pytest.param("15.155亿元", "15.155亿元", "exact", id="same-words"),
        pytest.param("151550万元", "15.155亿元", "rescaled", id="another-scale"),
        pytest.param("1.2亿元", "12000万元", "rescaled", id="yi-and-wan"),
        pytest.param("3.8亿元", "税收3.8亿", "exact", id="yuan-not-printed"),
        pytest.param("73515平方米", "73515㎡", "exact", id="spellings-of-a-unit"),
        pytest.param("1.5公里", "1500米", "rescaled", id="units-of-one-dimension"),
        pytest.param("约15.2亿元", "15.155亿元", "rounded", id="about-to-the-nearest"),
        pytest.param("15.2亿元", "15.155亿元", "none", id="silent-rounding"),
        pytest.param("15亿余元", "15.155亿元", "rounded", id="over-rounds-down"),
        pytest.param("16亿余元", "15.155亿元", "none", id="over-does-not-round-up"),
        pytest.param("近1600户", "1593户", "rounded", id="near-rounds-up"),
        pytest.param("近1500户", "1593户", "none", id="near-does-not-round-down"),
        pytest.param("4000余户", "4018户", "rounded", id="one-digit-stands-for-two"),
        pytest.param("4000余户", "4800户", "none", id="too-coarse"),
        pytest.param("约38%", "38.53%", "none", id="shares-are-not-rounded"),
        pytest.param("1100起", "1100余起", "marker_lost", id="marker-dropped"),
        pytest.param("1100余起", "1100起", "marker_lost", id="marker-added"),
        pytest.param("94%", "94%以上", "marker_lost", id="bound-dropped"),
        pytest.param("413人", "413人次", "unit_mismatch", id="people-and-visits"),
        pytest.param("593户", "593人", "unit_mismatch", id="households-and-people"),
        pytest.param("1.5%", "1.5个百分点", "unit_mismatch", id="percent-and-points"),
        pytest.param("15.155万元", "15.155亿元", "scale_slip", id="wan-for-yi"),
        pytest.param("1144元", "1144万元", "scale_slip", id="wan-lost"),
        pytest.param("8户", "9户", "none", id="another-number"),
        pytest.param("3-5家", "3-5家", "exact", id="same-range"),
        pytest.param("3家", "3-5家", "none", id="end-of-a-range"),
    ],
)
def test_match(stated: str, source: str, verdict: str) -> None:
    assert _verdict(stated, source) == verdict


def test_only_the_same_amount_is_supported() -> None:
    (stated,), (source,) = find_figures("达到1.2亿元。"), find_figures("达到12000万元。")
    assert match(stated, source).supported
    (other,) = find_figures("达到12001万元。")
    assert not match(other, source).supported

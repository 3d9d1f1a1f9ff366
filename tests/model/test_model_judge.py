"""What an answer is, and what follows from that."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from pipeline.domain.draft import ChunkDraft
from pipeline.model.judge import AnswerClass, Remedy, judge, surface
from pipeline.model.protocol import Completion, Message, Request, Usage

GOOD = '{"indicator":"办结率","numbers":2}'


class Probe(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    indicator: str
    numbers: int


@pytest.mark.parametrize(
    ("text", "finish", "cls"),
    [
        pytest.param(GOOD, "stop", AnswerClass.OK, id="bare"),
        pytest.param("\ufeff " + GOOD + "\n", "stop", AnswerClass.OK, id="mark-and-line-end"),
        pytest.param(f"```json\n{GOOD}\n```", "stop", AnswerClass.FENCED, id="fence"),
        pytest.param(f"```\n{GOOD}\n```\n", "stop", AnswerClass.FENCED, id="fence-without-language"),
        pytest.param(f"好的：\n{GOOD}\n以上。", "stop", AnswerClass.PROSE_AROUND_JSON, id="prose"),
        pytest.param(f"好的：\n```json\n{GOOD}\n```", "stop", AnswerClass.PROSE_AROUND_JSON, id="prose-then-fence"),
        pytest.param(GOOD + "\n" * 5000, "length", AnswerClass.PADDED, id="white-space-loop-after-the-end"),
        pytest.param("   \n\u3000\u200b", "stop", AnswerClass.BLANK, id="white-space-only"),
        pytest.param("\n" * 5000, "length", AnswerClass.BLANK, id="white-space-loop"),
        pytest.param(GOOD[:-4], "length", AnswerClass.TRUNCATED, id="cut-by-limit"),
        pytest.param(GOOD[:-4], "stop", AnswerClass.TRUNCATED, id="cut-and-not-said"),
        pytest.param('{"indicator":"办结', "stop", AnswerClass.TRUNCATED, id="cut-inside-a-string"),
        pytest.param(f"```json\n{GOOD[:-4]}", "stop", AnswerClass.TRUNCATED, id="cut-inside-a-fence"),
        pytest.param("抱歉，无法处理。", "stop", AnswerClass.NOT_JSON, id="prose-only"),
        pytest.param(GOOD + GOOD, "stop", AnswerClass.NOT_JSON, id="two-documents"),
        pytest.param('{"indicator":"a","numbers":2,"numbers":3}', "stop", AnswerClass.NOT_JSON, id="name-twice"),
        pytest.param('{"indicator":"a","numbers":NaN}', "stop", AnswerClass.NOT_JSON, id="nan"),
        pytest.param('{"indicator":"a","numbers":"2"}', "stop", AnswerClass.SCHEMA_ERROR, id="number-as-text"),
        pytest.param('{"indicator":"a","numbers":2.0}', "stop", AnswerClass.SCHEMA_ERROR, id="fraction"),
        pytest.param('{"indicator":"a"}', "stop", AnswerClass.SCHEMA_ERROR, id="field-missing"),
        pytest.param('{"indicator":"a","numbers":2,"x":1}', "stop", AnswerClass.SCHEMA_ERROR, id="field-too-many"),
        pytest.param(GOOD, "content_filter", AnswerClass.FILTERED, id="filtered"),
        pytest.param("", "sensitive", AnswerClass.FILTERED, id="filtered-by-glm"),
    ],
)
def test_class_of_an_answer(text: str, finish: str, cls: AnswerClass) -> None:
    judged = judge(Completion(text, finish), Probe)
    assert judged.cls is cls
    assert (judged.value is not None) == (judged.remedy is Remedy.NONE) == cls.usable


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        pytest.param(f"<think>先看数字{{}}</think>\n{GOOD}", True, id="thought-first"),
        pytest.param(f"先看数字</think>{GOOD}", True, id="only-the-closing-mark"),
        pytest.param("<think>一直想下去", False, id="thought-without-end"),
        pytest.param("<think>想完了</think>\n", False, id="nothing-but-a-thought"),
    ],
)
def test_a_thought_is_taken_off_and_said(text: str, usable: bool) -> None:
    judged = judge(Completion(text), Probe)
    assert judged.thought
    assert judged.cls is (AnswerClass.OK if usable else AnswerClass.BLANK)


def test_a_closing_mark_inside_the_json_is_text() -> None:
    judged = judge(Completion('{"indicator":"a</think>b","numbers":1}'), Probe)
    assert judged.value == Probe(indicator="a</think>b", numbers=1)
    assert not judged.thought


def test_a_refusal_is_not_an_answer() -> None:
    assert judge(Completion(GOOD, refusal="不能"), Probe).cls is AnswerClass.REFUSED


@pytest.mark.parametrize(
    ("usage", "cls"),
    [
        pytest.param(Usage(4096), AnswerClass.PROMPT_CUT, id="cut-to-a-small-window"),
        pytest.param(Usage(4096, None, 2000), AnswerClass.PROMPT_CUT, id="cut-and-partly-cached"),
        pytest.param(Usage(30_000), None, id="read-whole"),
        pytest.param(Usage(400, None, 29_600), None, id="cached-tokens-counted-apart"),
        pytest.param(Usage(), None, id="not-counted"),
        pytest.param(Usage(1), None, id="no-real-count"),
    ],
)
def test_a_prompt_cut_on_the_way_is_seen_by_what_was_billed(usage: Usage, cls: AnswerClass | None) -> None:
    request = Request("m", (Message("user", "全年完成投资" * 5000),))
    assert surface(Completion(GOOD, usage=usage), request) is cls


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        pytest.param('{"achievements":[],"plans":[]}', ["problems is missing"], id="missing"),
        pytest.param(
            '{"achievements":[{"theme":"a","status":"done","text":"b","sentences":["1"]}],"plans":[],"problems":[]}',
            ["achievements[0].status must be one of completed、under_way",
             "achievements[0].sentences[0] must be a whole number"],
            id="choice-and-type",
        ),
        pytest.param(
            '{"achievements":{},"plans":[1],"problems":[],"more":0}',
            ["achievements must be a list", "plans[0] must be an object", "more is not a field of the schema"],
            id="list-object-extra",
        ),
    ],
)  # fmt: skip
def test_reasons_are_our_own_words(text: str, reasons: list[str]) -> None:
    judged = judge(Completion(text), ChunkDraft)
    assert [str(reason) for reason in judged.reasons] == reasons
    assert all("pydantic" not in reason.for_model and "http" not in reason.for_model for reason in judged.reasons)


def test_many_reasons_are_cut_short() -> None:
    text = json.dumps({"achievements": [1] * 500, "plans": [], "problems": []})
    assert len(judge(Completion(text), ChunkDraft).reasons) == 12


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{" * 200_000, id="braces"),
        pytest.param('{"a":' * 50_000, id="deep"),
        pytest.param("[" * 200_000, id="brackets"),
        pytest.param('{"a":' + "9" * 100_000 + "}", id="long-number"),
        pytest.param("<think>" * 50_000, id="thoughts"),
        pytest.param("```json\n" * 50_000, id="fences"),
        pytest.param('{"indicator":"\\ud800","numbers":1}', id="half-a-pair"),
        pytest.param("\x00" * 1000, id="nul"),
    ],
)
def test_hostile_answers_have_a_class(text: str) -> None:
    assert not judge(Completion(text), Probe).cls.usable


@given(st.text(max_size=200), st.sampled_from(["stop", "length", ""]))
def test_any_text_has_a_class_and_no_value_without_a_usable_one(text: str, finish: str) -> None:
    judged = judge(Completion(text, finish), Probe)
    assert (judged.value is None) == (not judged.cls.usable)


@given(st.text(max_size=40), st.integers(-(10**9), 10**9))
def test_a_value_comes_through_as_it_was_written(indicator: str, numbers: int) -> None:
    text = json.dumps({"indicator": indicator, "numbers": numbers}, ensure_ascii=False)
    assert judge(Completion(text), Probe).value == Probe(indicator=indicator, numbers=numbers)

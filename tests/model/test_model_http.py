"""What endpoints really do, over real HTTP on the loopback: what is raised, stored and learned."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pipeline.errors import ProviderError, RunStoppedError
from pipeline.model import retry
from pipeline.model.build import BuiltModel, build_model
from pipeline.model.client import OpenAIModel
from pipeline.model.doctor import Probe, probe
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.judge import AnswerClass, judge
from pipeline.model.ledger_report import stats
from pipeline.model.protocol import Completion, Request, Sampling
from pipeline.settings import Settings
from tests.loopback import GOOD, KEY, Loopback, Manners, Reply, always, good, refused, said

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])

T = TypeVar("T")
Ask = Callable[..., Request]
Configure = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_FIRST", 0.01)


def one(manners: Manners, request: Request, provider: str = "unknown", **more: Any) -> tuple[Completion, Loopback]:
    """One call straight to the client."""

    async def run() -> tuple[Completion, Loopback]:
        async with Loopback(manners) as server:
            model = OpenAIModel(server.endpoint(provider, **more))
            try:
                return await model.complete(request), server
            finally:
                await model.close()

    return asyncio.run(run())


def whole(
    manners: Manners, settings: Callable[[str], Settings], use: Callable[[BuiltModel, Loopback], Awaitable[T]]
) -> T:
    """The composed model of a run."""

    async def run() -> T:
        async with Loopback(manners) as server:
            built = build_model(settings(server.url))
            try:
                return await use(built, server)
            finally:
                await built.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        pytest.param(Reply(hang=True), Fault.TIMEOUT, id="hangs"),
        pytest.param(Reply(good().body, drip=0.05), Fault.TIMEOUT, id="streams-too-slowly"),
        pytest.param(Reply(good().body, reset=True), Fault.CONNECTION, id="resets"),
        pytest.param(refused(500, "oops"), Fault.SERVER, id="500"),
        pytest.param(refused(503, "overloaded"), Fault.SERVER, id="503"),
        pytest.param(refused(429, "slow down"), Fault.RATE_LIMITED, id="429"),
        pytest.param(refused(429, "您的账户余额不足", "1113"), Fault.QUOTA, id="429-without-credit"),
        pytest.param(refused(402, "Insufficient Balance"), Fault.QUOTA, id="402"),
        pytest.param(refused(401, f"Incorrect API key provided: {KEY}"), Fault.AUTH, id="401-echoes-the-key"),
        pytest.param(refused(404, "The model `loop` does not exist"), Fault.NOT_FOUND, id="404"),
        pytest.param(refused(400, "Model Not Exist"), Fault.NOT_FOUND, id="400-no-such-model"),
        pytest.param(
            refused(400, "This model's maximum context length is 4096 tokens"), Fault.TOO_LONG, id="400-too-long"
        ),
        pytest.param(refused(400, "Input data may contain inappropriate content", "DataInspectionFailed"),
                     Fault.FILTERED, id="400-filtered-by-dashscope"),
        pytest.param(refused(400, "系统检测到输入或生成内容可能包含不安全或敏感内容", "1301"), Fault.FILTERED,
                     id="400-filtered-by-glm"),
        pytest.param(Reply(b"<html>gateway</html>"), Fault.GARBLED, id="200-with-a-page"),
        pytest.param(Reply({"error": {"message": "busy"}}), Fault.GARBLED, id="200-with-an-error"),
        pytest.param(Reply({"choices": []}), Fault.GARBLED, id="200-without-choices"),
    ],
)  # fmt: skip
def test_every_failure_has_a_class_and_no_key_in_it(reply: Reply, fault: Fault, ask: Ask) -> None:
    with pytest.raises(EndpointError) as caught:
        one(always(reply), ask(), timeout=0.3)
    assert caught.value.fault is fault
    assert KEY not in str(caught.value) + repr(caught.value) + repr(caught.value.__cause__)


def test_a_port_nobody_listens_on_is_a_connection_fault(ask: Ask) -> None:
    async def run() -> None:
        async with Loopback(always(good())) as server:
            endpoint = server.endpoint()
        await OpenAIModel(endpoint).complete(ask())

    with pytest.raises(EndpointError) as caught:
        asyncio.run(run())
    assert caught.value.fault is Fault.CONNECTION


@pytest.mark.parametrize(
    ("reply", "cls"),
    [
        pytest.param(good(), AnswerClass.OK, id="good"),
        pytest.param(Reply(good().body, drip=0.001), AnswerClass.OK, id="slow-stream"),
        pytest.param(said("  \n \n"), AnswerClass.BLANK, id="blanks"),
        pytest.param(said(None), AnswerClass.BLANK, id="null"),
        pytest.param(said(f"```json\n{json.dumps(GOOD)}\n```"), AnswerClass.FENCED, id="fence"),
        pytest.param(said(f"<think>嗯</think>{json.dumps(GOOD)}"), AnswerClass.OK, id="thought"),
        pytest.param(said('{"indicator":"办', "length"), AnswerClass.TRUNCATED, id="truncated"),
        pytest.param(said('{"indicator":"办', "stop"), AnswerClass.TRUNCATED, id="truncated-in-silence"),
        pytest.param(said('{"indicator":1,"numbers":"2"}'), AnswerClass.SCHEMA_ERROR, id="wrong-types"),
        pytest.param(said("办结率有两个数字。"), AnswerClass.NOT_JSON, id="prose"),
        pytest.param(said("", refusal="不能回答"), AnswerClass.REFUSED, id="refusal"),
        pytest.param(said([{"type": "text", "text": json.dumps(GOOD)}]), AnswerClass.OK, id="in-parts"),
    ],
)
def test_every_answer_has_a_class(reply: Reply, cls: AnswerClass, ask: Ask) -> None:
    answer, _ = one(always(reply), ask())
    assert judge(answer, Probe).cls is cls
    assert answer.usage.input_tokens == 120
    assert KEY not in answer.raw


def rejects_schema(body: dict[str, Any], _: int) -> Reply:
    kind = body.get("response_format", {}).get("type")
    return refused(400, "This response_format type is unavailable now") if kind == "json_schema" else good()


def rejects_in_silence(body: dict[str, Any], _: int) -> Reply:
    return refused(400, "invalid request") if "response_format" in body else good()


@pytest.mark.parametrize(
    ("manners", "step", "calls"),
    [
        pytest.param(always(good()), "json_schema", 3, id="takes-it"),
        pytest.param(rejects_schema, "json_object", 4, id="rejects-json-schema"),
        pytest.param(rejects_in_silence, "text", 5, id="rejects-without-a-reason"),
    ],
)
def test_the_ladder_steps_down_once_and_remembers(manners: Manners, step: str, calls: int, ask: Ask) -> None:
    async def run() -> None:
        async with Loopback(manners) as server:
            model = OpenAIModel(server.endpoint("openai"))
            answers = [await model.complete(ask(text)) for text in "甲乙丙"]
            assert [answer.step for answer in answers] == [step] * 3
            assert len(server.asked) == calls
            await model.close()

    asyncio.run(run())


def test_a_format_that_is_taken_and_ignored_is_left_after_two_answers(ask: Ask) -> None:
    def ignores(body: dict[str, Any], _: int) -> Reply:
        return said("都有。") if body["response_format"]["type"] == "json_schema" else good()

    async def run() -> tuple[list[str], list[str]]:
        async with Loopback(ignores) as server:
            model = OpenAIModel(server.endpoint("openai"))
            steps = [(await model.complete(ask(text))).step for text in "甲乙丙丁"]
            await model.close()
            return steps, model.negotiation.events

    steps, events = asyncio.run(run())
    assert steps == ["json_schema", "json_schema", "json_object", "json_object"]
    assert events == ["json_schema → json_object: json_schema is taken and ignored"]


@pytest.mark.parametrize(
    ("provider", "message", "gone", "there"),
    [
        pytest.param("openai", "Unsupported value: 'temperature' does not support 0", "temperature", None,
                     id="temperature"),
        pytest.param("openai", "Unrecognized argument: max_completion_tokens", "max_completion_tokens", "max_tokens",
                     id="other-name-for-the-limit"),
        pytest.param("dashscope", "parameter enable_thinking is not supported", "enable_thinking", None, id="thinking"),
    ],
)  # fmt: skip
def test_a_rejected_parameter_is_left_out(provider: str, message: str, gone: str, there: str | None, ask: Ask) -> None:
    def manners(body: dict[str, Any], _: int) -> Reply:
        return refused(400, message) if gone in body else good()

    _, server = one(manners, ask(sampling=Sampling(max_tokens=50)), provider)
    assert gone in server.asked[0]
    assert gone not in server.asked[1]
    assert there is None or server.asked[1][there] == 50


def test_a_real_bad_request_is_reported_as_it_was_first_given(ask: Ask) -> None:
    with pytest.raises(EndpointError, match=r"messages\.0"):
        one(lambda _, n: refused(400, "messages.0 is wrong" if n == 1 else "again"), ask(), "openai")


def test_a_prompt_beyond_the_window_is_not_sent(ask: Ask) -> None:
    async def run() -> None:
        async with Loopback(always(good())) as server:
            model = OpenAIModel(server.endpoint("ollama"))
            with pytest.raises(EndpointError, match="JIANBAO_CONTEXT_WINDOW") as caught:
                await model.complete(ask("投资" * 800))
            assert caught.value.fault is Fault.TOO_LONG
            assert server.asked == []

    asyncio.run(run())


def test_retry_after_is_a_pause_all_workers_share(ask: Ask, configure: Configure) -> None:
    """The first call is told to wait; none of the others arrives before the wait is over."""
    arrivals: list[float] = []

    def manners(_: dict[str, Any], number: int) -> Reply:
        arrivals.append(asyncio.get_running_loop().time())
        return refused(429, "slow", Retry_After="1") if number == 1 else good()

    async def use(built: BuiltModel, _: Loopback) -> None:
        first = asyncio.create_task(built.complete(ask("甲")))
        while not arrivals:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.1)
        await asyncio.gather(first, *(built.complete(ask(text)) for text in "乙丙丁"))

    whole(manners, lambda url: configure(base_url=url, concurrency=4), use)
    assert len(arrivals) == 5
    assert min(arrivals[1:]) - arrivals[0] >= 1.0


@pytest.mark.parametrize("dated", [False, True], ids=["seconds", "date"])
def test_a_wait_above_the_cap_is_a_clear_error(dated: bool, ask: Ask, configure: Configure) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)

    async def use(built: BuiltModel, server: Loopback) -> int:
        with pytest.raises(ProviderError, match=r"asks to wait 7\d\d\d s, longer than 120 s"):
            await built.complete(ask())
        return len(server.asked)

    manners = always(refused(429, "slow", Retry_After=later if dated else "7200"))
    assert whole(manners, lambda url: configure(base_url=url), use) == 1


def test_a_date_in_the_past_is_no_wait(ask: Ask, configure: Configure) -> None:
    def manners(_: dict[str, Any], number: int) -> Reply:
        return refused(503, "busy", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT") if number == 1 else good()

    answer = whole(manners, lambda url: configure(base_url=url), lambda built, _: built.complete(ask()))
    assert answer.attempts == 2


@pytest.mark.parametrize(
    ("reply", "calls"),
    [
        pytest.param(refused(500, "oops"), 3, id="server-error-is-retried"),
        pytest.param(refused(429, "slow"), 12, id="rate-limit-is-retried-longer"),
        pytest.param(refused(401, "no"), 1, id="bad-key-is-not"),
        pytest.param(refused(402, "no credit"), 1, id="no-credit-is-not"),
    ],
)
def test_only_what_may_pass_is_retried(
    reply: Reply, calls: int, ask: Ask, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "_LONGEST", 0.01)

    async def use(built: BuiltModel, server: Loopback) -> int:
        with pytest.raises(EndpointError):
            await built.complete(ask())
        return len(server.asked)

    assert whole(always(reply), lambda url: configure(base_url=url, retries=2), use) == calls


def test_a_final_error_is_stored_and_not_bought_again(ask: Ask, configure: Configure) -> None:
    async def use(built: BuiltModel, server: Loopback) -> list[str]:
        said = []
        for _ in range(2):
            with pytest.raises(EndpointError) as caught:
                await built.complete(ask())
            said.append(str(caught.value))
        assert len(server.asked) == 1
        return said

    manners = always(refused(400, "Content Exists Risk: content_filter"))
    first, second = whole(manners, lambda url: configure(base_url=url), use)
    assert "prune --errors" in second
    assert "prune" not in first


def test_faults_at_random_lose_nothing_and_buy_nothing_twice(ask: Ask, configure: Configure) -> None:
    """200 calls, one in five goes wrong in some way: every answer is its own, and each is bought once."""
    dice = random.Random(7)
    bought: list[str] = []

    def manners(body: dict[str, Any], _: int) -> Reply:
        text = body["messages"][-1]["content"]
        if dice.random() < 0.2:
            wrong = [
                Reply(good().body, reset=True),
                refused(500, "x"),
                refused(429, "x", Retry_After="0.02"),
                Reply(b"?"),
            ]
            return dice.choice(wrong)
        bought.append(text)
        return said(json.dumps({"indicator": text, "numbers": 1}, ensure_ascii=False))

    async def use(built: BuiltModel, _: Loopback) -> list[Completion]:
        texts = [f"第{n}段" for n in range(200)]
        first = await asyncio.gather(*(built.complete(ask(text)) for text in texts))
        again = await asyncio.gather(*(built.complete(ask(text)) for text in texts))
        assert [json.loads(answer.text)["indicator"] for answer in first] == texts
        assert [answer.text for answer in again] == [answer.text for answer in first]
        return again

    again = whole(manners, lambda url: configure(base_url=url, concurrency=16, retries=8), use)
    assert all(answer.stored for answer in again)
    assert sorted(bought) == sorted(set(bought))
    assert len(bought) == 200


def test_concurrency_is_never_more_than_asked_for(ask: Ask, configure: Configure) -> None:
    async def use(built: BuiltModel, server: Loopback) -> int:
        await asyncio.gather(*(built.complete(ask(str(n))) for n in range(30)))
        return server.most_at_once

    manners = always(Reply(good().body, delay=0.01))
    assert whole(manners, lambda url: configure(base_url=url, concurrency=5), use) == 5


def test_a_budget_stops_before_the_call_that_would_pass_it(ask: Ask, configure: Configure) -> None:
    """120 + 12 tokens a call are billed and more are reserved; the run stops when the next might pass."""

    async def use(built: BuiltModel, server: Loopback) -> tuple[int, str]:
        done = 0

        async def go_on() -> None:
            nonlocal done
            for number in range(100):
                await built.complete(ask(str(number), sampling=Sampling(max_tokens=100)))
                done += 1

        with pytest.raises(ProviderError, match="remain") as caught:
            await go_on()
        assert len(server.asked) == done
        for number in range(done):  # what is answered stays answered
            await built.complete(ask(str(number), sampling=Sampling(max_tokens=100)))
        assert built.purse is not None
        assert built.purse.spent == done * 132 <= 1000
        return done, str(caught.value)

    done, said_ = whole(always(good()), lambda url: configure(base_url=url, budget="1000 tokens"), use)
    assert 3 <= done <= 6
    assert f"{1000 - done * 132} of 1000 tokens remain" in said_


def test_the_key_is_nowhere_in_the_ledger(ask: Ask, configure: Configure, tmp_path: Path) -> None:
    def manners(_: dict[str, Any], number: int) -> Reply:
        return refused(400, f"content_filter for {KEY}") if number == 1 else said(json.dumps(GOOD))

    async def use(built: BuiltModel, _: Loopback) -> None:
        with pytest.raises(EndpointError):
            await built.complete(ask("甲"))
        await built.complete(ask("乙"))
        assert [(line.origin, line.cls, line.answers) for line in stats(built.store)] == [
            ("api", "answered", 1),
            ("error", "filtered", 1),
        ]

    whole(manners, lambda url: configure(base_url=url, api_key=KEY), use)
    assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("key", "base", "first", "authorization"),
    [
        pytest.param("", "/v1", "POST /v1/chat/completions HTTP/1.1", None, id="local-server-without-a-key"),
        pytest.param(KEY, "/v1/", "POST /v1/chat/completions HTTP/1.1", f"Bearer {KEY}", id="slash-at-the-end"),
        pytest.param(KEY, "/v1?api-version=1", "POST /v1/chat/completions?api-version=1 HTTP/1.1",
                     f"Bearer {KEY}", id="query-of-the-address"),
        pytest.param(KEY, "", "POST /chat/completions HTTP/1.1", f"Bearer {KEY}", id="no-path"),
    ],
)  # fmt: skip
def test_what_is_posted_where(key: str, base: str, first: str, authorization: str | None, ask: Ask) -> None:
    async def run() -> str:
        async with Loopback(always(good())) as server:
            url = server.url.removesuffix("/v1") + base
            model = OpenAIModel(replace(server.endpoint(), base_url=url, api_key=key))
            await model.complete(ask())
            await model.close()
            assert server.asked[0]["model"] == ask().model
            return server.heads[0]

    line, *headers = asyncio.run(run()).strip().split("\r\n")
    fields = {name.lower(): value for name, _, value in (header.partition(": ") for header in headers)}
    assert line == first
    assert fields.get("authorization") == authorization
    assert fields["content-type"] == "application/json"


def test_a_moved_endpoint_is_followed_with_the_whole_question_and_the_key_stays_behind(ask: Ask) -> None:
    async def run() -> tuple[Loopback, Loopback]:
        async with Loopback(always(good())) as new:
            there = {"location": f"{new.url.replace('127.0.0.1', 'localhost')}/chat/completions"}
            async with Loopback(always(Reply({}, 308, there))) as old:
                model = OpenAIModel(old.endpoint())
                await model.complete(ask())
                await model.close()
                return old, new

    old, new = asyncio.run(run())
    assert new.asked == old.asked
    assert [KEY in server.heads[0] for server in (old, new)] == [True, False]


@pytest.mark.parametrize(
    ("manners", "support", "best"),
    [
        pytest.param(always(good()), ["enforced", "followed", "followed"], "json_schema", id="supports-all"),
        pytest.param(rejects_schema, ["rejected", "followed", "followed"], "json_object", id="rejects-json-schema"),
        pytest.param(always(said("好")), ["ignored", "ignored", "ignored"], None, id="prose-whatever-is-asked"),
        pytest.param(always(refused(401, "no")), ["failed"], None, id="wrong-key"),
    ],
)
def test_the_doctor_says_what_an_endpoint_does(manners: Manners, support: list[str], best: str | None) -> None:
    async def run() -> None:
        async with Loopback(manners) as server:
            facts = await probe(server.endpoint("openai"), "loop")
        assert [fact.support for fact in facts.steps] == support
        assert facts.best == best
        assert (facts.problem is None) == facts.reachable

    asyncio.run(run())


def test_an_account_of_the_users_netrc_is_left_alone(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("default login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    _, server = one(always(good()), ask())
    assert f"authorization: bearer {KEY}" in server.heads[0].lower()


@pytest.mark.parametrize(
    ("proxy", "excepted", "through"),
    [
        pytest.param("http://{}", "", True, id="proxy"),
        pytest.param("http://someone:else@{}", "", True, id="proxy-with-an-account"),
        pytest.param("http://{}", "office.test", False, id="host-excepted"),
        pytest.param("", "", False, id="none"),
    ],
)
def test_the_proxy_of_the_environment_is_used(
    proxy: str, excepted: str, through: bool, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name is looked up by us where a proxy does it."""

    async def run() -> list[str]:
        async with Loopback(always(good())) as server:
            host = server.url.split("/")[2]
            for name, value in (("http_proxy", proxy.format(host)), ("no_proxy", excepted)):
                monkeypatch.setenv(name, value)
                monkeypatch.delenv(name.upper(), raising=False)
            model = OpenAIModel(replace(server.endpoint(), base_url="http://office.test/v1"))
            with suppress(EndpointError):  # without a proxy there is nobody of that name
                await model.complete(ask())
            await model.close()
            return server.heads

    heads = [head.lower() for head in asyncio.run(run())]
    assert [head.split("\r\n")[0] for head in heads] == [
        "post http://office.test/v1/chat/completions http/1.1"
    ] * through
    if "@" in proxy:
        assert "proxy-authorization: basic c29tzw9uztplbhnl" in heads[0]


@pytest.mark.parametrize(
    ("answered", "stops"),
    [
        pytest.param((), [False] * 7 + [True] * 3, id="gone"),
        pytest.param((5,), [False] * 12, id="answers-now-and-then"),
    ],
)
def test_an_endpoint_that_is_gone_ends_the_run(
    answered: tuple[int, ...], stops: list[bool], ask: Ask, configure: Configure
) -> None:
    def manners(_: dict[str, Any], number: int) -> Reply:
        return good() if number - 1 in answered else refused(503, "no upstream")

    async def use(built: BuiltModel, _: Loopback) -> list[bool]:
        stopped = []
        for number in range(len(stops)):
            try:
                await built.complete(ask(str(number)))
                stopped.append(False)
            except ProviderError as error:
                stopped.append(isinstance(error, RunStoppedError))
        return stopped

    assert whole(manners, lambda url: configure(base_url=url, retries=0, concurrency=8), use) == stops

"""Runs: pace, budget, the pool, the plan, what is told of them."""

import asyncio
import io
import json
import logging
import sys
import types
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.model import pace
from pipeline.model.budget import BudgetModel, Purse
from pipeline.model.build import build_model, price_for
from pipeline.model.errors import BudgetExceededError, EndpointError, Fault
from pipeline.model.observe import JsonLog, ObservedModel
from pipeline.model.pace import LimitModel, Pace
from pipeline.model.plan import estimate
from pipeline.model.pool import run_all
from pipeline.model.prices import Budget, Price, budget_of, price_of
from pipeline.model.protocol import Completion, LanguageModel, Message, Request, Sampling, Usage
from pipeline.model.scripted import ScriptedModel
from pipeline.model.tokens import count_tokens, prompt_tokens, strict_bound, vocabulary_status
from pipeline.settings import Settings

Ask = Callable[..., Request]
Configure = Callable[..., Settings]
CNY = Price(Decimal(1), Decimal(10), "CNY", "test", Decimal("0.1"))


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        pytest.param("5", Budget(Decimal(5), "USD"), id="bare"),
        pytest.param("$2.50", Budget(Decimal("2.50"), "USD"), id="dollar-sign"),
        pytest.param("¥30", Budget(Decimal(30), "CNY"), id="yuan-sign"),
        pytest.param("30 元", Budget(Decimal(30), "CNY"), id="yuan-word"),
        pytest.param("30 CNY", Budget(Decimal(30), "CNY"), id="code"),
        pytest.param("2000000 tokens", Budget(Decimal(2000000), "tokens"), id="tokens"),
    ],
)
def test_a_budget_is_read_as_people_write_it(text: str, budget: Budget) -> None:
    assert budget_of(text) == budget


@pytest.mark.parametrize("text", ["", "much", "-3", "0", "$5 cny", "5 eur", "1e5", "5 5"])
def test_a_budget_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="JIANBAO_BUDGET"):
        budget_of(text)


@pytest.mark.parametrize(
    ("price", "message"),
    [
        pytest.param(None, "price of the model is unknown", id="unknown-price"),
        pytest.param(CNY, "no exchange rate", id="other-currency"),
    ],
)
def test_a_budget_that_cannot_be_kept_is_refused_at_once(price: Price | None, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Purse(Budget(Decimal(5), "USD"), price)


def test_a_cost_knows_cached_input() -> None:
    cost = CNY.cost(Usage(1_000_000, 100_000, 400_000))
    assert cost is not None
    assert (cost.amount, str(cost)) == (Decimal("1.64"), "1.6400 CNY")
    assert CNY.cost(Usage(1000, None)) is None


@pytest.mark.parametrize("concurrency", [1, 8])
def test_a_budget_is_never_passed_and_waits_for_what_comes_back(concurrency: int, ask: Ask) -> None:
    """Reserved is the most a call may take; less is paid; so calls that wait their turn still go."""
    price = Price(Decimal(1000), Decimal(1000), "USD", "test")
    request = ask(sampling=Sampling(max_tokens=1000))
    most = Decimal(prompt_tokens(request).tokens + 1000) / 1000
    purse = Purse(Budget(most * 2, "USD"), price)

    class Cheap(LanguageModel):
        async def complete(self, _: Request) -> Completion:
            assert purse.spent + purse.reserved <= purse.budget.amount
            await asyncio.sleep(0.001)
            return Completion("x", usage=Usage(50, 50))

    async def run() -> int:
        model, done = BudgetModel(Cheap(), purse), 0

        async def go_on() -> None:
            nonlocal done
            async for _ in run_all((request for _ in range(100)), model.complete, concurrency):
                done += 1

        with pytest.raises(BudgetExceededError) as caught:
            await go_on()
        assert caught.value.remains.split()[0] in str(caught.value)
        return done

    done = asyncio.run(run())
    assert purse.reserved == 0
    assert purse.spent == Decimal(done) / 10 <= purse.budget.amount
    assert purse.remains < most  # it stopped because the next one might not have fitted


@pytest.mark.parametrize(
    ("outcome", "spent"),
    [
        pytest.param(EndpointError(Fault.SERVER, "500"), 0, id="errors-are-not-billed"),
        pytest.param(EndpointError(Fault.TIMEOUT, "late"), 1, id="a-timeout-may-be"),
        pytest.param(Completion("x"), 1, id="uncounted-answers-are"),
    ],
)
def test_what_is_settled_when_nothing_is_counted(outcome: Any, spent: int, ask: Ask) -> None:
    request = ask(sampling=Sampling(max_tokens=10))
    purse = Purse(Budget(Decimal(10**6), "tokens"), None)

    async def run() -> None:
        with suppress(EndpointError):
            await BudgetModel(ScriptedModel([outcome]), purse).complete(request)

    asyncio.run(run())
    assert purse.spent == spent * (prompt_tokens(request).tokens + 10)


@pytest.mark.parametrize(
    ("limits", "waits"),
    [
        pytest.param((60, None), True, id="requests"),
        pytest.param((None, 600), True, id="tokens"),
        pytest.param((None, 10), True, id="one-call-larger-than-the-limit"),
        pytest.param((6000, 6_000_000), False, id="wide"),
    ],
)
def test_limits_hold_calls_back(
    limits: tuple[int | None, int | None], waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_WINDOW", 0.2)
    request = Request("loop", (Message("user", "办结率为98.5%。"),))

    async def run() -> float:
        model = LimitModel(ScriptedModel(lambda _: "x"), Pace(*limits), 10)
        started = asyncio.get_running_loop().time()
        await asyncio.gather(*(model.complete(request) for _ in range(3)))
        return asyncio.get_running_loop().time() - started

    assert (asyncio.run(run()) > 0.15) is waits


def test_the_pool_draws_an_item_only_when_a_worker_is_free() -> None:
    drawn, running = 0, 0

    def items() -> Any:
        nonlocal drawn
        for number in range(1000):
            drawn += 1
            yield number

    async def work(number: int) -> int:
        nonlocal running
        running += 1
        assert running <= 7
        await asyncio.sleep(0)
        running -= 1
        return number * 2

    async def run() -> None:
        done = 0
        async for number, result in run_all(items(), work, 7):
            done += 1
            assert result == number * 2
            assert drawn <= done + 2 * 7
        assert done == 1000

    asyncio.run(run())


@given(st.integers(0, 30), st.integers(1, 8))
@settings(max_examples=30, deadline=None)
def test_the_pool_does_each_item_once(count: int, concurrency: int) -> None:
    async def items() -> AsyncIterator[int]:
        for number in range(count):
            await asyncio.sleep(0)
            yield number

    async def work(number: int) -> int:
        await asyncio.sleep(0)
        return number

    async def run() -> list[int]:
        return [result async for _, result in run_all(items(), work, concurrency)]

    assert sorted(asyncio.run(run())) == list(range(count))


def test_an_exception_ends_the_run_after_the_others_have_finished() -> None:
    finished: list[int] = []

    async def work(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        await asyncio.sleep(0.01)
        finished.append(number)
        return number

    got: list[int] = []

    async def run() -> None:
        async for _, result in run_all(range(100), work, 4):
            got.append(result)

    with pytest.raises(ValueError, match="three"):
        asyncio.run(run())
    assert sorted(got) == sorted(finished) == [0, 1, 2]


@pytest.mark.parametrize("grace", [5.0, 0.0], ids=["drains", "gives-up"])
def test_a_stopped_run_lets_calls_under_way_finish(grace: float) -> None:
    started, finished = [], []

    async def work(number: int) -> int:
        started.append(number)
        await asyncio.sleep(0.03)
        finished.append(number)
        return number

    async def consume() -> None:
        async for _ in run_all(range(1000), work, 4, grace):
            pass

    async def run() -> None:
        task = asyncio.create_task(consume())
        await asyncio.sleep(0.045)  # the second round is under way
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]

    asyncio.run(run())
    assert len(started) == 8
    assert len(finished) == (8 if grace else 4)


def test_a_failing_source_is_an_error_and_not_a_hang() -> None:
    def items() -> Any:
        yield 1
        raise OSError("gone")

    async def work(number: int) -> int:
        return number

    async def run() -> list[int]:
        return [result async for _, result in run_all(items(), work, 3)]

    with pytest.raises(OSError, match="gone"):
        asyncio.run(run())


@given(st.text(max_size=300))
def test_the_byte_estimate_is_half_the_bytes_and_the_bound_all_of_them(text: str) -> None:
    size = len(text.encode("utf-8", "replace"))
    count = count_tokens(text, "deepseek-chat")
    assert (count.method, count.tokens) == ("bytes", (size + 1) // 2)
    assert strict_bound(Request("m", (Message("user", text),))) >= size


@pytest.mark.parametrize("present", [b"wrong content", None], ids=["corrupt", "missing"])
def test_no_vocabulary_no_network(
    present: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A corrupt file is left where it is: tiktoken itself would delete it and go to the network."""
    from pipeline.model import tokens

    file = tmp_path / "fb374d419588a4632f3f557e76b4b70aebbca790"
    if present is not None:
        file.write_bytes(present)
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    tokens._encoder.cache_clear()
    request.addfinalizer(tokens._encoder.cache_clear)
    assert count_tokens("办结率", "gpt-4o-mini").method == "bytes"
    assert set(vocabulary_status().values()) == {None}
    assert file.exists() is (present is not None)


def test_learned_tokens_a_byte_replace_the_estimate() -> None:
    assert count_tokens("办结率", "glm-4.6", learned=0.25) == count_tokens("办结率", "x", learned=0.25)
    assert count_tokens("办结率", "glm-4.6", learned=0.25).tokens == 3


@pytest.mark.parametrize(
    ("model", "listed", "host", "currency"),
    [
        pytest.param("gpt-4o-mini", "openai", "api.openai.com", "USD", id="genai-prices"),
        pytest.param("deepseek-chat", "deepseek", "api.deepseek.com", "USD", id="deepseek"),
        pytest.param("qwen-plus", "dashscope", "dashscope.aliyuncs.com", "CNY", id="shipped"),
        pytest.param("qwen-plus", "dashscope", "dashscope-intl.aliyuncs.com", None, id="other-region"),
        pytest.param("gpt-4o-mini", None, "gateway.example.cn", None, id="same-name-at-a-gateway"),
        pytest.param("no-such-model", "openai", "api.openai.com", None, id="unknown-model"),
    ],
)
def test_a_price_is_known_or_unknown_but_never_nothing(
    model: str, listed: str | None, host: str, currency: str | None
) -> None:
    found = price_of(model, listed, host)
    assert (found.currency if found else None) == currency
    assert found is None or found.output > found.input > 0


def test_a_price_that_depends_on_the_hour_is_the_dearest_of_the_day() -> None:
    from genai_prices import Usage as Counted
    from genai_prices import calc_price

    def output(hour: int) -> Decimal:
        moment = datetime.now(UTC).replace(hour=hour)
        asked = Counted(output_tokens=1000)
        return (
            calc_price(asked, "deepseek-chat", provider_id="deepseek", genai_request_timestamp=moment).output_price
            * 1000
        )

    found, hours = price_of("deepseek-chat", "deepseek"), {output(hour) for hour in range(24)}
    assert len(hours) > 1, "no price of the list depends on the hour any more"
    assert found is not None
    assert found.output == max(hours)
    assert found.source.endswith("at its dearest hour")


def test_prices_of_the_user_win(tmp_path: Path, configure: Configure) -> None:
    table = tmp_path / "prices.toml"
    table.write_text('[[price]]\nmodel = "loop"\ninput = "1.5"\noutput = "3"\ncurrency = "CNY"\n', encoding="utf-8")
    listed = price_for(configure(price_table=table))
    own = price_for(configure(price_table=table, price_input="2", price_output="4"))
    assert listed is not None
    assert own is not None
    assert (listed.input, own.input, own.currency) == (Decimal("1.5"), Decimal(2), "USD")


def test_a_plan_is_a_range_and_says_what_it_does_not_know(ask: Ask) -> None:
    requests = [ask("投资" * 500, sampling=Sampling(max_tokens=800)) for _ in range(3)]
    unknown, known = estimate(requests, None), estimate(requests, CNY)
    assert (unknown.calls, unknown.method, unknown.cost, unknown.price_source) == (3, "bytes", None, "unknown")
    low, high = known.input_tokens
    assert 3 * 600 <= low < high
    assert known.output_tokens[1] == 2400
    assert known.cost is not None
    assert 0 < known.cost[0].amount < known.cost[1].amount
    assert estimate([], CNY).calls == 0


def test_the_log_is_one_object_a_line_without_words_of_the_report(ask: Ask) -> None:
    stream = io.StringIO()
    log = JsonLog(stream, lambda: 1.5)
    error = EndpointError(Fault.SERVER, "HTTP 500: oops")
    model = ObservedModel(ScriptedModel([error, Completion("机密", usage=Usage(5, 1))]), log, "openai")

    async def run() -> None:
        with pytest.raises(EndpointError):
            await model.complete(ask("机密正文"))
        await model.complete(ask("机密正文"))
        log.waited(ask(), error, 0.25)

    asyncio.run(run())
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["failed", "answered", "waits"]
    assert lines[1]["input_tokens"] == 5
    assert "机密" not in stream.getvalue()


def test_a_call_is_a_span_where_opentelemetry_is_installed(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    class Tracer:
        @contextmanager
        def start_as_current_span(self, name: str, attributes: dict[str, Any]) -> Any:
            told.update(attributes, name=name)
            yield types.SimpleNamespace(set_attribute=told.__setitem__)

    trace = types.ModuleType("opentelemetry.trace")
    trace.get_tracer = lambda _: Tracer()  # type: ignore[attr-defined]  # a stand-in for the optional package
    monkeypatch.setitem(sys.modules, "opentelemetry", types.ModuleType("opentelemetry"))
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", trace)
    asyncio.run(ObservedModel(ScriptedModel([Completion("x", usage=Usage(5, 1))]), None, "glm").complete(ask()))
    assert told["name"] == "chat loop"
    assert (told["gen_ai.provider.name"], told["gen_ai.usage.input_tokens"]) == ("glm", 5)


def test_a_run_needs_an_endpoint_and_a_model(configure: Configure) -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        build_model(configure())
    with pytest.raises(SettingsError, match="JIANBAO_MODEL"):
        build_model(configure(api_key="sk-x", model=""))


def test_the_key_is_in_no_representation(configure: Configure, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    settings_ = configure(api_key="sk-very-secret-0123456789", base_url="http://localhost:1/v1")
    built = build_model(settings_)
    asyncio.run(built.close())
    assert built.client is not None
    shown = repr(settings_) + repr(built.client.endpoint) + settings_.model_dump_json() + caplog.text
    assert "very-secret" not in shown


def test_importing_the_edge_imports_nothing_heavy() -> None:
    import subprocess

    heavy = "{'tiktoken', 'genai_prices', 'aiohttp', 'httpx2', 'tenacity', 'aiolimiter'}"
    code = f"import sys, pipeline.model.build, pipeline.model.doctor; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""What a call costs, from a list that needs no network; what is not on it is unknown, never nothing."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.model.protocol import Usage

_SHIPPED = Path(__file__).with_name("prices.toml")
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Price:
    """A list price for a million tokens. `cached` is for input read from the provider's prompt cache."""

    input: Decimal
    output: Decimal
    currency: str  # "USD", "CNY"
    source: str  # where the price is from, for people
    cached: Decimal | None = None

    def cost(self, usage: Usage) -> "Cost | None":
        """The cost of `usage`; None when the endpoint did not count its tokens."""
        if usage.input_tokens is None or usage.output_tokens is None:
            return None
        cached = min(usage.cached_tokens or 0, usage.input_tokens) if self.cached is not None else 0
        paid = self.input * (usage.input_tokens - cached) + (self.cached or 0) * cached
        return Cost((paid + self.output * usage.output_tokens) / _MILLION, self.currency)


@dataclass(frozen=True, slots=True)
class Cost:
    """An amount of money."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        """Four decimals: a call costs little."""
        return f"{self.amount.quantize(Decimal('0.0001'))} {self.currency}"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run may use: money, or tokens."""

    amount: Decimal
    unit: str  # a currency, or "tokens"

    def __str__(self) -> str:
        """As a person would say it."""
        return f"{self.amount.normalize():f} {self.unit}"


def price_of(
    model: str, price_list: str | None, host: str = "", own: Price | None = None, table: Path | None = None
) -> Price | None:
    """The price of `model`: the user's own, else from `table`, else shipped here, else genai-prices; None: unknown.

    `price_list` is the provider's id in these lists, `host` the endpoint's host: the same name costs differently there.
    """
    if own is not None:
        return own
    for path in [table] if table else []:
        found = _listed(_rows(path), model, price_list, host, str(path))
        if found:
            return found
    return _listed(_rows(_SHIPPED), model, price_list, host, "shipped list") or _published(model, price_list)


def price(found: Price | None, usage: Usage) -> Cost | None:
    """The cost of `usage` at `found`; None when the price or the usage is unknown."""
    return found.cost(usage) if found is not None else None


def budget_of(text: str) -> Budget:
    """A budget as people write it: "5", "5 usd", "$5", "30cny", "¥30", "30元", "2000000 tokens"."""
    match = re.fullmatch(r"\s*([$¥￥])?\s*(\d+(?:\.\d+)?)\s*([A-Za-z元]+)?\s*", text)
    sign, number, word = match.groups() if match else (None, "0", None)
    unit = {None: "USD", "$": "USD", "¥": "CNY", "￥": "CNY", "usd": "USD", "cny": "CNY", "rmb": "CNY", "元": "CNY",
            "tokens": "tokens", "token": "tokens"}.get((word or "").lower() or sign)  # fmt: skip
    if match is None or unit is None or Decimal(number) <= 0 or (sign and word):
        raise SettingsError(f'JIANBAO_BUDGET: {text!r} is no budget; write "5 usd", "30 cny" or "2000000 tokens"')
    return Budget(Decimal(number), unit)


def _listed(rows: Sequence[dict[str, Any]], model: str, price_list: str | None, host: str, where: str) -> Price | None:
    for row in rows:
        same_place = row.get("provider") in {None, price_list} and row.get("host") in {None, host}
        if same_place and row["model"] == model:
            cached = Decimal(row["cached"]) if "cached" in row else None
            source = row.get("source", where)
            return Price(Decimal(row["input"]), Decimal(row["output"]), row["currency"], source, cached)
    return None


@cache
def _rows(path: Path) -> tuple[dict[str, Any], ...]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = tuple(table["price"])
        for row in rows:
            Decimal(row["input"]), Decimal(row["output"]), str(row["model"]), str(row["currency"])
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise SettingsError(f"{path}: no price table ({error})") from error
    return rows


def _published(model: str, price_list: str | None) -> Price | None:
    """From genai-prices' own copy; only under the provider's name, since gateways charge their own prices.

    Where a price depends on the hour it is the dearest of the day: a run takes hours, and a budget must hold in all.
    """
    if price_list is None:
        return None
    today = datetime.now(UTC)
    try:
        hours = {_at(today.replace(hour=hour), model, price_list) for hour in range(24)}
    except LookupError:
        return None
    dearest = max(hours, key=lambda price: (price.output, price.input))
    return replace(dearest, source=f"{dearest.source}, at its dearest hour") if len(hours) > 1 else dearest


def _at(moment: datetime, model: str, price_list: str) -> Price:
    """The published price of a moment. Raises LookupError for a model that is not on the list."""
    from genai_prices import Usage as Counted
    from genai_prices import calc_price

    few = 1000  # tokens; a price may depend on how many are asked at once
    asked = Counted(input_tokens=few, output_tokens=few), Counted(input_tokens=few, cache_read_tokens=few)
    plain, cached = (
        calc_price(usage, model, provider_id=price_list, genai_request_timestamp=moment) for usage in asked
    )
    scale = _MILLION / few
    source = f"genai-prices, {plain.provider.name}"
    return Price(plain.input_price * scale, plain.output_price * scale, "USD", source, cached.input_price * scale)

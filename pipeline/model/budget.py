"""Spends no more than it was given: reserves before a call, settles after it, stops before the one that would pass."""

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.errors import SettingsError
from pipeline.model.errors import BudgetExceededError, EndpointError, Fault
from pipeline.model.prices import Budget, Price
from pipeline.model.protocol import Completion, LanguageModel, Request, Usage
from pipeline.model.tokens import prompt_tokens

UNSAID_OUTPUT = 4096  # tokens reserved for an answer when the request sets no limit


@dataclass(slots=True)
class Purse:
    """What is left of a budget. One for a run; amounts are in the budget's unit."""

    budget: Budget
    price: Price | None
    spent: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    _settled: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        """A budget in money needs a price in the same money."""
        if self.budget.unit == "tokens":
            return
        if self.price is None:
            raise SettingsError(
                "JIANBAO_BUDGET is money and the price of the model is unknown; set JIANBAO_PRICE_INPUT, "
                'JIANBAO_PRICE_OUTPUT and JIANBAO_PRICE_CURRENCY, or give the budget in tokens ("2000000 tokens")'
            )
        if self.price.currency != self.budget.unit:
            raise SettingsError(
                f"JIANBAO_BUDGET is in {self.budget.unit} and the price of the model in {self.price.currency}; "
                "give the budget in that, there is no exchange rate here"
            )

    @property
    def remains(self) -> Decimal:
        """What is neither spent nor reserved."""
        return self.budget.amount - self.spent - self.reserved

    def amount(self, usage: Usage) -> Decimal:
        """What `usage` takes from the budget; tokens the endpoint did not count are not in it."""
        tokens = Usage(usage.input_tokens or 0, usage.output_tokens or 0, usage.cached_tokens)
        if self.budget.unit == "tokens" or self.price is None:
            return Decimal((tokens.input_tokens or 0) + (tokens.output_tokens or 0))
        cost = self.price.cost(tokens)
        return cost.amount if cost else Decimal(0)

    async def reserve(self, wanted: Decimal) -> None:
        """Set `wanted` aside; waits while calls under way may still give some back, else BudgetExceededError."""
        async with self._settled:
            while wanted > self.remains:
                if self.reserved == 0 or wanted > self.budget.amount - self.spent:
                    raise self._exceeded(wanted)
                await self._settled.wait()
            self.reserved += wanted

    async def settle(self, wanted: Decimal, paid: Decimal) -> None:
        """Give back what was set aside and take what was paid."""
        async with self._settled:
            self.reserved -= wanted
            self.spent += paid
            self._settled.notify_all()

    def _exceeded(self, wanted: Decimal) -> BudgetExceededError:
        unit = self.budget.unit
        left = self.budget.amount - self.spent
        return BudgetExceededError(
            f"the next call may take {_short(wanted)} {unit} and {_short(left)} of {self.budget} remain; "
            "what is answered is kept, a larger --budget goes on from there",
            spent=f"{_short(self.spent)} {unit}",
            remains=f"{_short(left)} {unit}",
        )


class BudgetModel(LanguageModel):
    """Asks only what the purse can pay."""

    def __init__(self, inner: LanguageModel, purse: Purse) -> None:
        self._inner = inner
        self._purse = purse

    async def complete(self, request: Request) -> Completion:
        """Reserve the most the call may take, ask, settle at what it took.

        A call that failed is settled at nothing, since endpoints do not bill errors; one that timed out, or answered
        without counting its tokens, at what was reserved.
        """
        wanted = self._purse.amount(self._most(request))
        await self._purse.reserve(wanted)
        paid = Decimal(0)
        try:
            answer = await self._inner.complete(request)
            paid = self._purse.amount(answer.usage) if _counted(answer.usage) else wanted
        except EndpointError as error:
            paid = wanted if error.fault is Fault.TIMEOUT else paid
            raise
        finally:
            await asyncio.shield(self._purse.settle(wanted, paid))
        return answer

    def _most(self, request: Request) -> Usage:
        return Usage(prompt_tokens(request).tokens, request.sampling.max_tokens or UNSAID_OUTPUT)


def _counted(usage: Usage) -> bool:
    return usage.input_tokens is not None and usage.output_tokens is not None


def _short(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.0001')).normalize():f}"

"""Puts the model of a run together: ledger over budget over limits over retry over client."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline.errors import SettingsError
from pipeline.model.budget import BudgetModel, Purse
from pipeline.model.client import Endpoint, OpenAIModel
from pipeline.model.files import FileModel
from pipeline.model.keys import canonical, text_hash
from pipeline.model.ledger import LedgerModel, default_ledger
from pipeline.model.ledger_store import LedgerStore
from pipeline.model.observe import ObservedModel, Observer
from pipeline.model.pace import LimitModel, Pace
from pipeline.model.prices import Price, budget_of, price_of
from pipeline.model.profiles import OPENAI_URL, Profile, profile_for
from pipeline.model.protocol import Completion, LanguageModel, Request, Sampling, Step
from pipeline.model.retry import RetryModel

_FEW = 8  # calls in a row that say, unanswered, that an endpoint is gone; with more at once as many as these


class ModelSettings(Protocol):
    """What is read of the settings; `pipeline.settings.Settings` has it all."""

    @property
    def api_key(self) -> SecretStr: ...
    @property
    def base_url(self) -> str | None: ...
    @property
    def model(self) -> str | None: ...
    @property
    def provider(self) -> str: ...
    @property
    def response_format(self) -> str: ...
    @property
    def thinking(self) -> bool: ...
    @property
    def temperature(self) -> float | None: ...
    @property
    def seed(self) -> int | None: ...
    @property
    def max_output_tokens(self) -> int: ...
    @property
    def context_window(self) -> int | None: ...
    @property
    def extra_body(self) -> Mapping[str, Any]: ...
    @property
    def concurrency(self) -> int: ...
    @property
    def rpm(self) -> int | None: ...
    @property
    def tpm(self) -> int | None: ...
    @property
    def timeout(self) -> float: ...
    @property
    def retries(self) -> int: ...
    @property
    def retry_after_cap(self) -> float: ...
    @property
    def budget(self) -> str | None: ...
    @property
    def price_input(self) -> str | None: ...
    @property
    def price_output(self) -> str | None: ...
    @property
    def price_currency(self) -> str: ...
    @property
    def price_table(self) -> Path | None: ...
    @property
    def ledger(self) -> Path | None: ...


@dataclass(slots=True)
class BuiltModel:
    """The model of a run and the parts a command may want to ask. Close it when the run is over."""

    model: LanguageModel
    name: str
    profile: Profile
    store: LedgerStore
    price: Price | None
    client: OpenAIModel | None = None  # None when requests go to files
    files: FileModel | None = None
    purse: Purse | None = None
    pace: Pace = field(default_factory=Pace)

    async def complete(self, request: Request) -> Completion:
        """Ask the model."""
        return await self.model.complete(request)

    async def close(self) -> None:
        """Close connections and the ledger."""
        if self.client is not None:
            await self.client.close()
        if isinstance(self.model, LedgerModel):
            await self.model.close()


@dataclass(frozen=True, slots=True)
class Shared:
    """What the processes of one run have in common; what is None each has for itself."""

    slots: AbstractAsyncContextManager[object] | None = None  # the calls under way
    pace: Pace | None = None
    purse: Purse | None = None
    store: LedgerStore | None = None


def build_model(settings: ModelSettings, observer: Observer | None = None, shared: Shared | None = None) -> BuiltModel:
    """The model that asks the configured endpoint. SettingsError when there is none or the budget makes no sense."""
    shared = shared or Shared()
    name = model_name(settings)
    endpoint = endpoint_of(settings)
    price = price_for(settings)
    purse = shared.purse or purse_of(settings)
    pace = shared.pace or Pace(settings.rpm, settings.tpm)
    client = OpenAIModel(endpoint)
    hook = observer.waited if observer else None
    inner: LanguageModel = ObservedModel(client, observer, endpoint.profile.name)
    inner = RetryModel(
        inner, pace, settings.retries + 1, settings.retry_after_cap, hook, max(_FEW, settings.concurrency)
    )
    inner = LimitModel(inner, pace, settings.concurrency, shared.slots)
    inner = BudgetModel(inner, purse) if purse else inner
    store = shared.store or LedgerStore(settings.ledger or default_ledger())
    ledger = LedgerModel(inner, store, _place(endpoint))
    return BuiltModel(ledger, name, endpoint.profile, store, price, client, purse=purse, pace=pace)


def build_file_model(settings: ModelSettings) -> BuiltModel:
    """The model that answers from the ledger and keeps the rest for `export_batch`; opens no socket."""
    store = LedgerStore(settings.ledger or default_ledger())
    files = FileModel()
    profile = profile_for(settings.base_url, settings.provider)
    price = price_for(settings) if settings.model else None
    return BuiltModel(LedgerModel(files, store), model_name(settings), profile, store, price, files=files)


def endpoint_of(settings: ModelSettings) -> Endpoint:
    """The configured endpoint with its profile."""
    profile = profile_for(settings.base_url, settings.provider)
    key = settings.api_key.get_secret_value()
    if not key and not settings.base_url:
        raise SettingsError("no endpoint: set OPENAI_API_KEY or OPENAI_BASE_URL, or use --engine extractive")
    asked = settings.response_format
    return Endpoint(
        profile=profile,
        base_url=settings.base_url or OPENAI_URL,
        api_key=key,
        timeout=settings.timeout,
        response_format=None if asked == "auto" else cast("Step", asked),
        context_window=settings.context_window,
        extra=settings.extra_body,
    )


def sampling_of(settings: ModelSettings) -> Sampling:
    """The sampling of every request of a run; it is part of the key."""
    return Sampling(
        temperature=settings.temperature,
        seed=settings.seed,
        max_tokens=settings.max_output_tokens,
        thinking=settings.thinking,
    )


def purse_of(settings: ModelSettings) -> Purse | None:
    """The budget of a run; None without one. SettingsError when it makes no sense."""
    return Purse(budget_of(settings.budget), price_for(settings)) if settings.budget else None


def price_for(settings: ModelSettings) -> Price | None:
    """The price of the configured model; None when nobody says."""
    own = _own_price(settings)
    profile = profile_for(settings.base_url, settings.provider)
    host = host_of(settings.base_url or OPENAI_URL)
    return price_of(model_name(settings), profile.price_list, host, own, settings.price_table)


def model_name(settings: ModelSettings) -> str:
    """The model asked for; SettingsError when none is set, for there is no name every endpoint knows."""
    if not settings.model:
        raise SettingsError("JIANBAO_MODEL is not set: name the model to ask, or use --engine extractive")
    return settings.model


def host_of(base_url: str) -> str:
    """The host of an address, with its port when it has one."""
    return urlsplit(base_url).netloc.rsplit("@", 1)[-1]


def _place(endpoint: Endpoint) -> str:
    """The host; with what is put into every body where that is the user's own, since an error may come from it."""
    own = [endpoint.response_format, dict(endpoint.extra)]
    host = host_of(endpoint.base_url)
    return host if own == [None, {}] else f"{host}#{text_hash(canonical(own))}"


def _own_price(settings: ModelSettings) -> Price | None:
    if settings.price_input is None and settings.price_output is None:
        return None
    if settings.price_input is None or settings.price_output is None:
        raise SettingsError("JIANBAO_PRICE_INPUT and JIANBAO_PRICE_OUTPUT: set both or none")
    into, out = Decimal(settings.price_input), Decimal(settings.price_output)
    return Price(into, out, settings.price_currency, "JIANBAO_PRICE_*")

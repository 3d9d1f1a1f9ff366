"""What the environment and `.env` say; the only module that reads settings, flags win over both."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import SettingsError

_PREFIX = "JIANBAO_"
_OPENAI = {"api_key": "OPENAI_API_KEY", "base_url": "OPENAI_BASE_URL"}


def _sendable(key: SecretStr) -> SecretStr:
    """A key travels in a header line: copied with its line end, or with a note beside it, it is none."""
    words = key.get_secret_value().strip()
    if not words.isascii() or not words.isprintable() or " " in words:
        raise ValueError("not a key")
    return SecretStr(words)


def _address(url: str) -> str:
    """An address that can be asked; reading its port raises for what is none."""
    url = url.strip()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not an address")
    if not url.isprintable() or " " in url:
        raise ValueError("not an address")
    return url


Count = Annotated[int, Field(ge=1)]
Positive = Annotated[float, Field(gt=0)]


def _shared(name: str) -> AliasChoices:
    return AliasChoices(name, _OPENAI[name])


class Settings(BaseSettings):
    """Every setting with its default. A description says what is accepted: it is what an error message shows."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8-sig",  # Windows editors begin a file with a mark
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    engine: Literal["auto", "extractive", "llm"] = Field("auto", description="auto, extractive or llm")
    api_key: Annotated[SecretStr, AfterValidator(_sendable)] = Field(
        SecretStr(""), validation_alias=_shared("api_key"), description="the endpoint's key and nothing else"
    )
    base_url: Annotated[str, AfterValidator(_address)] | None = Field(
        None, validation_alias=_shared("base_url"), description="http:// or https:// address"
    )
    model: str | None = Field(None, description="the model's name as the endpoint knows it")
    provider: str = Field("auto", description="auto, or a profile: openai, deepseek, dashscope, glm, …")
    response_format: Literal["auto", "json_schema", "json_object", "text"] = Field(
        "auto", description="auto, json_schema, json_object or text"
    )
    thinking: bool = Field(False, description="true or false")
    temperature: float | None = Field(0.0, ge=0, le=2, description="a number from 0 to 2")
    seed: int | None = Field(None, description="a whole number")
    max_output_tokens: Count = Field(8000, description="a whole number, at least 1")
    chunk_tokens: int = Field(4000, ge=200, description="a whole number, at least 200")
    context_window: Count | None = Field(None, description="a whole number of tokens, at least 1")
    extra_body: dict[str, Any] = Field(default_factory=dict, description='a JSON object, such as {"top_k": 1}')

    processes: Count | None = Field(None, description="a whole number, at least 1")
    scheduler: str | None = Field(
        None, pattern=r"^[a-z]+://\S+$", description="the address of a Dask scheduler, such as tcp://HOST:8786"
    )
    local_cluster: Count | None = Field(None, description="a whole number of workers, at least 1")
    concurrency: int = Field(16, ge=1, le=1024, description="a whole number from 1 to 1024")
    rpm: Count | None = Field(None, description="a whole number of requests a minute, at least 1")
    tpm: Count | None = Field(None, description="a whole number of tokens a minute, at least 1")
    timeout: Positive = Field(120.0, description="seconds, more than 0")
    retries: int = Field(5, ge=0, le=50, description="a whole number from 0 to 50")
    retry_after_cap: Positive = Field(120.0, description="seconds, more than 0")

    budget: str | None = Field(None, description='"5 usd", "30 cny" or "2000000 tokens"')
    price_input: str | None = Field(None, pattern=r"^\d+(\.\d+)?$", description="money for a million input tokens")
    price_output: str | None = Field(None, pattern=r"^\d+(\.\d+)?$", description="money for a million output tokens")
    price_currency: str = Field("USD", pattern=r"^[A-Z]{3}$", description="a code such as USD or CNY")
    price_table: Path | None = Field(None, description="a TOML file of prices")

    ledger: Path | None = Field(None, description="a file")
    replay: Path | None = Field(None, description="a folder of recordings")
    recordings: Path | None = Field(None, description="a folder for recordings")
    themes: Path | None = Field(None, description="a TOML file of themes")
    prompts: Path | None = Field(None, description="a folder of prompts")
    log_json: Path | None = Field(None, description="a file for a structured log")

    @property
    def has_endpoint(self) -> bool:
        """True when a key or an address of an endpoint is configured: `auto` is then the llm engine."""
        return bool(self.api_key.get_secret_value() or self.base_url)


def load_settings(env_file: Path | None = Path(".env"), **flags: Any) -> Settings:
    """Settings of this run; a flag that is None was not given. SettingsError names the variable and what it takes."""
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as error:
        raise SettingsError(_sentence(error, given)) from None  # its text may hold a key
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{env_file}: cannot be read ({error}); save it as UTF-8") from error
    except ValueError as error:  # pydantic-settings: a variable that should hold JSON does not
        raise SettingsError(f"{_PREFIX}EXTRA_BODY: write {_described('extra_body')}") from error


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return _OPENAI.get(name, _PREFIX + name.upper())


def unknown_variables() -> dict[str, str]:
    """`JIANBAO_*` variables that are no setting, each with the nearest that is ("" when none is near)."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields}
    strange = sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in known)
    return {name: next(iter(difflib.get_close_matches(name, known, 1)), "") for name in strange}


def _sentence(error: ValidationError, given: dict[str, Any]) -> str:
    detail = error.errors(include_url=False, include_context=False)[0]
    place = str(detail["loc"][0]) if detail["loc"] else ""
    name = next((field for field in Settings.model_fields if place in {field, _OPENAI.get(field)}), place.lower())
    where = f"--{name.replace('_', '-')}" if name in given else variable_of(name)
    value = "" if name == "api_key" else f"{given.get(name, os.environ.get(variable_of(name), detail.get('input')))!r} "
    return f"{where}: {value}does not fit; it takes {_described(name)}"


def _described(name: str) -> str:
    field = Settings.model_fields.get(name)
    return field.description or name if field else "another value"

"""What each provider really supports, as data; settings override any of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import SettingsError
from pipeline.model.protocol import Step

OPENAI_URL = "https://api.openai.com/v1"
_ALL: tuple[Step, ...] = ("json_schema", "json_object", "text")
_UNENFORCED: tuple[Step, ...] = ("json_object", "text")


@dataclass(frozen=True, slots=True)
class Profile:
    """One provider. `context_window` in tokens, None where it is the model's or the server's to say."""

    name: str
    steps: tuple[Step, ...]  # response formats to try, best first
    hosts: tuple[str, ...] = ()  # endings of host names
    port: int | None = None  # told by its usual port
    max_tokens_name: str = "max_tokens"
    thinking_off: Mapping[str, Any] = field(default_factory=dict)  # what the body says to switch reasoning off
    thinking_on: Mapping[str, Any] = field(default_factory=dict)
    context_window: int | None = None
    price_list: str | None = None  # provider id in genai-prices
    batch: bool = False  # takes OpenAI-shaped batch files
    note: str = ""


_TYPED = {"thinking": {"type": "disabled"}}
_TYPED_ON = {"thinking": {"type": "enabled"}}

PROFILES: tuple[Profile, ...] = (
    Profile(
        "openai",
        _ALL,
        hosts=("api.openai.com",),
        max_tokens_name="max_completion_tokens",
        price_list="openai",
        batch=True,
    ),
    Profile(
        "deepseek",
        _UNENFORCED,  # json_schema is a 400: "This response_format type is unavailable now"
        hosts=("api.deepseek.com",),
        thinking_off=_TYPED,
        thinking_on=_TYPED_ON,
        price_list="deepseek",
        note="an answer that is not JSON comes back as blanks",
    ),
    Profile(
        "dashscope",
        _UNENFORCED,  # json_schema only on some models; setting response_format=json_schema asks for it
        hosts=("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"),
        thinking_off={"enable_thinking": False},  # no structured output while thinking
        thinking_on={"enable_thinking": True},
        price_list="dashscope",
        batch=True,
        note="json_object needs the word JSON in the prompt",
    ),
    Profile(
        "glm",
        _UNENFORCED,  # json_schema is taken and ignored: prose comes back
        hosts=("open.bigmodel.cn",),
        thinking_off=_TYPED,
        thinking_on=_TYPED_ON,
        price_list="zhipuai",
        note="max_completion_tokens is ignored; max_tokens is sent",
    ),
    Profile(
        "zai",  # GLM outside China: the same API at other prices
        _UNENFORCED,
        hosts=("api.z.ai",),
        thinking_off=_TYPED,
        thinking_on=_TYPED_ON,
        price_list="zai",
        note="max_completion_tokens is ignored; max_tokens is sent",
    ),
    Profile(
        "moonshot",
        _UNENFORCED,
        hosts=("api.moonshot.cn", "api.moonshot.ai"),
        thinking_off=_TYPED,
        thinking_on=_TYPED_ON,
        price_list="moonshotai",
    ),
    Profile(
        "vllm",
        _ALL,
        thinking_off={"chat_template_kwargs": {"enable_thinking": False}},
        thinking_on={"chat_template_kwargs": {"enable_thinking": True}},
        note="start the server with disable_any_whitespace, or some models write blanks to the limit",
    ),
    Profile(
        "ollama",
        _ALL,
        port=11434,
        context_window=4096,  # its default; a longer prompt loses its front with HTTP 200, num_ctx is ignored on /v1
        note="set OLLAMA_CONTEXT_LENGTH on the server and JIANBAO_CONTEXT_WINDOW here to the same number",
    ),
    Profile(
        "llamacpp",
        _ALL,
        thinking_off={"chat_template_kwargs": {"enable_thinking": False}},
        thinking_on={"chat_template_kwargs": {"enable_thinking": True}},
    ),
    Profile("unknown", _UNENFORCED),
)
PROVIDERS = tuple(profile.name for profile in PROFILES)


def profile_for(base_url: str | None, provider: str = "auto") -> Profile:
    """The profile named `provider`, or the one `base_url` belongs to; no base URL is OpenAI's own."""
    if provider != "auto":
        named = [profile for profile in PROFILES if profile.name == provider]
        if not named:
            raise SettingsError(f"JIANBAO_PROVIDER: {provider!r} is none of auto, {', '.join(PROVIDERS)}")
        return named[0]
    address = urlsplit(base_url or OPENAI_URL)
    host = address.hostname or ""
    for profile in PROFILES:
        if any(host == name or host.endswith("." + name) for name in profile.hosts):
            return profile
        if profile.port is not None and address.port == profile.port:
            return profile
    return PROFILES[-1]

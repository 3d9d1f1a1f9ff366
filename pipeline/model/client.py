"""The one place that speaks HTTP: any OpenAI-compatible endpoint, no retries of its own.

It posts through aiohttp: of the openai package only the post would be used, and with the HTTP library below it that
takes three quarters of the processor time of a call (`python -m evals.bench model`).
"""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.model import faults, wire
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.negotiate import Form, Negotiation
from pipeline.model.profiles import Profile
from pipeline.model.protocol import Completion, LanguageModel, Request, Step
from pipeline.model.secrecy import scrub
from pipeline.model.tokens import strict_bound

if TYPE_CHECKING:
    import aiohttp

_MOST_FORMS = 8  # forms tried for one request: every step and a handful of parameters
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask and what it is like. `timeout` in seconds is for a whole call, slow streams included."""

    profile: Profile
    base_url: str
    api_key: str = field(default="", repr=False)
    timeout: float = 120.0
    response_format: Step | None = None  # ask for this one first whatever the profile says
    context_window: int | None = None  # tokens; None leaves it to the profile
    extra: Mapping[str, Any] = field(default_factory=dict)  # put into every body as it is

    @property
    def steps(self) -> tuple[Step, ...]:
        """Response formats to try, best first."""
        order: tuple[Step, ...] = ("json_schema", "json_object", "text")
        return order[order.index(self.response_format) :] if self.response_format else self.profile.steps

    @property
    def window(self) -> int | None:
        """The context window in tokens, None when nobody said."""
        return self.context_window or self.profile.context_window


class OpenAIModel(LanguageModel):
    """Asks an endpoint. Errors are `EndpointError`s without keys; `negotiation` tells what the endpoint takes."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.negotiation = Negotiation(endpoint.steps)
        base = urlsplit(endpoint.base_url)
        self._url = base._replace(path=base.path.rstrip("/") + _PATH).geturl()  # a query, an API version, stays
        self._session: aiohttp.ClientSession | None = None

    async def complete(self, request: Request) -> Completion:
        """Ask, in the best form the endpoint takes."""
        self._check_window(request)
        form, first = self.negotiation.form, None
        for _ in range(_MOST_FORMS):
            try:
                answer = await self._ask(request, form)
            except EndpointError as error:
                first = first or error
                other = self.negotiation.other(error, form, request)
                if other is None:
                    raise first from None
                form = other
                continue
            self.negotiation.settle(form, answer, request)
            return answer
        raise first or EndpointError(Fault.BAD_REQUEST, "the endpoint takes no form of the request")

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _ask(self, request: Request, form: Form) -> Completion:
        body = wire.body(request, self.endpoint.profile, form.step, form.dropped) | dict(self.endpoint.extra)
        session = self._session = self._session or self._opened()  # before the clock starts: it imports its library
        started = time.monotonic()
        text = await self._post(session, body)
        spent = round((time.monotonic() - started) * 1000)
        return replace(wire.completion(text, form.step), latency_ms=spent)

    async def _post(self, session: "aiohttp.ClientSession", body: Mapping[str, Any]) -> str:
        import aiohttp

        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        try:
            async with asyncio.timeout(self.endpoint.timeout), session.post(self._url, data=content) as response:
                text = await response.text(errors="replace")
        except TimeoutError:
            limit = f"no answer within {self.endpoint.timeout:g} s"
            raise EndpointError(Fault.TIMEOUT, f"{limit} (JIANBAO_TIMEOUT)") from None
        except (aiohttp.ClientError, OSError) as error:
            reason = scrub(str(error) or type(error).__name__, self.endpoint.api_key)
            raise EndpointError(Fault.CONNECTION, f"{self.endpoint.base_url}: {reason}") from None
        if not response.ok:
            said = scrub(text, self.endpoint.api_key)  # an error may echo the key
            raise faults.from_status(response.status, response.headers, said, datetime.now(UTC))
        return text

    def _opened(self) -> "aiohttp.ClientSession":
        """Connections to the endpoint, as many as calls are under way."""
        import ssl

        import aiohttp
        import truststore

        headers = {"content-type": "application/json", "accept": "application/json", "user-agent": "jianbao"}
        if self.endpoint.api_key:  # local servers want none
            headers["authorization"] = f"Bearer {self.endpoint.api_key}"
        trusted = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # what the system trusts, an office's own roots too
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, ssl=trusted),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=None),  # `_post` keeps the time of the whole call
            proxy=_proxy(self._url),  # found once: `trust_env` looks for it with every call, and takes a .netrc's
        )  # account for this host over our key

    def _check_window(self, request: Request) -> None:
        window = self.endpoint.window
        if window is None:
            return
        needed = strict_bound(request) + (request.sampling.max_tokens or 0)
        if needed > window:
            raise EndpointError(
                Fault.TOO_LONG,
                f"{request.logical}: up to {needed} tokens with the answer, and the context window is {window}; "
                "a longer prompt may be cut without a word. Give the server a larger window and say so in "
                "JIANBAO_CONTEXT_WINDOW, or use a smaller JIANBAO_CHUNK_TOKENS",
            )


def _proxy(url: str) -> str | None:
    """The proxy that the environment, or the system's settings, name for `url`; None without one."""
    from urllib.request import getproxies, proxy_bypass

    where = urlsplit(url)
    return None if proxy_bypass(where.hostname or "") else getproxies().get(where.scheme)

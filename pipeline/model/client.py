"""The one place that speaks HTTP: any OpenAI-compatible endpoint, no retries of its own.

It posts through httpx2 itself: of the openai package only the post would be used, and that took a third of the
processor time of a call and most of the start of a run (`python -m evals.bench model`).
"""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.model import faults, wire
from pipeline.model.errors import EndpointError, Fault
from pipeline.model.negotiate import Form, Negotiation
from pipeline.model.pools import Pools
from pipeline.model.profiles import Profile
from pipeline.model.protocol import Completion, LanguageModel, Request, Step
from pipeline.model.secrecy import scrub
from pipeline.model.tokens import strict_bound

if TYPE_CHECKING:
    import ssl

    import httpx2

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
        self._pools = Pools(self._client)
        self._tls: ssl.SSLContext | None = None
        self._address: httpx2.URL | None = None

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
        await self._pools.close()

    async def _ask(self, request: Request, form: Form) -> Completion:
        body = wire.body(request, self.endpoint.profile, form.step, form.dropped) | dict(self.endpoint.extra)
        with self._pools.lend() as client:  # before the clock starts: the first time it imports its library
            started = time.monotonic()
            text = await self._post(client, body)
            spent = round((time.monotonic() - started) * 1000)
        return replace(wire.completion(text, form.step), latency_ms=spent)

    async def _post(self, client: "httpx2.AsyncClient", body: Mapping[str, Any]) -> str:
        import httpx2

        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        try:
            async with asyncio.timeout(self.endpoint.timeout):
                response = await client.post(self._url(), content=content)
        except (TimeoutError, httpx2.TimeoutException):
            limit = f"no answer within {self.endpoint.timeout:g} s"
            raise EndpointError(Fault.TIMEOUT, f"{limit} (JIANBAO_TIMEOUT)") from None
        except httpx2.HTTPError as error:
            reason = scrub(str(error) or type(error).__name__, self.endpoint.api_key)
            raise EndpointError(Fault.CONNECTION, f"{self.endpoint.base_url}: {reason}") from None
        if not response.is_success:
            raise self._refused(response)
        return response.text

    def _refused(self, response: "httpx2.Response") -> EndpointError:
        text = scrub(response.text, self.endpoint.api_key)
        return faults.from_status(response.status_code, response.headers, text, datetime.now(UTC))

    def _client(self, connections: int) -> "httpx2.AsyncClient":
        """A client with its own connections; made on first use, because importing its library takes a while."""
        import httpx2

        headers = {"content-type": "application/json", "accept": "application/json", "user-agent": "jianbao"}
        if self.endpoint.api_key:  # local servers want none
            headers["authorization"] = f"Bearer {self.endpoint.api_key}"
        return httpx2.AsyncClient(
            headers=headers,
            limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=None),
            timeout=httpx2.Timeout(self.endpoint.timeout),
            verify=self._trusted(),
            follow_redirects=True,
        )

    def _url(self) -> "httpx2.URL":
        """Where to post: below the base address, whose query (an API version) is kept."""
        if self._address is None:
            import httpx2

            base = httpx2.URL(self.endpoint.base_url)
            self._address = base.copy_with(path=base.path.rstrip("/") + _PATH)
        return self._address

    def _trusted(self) -> "ssl.SSLContext":
        """The certificates believed in, read once for all clients."""
        if self._tls is None:
            import httpx2

            self._tls = httpx2.create_ssl_context()
        return self._tls

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

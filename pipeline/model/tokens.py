"""Counts tokens without a network: by a vocabulary that is present and verified, or by bytes."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.model.keys import canonical
from pipeline.model.protocol import Request

Method = Literal["vocabulary", "learned", "bytes"]

# tiktoken's cache: file name (sha1 of its URL) and sha256 of the content, as in its `openai_public.py`.
_VOCABULARIES = {
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
_PER_MESSAGE = 8  # tokens of chat template round each message, with room to spare

_ORDER = 300  # bytes of the sentences round a schema in a prompt, see `wire`


@dataclass(frozen=True, slots=True)
class TokenCount:
    """A number of tokens and how it was come by."""

    tokens: int
    method: Method


def count_tokens(text: str, model: str, learned: float | None = None) -> TokenCount:
    """Tokens of `text`: exact with a verified vocabulary, else by `learned` tokens a byte, else ceil(bytes / 2).

    The byte estimate is above o200k and cl100k on every window of Chinese report text measured.
    """
    size = len(text.encode("utf-8", "replace"))
    encode = _encoder(_vocabulary_of(model))
    if encode is not None:
        return TokenCount(encode(text), "vocabulary")
    if learned is not None:
        return TokenCount(-int(-size * learned // 1), "learned")
    return TokenCount((size + 1) // 2, "bytes")


def prompt_tokens(request: Request, learned: float | None = None) -> TokenCount:
    """Tokens of all messages of `request`, their chat template and the schema, wherever it is put."""
    counts = [count_tokens(message.text, request.model, learned) for message in request.messages]
    total = sum(count.tokens for count in counts) + _PER_MESSAGE * len(counts) + (_schema_bytes(request) + 1) // 2
    return TokenCount(total, counts[0].method if counts else "bytes")


def strict_bound(request: Request) -> int:
    """Never fewer than the prompt's tokens, for any byte-level vocabulary: all its bytes and the chat template."""
    return prompt_bytes(request) + _PER_MESSAGE * len(request.messages) + 2 * _schema_bytes(request)


def prompt_bytes(request: Request) -> int:
    """UTF-8 bytes of all messages."""
    return sum(len(message.text.encode("utf-8", "replace")) for message in request.messages)


def _schema_bytes(request: Request) -> int:
    """The schema and the words that bring it into a prompt; its skeleton there is never longer than itself."""
    return len(canonical(request.schema).encode()) + _ORDER if request.schema is not None else 0


def vocabulary_status() -> dict[str, Path | None]:
    """Where each vocabulary is verified to be; None where it is missing or its hash is wrong."""
    return {name: _verified(name) for name in _VOCABULARIES}


def _vocabulary_of(model: str) -> str | None:
    """The vocabulary of an OpenAI model; no other provider's is known."""
    name = model.rsplit("/", 1)[-1]
    if name.startswith(("gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "o1", "o3", "o4", "chatgpt-")):
        return "o200k_base"
    return "cl100k_base" if name.startswith(("gpt-4", "gpt-3.5")) else None


@cache
def _encoder(vocabulary: str | None) -> Callable[[str], int] | None:
    """Loaded only from a verified file: tiktoken deletes a wrong one and goes to the network without a time limit."""
    if vocabulary is None or _verified(vocabulary) is None:
        return None
    import tiktoken

    encoding = tiktoken.get_encoding(vocabulary)
    return lambda text: len(encoding.encode_ordinary(text))


def _verified(vocabulary: str) -> Path | None:
    file, digest = _VOCABULARIES[vocabulary]
    path = _cache_folder() / file
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return path if hashlib.sha256(content).hexdigest() == digest else None


def _cache_folder() -> Path:
    """Where tiktoken itself looks, by its own two variables."""
    for name in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if name in os.environ:
            return Path(os.environ[name]) if os.environ[name] else Path("/nonexistent")
    return Path(tempfile.gettempdir()) / "data-gym-cache"

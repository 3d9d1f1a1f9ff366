"""Keeps keys out of what is shown and stored, and finds what should not be stored."""

import re

_CREDENTIALS = {
    "API key": re.compile(r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{12,}"),
    "bearer token": re.compile(r"\bbearer\s+[A-Za-z0-9._~+/-]{8,}", re.IGNORECASE),
    "authorization header": re.compile(
        r"\b(?:authorization|x-api-key|api-key)[\"']?\s*[:=]\s*[\"']?\S{8,}", re.IGNORECASE
    ),
    "organisation id": re.compile(r"\borg-[A-Za-z0-9]{12,}"),
    "project id": re.compile(r"\bproj_[A-Za-z0-9]{8,}"),
    "cookie": re.compile(r"\b(?:set-)?cookie[\"']?\s*:\s*\S{4,}", re.IGNORECASE),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"),
}
_PERSONAL = {
    "e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"),
    "mobile number": re.compile(r"(?<![\d.,，])1[3-9]\d{9}(?![\d.,，]|\s*[万亿元平人户吨])"),
    "identity number": re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)"),
}


def scrub(text: str, *known: str) -> str:
    """`text` with `known` secrets and anything shaped like a credential replaced by ***."""
    for secret in known:
        if len(secret) >= 4:  # shorter ones are placeholders of local servers and would eat words
            text = text.replace(secret, "***")
    for pattern in _CREDENTIALS.values():
        text = pattern.sub("***", text)
    return text


def credentials(text: str) -> list[str]:
    """Kinds of credential found in `text`."""
    return [name for name, pattern in _CREDENTIALS.items() if pattern.search(text)]


def personal_data(text: str) -> list[str]:
    """Kinds of personal data found in `text`: a report may carry them, a stored file should not without a look."""
    return [name for name, pattern in _PERSONAL.items() if pattern.search(text)]

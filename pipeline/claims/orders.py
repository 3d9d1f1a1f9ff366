"""Words in a report that give orders to whoever summarises it: never obeyed, never published, always told."""

import re

_ORDER = re.compile(
    r"(?<!不)(?:忽略|无视|不要理会|忘记)[^，,。；;\n]{0,6}(?:以上|上述|之前|前面|先前|所有)[^，,。；;\n]{0,6}(?:要求|指令|指示|规则|提示|设定)"
    r"|(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+)*(?:above|previous|prior|earlier)"
    r"|system\s*prompt|系统提示词|你(?:现在)?是一个?(?:AI|人工智能|语言模型|助手)",
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """True when `text` speaks to a language model rather than of work done."""
    return _ORDER.search(text) is not None

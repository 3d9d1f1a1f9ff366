"""Text that was read in a wrong encoding and saved again: no reading brings its words back for certain."""

import re

_SAMPLE = 200_000  # characters
_LOST = "\ufffd"
_FEW_LOST = 3  # signs lost in a text that is still worth reading
_LOST_SHARE = 0.0005
_KUN = re.compile("锟斤拷|烫烫烫|屯屯屯")
# 的 ， 。 、 “ ” 在 工 作 of UTF-8 begin with these when its bytes are taken in twos.
_AS_GBK = re.compile("[锛銆鐨鈥鍦宸浣鏄涓鏈骞]")
_AS_GBK_SHARE = 0.05
_AS_LATIN = re.compile("[\u0080-\u00ff]")
_AS_LATIN_SHARE = 0.3
_HAN = re.compile("[\u3400-\u9fff]")


def garbled(text: str) -> str | None:
    """Why `text` cannot be trusted, as the end of a sentence; None for a text that can."""
    sample = text[:_SAMPLE]
    lost = sample.count(_LOST)
    if lost > max(_FEW_LOST, _LOST_SHARE * len(sample)):
        return f"has lost {lost} characters (U+FFFD) to a wrong encoding; get the report again from its source"
    if len(_KUN.findall(sample)) > 1:
        return "is garbled (锟斤拷): GBK text was read as UTF-8 and saved again; get the report again from its source"
    signs = sum(not char.isspace() for char in sample)
    if len(_AS_GBK.findall(sample)) > _AS_GBK_SHARE * signs and _is_double(sample):
        return "is garbled: UTF-8 text was read as GBK and saved again; get the report again from its source"
    latin = len(_AS_LATIN.findall(sample))
    if latin > _AS_LATIN_SHARE * signs and latin > len(_HAN.findall(sample)):
        return "is garbled: Chinese text was read as Latin-1 and saved again; get the report again from its source"
    return None


def _is_double(sample: str) -> bool:
    """True when most of the bytes of `sample` in GBK are good UTF-8 of Chinese; ordinary Chinese never is."""
    again = sample.encode("gb18030", "ignore").decode("utf-8", "replace")
    return len(_HAN.findall(again)) > 2 * again.count(_LOST)

"""The signs of a PDF as a person would type them."""

import re
import unicodedata

_WIDE = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
_SPREAD = re.compile(rf"(?<=[{_WIDE}])[ \xa0]+|(?<=\S)[ \xa0]+(?=[{_WIDE}])")
_UNSEEN = dict.fromkeys(map(ord, "\n\r\x00\u200b\ufeff\u00ad"))
# Unicode gives the radicals of its supplement no equivalents of their own (UAX 38, EquivalentUnifiedIdeograph).
_RADICALS = str.maketrans(
    "⺁⺎⺒⺓⺕⺜⺝⺠⺩⺫⺮⺶⺹⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱",
    "厂兀巳幺彐日月民王罒竹羊耂聿月臼艹虎衤覀西见角讠贝车辶阝钅長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜",
)


def plain(words: str) -> str:
    """Radicals and ligatures that stand for the signs they look like (⼀ for 一, ⻓ for 长) made those signs.

    Blanks beside a Chinese sign are the spreading of a justified line; real ones show as a gap between pieces.
    """
    shown = words.translate(_UNSEEN).translate(_RADICALS)
    return _SPREAD.sub("", "".join(unicodedata.normalize("NFKC", char) if _composed(char) else char for char in shown))


def _composed(char: str) -> bool:
    return "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\ufb00" <= char <= "\ufb06"

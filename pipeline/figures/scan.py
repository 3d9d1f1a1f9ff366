"""The scanning regexes: where a numeral starts and how far its digits, softener and multiplier reach.

Repetition is possessive or bounded everywhere, so a scan is linear in the text whatever the text is.
"""

import re

from pipeline.figures.units import BY_FIRST

D = "[0-9０-９]"
HAN = "一二三四五六七八九十百千万亿两零〇壹贰叁肆伍陆柒捌玖拾佰仟"
_HAN_DIGIT = "一二三四五六七八九零〇两"
# A space, or the end of a hard-wrapped line; a tab stands between cells.
GAP = r"[ \u3000\xa0]{0,2}(?:\n[ \t\u3000\xa0]{0,8})?"
RANGE = r"[-－–—―~～〜∼至到]{1,2}"

# Before 克 瓦 米 … a 千 belongs to the unit, before 分 a 百 does.
MULT = r"(?:万亿|[十百千]?[万亿]|千(?![克米升瓦伏卡帕赫焦字周])|百(?!分)|个亿(?!元))"
_UNIT_FIRST = "[" + re.escape("".join(sorted(BY_FIRST))) + "]"
_SCALED = rf"(?:{MULT}|{_UNIT_FIRST})"
_WRAPPED = r"(?<=[^\n]{8})"  # a wrapped line is long; a cell of a table, a list number or a page number is not

_DIGITS = rf"""
    {D}(?:[ ]{D}){{1,11}}+(?:[ ]?[.．][ ]?{D}(?:[ ]?{D}){{0,3}}+)?(?=[ ]?(?:[年月日]|{_SCALED}))  # 1 9 9 7 年
  | {D}{{1,3}}+(?:[,，]{D}{{3}}){{1,6}}+(?![,，]?{D})(?:[.．]{D}++)?                               # 1,234.5 and 2，277
  | {D}{{1,3}}+(?:[ ]{D}{{3}}){{1,4}}+(?!{D})(?:[.．]{D}++)?(?=[ ]?(?:[千百]?[万亿]|[元吨亩户人公平米]))  # 1 256.8亿元
  | (?<=[\u4e00-\u9fff]){D}{{1,3}}[ ]{D}{{1,3}}[.．]{D}++(?=[ ]?(?:[千百]?[万亿]|元))  # 支出7 12.6亿元
  | (?<=[\u4e00-\u9fff]){D}{{1,3}}(?:[ ]{D}{{3}}){{1,4}}+(?!{D})(?:[.．]{D}++)?(?=[ ]?\n?{_UNIT_FIRST})  # 生猪12 560头
  | {D}++[.．]{D}++
  | (?<=[\u4e00-\u9fff]){D}++[ ]?[.．][ ]{D}++(?=[ ]?(?:公里|公斤|公顷|亩|吨|倍|米|平方|人|户|个))  # 长12. 5公里
  | {D}++[ ]?[.．·。]{GAP}{D}++(?={GAP}(?:{MULT}|[%％元]|个百分点))                                 # 12.⏎5亿元
  | {_WRAPPED}{D}++(?:[.．]\n|\n)[ \t\u3000]{{0,8}}{D}++(?:[.．]{D}++)?(?=[ ]?{_SCALED})            # 1⏎0485人
  | {D}++·{D}++(?=[:：︰∶])|(?<=[:：︰∶]){D}++·{D}++                                                # 11·2:45·7:43·1
  | {D}++[OＯ○](?:[OＯ○]|{D}){{0,6}}+(?=[ ]?(?:年|{_SCALED}))                                           # 21O5亩
  | {D}++
"""
_SOFT = r"余|多(?!元)|来(?=[个人万亿元年天户家名亩里])|几"

START = re.compile(f"[0-9０-９{HAN}]")
NUMBER = re.compile(rf"({_DIGITS})(?:[ ]?({_SOFT}))?(?:{GAP}({MULT}))?(余|多(?!元))?", re.X)
LOWER_PART = re.compile(rf"({D}{{1,4}}+(?:[.．]{D}++)?)([千百]?万|千)")  # 1亿3千万元
SECOND = re.compile(
    rf"(?:{RANGE}|\?(?={D}{{2}}))({D}++(?:[,，]{D}{{3}})*+(?:[.．]{D}++)?)[ ]?({_SOFT})?({MULT})?(余|多)?"
)
SHARED = re.compile(rf"(?:[、和及与]({D}++(?:[.．]{D}++)?)){{1,8}}+(余|多)?({MULT})?(?={_UNIT_FIRST})")
HAN_NUMBER = re.compile(
    rf"([{HAN}]{{1,24}}+)(?:点([{_HAN_DIGIT}]{{1,8}}+))?(余|多(?!元)|来(?=[个人万元天户家名]))?((?:[百千]?[万亿]){{1,2}})?(余|多(?!元))?"
)
BLANK = re.compile(GAP)

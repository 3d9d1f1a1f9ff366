"""Page furniture: what a site puts round a report. Patterns for the families of sites, not for single ones.

Three strengths. `is_furniture` holds anywhere in a text (site ids, share buttons, page numbers). `is_label` is a line
of metadata, furniture only before and after the report. `is_menu` is a line of words of navigation and counters only.
"""

import re

from pipeline.domain.span import Span
from pipeline.outline.dates import DATE
from pipeline.outline.page_words import (
    CREDIT_WORDS,
    MENU_WORDS,
    OTHERS_WORDS,
    STRONG_LABELS,
    WEAK_LABELS,
    spaced,
    words,
)
from pipeline.outline.pagers import is_pager
from pipeline.outline.tallies import is_tally

_LONGEST = 200  # characters; a longer line is text, whatever it begins with
_COUNTERS = (
    *(read + counted for read in words("浏览 阅读 访问 点击") for counted in words("次数 人数 人次 量 数 热度")),
    *words("点击率 人气"),
)
_WHEN = r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*日?\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_ANYWHERE = re.compile(
    r"[\s•·|【\[(（>:：]*(?:"
    r"您?(?:现在|当前|目前)?(?:所在)?的?位置\s*[:：]|当前(?:位置|栏目|页面)\s*[:：]|(?:网站)?首页\s*[>»›/＞-]|"
    r"(?:微信|手机|请?用微信)?(?:扫一扫|扫描|扫码)[^，,。；;]{0,20}$|扫(?:描到|一扫)[^。；;]{0,8}[,，][^。；;]{0,12}$|更加?方便分享[^，,。；;]{0,12}$|分享(?:到|至)\s*[:：]?\s*$|分享(?:到|至)\s*[:：]|"
    r"字(?:体|号)(?:大小)?\s*[:：【\[]|"
    rf"(?:[\[(（【]?{_WHEN}\s*[\])）】]?\s*)?(?:{spaced(_COUNTERS)})\s*[:：](?![^。；;]*[。；;])|"
    r"(?:(?:点赞|在看|喜欢|收藏|评论|转发|分享|推荐|赞|踩|顶一下|踩一下)\s*(?:数|量)?\s*[(（:：]?\s*\d[\d,]*\s*[次人条]?\s*[)）]?(?:\s*[\d.]+[%％])?\s*){2,}$|"
    r"[上下]一[篇条页则](?:文章|信息|新闻)?\s*[:：]|(?:总|今日|本站)访问(?!量?(?:累计)?已?(?:达|突破|超|增))(?![^。；;]*[。；;])|您是第|[^，,。；;]{0,60}今天是|第\s*\d+\s*页\s*(?:[/／共,，]\s*共?\s*\d+\s*页)?\s*$|"
    r"[-—–]?\s*\d{1,4}\s*[-—–]\s*$|相关(?:链接|阅读|文章|新闻|推荐|解读|文件|稿件|附件下载|附件)[\s:：]*$|"
    r"(?:网站)?(?:主办|承办|主管)(?:单位)?\s*[:：]|(?:网站)?技术支持(?:电话)?\s*[:：]|(?:[【\[]?我要纠错[】\]]?\s*)?责任编辑\s*[:：]|文章录入\s*[:：]|"
    r"(?:您好[,，!！\s]*)?(?:热烈)?欢迎您?(?:访问|光临|来到|进入)|(?:点击|长按)[^，,。；;]{0,12}(?:关注|蓝字|二维码)|(?:微信)?关注(?:该|我们|本)?(?:微信)?公众号|阅读原文$|"
    r"[^，,。；;：:]{1,80}\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|ceb)(?:\s*[(（\[]?\s*[\d.]+\s*[KMkm]?[Bb]\s*[)）\]]?)?\s*$|"
    r"(?:https?|file)://[!-~]+(?:\s[^，。；;]{0,80})?$|[^，,。；;]{0,30}\shttps?://[!-~]+(?:\s[^，。；;]{0,60})?$|"
    r"[^，,。；;]{0,40}首\s*页\s*(?:[>»›＞→]|/\s)|(?:点击|戳)(?:收听|播放|查看|下载)[^，,。；;]{0,30}$|"
    r"(?:进入|切换)?(?:老年|长者|无障碍|关怀|适老)(?:化)?(?:版|模式)\s*$|(?:打印时间|原文链接|本文链接|文章链接|原文地址)\s*[:：]|"
    r"[-—=~*\s(（]*(?:END|完|全文完|正文结束)[-—=~*\s)）]*$|"
    rf"(?:{_WHEN}\s*)?(?:阅读|浏览|点击|访问)(?:量|数|次数|人数)?[\s:：]*[\d,，]+\s*(?:人?次)?\s*[\])）】]?\s*$|"
    r"附件\s*[【\[][^】\]]{1,100}[】\]]\s*已?下载|此件(?:主动|依申请|不予)?公开(?:发布)?[)）]?\s*$|"
    r"[^，,。；;]{0,60}(?:ICP备|公网安备|网站标识码|版权所有|Copyright|copyright|©|打印本页|关闭(?:本页|窗口)|"
    r"建议使用.{0,30}(?:浏览器|分辨率)|分辨率.{0,8}\d{3}))"
)
_BOTTOM = re.compile(
    r"[\s•·|【\[(（>:：]*(?:[上下]一[篇条页]|相关(?:链接|阅读|文章|新闻|推荐|解读|稿件|专题|信息|内容|报道|资讯)|附件\s*[:：]|"
    r"(?:热点|热门|点击|阅读|新闻)排行|热门(?:新闻|推荐|文章)|(?:推荐|延伸)(?:阅读|新闻|文章)|往期(?:推荐|回顾|精选|内容|文章)|精彩(?:推荐|回顾)|大家都在看|猜你喜欢|"
    r"更多(?:精彩|内容|资讯)|网友(?:留言|评论)|责任?编辑?\s*[:：]|(?:值班|执行|本期|美术|文字)?编辑\s*[:：丨|/]|"
    r"(?:校对|初审|复审|终审|监制|总监制|编审|排版|图文|摄影|供稿|撰稿)(?:单位|人)?\s*[:：丨|/]|"
    r"(?:抄送|主题词)\s*[:：]|[^，,。；;]{2,30}\d\s*日\s*印发\s*$|(?:网站)?主办(?:单位)?\s*[:：]|[^，,。；;]{0,60}(?:ICP备|公网安备|网站标识码|版权所有))"
)
# Where an article ends: 全文完, who edited it, the words above a list of other articles.
_NAMES = (
    r"[一-龥·]{2,4}(?![一-龥·])(?:[\s、]+[一-龥·]{2,4}(?![一-龥·:：丨|｜/／\s]*[:：丨|｜/／]))*"
    r"|[一-龥]\s+[一-龥]{1,2}"
)
_CREDIT = re.compile(
    rf"[\s•·▍▌|丨【\[(（]*(?:来\s*源\s*[:：丨|｜]\s*[^\s，,。；;:：]{{2,30}}\s+)?"
    rf"(?:(?:{spaced(CREDIT_WORDS)})\s*[:：丨|｜/／]\s*(?:{_NAMES})[\s•·|丨】\])）]*)+"
)
_OTHERS = re.compile(
    rf"[^\w。！？!?；;]*(?:\d{{1,2}}小时|[一本]周|[本当]月|[今本]日)?(?:{spaced(OTHERS_WORDS)})榜?[^\w。！？!?；;，,]*"
    r"(?:[:：丨|｜].{0,80})?"
)
_CLOSED = re.compile(r"[-—=~*\s(（]*(?:END|The End|完|全文完|正文结束)[-—=~*\s)）]*", re.IGNORECASE)
_BEFORE_LABEL = rf"[\s•·●■◆*|【\[(（]*(?:{_WHEN}\s*)?"
_STRONG = re.compile(rf"{_BEFORE_LABEL}(?:{spaced(STRONG_LABELS)})\s*(?:[\]】:：|]|\s|$)")
_TELLS = "全年|今年|本年|上半年|年内|一年来|共|累计|截[至止]"  # 审核：全年审核项目12个，核减资金300万元。 is a sentence
_WEAK = re.compile(
    rf"{_BEFORE_LABEL}(?:{spaced(WEAK_LABELS)})\s*(?:[\]】]?\s*[:：]|\|)(?!\s*(?:{_TELLS}).*[。；;]\s*$)"
)
# Who put a page online, and at what hour.
_STAMPED = re.compile(rf"[^，,。；;]{{0,60}}{DATE.pattern}\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?[^，,。；;]{{0,60}}")
_PAPER = re.compile(
    r"[一-龥]{1,16}\s*[〔\[［(（【]\s*(?:19|20)\d\d\s*[〕\]］)）】]\s*第?\s*\d{1,4}\s*号(?:\s+签发人\s*[:：].*)?"
)
# What a report ends with: who is to be asked, who gets a copy, the formula, the day; no sentence of its own.
_ENDING = re.compile(
    rf"[\s(（\[【]*(?:(?:专此|特此|谨此)(?:报告|汇报|报送|说明|函复|函达)\s*[。.]?\s*$|以上报告[，,]?\s*(?:请|如)[^，。]{{0,16}}[。.]?\s*$|"
    rf"(?:联\s*系\s*人|联系电话|联系方式|联系人及电话|抄\s*[送报]|主\s*送|主题词|签发人|经办人|印制)\s*[:：]|共?印\s*\d+\s*份|"
    rf"{DATE.pattern}\s*(?:[。.]?\s*[)）]?\s*$|[(（【]?\s*联系)|[^，,。；;]{{2,40}}日\s*印发\s*$)"
)
_NOTES = re.compile(
    r"[\s(（【\[]*(?:注\s*释?|注解|附\s*注|名词解释)\s*[】\]]?\s*(?:[:：]|$)|[\[［〔]\d{1,2}[\]］〕]\s*[一-龥]"
)
_BUTTONS = re.compile(rf"(?<=[。！？!?])\s*(?:[【\[（(]\s*(?:{spaced(MENU_WORDS)})\s*[】\]）)]\s*)+$")
_EMPTY_LABEL = re.compile(r".{0,20}[:：]\s*$")
_MENU = re.compile(
    rf"[\s•·|｜/【】\[\]()（）:：>]*(?:(?:{spaced(MENU_WORDS)})[\s•·|｜/【】\[\]()（）:：>]*)++", re.IGNORECASE
)


def is_furniture(text: str, line: Span) -> bool:
    """True for a line that belongs to the page wherever it stands."""
    short = line.end - line.start <= _LONGEST
    return short and (_ANYWHERE.match(text, line.start, line.end) is not None or is_pager(line.of(text).strip()))


def is_bottom(text: str, line: Span) -> bool:
    """True for what only stands below a report: links, the owner of the site, a list of annexes."""
    short = line.end - line.start <= _LONGEST and _BOTTOM.match(text, line.start, line.end) is not None
    return short or closes_page(text, line)


def closes_page(text: str, line: Span) -> bool:
    """True for a line behind which a page has other things to tell: 全文完, 编辑：… 审核：…, 往期推荐."""
    if line.end - line.start > _LONGEST:
        return False
    return any(test.fullmatch(text, line.start, line.end) for test in (_CREDIT, _OTHERS, _CLOSED))


def is_ending(text: str, line: Span) -> bool:
    """True for what stands below the last sentence and is of the paper: 联系人, 抄送, 专此报告, the day, a note."""
    short = line.end - line.start <= _LONGEST and _ENDING.match(text, line.start, line.end) is not None
    return short or is_note(text, line)


def is_note(text: str, line: Span) -> bool:
    """True for a note, or the word above notes: 注：…, [2]…; they stand below a report."""
    return _NOTES.match(text, line.start, line.end) is not None


def is_label(text: str, line: Span) -> bool:
    """True for a line of metadata: a label known from the pages of offices, with or without its value."""
    if line.end - line.start > _LONGEST:
        return False
    found = any(test.match(text, line.start, line.end) for test in (_STRONG, _WEAK))
    return found or any(test.fullmatch(text, line.start, line.end) for test in (_PAPER, _STAMPED))


def without_buttons(text: str, line: Span) -> Span:
    """`line` without the buttons of the page behind its last sentence: …新篇章。【关闭】."""
    found = _BUTTONS.search(text, line.start, line.end)
    return Span(line.start, found.start()) if found else line


def wants_value(text: str, line: Span) -> bool:
    """True for a label whose value stands on the next line."""
    return is_label(text, line) and _EMPTY_LABEL.fullmatch(text, line.start, line.end) is not None


def is_menu(text: str, line: Span) -> bool:
    """True for a line of words of navigation only, or of what the page counts and shows."""
    short = line.end - line.start <= _LONGEST and _MENU.fullmatch(text, line.start, line.end) is not None
    return short or is_tally(text, line)

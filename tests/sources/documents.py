"""Documents as offices publish them, made from a report: pages of four families of sites, and Word files."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from pipeline.domain.report import Report
from pipeline.figures import find_figures


@dataclass(frozen=True, slots=True)
class Content:
    """What every document made from a report holds."""

    title: str
    issuer: str
    published: str
    paragraphs: tuple[str, ...]


def content_of(report: Report) -> Content:
    head = report.outline.head
    lines = [line.strip() for span in report.outline.body for line in span.of(report.text).split("\n")]
    return Content(
        head.title or "", head.issuer or "", head.published or "2023-01-05", tuple(line for line in lines if line)
    )


def as_text(content: Content) -> str:
    """The text version: what every other format must read as."""
    head = [content.title, f"发布机构：{content.issuer}", f"发布日期：{content.published}"]
    return "\n\n".join([*head, *content.paragraphs]) + "\n"


_MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>'
    for n, name in enumerate(
        ("首页", "走进东山", "新闻中心", "政务公开", "政务服务", "互动交流", "数据开放", "专题专栏")
    )
)
_RELATED = "".join(
    f'<li><a href="/{n}.html" title="{name}">{name}</a><span>2023-0{n + 1}-11</span></li>'
    for n, name in enumerate(
        ("东山区召开2023年安全生产工作会议", "西河镇完成春季植树1200亩", "我区新增城镇就业3.2万人")
    )
)
_FOOT = (
    "<p>主办：东山区人民政府办公室　承办：东山区数据局</p><p>网站标识码：3301020009　浙ICP备12000345号-1 "
    "<img src='gov.png'>浙公网安备 33010202000123号</p><p>版权所有：东山区人民政府　电话：0571-88881234</p>"
)


def standard_page(content: Content) -> str:
    """A page with the meta tags of the national rules, an info line, share buttons and the TRS editor's container."""
    body = "".join(f'<p style="text-indent:2em;"><span>　　{escape(one)}</span></p>\n' for one in content.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{content.title}_通知公告_东山区人民政府网</title>
<meta name="SiteName" content="东山区人民政府"><meta name="SiteIDCode" content="3301020009">
<meta name="ColumnName" content="工作总结"><meta name="ArticleTitle" content="{content.title}">
<meta name="PubDate" content="{content.published} 10:21"><meta name="ContentSource" content="{content.issuer}">
<style>.a{{color:red}}</style><script>var n = 5; document.write("点击量：1000");</script></head>
<body><div class="header"><a href="/">东山区人民政府</a><ul class="nav-list">{_MENU}</ul>
<div class="search-box"><input value="请输入关键字"><button>搜索</button></div></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a> &gt; <a href="/b">工作总结</a></div>
<div class="main"><div class="article"><h1 class="article-title">{content.title}</h1>
<div class="info"><span>发布时间：{content.published} 10:21</span><span>信息来源：{content.issuer}</span>
<span>浏览次数：<script>hits()</script></span><span>字体：[ <a>大</a> <a>中</a> <a>小</a> ]</span></div>
<div class="bdsharebuttonbox"><a>微信</a><a>微博</a><a>QQ空间</a>分享到：</div>
<div class="article-content"><div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{body}</div></div>
<div class="operate"><a href="javascript:print()">打印本页</a><a href="javascript:close()">关闭窗口</a></div>
<div class="qrcode"><img src="q.png"><p>扫一扫在手机打开当前页</p></div></div>
<div class="related"><h3>相关链接</h3><ul>{_RELATED}</ul></div></div>
<div class="footer">{_FOOT}</div></body></html>"""


def register_page(content: Content) -> str:
    """A page of the register of public information: a table of metadata, the text in one element, lines by br."""
    body = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(one)}" for one in content.paragraphs)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>东山区政府信息公开平台</title></head><body>
<div id="top"><table width="1000"><tr><td><a href="/">网站首页</a> | <a href="/x">设为首页</a> | <a>加入收藏</a></td>
</tr></table></div>
<div>您现在的位置：<a href="/">首页</a> &gt;&gt; <a>政府信息公开</a> &gt;&gt; <a>工作总结</a></div>
<table class="xxgk_table" border="1"><tbody>
<tr><td><b>索引号</b></td><td>014006438/2023-00017</td><td><b>分类</b></td><td>工作总结 / 其他</td></tr>
<tr><td><b>发布机构</b></td><td>{content.issuer}</td><td><b>发文日期</b></td><td>{content.published}</td></tr>
<tr><td><b>标题</b></td><td colspan="3">{content.title}</td></tr>
<tr><td><b>文号</b></td><td></td><td><b>效力状况</b></td><td>有效</td></tr>
<tr><td><b>内容概述</b></td><td colspan="3">{content.title}</td></tr></tbody></table>
<div class="con"><div class="bt">{content.title}</div><!--<$[信息内容]>begin-->
<div id="zoom"><font size="3">{body}</font></div><!--<$[信息内容]>end--></div>
<div style="display:none">这是一段看不见的话，完成投资99.9亿元，与本报告没有关系。</div>
<table width="1000" class="bottom"><tr><td>{_FOOT}</td></tr></table></body></html>"""


def table_page(content: Content) -> str:
    """An old page laid out by tables without names, its text pasted from Word: spans, font tags left open."""
    body = "\r\n".join(
        f'<p class="MsoNormal"><font face="宋体"><span lang="EN-US"><o:p></o:p></span>{_spans(one)}</p>'
        for one in content.paragraphs
    )
    side = "".join(
        f"<tr><td>·<a href='{n}.asp'>{name}</a></td></tr>"
        for n, name in enumerate(("机构设置", "领导分工", "政策文件", "财政预决算"))
    )
    return f"""<HTML><HEAD><TITLE>{content.title} - 东山区政府网站</TITLE></HEAD><BODY>
<TABLE width=960><TR><TD><A href="/">首页</A></TD><TD><A href="/1">区情概况</A></TD><TD><A href="/2">信息公开</A></TD>
<TD><A href="/3">网上办事</A></TD></TR></TABLE>
<TABLE width=960><TR><TD width=200 valign=top><TABLE>{side}</TABLE></TD><TD width=760><TABLE width="100%">
<TR><TD align=center><FONT size=5><B>{content.title}</B></FONT></TD></TR>
<TR><TD align=center>来源：{content.issuer}&nbsp;&nbsp;日期：{content.published}&nbsp;&nbsp;
点击数：<script src=c.asp></script></TD></TR>
<TR><TD class=t>{body}</TD></TR>
<TR><TD align=right>【<A href="javascript:print()">打印</A>】【<A href="javascript:close()">关闭</A>】</TD></TR>
<TR><TD>上一篇：<A href="a.asp">东山区2022年预算公开</A><BR>下一篇：<A href="b.asp">东山区招聘公告</A></TD></TR>
</TABLE></TD></TR></TABLE><TABLE width=960><TR><TD align=center>{_FOOT}</TD></TR></TABLE></BODY></HTML>"""


def _spans(words: str) -> str:
    """The words in spans of ten, as Word exports them, with line breaks where they mean nothing."""
    cuts = [words[at : at + 10] for at in range(0, len(words), 10)]
    return "".join(f'<span style="font-size:16pt">{escape(cut)}</span>' for cut in cuts)


def list_page(content: Content) -> str:
    """A page with its metadata in a list, sections in elements of their own, and a second column of news."""
    sections = "".join(f"<section><p>{escape(one)}</p></section>" for one in content.paragraphs)
    return f"""<!doctype html><html><head><meta charset="UTF-8"><title>{content.title}-东山区政府</title></head><body>
<header><a href="/">无障碍</a><a href="/">长者模式</a><nav><ul>{_MENU}</ul></nav></header>
<ul class="xxgk-head clearfix"><li><b>索 引 号：</b>E768971-2023-0012</li><li><b>主题分类：</b>综合政务</li>
<li><b>发布机构：</b>{content.issuer}</li><li><b>生成日期：</b>{content.published}</li><li><b>文件编号：</b></li>
<li><b>有效性：</b>有效</li></ul>
<div class="wrap"><div class="left"><h2 class="tit">{content.title}</h2><div class="v_news_content">{sections}</div>
<div class="prevnext"><p>上一篇：<a>无</a></p><p>下一篇：<a>东山区召开部署会</a></p></div></div>
<div class="right"><h4>热点推荐</h4><ul>{_RELATED}</ul></div></div><footer>{_FOOT}</footer>
<div class="gotop">返回顶部</div></body></html>"""


PAGES: dict[str, Callable[[Content], str]] = {
    "standard": standard_page,
    "register": register_page,
    "tables": table_page,
    "list": list_page,
}


_NEWS = "".join(
    f'<dl><dt><a href="/{n}">东山区召开第{n}次常务会议</a></dt>'
    f"<dd>会议听取了全区重点项目建设情况汇报，研究部署下一步工作，完成投资{n}亿元。</dd></dl>"
    for n in range(1, 7)
)
_NOTICE = (
    "<p>本网站由东山区人民政府办公室主办，未经许可不得转载、摘编本网站所刊登的内容，如有问题请与我们联系。</p>"
    "<p>地址：东山区人民路1号　邮编：310000　联系电话：0571-88881234，工作时间：工作日9:00—17:00。</p>"
)


def without_names(html: str) -> str:
    """The page without the class names and ids that tell its parts apart."""
    return re.sub(r' (class|id)="[^"]*"', "", html)


def among_news(html: str) -> str:
    """The page with first words of other news above its text and a notice of the site below it."""
    opened = re.sub(r"(<(?:div|body)[^>]*>)", rf"\1<div>{_NEWS}</div>", html, count=1, flags=re.IGNORECASE)
    return re.sub("(</body>)", rf"<div>{_NOTICE}</div>\1", opened, flags=re.IGNORECASE)


DRESSES: dict[str, Callable[[str], str]] = {
    "as-it-is": str,
    "without-names": without_names,
    "among-news": among_news,
    "both": lambda html: among_news(without_names(html)),
}


def squeezed_body(report: Report) -> str:
    return "".join("".join(span.of(report.text) for span in report.outline.body).split())


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of the wanted body was read, and how much else, as shares of the wanted body's characters."""

    recall: float
    furniture: float


def measure(wanted: Report, read: Report) -> Measure:
    ours, theirs = squeezed_body(wanted), squeezed_body(read)
    if ours == theirs:
        return Measure(1.0, 0.0)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return Measure(same / len(ours), (len(theirs) - same) / len(ours))


def amounts(report: Report) -> list[tuple[str, str]]:
    """The figures of the body in order, as value and unit."""
    return [(str(figure.value), figure.unit) for figure in find_figures(report.text, report.outline)]

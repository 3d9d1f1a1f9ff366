"""A saved page reads as the report it shows; the site round it stays out."""

import base64
import quopri
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from pipeline.audit import audit
from pipeline.domain.report import Report
from pipeline.errors import InputError
from pipeline.sources import read_report
from pipeline.sources.html import read_html
from tests.sources.documents import DRESSES, PAGES, Content, amounts, content_of, measure
from tests.sources.office_reports import PAPERS
from tests.sources.office_sites import page_of

_FACTS = ("title", "issuer", "year", "published")
_SENTENCE = "今年以来，街道完成投资3.6亿元，惠及群众1200户，各项工作取得了明显的成效。"


def _read(folder: Path, name: str, data: bytes) -> Report:
    path = folder / name
    path.write_bytes(data)
    return read_report(path)


@pytest.mark.parametrize("page", [pytest.param(page, id=name) for name, page in PAGES.items()])
@pytest.mark.parametrize(
    ("encoding", "dress"),
    [
        pytest.param("utf-8", "as-it-is", id="utf-8"),
        pytest.param("gb18030", "as-it-is", id="gb18030"),
        pytest.param("utf-16", "as-it-is", id="utf-16"),
        pytest.param("utf-8", "without-names", id="without-names"),
        pytest.param("gb18030", "among-news", id="among-news"),
        pytest.param("utf-8", "both", id="among-news-without-names"),
    ],
)
def test_a_seed_on_a_page_reads_as_the_seed(
    tmp_path: Path, report: Report, page: Callable[[Content], str], encoding: str, dress: str
) -> None:
    html = DRESSES[dress](page(content_of(report)))
    stated = "gb2312" if encoding == "gb18030" else "utf-8"
    html = html.replace('charset="utf-8"', f'charset="{stated}"').replace('charset="UTF-8"', f'charset="{stated}"')
    read = _read(tmp_path, "page.html", html.encode(encoding))
    found = measure(report, read)
    assert found.recall >= 0.995
    assert found.furniture <= 0.005
    assert amounts(read) == amounts(report)
    assert [getattr(read.outline.head, fact) for fact in _FACTS] == [
        getattr(report.outline.head, fact) for fact in _FACTS
    ]
    assert read.extracted


def test_a_page_saved_with_its_pictures_reads_as_the_page(tmp_path: Path, report: Report) -> None:
    mail = MIMEMultipart("related")
    mail["Subject"] = "page"
    mail.attach(MIMEText(PAGES["standard"](content_of(report)), "html", "utf-8"))
    mail.attach(MIMEText("<p>广告</p>", "html", "utf-8"))
    read = _read(tmp_path, "page.mhtml", mail.as_bytes())
    assert measure(report, read).recall >= 0.995
    assert amounts(read) == amounts(report)


_BOUNDARY = "----MultipartBoundary--x----"


def _mhtml(*parts: tuple[str, bytes]) -> bytes:
    """A page as a browser saves it in one file: (headers, coded body) of each part."""
    kind = f'multipart/related; type="text/html"; boundary="{_BOUNDARY}"'
    head = f"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    body = b"".join(f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + data + b"\r\n" for head, data in parts)
    return head.encode() + body + f"--{_BOUNDARY}--\r\n".encode()


_QUOTED = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable"
_BASE64 = 'Content-Type: text/html;\r\n\tcharset="gb2312"\r\nContent-Transfer-Encoding: base64'
_UTF8, _GBK = page_of("trs", PAPERS["street"]), page_of("jcms_register", PAPERS["street"])
_MENU_FRAME = b"<html><body>" + "<li><a href=x>首页导航政务公开</a></li>".encode() * 900 + b"</body></html>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_mhtml((_QUOTED, quopri.encodestring(_UTF8))), id="quoted-printable"),
        pytest.param(_mhtml((_BASE64, base64.encodebytes(_GBK))), id="base64-gbk"),
        pytest.param(_mhtml(("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit", _GBK)), id="gbk-as-it-is"),
        pytest.param(
            _mhtml((_QUOTED, quopri.encodestring(_MENU_FRAME)), (_QUOTED, quopri.encodestring(_UTF8))), id="frames"
        ),
    ],
)
def test_every_coding_of_a_saved_page_gives_its_report(tmp_path: Path, data: bytes) -> None:
    read, paper = _read(tmp_path, "page.mhtml", data), PAPERS["street"]
    body = "".join(span.of(read.text) for span in read.outline.body)
    assert "".join(body.split()) == "".join("".join(paper.plain_body).split())
    assert (read.outline.head.title, read.outline.head.published) == (paper.title, paper.published)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        pytest.param(
            f"<p>{_SENTENCE}</p><table><tr><th>指标</th><th>2022年</th></tr><tr><td>税收<br>（亿元）</td><td>3.6</td></tr>"
            "<tr><td></td><td>7</td></tr></table>",
            [_SENTENCE, "指标 | 2022年", "税收（亿元） | 3.6", "7"],
            id="a-table-row-is-a-line",
        ),
        pytest.param(
            f"<p>{_SENTENCE}</p><table><tr><th rowspan=2>类别</th><th rowspan=2>指标</th><th colspan=2>2022年</th>"
            "<th colspan=2>2023年</th></tr><tr><th>数量</th><th>占比</th><th>数量</th><th>占比</th></tr>"
            "<tr><td rowspan=2>服务</td><td>接诊</td><td>8</td><td rowspan=2>40</td><td>9</td><td>42</td></tr>"
            "<tr><td>床位</td><td>3</td><td>4</td><td>5</td></tr><tr><td>人员</td><td>医师</td><td>6</td></tr></table>",
            [
                _SENTENCE,
                "类别 | 指标 | 2022年 | | 2023年",
                "类别 | 指标 | 数量 | 占比 | 数量 | 占比",
                "服务 | 接诊 | 8 | 40 | 9 | 42",
                "服务 | 床位 | 3 | | 4 | 5",
                "人员 | 医师 | 6",
            ],
            id="a-label-of-several-rows-stands-in-each-and-a-number-in-one",
        ),
        pytest.param(
            f"<p>{_SENTENCE}</p><table><tr><td rowspan=99999999999>甲</td><td colspan=999999999>8</td></tr>"
            "<tr><td rowspan=x colspan=-1>3</td></tr></table>",
            [_SENTENCE, "甲 | 8", "甲 | 3"],
            id="spans-a-file-only-claims",
        ),
        pytest.param(
            f"<div><div>{_SENTENCE}</div><div>{_SENTENCE}</div></div>", [_SENTENCE] * 2, id="a-block-is-a-line"
        ),
        pytest.param(f"<p>{_SENTENCE[:9]}\r\n  {_SENTENCE[9:]}</p>", [_SENTENCE], id="a-break-in-the-source-is-none"),
        pytest.param(f"<p>甲<b>乙</b><span>丙</span>：{_SENTENCE}", [f"甲乙丙：{_SENTENCE}"], id="inline-words-join"),
        pytest.param(
            f"<p>{_SENTENCE}<script></script>\x0b&#11;&#x1F;&#1;\x07&#55296;</p><p>{_SENTENCE}</p>",
            [_SENTENCE, _SENTENCE],
            id="control-signs",
        ),
        pytest.param(f"{_SENTENCE}<br><br>&nbsp;{_SENTENCE}", [_SENTENCE] * 2, id="lines-by-br"),
        pytest.param(
            f"<p>{_SENTENCE}</p><p style='display: none'>这段话看不见，完成99亿元，不是报告的内容。</p>",
            [_SENTENCE],
            id="hidden-words-are-left-out",
        ),
        pytest.param(
            f"<form><div id=zoom><p>{_SENTENCE * 3}</p></div>"
            "<div>本站声明，未经许可不得转载本网站的任何内容，谢谢合作。</div></form>",
            [_SENTENCE * 3],
            id="the-element-sites-give-their-text",
        ),
        pytest.param(
            f"<div>{f'<p>{_SENTENCE}</p>' * 9}</div><div>"
            + "<div><a href=x>东山区召开全区重点项目推进会</a><p>会议指出，要抓好重点项目建设，确保完成任务。</p></div>"
            * 3
            + "</div>",
            [_SENTENCE] * 9,
            id="other-news-with-their-first-words",
        ),
        pytest.param(
            f"<div>{f'<p>{_SENTENCE}</p>' * 3}</div><div><p>{_SENTENCE[::-1]}</p></div>",
            [_SENTENCE] * 3 + [_SENTENCE[::-1]],
            id="in-doubt-a-second-part-stays",
        ),
    ],
)
def test_what_a_browser_shows_is_what_is_read(html: str, lines: list[str]) -> None:
    assert read_html(f"<html><body>{html}</body></html>".encode()).text.splitlines() == lines


def test_the_labels_the_rules_ask_for_say_date_and_source() -> None:
    page = (
        '<html><head><meta name="ArticleTitle" content="某街道2022年工作总结">'
        '<meta name="PubDate" content="2023-01-09">'
        f'<meta name="ContentSource" content="某街道办事处"></head><body><p>{_SENTENCE}</p></body></html>'
    )
    assert read_html(page.encode()).text.splitlines() == [
        "某街道2022年工作总结",
        "发布日期：2023-01-09",
        "来源：某街道办事处",
        _SENTENCE,
    ]


_PAGE = f"<html><head><meta charset=utf-8></head><body>{f'<p>{_SENTENCE}</p>' * 9}</body></html>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(_PAGE.encode().decode("gb18030", "ignore").encode(), "UTF-8 text was read as GBK", id="double"),
        pytest.param(_PAGE.encode("gb18030").decode("utf-8", "replace").encode(), "U\\+FFFD", id="lost"),
        pytest.param(
            _PAGE.encode("gb18030").decode("utf-8", "replace").encode().decode("gbk", "ignore").encode(),
            "锟斤拷",
            id="kun",
        ),
        pytest.param(_PAGE.encode().decode("latin-1").encode(), "Latin-1", id="latin-1"),
        pytest.param(f"<html>{'<div>' * 50_000}{_SENTENCE}".encode(), "nested too deep", id="nested-50000-deep"),
        pytest.param(f"<html>{'<table><tr><td>' * 9_000}{_SENTENCE}".encode(), "nested too deep", id="nested-tables"),
        pytest.param(
            b"<html><body><script>var a = 1</script></body></html>", "if a script loads it", id="nothing-but-script"
        ),
        pytest.param(b"<html>" + b"<b>x</b>" * 150_001, "more than 300000 tags", id="tags-without-end"),
        pytest.param(b"<html>", r"no report text|without text", id="truncated"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        read_report(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_page_of_many_open_tags_is_read_in_time() -> None:
    page = f"<html><body>{'<p><b>甲' * 3_000}{f'<p>{_SENTENCE}' * 100}</body></html>"
    assert read_html(page.encode()).text.count(_SENTENCE) == 100


def _framed(above: str, window: str = "海州网", meta: str = "") -> bytes:
    page = f"<html><head><meta charset=utf-8>{meta}<title>{window}</title></head><body>{above}"
    return f"{page}<div class=con>{f'<p>{_SENTENCE}</p>' * 9}</div></body></html>".encode()


@pytest.mark.parametrize(
    ("page", "head"),
    [
        pytest.param(
            _framed(
                "<div class=tit>2018年政府工作报告</div><div class=subtit>"
                "——2018年1月8日在石门县第十六届人民代表大会第二次会议上"
                "</div><div class=author>石门县人民政府县长　覃某某</div><div>时间："
                "2018-01-22 09:15　来源：县政府办</div>"
            ),
            ("2018年政府工作报告", "石门县人民政府", 2017, "2018-01-22"),
            id="meeting-and-speaker-below-the-headline",
        ),
        pytest.param(
            _framed(
                "<h2>和阳市2020年国民经济和社会发展统计公报</h2><p>和阳市统计局　国家统计局和阳调查队</p>"
                "<p>2021年3月25日</p>"
                "<p>来源：综合科　发布时间：2021-03-25 08:30</p>"
            ),
            ("和阳市2020年国民经济和社会发展统计公报", "和阳市统计局", 2020, "2021-03-25"),
            id="offices-below-the-headline",
        ),
        pytest.param(
            _framed(
                "<h2>容江市人民代表大会常务委员会<br>工作报告</h2><h4>"
                "（2023年1月5日在容江市第九届人民代表大会第二次会议上）</h4>"
            ),
            ("容江市人民代表大会常务委员会工作报告", "容江市人民代表大会常务委员会", 2022, None),
            id="a-headline-of-two-lines",
        ),
        pytest.param(
            _framed(
                "<div>平岗县人民法院工作报告</div><div>发布时间：2024-02-19 15:08</div>",
                "平岗县人民法院工作报告（2024） - 平岗县人民法院",
            ),
            ("平岗县人民法院工作报告", "平岗县人民法院", 2023, "2024-02-19"),
            id="the-heading-before-the-window",
        ),
        pytest.param(
            _framed(
                "<h1>市发展改革委2023年前三季度工作总结</h1>",
                meta='<meta name="SiteName" content="锦川市发展和改革委员会">'
                '<meta name="PubDate" content="2023-10-27">',
            ),
            ("市发展改革委2023年前三季度工作总结", "锦川市发展改革委", 2023, "2023-10-27"),
            id="the-site-says-which-city-s",
        ),
        pytest.param(
            _framed(
                "<h3>泉林高新区管委会2017年度工作情况汇报</h3><time datetime=2018-02-06>2018.02.06</time>"
                "<span> 阅读 1,024</span>"
            ),
            ("泉林高新区管委会2017年度工作情况汇报", "泉林高新区管委会", 2017, "2018-02-06"),
            id="a-dotted-day-and-reads",
        ),
        pytest.param(
            _framed(
                "<table><tr><td><b>热帖排行</b><ul><li>新增公交线路6条 (3421)</li></ul></td><td>"
                "<h1>石门县2011年工作总结</h1>"
                "<div>http://www.example.com　2012-01-09 09:36　来源：石门日报　【评论 12 条】</div>"
            ).replace(b"class=con", b"id=zoom"),
            ("石门县2011年工作总结", "石门县", 2011, "2012-01-09"),
            id="a-day-above-the-report-in-a-table-that-lays-out-the-page",
        ),
        pytest.param(
            _framed("<h2>石门镇2019年上半年工作总结<small>（2019-07-18）</small></h2>"),
            ("石门镇2019年上半年工作总结", "石门镇", 2019, "2019-07-18"),
            id="a-day-behind-the-headline",
        ),
        pytest.param(
            _framed(
                "<h2>2011年石门县政府工作报告</h2><p>县长　覃某</p><p>（2011年2月16日）</p>"
                "<p>[2011-3-1]　浏览人数：415</p>"
            ),
            ("2011年石门县政府工作报告", "石门县人民政府", 2010, "2011-03-01"),
            id="a-day-beside-a-counter",
        ),
    ],
)
def test_the_head_of_a_page(tmp_path: Path, page: bytes, head: tuple[str, str, int | None, str | None]) -> None:
    read = _read(tmp_path, "page.html", page).outline
    assert (read.head.title, read.head.issuer, read.head.year, read.head.published) == head
    assert len(read.sentences) == 9


@pytest.mark.parametrize(
    ("around", "pager"),
    [
        pytest.param(
            '<div class="pages"><a href="t1.html">上一页</a> <span>1</span><a href="t1_1.html">2</a>'
            '<a href="t1_2.html">3</a> <a href="t1_1.html">下一页</a></div>',
            "上一页 1 2 3 下一页",
            id="numbers",
        ),
        pytest.param(
            "<p align=center>[1] <a href='?p=2'>[2]</a> <a href='?p=2'>下一页</a></p>", "[1] [2] 下一页", id="brackets"
        ),
        pytest.param(
            "<div>首页 上一页 <a href='2.htm'>下一页</a> 尾页 第1页/共4页 转到 <input> 页</div>",
            "首页 上一页 下一页 尾页 第1页/共4页 转到 页",
            id="with-a-field",
        ),
        pytest.param(
            "<table><tr><td>共4页</td><td>首页</td><td><a href=2.htm>下页</a></td><td>尾页</td></tr></table>",
            "共4页 首页 下页 尾页",
            id="number-of-pages",
        ),
        pytest.param("<script>createPageHTML(3, 0, 't2020', 'html');</script>", "共3页", id="by-script"),
        pytest.param("<script>createPageHTML(1, 0, 't2020', 'html');</script>", "", id="by-script-one-page"),
        pytest.param("<div><a href=1.htm>上一页</a> <a href=3.htm>下一页</a></div>", "", id="other-articles"),
        pytest.param("<p>下一页：<a href=3.htm>2018年街道工作总结</a></p><p>1 2</p>", "", id="the-next-article"),
        pytest.param("<div>上一页 1 下一页</div>", "", id="one-page"),
        pytest.param("", "", id="none"),
    ],
)
def test_one_of_several_pages_of_a_report_is_told(tmp_path: Path, around: str, pager: str) -> None:
    page = (
        f"<html><body><div id=zoom><h1>某街道2019年工作总结</h1>{f'<p>{_SENTENCE}</p>' * 3}</div>{around}</body></html>"
    )
    read = _read(tmp_path, "page.html", page.encode())
    assert read.pager == pager
    assert [one.message for one in audit(read) if one.rule == "pages_elsewhere"] == (
        [f"网页分页显示（“{pager}”），这里只有其中一页，其余未计入"] if pager else []
    )
    assert [s.span.of(read.text) for s in read.outline.sentences] == [_SENTENCE] * 3

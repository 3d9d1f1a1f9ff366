"""Reports of many kinds on pages of many families of sites read as a person reads them, without the page."""

from pathlib import Path

import pytest

from pipeline import read_report, summarize
from pipeline.errors import InputError
from tests.sources.office_reports import PAPERS, Paper
from tests.sources.office_sites import SITES, UNLABELLED, page_of

_SENTENCES = (
    "今年以来，街道完成投资3.6亿元，惠及群众1200户，各项工作取得了明显的成效。",
    "全年新增就业1850人，改造老旧小区9个，居民满意度稳步提升，社会大局保持稳定。",
    "下一步，街道将继续抓好项目建设，计划完成投资5亿元，办好十件民生实事。",
)
_FURNITURE = (
    "扫一扫",
    "责任编辑",
    "上一篇",
    "打印",
    "关闭",
    "索引号",
    "网站标识码",
    "ICP备",
    "我要纠错",
    "相关",
    "发布机构",
    "公众号",
)


def _in_full(site: str, office: str | None) -> str | None:
    """县民政局 on a page whose site says which county's it is."""
    return f"临川{office}" if office and office.startswith("县") and site == "ucap_elements" else office


def _squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in PAPERS.items()])
def test_a_page_of_an_office_reads_as_its_report(tmp_path: Path, site: str, paper: Paper) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page_of(site, paper))
    read = read_report(path)
    head = read.outline.head
    assert (head.title, head.year) == (paper.own_title or paper.title, paper.year)
    assert (head.published, head.period) == (paper.published, paper.period)
    if site not in UNLABELLED or paper.foot:
        assert head.issuer == _in_full(site, paper.issuer)
    body = "".join(span.of(read.text) for span in read.outline.body)
    assert _squeezed(body) == _squeezed("".join(paper.plain_body))


@pytest.mark.parametrize("site", SITES)
def test_no_summary_tells_of_the_page(tmp_path: Path, site: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page_of(site, PAPERS["street"]))
    summary = summarize(read_report(path))
    told = [summary.headline.text, summary.summary.text, *(one.text for one in summary.achievements)]
    assert [word for word in _FURNITURE if any(word in text for text in told)] == []
    assert len(summary.achievements) > 2


def _page(body: str, title: str = "云山街道2023年工作总结") -> str:
    head = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>"
    return f"{head}<div>发布日期：2024-01-12</div>{body}</body></html>"


_PARAGRAPHS = "".join(f"<p>{one}</p>" for one in _SENTENCES)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(_page("<pre>\n　　" + "\n　　".join(_SENTENCES) + "\n</pre>"), id="preformatted"),
        pytest.param(_page(f"<div style='white-space:pre-wrap'>{chr(10).join(_SENTENCES)}</div>"), id="kept-breaks"),
        pytest.param(
            _page(f"<div class=pc><div>{_PARAGRAPHS}</div></div><div class=phone><div>{_PARAGRAPHS}</div></div>"),
            id="a-second-copy-for-phones",
        ),
        pytest.param(_page(f"<div>{_PARAGRAPHS}</div><div>共3页 <b>1</b> <a>2</a> <a>下一页</a></div>"), id="pages"),
        pytest.param(
            _page(f"<div>{_PARAGRAPHS}</div><p>附件：<a href=1.docx>1.表.docx</a></p><p>2.表.xlsx</p>"), id="annexes"
        ),
        pytest.param("<!-- " + "x" * 900 + " -->" + _page(_PARAGRAPHS), id="a-long-comment-first"),
    ],
)
def test_what_a_page_does_to_its_text_changes_nothing(tmp_path: Path, html: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    read = read_report(path)
    body = "\n".join(span.of(read.text) for span in read.outline.body)
    assert tuple(body.splitlines()) == _SENTENCES
    assert (read.outline.head.title, read.outline.head.published) == ("云山街道2023年工作总结", "2024-01-12")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(
            "<div><p><a href='/P1.docx'>云山街道2023年工作总结.docx</a></p></div>",
            "only its annex “云山街道2023年工作总结.docx”; download that",
            id="only-an-annex",
        ),
        pytest.param("<p>附件：<a href='download.jsp?id=1'>工作总结</a></p>", "only its annex", id="a-download"),
        pytest.param("<iframe src='/pdfjs/web/viewer.html?file=1.pdf'></iframe>", "a document in a frame", id="viewer"),
        pytest.param("<iframe src='/content/1.html'></iframe>", "open the frame alone", id="a-frame"),
        pytest.param("<p><img src=1.jpg></p><p><img src=2.jpg></p>", "run OCR first", id="pictures"),
        pytest.param("<div id=app></div><script src=app.js></script>", "if a script loads it", id="a-script"),
    ],
)
def test_a_page_without_its_report_says_where_that_is(tmp_path: Path, body: str, says: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(_page(body), encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        read_report(path)
    assert "\n" not in str(caught.value)


def test_the_fuller_of_two_titles_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    title = "<title>云山街道2023年工作总结_工作总结_某区人民政府</title>"
    path.write_text(f"<html><head><meta charset=utf-8>{title}</head><body><h1>工作总结</h1>{_PARAGRAPHS}</body></html>")
    assert read_report(path).outline.head.title == "云山街道2023年工作总结"


def test_a_frameset_says_to_open_the_frame(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><frameset cols='20%,80%'><frame src=l.htm><frame src=r.htm></frameset></html>")
    with pytest.raises(InputError, match="a page of frames"):
        read_report(path)


@pytest.mark.parametrize(
    ("encoding", "stated"), [pytest.param("gb18030", "gb2312", id="gbk"), pytest.param("utf-8", "utf-8", id="utf-8")]
)
def test_a_page_with_a_broken_sign_is_read(tmp_path: Path, encoding: str, stated: str) -> None:
    data = _page(_PARAGRAPHS).replace("utf-8", stated).encode(encoding)
    path = tmp_path / "page.html"
    path.write_bytes(data.replace(b"<title>", b"<title>\xa3\xff"))
    read = read_report(path)
    assert all(sentence in read.text for sentence in _SENTENCES)

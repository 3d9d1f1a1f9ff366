"""Saved pages in the manner of the families of sites that offices publish on, with all that stands round a report.

The pages are in `sites`: one a family, in its own markup, its own names and its own order.
"""

from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.outline.page_words import words
from tests.sources.office_reports import Paper

_FOLDER = Path(__file__).parent / "sites"
_PAGES = Environment(loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, autoescape=True)
_COLUMNS = words("""
首页 市情概览 政务公开 政务服务 政民互动 数据开放 走进我们 新闻中心 领导之窗 机构职能 政策文件 政策解读 规划计划
财政信息
人事信息 重点领域 行政权力 建议提案 应急管理 招标采购 工作动态 图片新闻 通知公告 部门动态 乡镇动态 专题专栏 书记信箱
市长信箱 在线访谈 民意征集 网上调查 12345热线 回应关切 热点问答 个人办事 法人办事 一件事一次办 好差评 中介超市
公共资源交易 信用信息 历史沿革 地理位置 行政区划 人口民族 资源环境 经济发展 社会事业 城市荣誉 旅游指南 特色美食
""")
_HEADLINES = (
    "我市召开2024年一季度经济运行分析会",
    "关于印发《全市安全生产治本攻坚三年行动方案》的通知",
    "市政府召开常务会议 研究部署重点工作",
    "2023年部门决算公开情况说明",
    "全市新增城镇就业1.2万人 完成年度目标的43%",
    "某某镇2022年工作总结",
)
_MENU = "".join(
    f'<li><a href="/col/col{n}/index.html" target="_blank">{one}</a></li>' for n, one in enumerate(_COLUMNS)
)
_NEWS = "".join(
    f'<li><span class="date">0{n}-1{n}</span><a href="/art/{n}.html" title="{one}">{one}</a></li>'
    for n, one in enumerate(_HEADLINES, 1)
)
_LINKS = "".join(f"<option>{one}</option>" for one in ("中国政府网", "省政府网站", "市直部门网站", "县区网站"))

SITES = sorted(path.stem for path in _FOLDER.glob("*.html"))
GBK = frozenset({"jcms_register", "nested_tables", "line_breaks"})  # those that say charset=gb2312
UNLABELLED = frozenset(
    {"webplus", "wechat", "plain_mobile", "phone"}
)  # those that name their source without saying that it is


def page_of(site: str, paper: Paper) -> bytes:
    """The page of `paper` on `site`, in the site's encoding."""
    html = _PAGES.get_template(f"{site}.html").render(
        title=paper.title,
        date=paper.published,
        source=paper.source,
        place=paper.source[:2],
        first=paper.plain_body[0][:60],
        lines=[Markup(_bold(line)) for line in (*paper.head, *paper.body, *paper.foot)],
        menu=Markup(_MENU),
        news=Markup(_NEWS),
        links=Markup(_LINKS),
    )
    return html.encode("gb18030" if site in GBK else "utf-8")


def _bold(words: str) -> str:
    """The words with what stands between ** in <strong>."""
    pieces = escape(words, quote=False).split("**")
    return "".join(f"<strong>{piece}</strong>" if place % 2 else piece for place, piece in enumerate(pieces))

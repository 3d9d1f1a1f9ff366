"""Saved pages in the manner of the families of sites that offices publish on, with all that stands round a report."""

from collections.abc import Callable
from html import escape

from tests.sources.office_reports import Paper


def _bold(words: str) -> str:
    """The words with what stands between ** in <strong>."""
    pieces = escape(words, quote=False).split("**")
    return "".join(f"<strong>{piece}</strong>" if place % 2 else piece for place, piece in enumerate(pieces))


def _lines(paper: Paper) -> tuple[str, ...]:
    return (*paper.head, *paper.body, *paper.foot)


_COLUMNS = (
    "首页|市情概览|政务公开|政务服务|政民互动|数据开放|走进我们|新闻中心|领导之窗|机构职能|政策文件|政策解读|规划计划|财政信息|人事信息|"
    "重点领域|行政权力|建议提案|应急管理|招标采购|工作动态|图片新闻|通知公告|部门动态|乡镇动态|专题专栏|书记信箱|市长信箱|在线访谈|"
    "民意征集|网上调查|12345热线|回应关切|热点问答|个人办事|法人办事|一件事一次办|好差评|中介超市|公共资源交易|信用信息|"
    "历史沿革|地理位置|行政区划|人口民族|资源环境|经济发展|社会事业|城市荣誉|旅游指南|特色美食"
).split("|")
_MENU = "".join(f'<li><a href="/col/col{n}/index.html" target="_blank">{name}</a></li>' for n, name in enumerate(_COLUMNS))
_NEWS = "".join(
    f'<li><span class="date">0{n}-1{n}</span><a href="/art/{n}.html" title="{name}">{name}</a></li>'
    for n, name in enumerate(
        (
            "我市召开2024年一季度经济运行分析会",
            "关于印发《全市安全生产治本攻坚三年行动方案》的通知",
            "市政府召开常务会议 研究部署重点工作",
            "2023年部门决算公开情况说明",
            "全市新增城镇就业1.2万人 完成年度目标的43%",
            "某某镇2022年工作总结",
        ),
        1,
    )
)
_LINKS = "".join(
    f'<option value="http://{n}.gov.cn">{name}</option>' for n, name in enumerate(("中国政府网", "省政府网站", "市直部门网站", "县区网站"))
)


def ucap(paper: Paper) -> str:
    """The national site and those made like it: an element for the text, pages by script, the editor below."""
    body = "\n".join(
        f'<p style="text-indent: 2em; font-family: 宋体; font-size: 12pt;">{_bold(line)}</p>' for line in _lines(paper)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<!-- saved from url=(0061)http://www.example.gov.cn/zhengce/content/202401/content_1.htm -->
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>{paper.title}_政府信息公开专栏_海州市人民政府</title><meta name="keywords" content="">
<meta name="manuscriptId" content="6926"><meta name="author" content=""><meta name="lanmu" content="政策">
<meta name="firstpublishedtime" content="{paper.published}-10:02:00"><meta name="lastmodifiedtime" content="{paper.published}-10:02:00">
<script>var _hmt = _hmt || [];</script></head><body>
<div class="header"><div class="headerTop"><span>{paper.published[:4]}年1月31日&nbsp;星期三</span><a href="/">首页</a>|<a href="#">简</a>|<a href="#">繁</a>|<a>EN</a>|<a>登录</a>|<a>个人中心</a>|<a>退出</a>|<a>邮箱</a>|<a>无障碍</a></div>
<ul class="nav">{_MENU}</ul></div><div class="BreadcrumbNav"><a href="/">首页</a> &gt; <a>政策</a> &gt; 正文</div>
<div class="content"><div class="article oneColumn pub_border"><h1 id="ti">{paper.title}</h1>
<div class="pages-date">{paper.published} 10:02<span class="font"> 来源： {paper.source}</span>
<div class="pages_print mhide"><span class="font index_switchsize">字号：<span id="btn1">默认</span><span id="btn2">大</span><span id="btn3">超大</span></span>|<span class="font printIco">打印</span><span class="share" id="share">&nbsp;</span></div></div>
<div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view TRS_UEDITOR trs_paper_default">
{body}</div></div><div class="editor"><span><a href="/fuwu/jiucuo.htm">【我要纠错】</a></span><span class="zrbj">责任编辑：王某某</span></div>
<div class="pageInfo pageGray" id="pagination"></div><div id="div_div" class="mhide"><div id="qr_container" class="sweep">扫一扫在手机打开当前页</div></div>
<!-- 用来校验该浏览器是否支持HTML5 --><canvas id="Canvas"></canvas>
<div class="xg-list related"><div class="pannel-title">相关稿件</div><ul class="list01">{_NEWS}</ul></div></div></div>
<div class="footer"><div>链接：<a>全国人大</a>|<a>全国政协</a>|<a>国家监察委员会</a>|<a>最高人民法院</a></div><select>{_LINKS}</select>
<p>主办单位：海州市人民政府办公室&nbsp;&nbsp;运行维护单位：海州市大数据中心</p><p>版权所有：海州市人民政府&nbsp;&nbsp;中文域名：海州市人民政府.政务</p>
<p>网站标识码：3207000002 苏ICP备05000001号 <img src="g.png">苏公网安备32070002000001号</p></div></body></html>"""


def ucap_elements(paper: Paper) -> str:
    """Sites with elements of their own, <UCAPTITLE> and <UCAPCONTENT>, a table of metadata and an annex."""
    body = "\n".join(f'<p style="text-align: justify;">&emsp;&emsp;{_bold(line)}</p>' for line in _lines(paper))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="临川县人民政府">
<meta name="SiteDomain" content="www.example.gov.cn"><meta name="SiteIDCode" content="3301020009"><meta name="ColumnName" content="计划总结">
<meta name="ColumnType" content="信息公开"><meta name="ArticleTitle" content="{paper.title}"><meta name="PubDate" content="{paper.published} 09:15">
<meta name="ContentSource" content="{paper.source}"><meta name="Keywords" content=""><meta name="Description" content="{paper.body[0][:60]}">
<title>{paper.title}</title></head><body><div id="wzaBox"><a>无障碍浏览</a><a>关怀版</a></div>
<div class="top"><div class="logo"><a href="/"><img src="l.png" alt="临川县人民政府"></a></div><ul>{_MENU}</ul></div>
<div class="dqwz">当前位置：<a>首页</a>&gt;<a>政府信息公开</a>&gt;<a>法定主动公开内容</a>&gt;<a>计划总结</a></div>
<div class="xxgk_con"><div class="fl left"><ul><li><a>政府信息公开指南</a></li><li><a>政府信息公开制度</a></li><li><a>法定主动公开内容</a></li><li><a>政府信息公开年报</a></li><li><a>依申请公开</a></li></ul></div>
<div class="fr right"><table width="100%" class="xxgk-table"><tr><td width="12%"><strong>索&nbsp;引&nbsp;号</strong></td><td>11330102002489/2024-00123</td><td><strong>主题分类</strong></td><td>综合政务/其他</td></tr>
<tr><td><strong>发布机构</strong></td><td><PUBLISHER>{paper.source}</PUBLISHER></td><td><strong>发文日期</strong></td><td>{paper.published}</td></tr>
<tr><td><strong>文　　号</strong></td><td>无</td><td><strong>有&nbsp;效&nbsp;性</strong></td><td>有效</td></tr>
<tr><td><strong>名　　称</strong></td><td colspan="3">{paper.title}</td></tr></table>
<h1 class="tit"><UCAPTITLE>{paper.title}</UCAPTITLE></h1>
<div class="ly"><span>发布时间：<PUBLISHTIME>{paper.published} 09:15</PUBLISHTIME></span><span>浏览次数：<span id="pv"></span>次</span><span>来源：<SOURCE>{paper.source}</SOURCE></span><span>字号：〔 <a>大</a> <a>中</a> <a>小</a> 〕</span></div>
<div id="zoomcon" class="zoomcon"><UCAPCONTENT>{body}</UCAPCONTENT></div>
<div class="fj"><p>附件：</p><p><a href="P0.docx">{paper.title}.docx</a></p></div>
<div class="ewm"><img src="e.png"><p>扫一扫在手机打开当前页</p></div><div class="dy"><a>【打印本页】</a><a>【关闭窗口】</a></div>
<div class="xgwj"><h3>相关文件</h3><ul>{_NEWS}</ul></div></div></div>
<div class="foot"><a>关于我们</a> | <a>网站地图</a> | <a>联系我们</a> | <a>网站声明</a><br>主办：临川县人民政府办公室 承办：临川县政务服务数据管理局<br>备案序号：浙ICP备05000002号 网站标识码：3301020009 浙公网安备33010202000001号<br>建议使用1024*768以上分辨率IE9以上浏览器浏览本网站<img alt="政府网站找错" src="z.png">政府网站找错</div></body></html>"""


def jcms(paper: Paper) -> str:
    """Hanweb's jcms: the article in a table, marks of its template as comments, meta tags inside the text."""
    body = "".join(
        f'<p style="text-align:left;text-indent:43px;line-height:37px"><span style="font-family:仿宋_GB2312;font-size:21px">{_bold(line)}</span></p>'
        for line in _lines(paper)
    )
    return f"""<!DOCTYPE HTML><HTML><HEAD><meta name="ArticleTitle" content="{paper.title}"><meta name="pubdate" content="{paper.published} 15:20">
<meta name="ContentSource" content=""><meta name="author" content=""><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="contentid" content="1229"><title>{paper.title}</title><link href="/images/2/css.css" rel="stylesheet"></HEAD>
<BODY><div id="barrierfree_container"><div class="w1200"><a href="javascript:void(0)" id="barriefree">无障碍阅读</a>
<table width="100%" border="0" cellspacing="0" cellpadding="0"><tr><td><table><tr><td><a href="/">网站首页</a></td><td><a>区情概况</a></td><td><a>政务公开</a></td><td><a>办事服务</a></td><td><a>互动交流</a></td></tr></table></td></tr></table>
<table width="100%"><tr><td height="38">您当前的位置：<a href="/">首页</a><span> &gt; </span><a>政务公开</a><span> &gt; </span><a>街镇总结</a></td></tr></table>
<table id="article" width="1000" border="0" cellspacing="0" cellpadding="0" align="center"><tr><td class="title" align="center"><!--<$[标题名称(html)]>begin-->{paper.title}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td align="center" class="subtitle"></td></tr><tr><td><table width="100%" border="0"><tr><td>发布日期： {paper.published} 15:20</td><td>信息来源：{paper.source}</td><td>浏览次数：<script src="/vc/vc/interface/artcount/artcount.jsp?i_columnid=1"></script></td><td>字体：[ <a href="javascript:doZoom(18)">大</a> <a>中</a> <a>小</a> ]</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart"/>{body}<meta name="ContentEnd"/><!--ZJEG_RSS.content.end--></div></td></tr>
<tr><td align="center"><div class="bdsharebuttonbox" data-tag="share_1"><a class="bds_weixin">微信</a><a class="bds_tsina">新浪微博</a><a class="bds_more" data-cmd="more">更多</a></div></td></tr>
<tr><td align="right"><a href="javascript:window.print()">打印本页</a> | <a href="javascript:window.close()">关闭窗口</a></td></tr></table>
<table width="1000" align="center"><tr><td align="center">版权所有：东林区人民政府　主办：东林区人民政府办公室　承办：东林区数据资源管理局</td></tr><tr><td align="center">地址：东林区人民路88号　邮编：310000　联系电话：0571-88880000</td></tr><tr><td align="center">浙ICP备05000003号　网站标识码：3301030010　浙公网安备 33010302000002号</td></tr></table></div></div></BODY></HTML>"""


def jcms_register(paper: Paper) -> str:
    """The register of jcms: a long table of metadata with empty cells, the text in a cell, GB2312."""
    body = "".join(f"<p>&nbsp;&nbsp;&nbsp; {_bold(line)}</p>" for line in _lines(paper))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>青原区政府信息公开</title></head>
<body><table width="980" align="center"><tr><td background="top.jpg">青原区人民政府信息公开</td></tr></table><div class="main-fl bt-padding-right-20 bt-padding-left-20">
<table class="bt-basic-table" width="100%" border="0" cellpadding="0" cellspacing="1"><tbody><tr><td align="right"><b>索&nbsp;&nbsp;引&nbsp;&nbsp;号：</b></td><td>MB1234567/2024-00017</td><td align="right"><b>组配分类：</b></td><td>工作总结</td></tr>
<tr><td align="right"><b>发布机构：</b></td><td>{paper.source}</td><td align="right"><b>生成日期：</b></td><td>{paper.published}</td></tr>
<tr><td align="right"><b>公开日期：</b></td><td>{paper.published}</td><td align="right"><b>公开方式：</b></td><td>主动公开</td></tr>
<tr><td align="right"><b>公开时限：</b></td><td>长期公开</td><td align="right"><b>公开范围：</b></td><td>面向全社会</td></tr>
<tr><td align="right"><b>文件编号：</b></td><td></td><td align="right"><b>有&nbsp;&nbsp;效&nbsp;&nbsp;性：</b></td><td></td></tr>
<tr><td align="right"><b>主&nbsp;&nbsp;题&nbsp;&nbsp;词：</b></td><td colspan="3">工作；总结</td></tr>
<tr><td align="right"><b>信息名称：</b></td><td colspan="3">{paper.title}</td></tr><tr><td align="right"><b>内容概述：</b></td><td colspan="3">{paper.title}</td></tr></tbody></table>
<div class="bt-article-title bt-title"><h1>{paper.title}</h1></div><div class="bt-content zoom clearfix" id="zoomcon">{body}</div>
<table><tr><td><a href="javascript:window.print()">[打印本页]</a>&nbsp;<a href="javascript:window.close()">[关闭窗口]</a></td></tr></table></div></body></html>"""


def trs(paper: Paper) -> str:
    """TRS WCM: the editor's container with its style sheet, Word's soup inside, source by script, neighbours below."""
    body = "".join(
        f'<p class="MsoNormal" align="justify" style="line-height: 28pt; text-indent: 32pt; mso-pagination: none"><span lang="EN-US" style="font-family: 仿宋_GB2312; font-size: 16pt"><o:p></o:p></span>'
        f'<span style="font-family: 仿宋_GB2312; font-size: 16pt; mso-bidi-font-size: 12.0pt">{_bold(line)}</span><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>\n'
        for line in _lines(paper)
    )
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="UTF-8"><meta name="SiteName" content="海州市人民政府门户网站"><meta name="ArticleTitle" content="{paper.title}">
<meta name="PubDate" content="{paper.published} 16:40:21"><meta name="ContentSource" content="{paper.source}"><title>{paper.title}_海州市人民政府门户网站</title></head><body>
<div class="hd"><div class="w"><span id="weather">今天是：2024年5月17日 星期五</span><a>繁體</a><a>移动版</a><a>智能问答</a></div><div class="nav"><ul>{_MENU}</ul></div></div>
<div class="location">您的位置：<a href="../../" title="首页" class="CurrChnlCls">首页</a>&nbsp;&gt;&nbsp;<a class="CurrChnlCls">政务公开</a>&nbsp;&gt;&nbsp;<a class="CurrChnlCls">总结计划</a></div>
<div class="detail"><div class="xl_tit"><h2>{paper.title}</h2><div class="xl_tit2"><div class="xl_tit2_l">时间：{paper.published} 16:40&nbsp;&nbsp;&nbsp;&nbsp;来源：<script>document.write("{paper.source}")</script>{paper.source}</div>
<div class="xl_tit2_r">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a> 分享到：<a class="wx"></a><a class="wb"></a></div></div></div>
<div class="view TRS_UEDITOR trs_paper_default trs_word"><div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{margin-top:0;line-height:2;font-family:宋体;font-size:12pt;}}</style>
<div class="Custom_UnionStyle"><style>@font-face {{ font-family: "Times New Roman" }} p.MsoNormal {{ margin: 0pt }}</style><div>{body}</div></div></div></div>
<script>var fj = "";</script><div class="xl_fj"><span>附件：</span><ul><li><a>1. 附表.xlsx</a></li></ul></div>
<div class="sxp"><p>上一篇：<a>海州市2023年重点项目建设情况</a></p><p>下一篇：<a>关于2023年民生实事完成情况的通报</a></p></div>
<div class="qr"><img src="q.png"><span>扫一扫 手机端浏览</span></div></div><div class="side"><h3>热门信息</h3><ul>{_NEWS}</ul></div>
<div class="ft"><p>海州市人民政府主办　海州市人民政府办公室承办</p><p>海州市大数据管理局技术支持　联系电话：0518-85800000</p><p>苏ICP备05000001号-1　网站标识码3207000002　苏公网安备32070002000001号</p><p><a>网站地图</a><a>隐私声明</a><a>使用帮助</a></p></div></body></html>"""


def gova(paper: Paper) -> str:
    """Kaipu's gova: the metadata as a list, links of policies beside the text, buttons 我要分享 and 我要打印."""
    body = "\n".join(f'<p style="text-indent: 2em;">{_bold(line)}<br></p>' for line in _lines(paper))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{paper.title}_南陵区人民政府</title><meta name="ArticleTitle" content="{paper.title}"/>
<meta name="PubDate" content="{paper.published} 08:50"/><meta name="ContentSource" content="{paper.source}"/><meta name="siteid" content="4697"></head><body class="xxgk">
<div class="container"><div class="header-top clearfix"><a class="fl">您好，欢迎访问南陵区人民政府网站！</a><div class="fr"><a>用户登录</a><a>新媒体矩阵</a><a class="wza">无障碍浏览</a><a>进入老年模式</a></div></div><div class="navbar"><ul>{_MENU}</ul></div>
<div class="lm_wz">当前位置：<a href="/">网站首页</a><span> &gt; </span><a>政府信息公开</a><span> &gt; </span><span>规划计划</span></div>
<div class="gk_con clearfix"><ul class="xxgkxt_ul"><li><span>索引号：</span>00330003/202401-00012</li><li><span>组配分类：</span>工作总结</li><li><span>发布机构：</span>{paper.source}</li><li><span>发文日期：</span>{paper.published} 08:50</li><li><span>发布文号：</span></li><li><span>关键词：</span></li><li><span>信息来源：</span>{paper.source}</li><li><span>主题分类：</span>综合政务</li><li><span>信息名称：</span>{paper.title}</li><li><span>内容概述：</span>{paper.title}</li></ul>
<h1 class="wztit newstitle">{paper.title}</h1><div class="wzxx"><span>作者：管理员</span><span>浏览次数：<span class="j-info-hit">116</span></span><span>信息来源：{paper.source}</span><span>发布时间：{paper.published} 08:50</span><span>【字号：<a>大</a><a>中</a><a>小</a>】</span><span><a>我要打印</a></span><span><a>我要收藏</a></span><span>视力保护色：<i></i></span></div>
<div class="gzk-article wzcon j-fontContent clearfix" id="ivs_content">{body}</div>
<div class="attach"><div class="fujian">附件下载：<a>附件.pdf</a></div></div><div class="share-box"><div class="sharebox">我要分享：<a>微信</a><a>微博</a></div></div>
<div class="wz_xgjd"><div class="tit">相关信息</div><ul>{_NEWS}</ul></div><div class="fanye"><span>上一篇：<a>没有了</a></span><span>下一篇：<a>没有了</a></span></div><div class="gb"><a>打印</a> <a>关闭</a></div></div>
<div class="footer"><p><a>网站声明</a><a>关于我们</a><a>网站管理</a><a>收藏本站</a></p><p>主办单位：南陵区人民政府办公室　联系电话：0553-5900000（不受理咨询投诉）</p><p>皖公网安备 34022302000001号　皖ICP备10000004号-1　网站标识码：3402230001</p></div></div></body></html>"""


def webplus(paper: Paper) -> str:
    """Boda's and Sudy's systems: a form round the text, counters by script, neighbours as 上一条 and 下一条."""
    body = "".join(
        f'<p class="vsbcontent_{"start" if n == 0 else "indent"}" style="text-indent: 2em">{_bold(line)}</p>' for n, line in enumerate(_lines(paper))
    )
    return f"""<!DOCTYPE html><HTML><HEAD><TITLE>{paper.title}-西塘市民政局</TITLE><META Name="keywords" Content="西塘市民政局,工作总结,{paper.title}"/><META content="text/html; charset=UTF-8" http-equiv="Content-Type">
<META Name="description" Content="{paper.body[0][:40]}"/></HEAD><BODY><script language="javascript" src="/system/resource/js/counter.js"></script><div class="head"><div class="menu"><ul>{_MENU}</ul></div></div>
<div class="ny"><div class="ny_l"><h2>政务公开</h2><ul><li><a>通知公告</a></li><li><a>计划总结</a></li><li><a>政策法规</a></li></ul></div><div class="ny_r"><div class="dqwz"><span>当前位置: <a>首页</a>&gt;&gt;<a>政务公开</a>&gt;&gt;<a>计划总结</a>&gt;&gt;正文</span></div>
<form name="_newscontent_fromname"><div><h1 align="center">{paper.title}</h1><div align="center" style="padding:10px">{paper.published[:4]}年{paper.published[5:7]}月{paper.published[8:]}日 09:31&nbsp;&nbsp;{paper.source}&nbsp;&nbsp;点击：[<script>_showDynClicks("wbnews", 1, 1)</script><span id="dynclicks">126</span>]</div>
<div id="vsb_content_2"><div class="v_news_content">{body}</div></div><div id="div_vote_id"></div><p align="center"><span>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl">{paper.title}.docx</a>】已下载<span id="nattach">3</span>次</span></p>
<p>上一条：<a href="1.htm">关于开展2023年度社会团体年检的公告</a></p><p>下一条：<a href="2.htm">西塘市民政局2022年部门决算</a></p><p align="right">【<a href="javascript:window.close()">关闭</a>】【<a>打印</a>】</p></div></form></div></div>
<div class="foot">地址：西塘市建设路16号&nbsp;&nbsp;邮编：331700&nbsp;&nbsp;电话：0794-8250000<br>Copyright © 2020 西塘市民政局 All Rights Reserved. 赣ICP备16000005号-1</div></BODY></HTML>"""


def nested_tables(paper: Paper) -> str:
    """An old site of tables in tables in GBK: the text in one cell, paragraphs by two <BR> and full-width blanks."""
    body = "<BR><BR>\r\n".join(f"　　{_bold(line).replace('strong>', 'B>')}" for line in _lines(paper))
    news = "".join(f"<TR><TD><IMG src=d.gif> <A href={n}.asp>{name}</A></TD></TR>" for n, name in enumerate(("关于春节放假的通知", "高桥乡召开三级干部会", "乡党委书记走访慰问困难党员")))
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>::高桥乡人民政府::</TITLE></HEAD>
<BODY leftMargin=0 topMargin=0><CENTER><TABLE cellSpacing=0 cellPadding=0 width=778 border=0><TBODY><TR><TD><IMG src="banner.jpg"></TD></TR><TR><TD bgColor=#cc0000 height=25><FONT color=#ffffff>&nbsp;<A href="i.asp">首 页</A> | <A href="1.asp">乡情概况</A> | <A href="2.asp">组织机构</A> | <A href="3.asp">工作动态</A> | <A href="4.asp">政务公开</A> | <A href="5.asp">给我留言</A></FONT></TD></TR>
<TR><TD><MARQUEE>欢迎光临高桥乡人民政府网站！本站将竭诚为您服务！</MARQUEE></TD></TR></TBODY></TABLE>
<TABLE width=778 border=0><TR><TD vAlign=top width=180><TABLE width="100%"><TR><TD background=t.gif>最新公告</TD></TR>{news}</TABLE><FORM>用户名：<INPUT name=u><BR>密　码：<INPUT type=password><INPUT type=submit value=登录></FORM></TD>
<TD vAlign=top><TABLE width="98%"><TR><TD>您现在的位置：<A href="i.asp">高桥乡政府网</A> → <A>政务公开</A> → 文章内容</TD></TR><TR><TD align=middle height=40><FONT face=黑体 color=#ff0000 size=4><STRONG>{paper.title}</STRONG></FONT></TD></TR>
<TR><TD align=middle><FONT size=2>作者：佚名&nbsp;&nbsp;文章来源：{paper.source}&nbsp;&nbsp;点击数：<SCRIPT src=c.asp></SCRIPT>&nbsp;&nbsp;更新时间：{paper.published.replace("-0", "-")}</FONT></TD></TR><TR><TD><HR></TD></TR>
<TR><TD><TABLE width="100%"><TBODY><TR><TD style="FONT-SIZE: 14px; LINE-HEIGHT: 180%">{body}</TD></TR></TBODY></TABLE></TD></TR>
<TR><TD align=right>文章录入：admin&nbsp;&nbsp;&nbsp;&nbsp;责任编辑：admin</TD></TR><TR><TD><LI>上一篇文章： <A>高桥乡2020年计划生育工作总结</A></LI><LI>下一篇文章： 没有了</LI></TD></TR><TR><TD align=right>【<A>发表评论</A>】【<A>加入收藏</A>】【<A>告诉好友</A>】【<A>打印此文</A>】【<A>关闭窗口</A>】</TD></TR></TABLE></TD></TR></TABLE>
<TABLE width=778><TR><TD align=middle>版权所有：高桥乡人民政府 技术支持：某某网络公司<BR>地址：高桥乡集镇 电话：0791-3000000 E-mail: gq@example.com 赣ICP备06000006号</TD></TR></TABLE></CENTER></BODY></HTML>"""


def wechat(paper: Paper) -> str:
    """A public account's article: the text is hidden until a script shows it, sections in sections, follow us."""
    body = "".join(
        f'<section style="margin: 0px; padding: 0px; box-sizing: border-box;" data-mpa-powered-by="x"><section><p style="text-indent: 2.125em; visibility: visible;"><span style="font-size: 16px;">{_bold(line)}</span></p></section></section>'
        for line in _lines(paper)
    )
    return f"""<!DOCTYPE html><html class=""><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{paper.title}</title><meta property="og:title" content="{paper.title}"><meta property="og:description" content=""></head>
<body id="activity-detail" class="zh_CN wx_wap_page"><script>var biz = "";</script><div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content" class="rich_media_area_primary"><div class="rich_media_area_primary_inner"><div id="img-content" class="rich_media_wrp"><h1 class="rich_media_title" id="activity-name">{paper.title}</h1>
<div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">{paper.source}</span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">魅力{paper.source[:2]}</a></span><em id="publish_time" class="rich_media_meta rich_media_meta_text">{paper.published} 18:30</em><em id="js_ip_wording_wrp">发表于<span id="js_ip_wording">江西</span></em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; "><section><p style="text-align:center"><span>点击上方蓝字关注我们</span></p></section>{body}<section><p>来源：{paper.source}</p><p>编辑：小李　　审核：张某</p></section></div></div>
<div class="rich_media_tool"><span>阅读</span> <span id="readNum3">832</span><a>分享</a><a>收藏</a><a>点赞</a><a>在看</a></div></div></div><div class="qr_code_pc"><p>微信扫一扫<br>关注该公众号</p></div></div></div></body></html>"""


def plain_mobile(paper: Paper) -> str:
    """A page of today: header, main and footer, the report in an <article>, neighbours in a <nav>."""
    body = "\n".join(f"<p>{_bold(line)}</p>" for line in _lines(paper))
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{paper.title} - 工作总结 - 南陵区人民政府</title></head><body>
<header><a href="/">南陵区人民政府</a><button>菜单</button><nav><ul>{_MENU}</ul></nav></header><main><ol class="breadcrumb"><li><a href="/">首页</a></li><li><a>公开</a></li><li>正文</li></ol><article><header><h1>{paper.title}</h1><p class="meta"><time>{paper.published}</time> <span>{paper.source}</span> <span>阅读：235</span></p></header>
<div>{body}</div><footer><p>（责任编辑：李某）</p><div class="tags">标签：<a>工作总结</a><a>政务</a></div></footer></article><nav><a>上一篇：某某通知</a><a>下一篇：某某公告</a></nav><aside><h2>大家都在看</h2><ul>{_NEWS}</ul></aside></main>
<footer><p>© 2024 南陵区人民政府 版权所有</p><p>网站标识码：3402230001 | 皖ICP备10000004号</p></footer></body></html>"""


SITES: dict[str, Callable[[Paper], str]] = {
    one.__name__: one
    for one in (ucap, ucap_elements, jcms, jcms_register, trs, gova, webplus, nested_tables, wechat, plain_mobile)
}
GBK = frozenset({"jcms_register", "nested_tables"})

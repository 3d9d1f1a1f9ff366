"""What the head of a page says, and what of a page is no part of the report."""

import pytest

from pipeline.outline import read_outline

BODY = "\n今年以来,街道扎实推进各项工作,取得明显成效。\n"


@pytest.mark.parametrize(
    ("page", "field", "expected"),
    [
        pytest.param("某街道2021年工作总结及2022年工作计划" + BODY, "year", 2021, id="first-year-of-a-title-of-two"),
        pytest.param("某镇二〇二三年工作总结" + BODY, "year", 2023, id="year-in-chinese"),
        pytest.param("某镇２０２３年工作总结" + BODY, "year", 2023, id="year-in-full-width"),
        pytest.param(
            "2023年政府工作报告\n2023年1月5日\n各位代表：\n一、2022年工作回顾\n稳定。",
            "year",
            2022,
            id="government-report",
        ),
        pytest.param(
            "2022年政府工作报告\n发布日期：2023-01-20" + BODY, "year", 2022, id="government-report-of-the-year-gone-by"
        ),
        pytest.param(
            "政府工作报告\n（2022年1月8日）\n各位代表：\n2021年,全县稳定发展。2021年,成效明显。",
            "year",
            2021,
            id="year-from-the-body",
        ),
        pytest.param("某局工作总结" + BODY, "year", None, id="no-year"),
        pytest.param("某街道2022年上半年工作总结" + BODY, "period", "上半年", id="half-year"),
        pytest.param("某街道2022年工作总结" + BODY, "period", "全年", id="whole-year"),
        pytest.param("某街道2022年1—9月工作总结" + BODY, "period", "1—9月", id="months"),
        pytest.param("某街道工作汇报" + BODY, "period", None, id="no-period"),
        pytest.param(
            "发布时间：2022-12-08 13:53\n某街道2022年工作总结" + BODY, "published", "2022-12-08", id="labelled-date"
        ),
        pytest.param(
            "某街道2022年工作总结" + BODY + "某街道办事处\n二〇二三年一月十二日",
            "published",
            "2023-01-12",
            id="date-of-signature",
        ),
        pytest.param("某街道2022年工作总结（2023-01-05）" + BODY, "published", "2023-01-05", id="day-behind-the-title"),
        pytest.param(
            "某街道2022年工作总结(2023年1月5日)" + BODY, "published", "2023-01-05", id="day-in-narrow-brackets"
        ),
        pytest.param(
            "某街道2022年工作总结（2023-01-05）\n发布时间：2023-01-09" + BODY,
            "published",
            "2023-01-09",
            id="label-first",
        ),
        pytest.param("某街道工作总结（2022年度）" + BODY, "published", None, id="no-day-behind-the-title"),
        pytest.param("上半年，全乡稳定发展，成效明显。", "period", "上半年", id="half-year-first"),
        pytest.param("今年上半年,全乡稳定发展,成效明显。", "period", "上半年", id="half-year-of-this-year"),
        pytest.param("2016年前三季度，全乡稳定发展。", "period", "前三季度", id="quarters-of-a-year"),
        pytest.param(
            "县政府办公室：\n二〇一六年一季度以来，全乡稳定发展。", "period", "一季度", id="behind-the-salutation"
        ),
        pytest.param("2016年1—9月，全乡稳定发展。", "period", "1—9月", id="months-first"),
        pytest.param(
            "在县委的领导下，全乡稳定发展，现将上半年工作情况汇报如下。", "period", "上半年", id="told-of-the-half-year"
        ),
        pytest.param("某乡工作总结\n上半年，全乡稳定发展。", "period", "上半年", id="a-title-without-a-year"),
        pytest.param("某乡2016年工作总结\n上半年，全乡稳定发展。", "period", "全年", id="the-title-first"),
        pytest.param(
            "某县政府工作报告\n各位代表：\n上半年，全县稳定发展。", "period", None, id="a-speech-has-its-year"
        ),
        pytest.param("全乡稳定发展。上半年，成效明显。", "period", None, id="half-year-in-the-second-sentence"),
        pytest.param("上半年完成的项目稳定运行，成效明显。", "period", None, id="half-year-in-passing"),
        pytest.param("某街道2022年工作总结\n发布日期：2022-13-40" + BODY, "published", None, id="impossible-date"),
        pytest.param(
            "• 发布日期:\n\n  2022年07月06日 16:34\n\n某街道2022年工作总结" + BODY,
            "published",
            "2022-07-06",
            id="value-on-the-next-line",
        ),
        pytest.param(
            "某街道2022年工作总结" + BODY + "东城街道办事处\n2023年1月2日", "issuer", "东城街道办事处", id="signature"
        ),
        pytest.param(
            "[ 发布机构 ] 东城区政府办公室 [ 有效性 ]\n某区2022年工作总结\n东城区财政局" + BODY,
            "issuer",
            "东城区财政局",
            id="office-below-title",
        ),
        pytest.param(
            "索 引 号：00/2022 | 发布机构： | 东城街道办事处 |\n某街道2022年工作总结" + BODY,
            "issuer",
            "东城街道办事处",
            id="cells",
        ),
        pytest.param("东城街道2022年工作总结" + BODY, "issuer", "东城街道", id="from-the-title"),
        pytest.param("2022年工作总结" + BODY, "issuer", None, id="no-issuer"),
        pytest.param("临川县民政局2022年工作总结" + BODY, "issuer", "临川县民政局", id="a-bureau-in-the-title"),
        pytest.param(
            "政府工作报告\n各位代表:\n现在,我代表临川县人民政府,向大会报告工作。" + BODY,
            "issuer",
            "临川县人民政府",
            id="whom-the-speaker-speaks-for",
        ),
        pytest.param(
            "政府工作报告\n——2024年1月16日在临川市第八届人民代表大会第三次会议上\n市长 王某\n各位代表:\n"
            "我代表市人民政府,向大会报告工作。" + BODY,
            "issuer",
            "临川市人民政府",
            id="whose-congress-it-was",
        ),
        pytest.param(
            "政府工作报告\n临川县人民政府县长　　王某\n各位代表：" + BODY, "issuer", "临川县人民政府", id="who-speaks"
        ),
        pytest.param(
            "2023年某街道工作总结\n来源：某网\n2022年某街道工作总结" + BODY,
            "page_title",
            "2023年某街道工作总结",
            id="page-title",
        ),
        pytest.param(
            "某街道2022年工作总结\n来源：某网\n某街道2022年工作总结" + BODY,
            "page_title",
            None,
            id="page-title-is-the-same",
        ),
        pytest.param(
            "关于某区2022年预算执行情况和\n\n2023年预算草案的报告" + BODY,
            "title",
            "关于某区2022年预算执行情况和2023年预算草案的报告",
            id="title-on-two-lines",
        ),
        pytest.param(
            "某局2018年度整体支出 绩效评价报告\n详细信息\n某局2018年度整体支出\n\n绩效评价报告" + BODY,
            "title",
            "某局2018年度整体支出绩效评价报告",
            id="title-that-stood-above-on-one-line",
        ),
        pytest.param(
            "某镇2022年度工作报告 | " + "|" * 300 + "\n| " + "|" * 300 + BODY,
            "title",
            "某镇2022年度工作报告",
            id="edges-of-a-table",
        ),
        pytest.param(
            "文件名称 | 某区2025年政府工作报告 | ||\n2025年3月21日在某区第十九届\n"
            "人民代表大会第四次会议上\n某区人民政府代区长 王某\n"
            "各位代表:\n一、过去一年工作回顾\n2024年,稳定发展。",
            "year",
            2024,
            id="report-given-in-march",
        ),
        pytest.param(BODY, "title", None, id="no-title"),
    ],
)
def test_head(page: str, field: str, expected: object) -> None:
    assert getattr(read_outline(page).head, field) == expected


@pytest.mark.parametrize(
    "line",
    [
        "您的位置: 首页>区财政局>政务公开",
        "首页 > 杂志阅读>>统计公报",
        "索 引 号：005283628/2017-00107 | 主题分类：综合政务 |",
        "发布时间:2023-04-03 16:12信息来源: 某区统计局阅读次数:编辑:某某 字体:【  ",
        "字号：[大 中 小]",
        "打印整页 打印内容 分享",
        "无障碍阅读 关怀版 返回首页",
        "今天是:2024年05月17日 星期五     欢迎光临某区,请选择",
        "您好,欢迎访问某区人民政府门户网站",
        "浏览次数：128",
        "---|---|---|---|",
        "分享到：",
        "icon.png 首页 > 常委会会议 > 常委会会刊 > 第三十七次会议",
        "首 页→部门动态→县公安局",
        "点击收听年报语音朗读",
        "进入老年版",
        "http://www.example.gov.cn  2018-01-21 17:47:05  来源：海州日报",
        "海州市人民政府网 http://www.example.gov.cn/ 2016-12-26 11:05:17 来源：县安监局",
        "[ 信息发布：县公安局　　发布时间：2013-1-9 16:02:11　　阅读次数：388 ]",
        "2018.02.06 阅读 1,024",
        "[2018-2-6]　浏览人数：415",
        "（2018年2月6日） 人气：1,024",
        "[收藏] [字号： ] [打印] [关闭]",
        "原创 石塘发布 石塘发布 2024-01-03 17:30 发表于江南",
        "您现在所在的位置 :",
        "秀林字〔2021〕89号",
        "扫描到手机，新闻随时看",
        "网站首页| 无障碍浏览| 长者模式| 繁体版今天是：Fri Nov 27 2026 00:47:52 GMT+0000 (Coordinated Universal Time)",
        "打印网摘纠错商城分享推荐字号T|T",
        "浏览人数：415",
        "[2011-3-1]　浏览人次:1,204",
        "（2011-03-01）　点击热度：88",
        "访问量：12,040　今日访问：36",
        "今天 多云转小雨 8℃~13℃",
        "石塘 晴 -3～5℃ 微风 空气质量：良",
        "2024年1月26日 星期五 阴 8~13℃ 空气质量:轻度污染 AQI 112 PM2.5 85",
        "已有 312 人阅读",
        "本文已被浏览 1,204 次",
        "6人听过",
    ],
)
def test_furniture_above_a_report(line: str) -> None:
    read = read_outline(line + "\n某街道2022年工作总结" + BODY)
    assert len(read.sentences) == 1
    assert all(span.start > len(line) for span in read.body)


@pytest.mark.parametrize(
    "below",
    [
        "【打印本页】【关闭窗口】",
        "上一篇：某镇2021年工作总结\n下一篇：没有了",
        "相关链接\n1.关于印发某方案的通知\n2.某街道召开会议，部署防汛工作",
        "扫一扫在手机打开当前页",
        "主办：某区人民政府 承办：某区大数据局\n政府网站标识码：1100000001",
        "版权所有：某区人民政府　京ICP备00000000号-1　京公网安备00000000000000号",
        "附件：1.预算执行表\n      2.预算表",
        "某街道办事处\n2023年1月12日\n浏览次数：12",
        "关于我们 | 网站地图 | 联系我们",
        "- 12 -",
        "某街道办事处\n2023年1月12日\n某某网编辑部",
        "专此报告。\n某街道办事处\n2022年1月14日。",
        "以上报告，请予审议。",
        "（联系人：王某某，联系电话：0550-1234567）",
        "抄送：区委办公室，区人大常委会办公室，区政协办公室，区纪委办公室，区人民法院，区人民检察院，各街道党工委、办事处，区委各部门。",
        "某街道办事处办公室　　2022年1月14日印发\n共印30份",
        "（责任编辑：刘某）\n上一页1 下一页\n热点排行\n1. 春运返程高峰来临，火车票一票难求\n2. 全市中小学今日开学",
        "2022年1月14日（联系人：张某，联系电话：0312-1234567 ）",
        "END",
        "—（完）—",
        "顶一下 (21) 91.30% 踩一下 (2) 8.70%",
        "点赞 12　在看 3",
        "收藏(5) 评论(12条)",
        "编辑：王某 校对：刘某 审核：高某\n往期推荐\n▶ 国庆假期全市接待游客412.6万人次\n▶ 这3个村上榜全国名单！",
        "供稿：区文旅局\n更多精彩\n全区新增3家图书馆。",
        "打印时间：2018-05-03 10:11:12　原文链接：http://www.example.gov.cn/art/88712.html",
        "注：1.本公报为初步统计数，2022年常住人口为462.8万人。",
        "注释：\n[1]本公报所列数据为初步统计数，部分数据因四舍五入的原因，存在分项与合计不等的情况，其中2022年为462.8万人，2021年为460.1万人。",
        "顶一下 (35) 87.50% 踩一下 (5) 12.50%",
        "顶一下（35）87.50％\n踩一下（5）12.50％",
        "阅读 2,306　赞 41　分享 17　在看 9\n留言 3　写留言",
        "点赞（128）　收藏（36）　评论（9）",
        "点赞:1.2万 转发:312 评论:88",
        "好评率：98.6%　差评率：1.4%",
        "投票：312票",
        "访问统计：00031877",
        "热度：2319",
        "您对该信息的评价：有用(13) 没用(2) 评分：4.6分",
        "您对本页内容的评价:满意(312) 一般(20) 不满意(5)",
        "文字丨孙某某　图片丨栗某\n▶ 石塘镇这3个村上榜全省名单！",
        "编辑：孙某某 校对：栗某 审核：周某某\n▶ 端午假期全县接待游客21.6万人次！",
        "编辑:孙某\n审核:栗　某\n石塘3个村上榜全省名单!",
        "— END —\n石塘镇这3个村上榜全省名单！",
        "往期推荐\n1. 端午假期全县接待游客21.6万人次！\n2. 石塘这3个村上榜！",
        "▶往期回顾◀\n端午假期全县接待游客21.6万人次!",
        "延伸阅读>>\n海州今年为企业减税3.2亿元，你享受到了吗？",
        "大家都在看\n油价又涨了？每升涨了0.3元",
        "猜你喜欢：\n油价又涨了?每升涨了0.3元",
        "热点新闻\n春运首周发送旅客58.7万人次！",
        "24小时热帖排行\n春运首周发送旅客58.7万人次！ (2964)",
        "相关推荐\n春运首周发送旅客58.7万人次！",
    ],
)
def test_furniture_below_a_report(below: str) -> None:
    read = read_outline("某街道2022年工作总结" + BODY + below)
    assert len(read.sentences) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "网站浏览量达415万次，比上年增长12%。",
        "网站浏览量达415万次,比上年增长12%。",
        "总访问量达415万次，比上年增长12%。",
        "访问量：全年网站访问量达415万次，比上年增长12%。",
        "浏览人次:全年415万人次;阅读人次:全年312万人次。",
        "全年热线点赞率98%。",
        "群众点赞312次，好评率98.6%。",
        "好评率98.6%，比上年提高2.1个百分点。",
        "收藏文物1204件（套）。",
        "空气质量优良天数312天，优良率85.5%。",
        "评论文章阅读量10万+，转发312次。",
        "推荐就业312人，支持创业35人。",
        "相关推荐项目12个，落地5个。",
        "热点新闻发布12场，回应关切312件。",
    ],
)
def test_words_of_furniture_in_a_sentence_are_the_report_s(sentence: str) -> None:
    for text in (
        f"某街道2022年工作总结{BODY}{sentence}\n",
        f"某街道2022年工作总结{BODY}{sentence}\n某街道办事处\n2023年1月2日",
        f"某街道2022年工作总结{BODY}{sentence}{BODY}",
    ):
        assert sentence in "".join(span.of(text) for span in read_outline(text).body)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("总投资3.6亿元", id="phrase"),
        pytest.param("枫桥街道2022年工作总结", id="title-alone"),
        pytest.param("2022年11月14日", id="date-alone"),
        pytest.param("来源:甲厂供货12吨", id="label-word-without-a-page"),
        pytest.param("1234567\n89.5", id="digits"),
        pytest.param("全年完成投资5亿元\n同比增长5%。", id="short-line-first"),
        pytest.param("主办文艺活动3场。\n分享经验5次。\n推广扫码入校,浏览展板。", id="words-of-furniture-in-sentences"),
        pytest.param("网站浏览量达415万次,比上年增长12%。\n点赞、收藏3万次。\n编辑简报12期。", id="counts-of-work"),
        pytest.param("总访问量达415万次,比上年增长12%。\n访问量:全年达415万次,增长12%。", id="counters-of-a-sentence"),
        pytest.param("新增企业12家。\n总访问量达415万次", id="a-count-without-a-mark"),
        pytest.param("新增企业12家。\n审核：全年审核项目12个，核减资金300万元。", id="a-label-that-tells"),
        pytest.param("新增企业12家。\n分享 5次\n新增学校3所。", id="a-count-among-sentences"),
        pytest.param("第一季度稳定。\n某街道\n第二季度稳定。", id="office-between-sentences"),
    ],
)
def test_in_doubt_a_line_is_body(text: str) -> None:
    read = read_outline(text)
    assert "".join(span.of(text) for span in read.body).split() == text.split()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2018.02.06 阅读 1,024", "2018-02-06"),
        ("[ 信息发布：县公安局　　发布时间：2013-1-9 16:02:11　　阅读次数：388 ]", "2013-01-09"),
        ("海州市人民政府网 http://www.example.gov.cn/ 2016-12-26 11:05:17 来源：县安监局", "2016-12-26"),
        ("http://www.example.gov.cn  2018-01-21 17:47:05  来源：海州日报", "2018-01-21"),
        ("- 时间：2023-02-24", "2023-02-24"),
        ("原创 石塘发布 石塘发布 2024-01-03 17:30 发表于江南", "2024-01-03"),
        ("2023-12-29    石塘镇政府    点击数：120", "2023-12-29"),
        ("时间:[2024-01-03] 来源:[党政办] 作者:[] 点击:[120]", "2024-01-03"),
        ("（2021年1月）", None),
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_the_day_of_publication_on_unusual_lines(line: str, day: str | None, place: str) -> None:
    title = "某街道2022年工作总结"
    head = f"{line}\n{title}" if place == "above" else f"{title}\n{line}"
    read = read_outline(head + BODY)
    assert (read.head.title, read.head.published) == (title, day)
    assert len(read.sentences) == 1


@pytest.mark.parametrize("names", ["孙某某", "栗　某　某", "石塘镇人民政府　孙某某"])
def test_a_speaker_s_name_is_no_sentence(names: str) -> None:
    text = (
        f"石塘镇人民政府工作报告\n——2020年1月17日在石塘镇第十七届人民代表大会第六次会议上\n{names}\n各位代表：" + BODY
    )
    read = read_outline(text)
    assert read.sentences[0].span.of(text) == "各位代表："
    assert read.head.issuer == "石塘镇人民政府"


def test_a_short_heading_is_no_name() -> None:
    text = "某街道2022年工作总结\n2023年1月2日\n综　述" + BODY + "概况\n全街道稳定发展,取得明显成效。\n"
    assert "概况" in "".join(span.of(text) for span in read_outline(text).body)


@pytest.mark.parametrize("buttons", ["【关闭】", "【打印本页】【关闭窗口】", " [打印] [关闭]"])
def test_buttons_behind_the_last_sentence_are_no_part_of_it(buttons: str) -> None:
    text = "某街道2022年工作总结" + BODY.rstrip() + buttons + "\n上一篇：无"
    (sentence,) = read_outline(text).sentences
    assert sentence.span.of(text) == BODY.strip()

"""Sentences an editor could write on the seeds, all true: none may be objected to."""

import pytest

from pipeline.domain.report import Report
from pipeline.outline import read_outline
from pipeline.verify import SourceIndex, index_source, verify
from tests.seeds import SEEDS

_TRUE = """
枫桥湖街道全年固定资产投资计划13亿元,到10月底已累计完成15.155亿元,提前超额完成任务
枫桥湖街道今年新增个体工商户709户、企业216家,完成税收423万元
枫桥湖街道医保参保缴费15342人,比2021年同期多1500余人
枫桥湖街道高标准完成8个老旧小区改造,惠及居民1593户,改造面积20.83万平方米,投入资金1144万元
枫桥湖街道配套实施8个基础项目,投入1165万元,其余7个项目计划11月底完工
枫桥湖街道国税新村改造计划投资1360万元
街道动态更新网格信息15288条,办结网格事件661件
枫桥湖街道共摸排返乡人员17331人,集中隔离752人,居家隔离251人
全年清运垃圾1700余车,取缔占道经营1100余起,清理破损横幅50余条
枫桥湖街道全年拆除违法建设226处、2.3636万平方米
11月以来集中拆违42处4500平方米
枫桥湖街道与165家企事业单位签订安全生产责任状,排查隐患点18处,消除隐患11处
直排式热水器由498台减少到60台
枫桥湖街道辖区直排式热水器减至60台
检查燃气门店215家,责令整改83家
对3230栋自建房建档,完成鉴定282栋,完成整改22栋
枫桥湖街道接待群众来访200多人次,调解纠纷122起,办理12345热线工单873单
关停豆腐作坊6家,清淤沟渠430余米,清理垃圾45吨
华庄街道设立便民医疗服务点21处,发放布洛芬12.4万余片,2万多名群众受益
华庄街道完成征收签约60万平方米,下架29.8万平方米,25个攻坚拔点项目实现清零
华庄街道移交土地17.16万平方米,完成拆违10万平方米
华庄街道一般公共预算收入同比增长63.6%,远超年度22%的目标
华庄街道发放低保金近75万元、残疾人生活补贴174.05万元、护理补贴66.32万元
华庄街道检查企业1109家次,查出隐患3757条,已整改3742条
华庄街道3.7万户居民完成燃气“两件套”更换,96家餐饮单位安装“四件套”
华庄街道划分478个微网格,配备478名联络员和1439名志愿者
华庄街道接待来访306批413人次,化解信访案件11件
湖田街道2021年财政收入1.1127亿元,规上工业总产值15.22亿元,同比增长42%
湖田街道规上工业营业收入16.4亿元,增长40%;利润2800万元,增长187%
湖田街道限上批零业销售额43.38亿元,同比增长22.2%,固定资产投资12亿元
湖田街道4个在建项目总投资39.2亿元,完成投资7.4亿元,投资完成率102.36%
湖田街道第一批住宅签约4018户,签约率99.9%
湖田街道计划投资2400余万元建设中心幼儿园,规划面积约6000平方米
湖田街道整治乱搭乱建56处,清理流动商贩21家,清运垃圾1300余方
湖田街道开展各类检查5300余次,查处隐患2871条
湖田街道受理12345热线转办问题4171件,群众满意率88%
湖田街道20个村(社区)完成换届,产生“两委”成员104名,其中女性47名、35岁以下年轻干部23名
湖田街道收集群众问题2137条,解决1989条,解释回应148条
湖田街道给予31名党员党纪处分,其中警告20人、严重警告7人、开除党籍4人
湖田街道集体研究“三重一大”事项85项,签订廉洁承诺书200余份
星沙街道规模工业总产值1.96亿,同比增长38.53%,固定资产投资完成84.84亿
星沙街道12岁以上人群第一针接种280255人
星沙街道2021年计划投资38.2亿元,预计完成72.01亿元,完成全年计划的188.5%
星沙街道排查隐患9286处,督促整改7110处,整改率76.5%
星沙街道刑事案件同比下降8.7%
星沙街道办理服务事项40241件,“就近办”14638件,办结率、满意率均为100%
百花洲街道一般公共预算收入9941.92万元,完成全年任务的71.20%
百花洲街道接种疫苗63324剂,其中第一针31964人、第二针31360人
百花洲街道注册志愿者896人,累计服务8千小时
百花洲街道调解纠纷83件,成功率94%以上
百花洲街道走访中小企业1213家、个体工商户2599家
星沙街道为699户困难家庭发放慰问金101.4万元
星沙街道共有大型商业综合体4个、大型超市8家、银行网点41个、楼宇18栋
"""


@pytest.fixture(scope="module")
def sources() -> list[SourceIndex]:
    texts = {path.stem[:3]: path.read_bytes().decode() for path in SEEDS}
    return [index_source(Report(name, text, "", read_outline(text))) for name, text in texts.items()]


@pytest.mark.parametrize("sentence", _TRUE.split())
def test_true_sentence_is_let_through(sources: list[SourceIndex], sentence: str) -> None:
    assert [(row.text, row.verdict, row.message) for row in verify(sentence, sources) if row.severity != "info"] == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_sentence_of_a_seed_agrees_with_the_seeds(sources: list[SourceIndex], path: object) -> None:
    (own,) = [source for source in sources if str(path).endswith(".txt") and source.report.name in str(path)]
    for sentence in own.report.outline.sentences:
        rows = verify(sentence.span.of(own.report.text), sources)
        assert [(row.text, row.message) for row in rows if row.severity != "info"] == []

"""The names of those who report: an area (临川县), or a body, told by how its name ends (临川县民政局, 东陵学院).

The endings are ordered by family, as an editor would list them. What every place has (全县, 某镇, 区县) is no name, and
neither is a phrase that only ends as one (以人民为中心).
"""

import re

from pipeline.outline.page_words import words


def _any(*lists: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted({one for listed in lists for one in listed}, key=len, reverse=True)) + ")"


_AREAS = words("街道 镇 乡 苏木 自治县 自治州 自治区 自治旗 新区 开发区 高新区 园区 工业园 产业园 区 县 市 省 旗 盟")
_GOVERNMENT = words("""
人民政府办公厅 人民政府办公室 人民政府 政府办公厅 政府办公室 政府办 街道办 街办 办事处 管理委员会 管委会 行政公署 国务院
""")
_BUREAUS = words("""
局 厅 委 委员会 办公室 办公厅 调查队 管理处 管理站 服务站 监测站 海关 税务所 司法所 派出所 监狱 供销社
中心 大队 支队 总队 指挥部 领导小组
""")
_PARTY = words("""
党委 党工委 党组 工委 纪委监委 纪委 监委 组织部 宣传部 统战部 社会工作部 政法委 党校 党总支 党支部 巡察办
""")
_CONGRESS = words("人大常委会 人民代表大会常务委员会 常务委员会 常委会 人大主席团 人大 政协 执法检查组")
_COURTS = words("人民法院 法院 人民检察院 检察院")
_PEOPLE = words("联合会 总工会 团委 妇联 残联 文联 科协 工商联 侨联 社科联 红十字会 协会 学会 商会 基金会")
_PUBLIC = words("""
大学 学院 学校 中学 小学 幼儿园 医院 卫生院 保健院 卫生服务中心 血站 图书馆 文化馆 博物馆 档案馆 美术馆 纪念馆
体育馆 科技馆 电视台 报社 研究院 研究所 设计院 规划院 勘察院 调查院 气象台 林场 农场
""")
_COMPANIES = words("公司 集团 银行 支行 分行 信用社 联社 联合社 合作社 书店")
_VILLAGES = words("村民委员会 居民委员会 村委会 居委会 社区")
_BODIES = (_GOVERNMENT, _BUREAUS, _PARTY, _CONGRESS, _COURTS, _PEOPLE, _PUBLIC, _COMPANIES, _VILLAGES)
_AREA = _any(_AREAS)
_BODY = rf"(?:{_any(*_BODIES)}|第[一二三四五六七八九十]{{1,3}}(?:中|医院|人民医院)|[一二三四五六七八九十]中)"
# No name begins so: what a report does, what every place has, what a text without names says instead.
_PHRASE = (
    r"(?!对|在|坚持|坚定|打造|建设|推进|推动|加强|加快|聚焦|围绕|突出|强化|做好|做优|做强|抓好|抓实|深化|优化|提升|提高|着力|全力|"
    r"扎实|以[^，]{0,4}为|立足|紧扣|助力|争创|争当|创建|构建|完善|发挥|落实|贯彻|开展|实施|健全|巩固|关于|[省市县区国]{1,2}级|"
    r"[全各我本该]|有关|相关|下一|乡镇|街道|社区|[省市县区]{2}(?!人)|城乡|农村)"
)
_RELATIVE = r"(?:省|市|县|区|镇|乡|州|旗|街道)"  # how a body calls its own place
_PLACE = re.compile(rf"(?:(?![年度的与及关预决执情对])[一-龥]){{1,14}}?{_AREA}(?!{_AREA}|场|容|域|民(?!政)|长)")
_STATE = r"国务院|国家[一-龥]{2,10}局|最高人民(?:法院|检察院)"
_NAME = rf"{_PHRASE}(?:中共)?(?:(?![年的与])[一-龥（）()]){{1,28}}?{_BODY}"
# What follows the name of the office that a title begins with.
_THEN = (
    r"\s*(?:(?:20|19|２０|１９)\S\S年?|[二一][〇○零九]|“?十[一二三四五]五|工作|关于|发布|公布|法治|政府信息|信息公开|部门|年度|"
    r"[上下]半年|半年|第?[一二三四]季度|前三季度|党建|述职|整体|[“（(：:《]|$)"
)
_YEARED = (
    r"^(?:关于)?(?:报送|呈报|上报|报告|提交|印发|公布|发布|公开|开展|做好)?(?:(?:20|19)\d\d(?:[-—–~至](?:20|19)?\d\d)?(?:学?年度?)?|"
    r"[二一][〇○零九Ｏ][〇○零一二三四五六七八九]{2}年度?)?\s*"
)
_BEGINS = re.compile(rf"{_YEARED}((?:{_STATE})|{_NAME})(?={_THEN})")
_ABOUT = re.compile(rf"(?:^|[\s、])({_STATE}|{_NAME}|{_PLACE.pattern})关于")
_PARTED = re.compile(r"[—―–━-]{1,2}|[:：]")  # between a motto and the title proper
_SIGNED = re.compile(r"[(（]([一-龥]{3,30})[)）]$")
_AFTER_YEAR = re.compile(_YEARED)
_BODY_AHEAD = re.compile(
    rf"[一-龥]{{0,16}}?(?!大学生)"
    rf"(?:{_any(words('局 厅 委员会 系统'), _COURTS, _PUBLIC, _COMPANIES)}|党委(?!书记|政府|、))"
    rf"|[一-龥]{{1,16}}?[院店社站所厂校园馆库队部处室会场行局联科股](?=\s*(?:20|19|二〇))"
)
_WHOLE = re.compile(rf"(?:{_STATE}|{_PHRASE}(?:(?![年的与])[一-龥（）()]){{0,28}}(?:{_BODY}|{_AREA}))")
_NAMELESS = re.compile(rf"^(?:[省市县区镇乡街道旗村]+|某{_AREA})$|[全本我各该][省市县区镇乡州旗]$")
_ANONYMOUS = re.compile("^(?:某某?|[XxＸ×*＊]{1,3})")
# A bureau has an area before it, or says which one's it is: 县民政局.
_OF_NO_PLACE = re.compile(
    r"(?!国家|中央|最高|[一-龥]{1,12}街道)[^省市县区镇乡州旗盟]*(?:局|厅|(?<!管)委|(?<!管理)(?<!居民)(?<!村民)委员会|办公[室厅]|大队|支队|[党工]委|组织部|宣传部|"
    r"统战部|总工会|妇联|残联|人大|政协)|[省市县区镇乡](?:政府|委)?|(?:人民|中心|第一)?(?:医院|卫生院|中学|小学|学校|学院|社区)"
)
_ROLE = (
    r"(?:党[委组工]*书记[、,，]?|代理?|常务|副|执行|第一|党组成员[、,，]?)*"
    r"(?:[省市区县镇乡州旗院厅局处校馆会部队]长|检察长|秘书长|组长|董事长|理事长|总经理|主任|主席|书记|行长|台长|站长|所长|总理)"
)
_HOLDER = re.compile(rf"({_STATE}|{_PHRASE}(?:(?![年的与])[一-龥]){{1,28}}?(?:{_BODY}))(?={_ROLE})")
_GIVEN_NAME = re.compile(r"[一-龥](?:[ \u3000\xa0]*[一-龥·]){1,3}")
_PERSON = re.compile(
    rf"(?:(?![年，。])[一-龥（）()、 ]){{0,40}}?(?:{_ROLE}[一-龥]{{0,3}}|(?:{_ROLE}|代表|负责人)"
    r"[ \u3000\xa0]+[一-龥·*？?×][一-龥·*？?× \u3000\xa0]{0,8})"
)


def is_name(words: str) -> bool:
    """True for words made as the names of areas and bodies are, and nothing else; also for 某街道, which names none."""
    return _WHOLE.fullmatch(_ANONYMOUS.sub("甲", words)) is not None and _NAMELESS.search(words) is None


def identifies(words: str) -> bool:
    """True for a name that tells one office from all others of its kind: neither 某街道 nor 民政局."""
    return is_name(words) and not _ANONYMOUS.match(words) and _OF_NO_PLACE.fullmatch(words) is None


def names_person(words: str) -> bool:
    """True for the office and name of a person: 县长  某某某, 某市财政局局长 某某, 某市财政局 某某."""
    office, *name = words.split(maxsplit=1)
    signed = bool(name) and _GIVEN_NAME.fullmatch(name[0]) is not None and is_name(office) and not is_name(name[0])
    return signed or _PERSON.fullmatch(words) is not None


def office_held(words: str) -> str | None:
    """The office in 某县人民政府县长　某某 and 某市审计局局长 某某; None for 县长 某某."""
    found = _HOLDER.match(words)
    if found:
        return found[1]
    office = words.split(maxsplit=1)[0]
    return office if names_person(words) and is_name(office) else None


def office_titled(title: str) -> str | None:
    """The body a title begins with or that it says reports: 某局2023年…, 某镇人民政府关于…; of several the last."""
    about = [one[1] for one in _ABOUT.finditer(title) if identifies(one[1])]
    if about:
        return about[-1]
    begun = (found[1] for part in _parts(title) if (found := _BEGINS.match(part)))
    signed = (found[1] for found in [_SIGNED.search(title)] if found and re.search(_BODY + "$", found[1]))
    return next((name for name in (*begun, *signed) if identifies(name)), None)


def _parts(title: str) -> list[str]:
    """The title, and what stands behind a motto: 凝心聚力谱新篇——某镇2023年工作总结."""
    found = list(_PARTED.finditer(title))
    return [title, *(title[one.end() :] for one in found[-1:])]


def area_of(name: str) -> str | None:
    """The area a name begins with: 临川县 of 临川县民政局 and of 临川县人民政府门户网站."""
    place = 0
    while (found := _PLACE.match(name, place)) and not _NAMELESS.search(found[0]):
        place = found.end()
    return name[:place] if place and identifies(name[:place]) else None


def place_titled(title: str) -> str | None:
    """The area that a title begins with, all of it (某市某区); None where a body of that area follows."""
    for part in _parts(title):
        begun = _AFTER_YEAR.match(part)
        start = begun.end() if begun else 0
        name = area_of(part[start:])
        if name:
            return None if _BODY_AHEAD.match(part, start + len(name)) else name
    return None


def in_full(office: str, places: list[str]) -> str:
    """县民政局 of a report of 临川县 as 临川县民政局; any other office as it is."""
    own = re.match(_RELATIVE, office)
    if own is None or not re.fullmatch(rf"{_RELATIVE}{_BODY}|{_RELATIVE}[一-龥]{{1,14}}{_BODY}", office):
        return office
    return next((place + office[own.end() :] for place in places if place.endswith(own[0])), office)

"""What an auditor's report finds wrong, in sentences that neither a heading nor a turn calls problems."""

import re
from collections.abc import Iterable

_AUDIT = re.compile(r"审计(?:(?:工作|结果|情况)(?:的)?)?(?:报告|公告)")
_ELSEWHERE = re.compile(r"整改|建议|意见|成效|措施|下一?步")  # sections that tell what came of it
_FAULT = re.compile(
    r"未(?:在[^，,。；;]{1,10}前|及时|按|严格|严肃|纳入|经|收缴|上缴|入账|缴入|落实|执行|履行|建立|开展|实行|细化|分解|下达|拨付|使用|完成|办理|招标|公开招标|到位|达)"
    r"|(?:应|而|批)(?:[收缴征拨招报建供用]){0,2}未|闲置|违规|违反|虚[报列增开]|套取|骗取|挪用|挤占|截留|滞留|超(?:范围|标准|概算|预算|限额|编制)|"
    r"[多少漏]计|[少漏欠]缴|重复(?:享受|发放|领取|申报|列支)|拖欠|撂荒|围标|串标|账外|逾期|超期|损失浪费|沉淀|侵占|隐瞒|弄虚作假|"
    r"不(?:够?规范|够?到位|够?严格?|够?及时|够?完善|够?健全|够?细化|够?精准|准确|真实|合规|符合)"
)
# What the audit itself did, and what was put right since.
_AUDITED = re.compile(
    r"移送|移交|查[出处]|核减|促进|推动|督促|挽回|追[回缴责究]|完成审计|审计(?:完成)?项目[0-9０-９]|收回|上缴(?:国库|财政)|归还|"
    r"已[^，,。；;]{0,12}(?:整改|纠正|清退|盘活|完善)|整改率"
)


def is_audit(title: str | None) -> bool:
    """True for 审计工作报告, 审计结果公告, what an audit found; not for a report on the audit office's work."""
    return title is not None and _AUDIT.search(title) is not None and "整改" not in title


def finds_fault(words: str, titles: Iterable[str]) -> bool:
    """True when a sentence of an audit's report, below the headings `titles`, says that something was done wrong."""
    if _FAULT.search(words) is None or _AUDITED.search(words):
        return False
    return not any(_ELSEWHERE.search(title) for title in titles)

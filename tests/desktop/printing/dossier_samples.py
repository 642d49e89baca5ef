"""One filled-in paper of every kind that lies in a dossier beside those of samples.py: the same people and dispute."""

from dataclasses import replace
from typing import Any

from desktop.printing.papers.application import ApplicationPaper
from desktop.printing.papers.back_cover import BackCoverPaper
from desktop.printing.papers.closing_report import ClosingReportPaper
from desktop.printing.papers.cover import CoverPaper
from desktop.printing.papers.evidence import EvidenceItem, EvidencePaper
from desktop.printing.papers.file_note import FileNotePaper
from desktop.printing.papers.forgiveness import ForgivenessPaper
from desktop.printing.papers.handover_receipt import HandedPaper, HandoverReceiptPaper
from desktop.printing.papers.identity import IdentityPaper
from desktop.printing.papers.index import IndexLine, IndexPaper
from desktop.printing.papers.inquiry import InquiryPaper
from desktop.printing.papers.judicial_confirmation import JudicialConfirmationPaper
from desktop.printing.papers.mediation_notice import MediationNoticePaper
from desktop.printing.papers.non_acceptance import NonAcceptancePaper
from desktop.printing.papers.parties import PartyKind, PartyOnPaper
from desktop.printing.papers.power_of_attorney import Delegate, PowerOfAttorneyPaper
from desktop.printing.papers.presiding_proof import PresidingProofPaper
from desktop.printing.papers.representatives import RepresentativesPaper, RepresentedPerson
from desktop.printing.papers.result_feedback import ResultFeedbackPaper
from desktop.printing.papers.return_visit import ReturnVisitPaper
from desktop.printing.papers.service_receipt import ServiceReceiptPaper
from desktop.printing.papers.site_inspection import SiteInspectionPaper
from desktop.printing.papers.termination import TerminationPaper
from desktop.printing.papers.undisputed_facts import UndisputedFactsPaper

COMMITTEE, NUMBER, PHONE = "云溪镇人民调解委员会", "（2026）云人调字第37号", "0536-7661234"
DISPUTE, COURT = "刘桂芳与高𬭎军相邻关系纠纷", "坊子区人民法院"
COURT_NUMBER = "（2026）鲁0704诉前调512号"
LIU = PartyOnPaper(
    PartyKind.PERSON,
    "申请人",
    "刘桂芳",
    "女",
    "汉族",
    63,
    "务农",
    "13853602417",
    "云溪镇东关村112号",
    identity_number="370704196304122028",
    service_address="云溪镇东关村112号",
)
GAO = replace(
    LIU,
    label="被申请人",
    name="高𬭎军",
    sex="男",
    age=51,
    phone="13606367718",
    address="云溪镇东关村113号",
    identity_number="370704197501203317",
    service_address="云溪镇东关村113号",
)
COMPANY = PartyOnPaper(
    PartyKind.ORGANISATION,
    "被申请人",
    "潍坊市坊子区永盛建筑安装工程有限公司云溪项目部",
    phone="0536-7609988",
    address="坊子区凤凰大街196号",
    legal_representative="赵永盛，经理",
    identity_number="91370704MA3C5X8E2K",
    service_address="坊子区凤凰大街196号",
)
STORY = (
    "西邻高𬭎军翻建东厢房，滴水檐伸进我家院墙，一下雨水就浇墙根，墙皮掉了一片，找他三回，"
    "他说檐子是按图纸做的。要求把檐子收回去，墙给抹好。"
)
TERMS = (
    "高𬭎军于2026年12月8日前（含当日）将滴水檐截除。",
    "高𬭎军支付刘桂芳材料款600.00元（大写：陆佰元整），于本协议签订时当场付清。",
)

PAPERS: dict[str, Any] = {
    "cover": CoverPaper(
        COMMITTEE,
        DISPUTE,
        NUMBER,
        ("李春和", "王敏"),
        "2026年11月20日至2026年11月24日",
        "王敏",
        "2026年12月28日",
        "长期",
        "共一册",
    ),
    "index": IndexPaper(
        COMMITTEE,
        (
            IndexLine("人民调解申请书", "1"),
            IndexLine("人民调解受理登记表", "2"),
            IndexLine("人民调解当事人权利义务告知书", "3"),
            IndexLine("当事人身份证明", "4-6", "高𬭎军的为纸质原件"),
            IndexLine("人民调解调查记录", "7-8"),
            IndexLine("人民调解证据材料", "9-15", "照片4张"),
            IndexLine("人民调解记录（第一次、第二次）", "16-19"),
            IndexLine("人民调解协议书", "20-21"),
            IndexLine("收条或汇款单等履行凭证", "仅纸质，2页"),
            IndexLine("人民调解回访记录", "22"),
            IndexLine("卷宗情况说明", "23"),
        ),
        NUMBER,
    ),
    "application": ApplicationPaper(
        COMMITTEE,
        (LIU,),
        (GAO,),
        STORY,
        ("请求高𬭎军将东厢房的滴水檐收回至界墙以内。", "请求高𬭎军修补刘桂芳家院墙。"),
    ),
    "handover_receipt": HandoverReceiptPaper(
        COMMITTEE,
        COURT,
        "委派",
        COURT_NUMBER,
        "孙丽",
        "0536-7651012",
        "刘桂芳、高𬭎军",
        "相邻关系纠纷",
        "2026年11月20日",
        "2026年12月20日",
        "2026年12月25日",
        (
            HandedPaper("诉前委派调解函", "1", "1", "原件"),
            HandedPaper("起诉状", "2", "3", "复印件"),
            HandedPaper("当事人送达地址确认书", "2", "2", "复印件"),
        ),
        NUMBER,
    ),
    "non_acceptance": NonAcceptancePaper(
        COMMITTEE,
        "刘桂芳",
        "2026年11月20日",
        "与高𬭎军的相邻关系纠纷",
        "高𬭎军明确拒绝调解",
        "坊子区人民法院云溪人民法庭（云溪镇府前街9号，电话0536-7651012）",
        PHONE,
    ),
    "mediation_notice": MediationNoticePaper(
        COMMITTEE,
        "高𬭎军",
        "刘桂芳",
        "相邻关系纠纷",
        "2026年11月22日9时",
        "镇综治中心调解一室",
        ("李春和", "王敏"),
        ("居民身份证", "宅基地使用权证", "翻建房屋的图纸"),
        PHONE,
        NUMBER,
    ),
    "identity": IdentityPaper(COMMITTEE, "刘桂芳", "申请人", "居民身份证", "370704196304122028"),
    "power_of_attorney": PowerOfAttorneyPaper(
        COMMITTEE,
        GAO,
        (
            Delegate(
                "买买提·吐尔逊",
                "男",
                34,
                "维吾尔族",
                "653101199203151215",
                "13954301187",
                "坊子区凤凰大街18号",
                "山东永诚律师事务所律师",
                "13707202010123456",
            ),
        ),
        DISPUTE,
        special=True,
        powers=("代为收集、提供证据", "代为承认、变更、放弃调解请求，达成调解协议"),
        other_powers="代为领取款项",
        term="自2026年11月20日起至本纠纷调解终结之日止",
    ),
    "representatives": RepresentativesPaper(
        COMMITTEE,
        tuple(
            RepresentedPerson(f"王建{name}", "男", f"37070419750120{at:04d}", f"138536024{at:02d}")
            for at, name in enumerate("国军民平安康健华伟强刚毅勇杰峰林森海波涛江河山", 1)
        ),
        ("王建国", "王建军"),
        "永盛建筑公司",
        "拖欠工资纠纷",
    ),
    "inquiry": InquiryPaper(
        COMMITTEE,
        "2026年11月21日14时30分至15时10分",
        "东关村村民委员会",
        "高庆，男，48岁，东关村村民委员会主任，电话13906360021",
        "无",
        "问：请说明刘桂芳与高𬭎军两家界墙的情况。\n答：界墙是1998年两家一起垒的，墙中心为界。\n"
        "问：高𬭎军翻建房屋时量过界吗？\n答：量过，当时我在场，新檐比图纸多出十八公分。",
        ("李春和", "王敏"),
    ),
    "site_inspection": SiteInspectionPaper(
        COMMITTEE,
        (LIU, GAO),
        "2026年11月21日16时至16时40分",
        "东关村112号与113号之间",
        ("东关村村民委员会主任高庆", "云溪镇自然资源和规划所工作人员刘伟"),
        DISPUTE,
        "新檐伸出界墙中心线18厘米，滴水落在刘桂芳家院内。墙根浸泡面积约4平方米，墙皮脱落。",
        "现场照片4张、示意图1张",
        ("李春和", "王敏"),
    ),
    "evidence": EvidencePaper(
        COMMITTEE,
        (
            EvidenceItem("宅基地使用权证", "刘桂芳", "2026年11月20日", "2", "复印件"),
            EvidenceItem("墙面受损的照片（4张）", "刘桂芳", "2026年11月20日", "2", "原件"),
            EvidenceItem("东厢房翻建图纸", "高𬭎军", "2026年11月22日", "3", "复印件"),
        ),
    ),
    "termination": TerminationPaper(
        COMMITTEE,
        ("刘桂芳", "高𬭎军"),
        DISPUTE,
        "2026年11月20日",
        "2026年11月22日、24日在镇综治中心调解一室",
        False,
        "高𬭎军明确表示不再接受调解",
        "《中华人民共和国人民调解法》第二十三条第二项、第二十六条",
        "诉讼",
        NUMBER,
    ),
    "undisputed_facts": UndisputedFactsPaper(
        COMMITTEE,
        (LIU, GAO),
        "相邻关系纠纷",
        ("两家以界墙中心线为界。", "高𬭎军家东厢房的新檐伸出界墙中心线18厘米。"),
        ("李春和",),
        NUMBER,
        COURT_NUMBER,
    ),
    "forgiveness": ForgivenessPaper(
        COMMITTEE,
        LIU,
        "高𬭎军",
        "于2026年10月3日因相邻琐事推搡本人，致本人右手擦伤",
        "坊公（云）受案字〔2026〕156号",
        "高𬭎军已当面赔礼道歉，并一次付清医药费人民币玖仟元整（9,000.00元）",
        "请求公安机关对其依法从轻或者免予处罚",
        "云溪派出所",
    ),
    "return_visit": ReturnVisitPaper(
        COMMITTEE,
        "刘桂芳、高𬭎军",
        NUMBER,
        DISPUTE,
        "2026年12月23日10时",
        "滴水檐已经截除，天沟和落水管已装好；材料款已付清。双方对调解结果均表示满意，未就本纠纷起诉，没有新的矛盾。",
        ("李春和", "王敏"),
    ),
    "judicial_confirmation": JudicialConfirmationPaper(
        COMMITTEE,
        (LIU, COMPANY),
        NUMBER,
        "2026年11月24日",
        STORY,
        TERMS,
        COURT,
        ("人民调解协议书1份", "主持调解证明1份", "申请人身份证明2份", "宅基地使用权证复印件1份"),
    ),
    "presiding_proof": PresidingProofPaper(
        COMMITTEE,
        "刘桂芳与高𬭎军",
        "相邻关系纠纷",
        "2026年11月24日",
        NUMBER,
        ("李春和", "王敏"),
        COURT,
    ),
    "result_feedback": ResultFeedbackPaper(
        COMMITTEE,
        COURT,
        "委派",
        "2026年11月20日",
        COURT_NUMBER,
        DISPUTE,
        "达成协议",
        "双方于2026年11月24日达成人民调解协议。\n高𬭎军于2026年12月8日前（含当日）将滴水檐截除，支付材料款600.00元。",
        "材料款已当场付清。",
        ("人民调解协议书1份", "委派调解函及起诉材料1套"),
        "王敏",
        PHONE,
        NUMBER,
    ),
    "service_receipt": ServiceReceiptPaper(
        COMMITTEE,
        DISPUTE,
        NUMBER,
        ("人民调解协议书1份", "终止调解告知书1份"),
        "高𬭎军",
        "云溪镇东关村113号",
        "王敏",
    ),
    "closing_report": ClosingReportPaper(
        COMMITTEE,
        NUMBER,
        "2026年12月28日",
        ("李春和", "王敏"),
        "2026年11月20日",
        "2026年12月8日",
        "申请人刘桂芳，云溪镇东关村112号，13853602417\n被申请人高𬭎军，云溪镇东关村113号，13606367718",
        "申请",
        STORY,
        "达成书面协议，已履行完毕。",
    ),
    "file_note": FileNotePaper(
        COMMITTEE,
        "一、高𬭎军的居民身份证已核验原件，未留复印件。\n二、2026年12月23日回访后补入回访记录1页，见第22页。",
        NUMBER,
    ),
    "back_cover": BackCoverPaper(COMMITTEE, "23", NUMBER, "另有光盘1张"),
}
"""The facts of each paper by its key."""

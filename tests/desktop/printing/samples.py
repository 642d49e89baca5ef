"""One filled-in paper of every kind, and the same as blank forms."""

from datetime import date

from dossier_samples import PAPERS

from desktop.printing.blocks import Document
from desktop.printing.papers.acceptance import AcceptancePaper, acceptance
from desktop.printing.papers.acceptance_receipt import AcceptanceReceiptPaper, acceptance_receipt
from desktop.printing.papers.form import KnownFacts
from desktop.printing.papers.oral_agreement import OralAgreementPaper, oral_agreement
from desktop.printing.papers.parties import AgentOnPaper, PartyKind, PartyOnPaper
from desktop.printing.papers.performance_proof import PerformanceProofPaper, performance_proof
from desktop.printing.papers.referral import ReferralPaper, referral
from desktop.printing.papers.rights_notice import RightsNoticePaper, rights_notice
from desktop.printing.papers.session import SessionPaper, session
from desktop.printing.papers.transfer import TransferPaper, transfer
from desktop.printing.profile import national_profile

COMMITTEE, CENTRE = "云溪镇人民调解委员会", "云溪镇社会治安综合治理中心"
NUMBER, CODE, PHONE = "（2026）云人调字第37号", "370704101-2026-000412", "0536-7661234"
LIU = PartyOnPaper(
    PartyKind.PERSON, "申请人", "刘桂芳", "女", "汉族", 63, "务农", "13853602417", "云溪镇东关村112号"
)
GAO = PartyOnPaper(
    PartyKind.PERSON,
    "被申请人",
    "高𬭎军",
    "男",
    "汉族",
    51,
    "务农",
    "13606367718",
    "云溪镇东关村113号",
    agents=(AgentOnPaper("买买提·吐尔逊", "委托代理人", "13954301187"),),
)
STORY = (
    "西邻高𬭎军翻建东厢房，滴水檐伸进我家院墙，一下雨水就浇墙根，墙皮掉了一片，找他三回，"
    "他说檐子是按图纸做的。要求把檐子收回去，墙给抹好。"
)
MINUTES = (
    "调解员告知双方当事人的权利和义务，双方均表示知晓，同意由李春和、王敏调解。\n问：刘桂芳，请你说一下情况。\n"
    f"答：{STORY}\n问：高𬭎军，你的意见呢？\n答：量出来是多了十八公分，我认，檐子我截。"
)

ACCEPTANCE = AcceptancePaper(COMMITTEE, (LIU, GAO), date(2026, 11, 20), False, "相邻关系纠纷", STORY, NUMBER)
SESSION = SessionPaper(
    COMMITTEE,
    (LIU, GAO),
    time="2026年11月22日9时5分至10时30分",
    place="镇综治中心调解一室",
    participants="东关村村民委员会主任高庆",
    matter="刘桂芳与高𬭎军屋檐滴水纠纷",
    minutes=MINUTES,
    result="达成协议。",
    mediators=("李春和", "王敏"),
    number=NUMBER,
    sitting=2,
)
ORAL = OralAgreementPaper(
    COMMITTEE,
    NUMBER,
    (LIU, GAO),
    facts="刘桂芳与高𬭎军系东西邻居。2026年9月，高𬭎军翻建东厢房，新檐伸出界墙约十八公分。",
    terms=(
        "高𬭎军于2026年12月8日前（含当日）将滴水檐截除。",
        "高𬭎军支付刘桂芳材料款600.00元（大写：陆佰元整）。",
    ),
    performance_text="第二项当场履行。",
    mediators=("李春和",),
)
RECEIPT = AcceptanceReceiptPaper(
    CENTRE,
    CODE,
    "刘桂芳",
    "2026年11月20日9时12分",
    "3号窗口",
    PHONE,
    "2026年11月25日17时以后",
    "2026年11月20日",
)
REFERRAL = ReferralPaper(
    CENTRE,
    "王秀英",
    "坊子区社会保险事业中心",
    "坊子区凤凰大街196号政务服务中心二楼B区",
    "0536-7602233",
    "工作日9时至12时、13时至17时",
    ("本人身份证", "社会保障卡", "近期一寸照片两张"),
    CODE,
    PHONE,
    "2026年11月20日",
)
TRANSFER = TransferPaper(
    CENTRE,
    CODE,
    "云溪镇自然资源和规划所",
    assisting=("云溪镇司法所", "东关村村民委员会"),
    sent_at="2026年11月20日10时",
    claimant="刘桂芳",
    phone="13853602417",
    address="云溪镇东关村112号",
    others="高𬭎军（西邻）",
    channel="来访",
    category="矛盾纠纷·相邻关系",
    story=STORY,
    task="核实檐口是否越界，会同司法所组织双方调解。",
    due="2026年11月25日17时前（3个工作日）",
    sender="孙建平",
    our_phone=PHONE,
    given_on="2026年11月20日",
)
KNOWN = KnownFacts(
    committee_name=COMMITTEE,
    centre_name=CENTRE,
    number=NUMBER,
    dispute="刘桂芳与高𬭎军屋檐滴水纠纷",
    dispute_type="相邻关系纠纷",
    summary=STORY,
    accepted_on=date(2026, 11, 20),
    parties=(LIU, GAO),
    mediators=("李春和", "王敏"),
    code=CODE,
    phone=PHONE,
)


def filled_papers() -> dict[str, Document]:
    """A document of every kind but the agreement, which has tests of its own."""
    return {
        "acceptance": acceptance(ACCEPTANCE),
        "rights_notice": rights_notice(RightsNoticePaper(COMMITTEE, (LIU, GAO), NUMBER)),
        "session": session(SESSION),
        "oral_agreement": oral_agreement(ORAL),
        "acceptance_receipt": acceptance_receipt(RECEIPT),
        "referral": referral(REFERRAL),
        "transfer": transfer(TRANSFER),
        "performance_proof": performance_proof(
            PerformanceProofPaper(COMMITTEE, NUMBER, "高𬭎军", "材料款人民币陆佰元整（600.00元）", "刘桂芳")
        ),
        **{key: national_profile().document(key, paper) for key, paper in PAPERS.items()},
    }


def blank_papers() -> dict[str, Document]:
    """Every form of the profile, wholly blank and with what is known."""
    profile = national_profile()
    keys = [entry.key for entry in profile.printed()]
    return {f"blank {key}": profile.blank(key) for key in keys} | {
        f"known {key}": profile.blank(key, KNOWN) for key in keys
    }

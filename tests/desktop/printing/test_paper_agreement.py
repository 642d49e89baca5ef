"""人民调解协议书: order of its parts, fields, wording, signers; the published cases as agreements."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from desktop.printing.blocks import (
    FieldRow,
    Heading,
    NumberedItems,
    NumberLine,
    Paragraph,
    SignatureBlock,
    Stamp,
    Title,
    fields,
)
from desktop.printing.fonts import FontSet, UnprintableCharacter
from desktop.printing.papers.agreement import (
    AgentOnPaper,
    AgreementPaper,
    PartyKind,
    PartyOnPaper,
    agreement,
    copies_sentence,
    stated_copies,
)
from desktop.printing.pdf import set_pdf

ReadBack = Callable[[bytes], list[str]]

PENG = PartyOnPaper(
    PartyKind.PERSON,
    "被申请人",
    "彭某花",
    sex="女",
    ethnicity="土家族",
    occupation="务农",
    address="永顺县车坪乡",
    agents=(AgentOnPaper("彭某", "委托代理人（儿子）"),),
)
ZHANG = PartyOnPaper(
    PartyKind.PERSON, "申请人", "张某海", "男", "土家族", 52, "务农", "13800002417", "永顺县车坪乡"
)
CASE_1 = AgreementPaper(  # published case 1: a blocked way
    committee_name="永顺县车坪乡人民调解委员会",
    number="（2023）车人调字第1号",
    parties=(ZHANG, PENG),
    facts="彭某花与张某海系同村邻居。2022年12月30日，彭某花砌墙堵住张某海回家的通道。\n"
    "2023年1月4日，通道再次被堵。张某海曾堵塞彭某花的三处排水口。",
    terms=("恢复彭某花房前的通道，归还通行。", "张某海赔偿砖块、水管损失200元（大写：贰佰元整）。"),
    performance_text="第一项于2023年1月11日前（含当日）履行；第二项当场履行。",
    mediators=("李某", "王某"),
    recorder="赵某",
)
CASE_2 = AgreementPaper(  # published case 2: money, an act with a deadline, a letter of forgiveness
    committee_name="永漋镇人民调解委员会",
    number="（2024）永人调字第17号",
    parties=(
        PartyOnPaper(PartyKind.PERSON, "申请人", "熊某", "男"),
        PartyOnPaper(PartyKind.PERSON, "被申请人", "常某", "男"),
    ),
    facts="常某在自家菜地靠近熊某门前处修建厕所，双方由口角发展为互殴。",
    terms=("常某赔偿熊某医疗费损失9,000元。", "常某一周内拆除厕所。", "熊某出具谅解书。"),
)
CASE_3 = AgreementPaper(  # published case 3: three parties, one added later
    committee_name="平川区兴平路街道人民调解委员会",
    number="（2023）兴人调字第2号",
    parties=(
        PartyOnPaper(PartyKind.PERSON, "当事人甲", "金某"),
        PartyOnPaper(PartyKind.PERSON, "当事人乙", "某租户"),
        PartyOnPaper(PartyKind.PERSON, "当事人丙", "马某"),
    ),
    facts="2023年1月24日，金某的住房被楼上漏水浸泡。",
    terms=("某租户赔偿金某修缮费15,000元。", "501室的维修由马某自行承担。"),
    performance_text="2023年3月2日前履行。",
)
COMPANY = PartyOnPaper(
    PartyKind.ORGANISATION,
    "当事人乙",
    "枣庄市某某物业服务有限公司",
    phone="0632-8811234",
    address="山亭区某某路1号",
    legal_representative="欧阳某某（经理）",
)


def compact(pages: list[str]) -> str:
    return "".join(pages).replace("\n", "").replace("\u3000", "").replace(" ", "")


def test_the_parts_stand_in_the_order_of_the_form() -> None:
    document = agreement(CASE_1)
    kinds = [type(block) for block in document.blocks if type(block) is not FieldRow]
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert kinds[:2] == [Title, NumberLine]
    assert kinds[-1] is SignatureBlock
    assert headings == [
        "申请人",
        "被申请人",
        "纠纷主要事实、争议事项：",
        "经调解，自愿达成如下协议：",
        "履行方式、时限：",
    ]
    assert document.title == "人民调解协议书 （2023）车人调字第1号"
    assert document.author == "永顺县车坪乡人民调解委员会"


@pytest.mark.parametrize("paper", [CASE_1, CASE_2, CASE_3, replace(CASE_1, parties=(ZHANG, COMPANY))])
@pytest.mark.parametrize("draft", [False, True])
def test_everything_given_stands_on_the_paper(
    paper: AgreementPaper, draft: bool, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    text = compact(read_back(set_pdf(agreement(paper), made_at=made_at, fonts=bundled, draft=draft)))
    for value in agreement(paper).shown():
        assert compact([value.text]) in text
    assert ("未填" in text) == (draft and bool(agreement(paper).missing))


def test_the_party_block_of_a_person_and_of_an_organisation() -> None:
    rows = [
        block
        for block in agreement(replace(CASE_1, parties=(ZHANG, COMPANY))).blocks
        if isinstance(block, FieldRow)
    ]
    labels = [[cell.label for cell in row.cells] for row in rows]
    assert labels == [
        ["姓名", "性别", "民族", "年龄"],
        ["职业或职务", "联系方式"],
        ["单位或住址"],
        ["名称"],
        ["法定代表人姓名和职务", "联系方式"],
        ["地址"],
    ]
    assert rows[0].cells[3].value.text == "52岁"
    assert [name for row in rows[3:] for name in fields(row)] == [
        "parties.1.name",
        "parties.1.legal_representative",
        "parties.1.phone",
        "parties.1.address",
    ]


def test_missing_values_are_named() -> None:
    assert [value.field for value in agreement(CASE_1).missing] == [
        "parties.1.age",
        "parties.1.phone",
        "parties.1.agents.0.phone",
    ]
    assert "performance" in {value.field for value in agreement(CASE_2).missing}
    assert {value.place for value in agreement(CASE_1).missing} >= {"被申请人彭某花的年龄"}


def test_terms_are_numbered(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    paper = replace(CASE_1, terms=tuple(f"第{at}件事。" for at in range(1, 13)))
    (items,) = [block for block in agreement(paper).blocks if isinstance(block, NumberedItems)]
    assert fields(items)[11] == "terms.11"
    text = compact(read_back(set_pdf(agreement(paper), made_at=made_at, fonts=bundled)))
    assert "十、第10件事。十一、第11件事。十二、第12件事。" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, "本协议一式三份，当事人、人民调解委员会各持一份。"),
        (
            {"further_holders": ("永顺县人民法院",)},
            "本协议一式四份，当事人、人民调解委员会、永顺县人民法院各持一份。",
        ),
        ({"parties": (ZHANG,) * 23}, "本协议一式二十四份，当事人、人民调解委员会各持一份。"),
        ({"copies": 5}, "本协议一式五份，当事人、人民调解委员会各持一份。"),
        ({"copy_holders": "本协议一式两份，存一份，送一份。"}, "本协议一式两份，存一份，送一份。"),
    ],
)
def test_the_sentence_about_the_copies(change: dict[str, object], sentence: str) -> None:
    """人民调解法 art. 29: one for each party and one for the committee."""
    paper = replace(CASE_1, **change)
    assert copies_sentence(paper).text == sentence
    assert Paragraph((copies_sentence(paper),)) in agreement(paper).blocks


def test_copies_by_default_are_parties_and_committee() -> None:
    assert stated_copies(CASE_3) == 4


def test_everybody_who_signs_has_a_line_and_no_name_of_a_mediator_is_printed(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    paper = replace(CASE_1, parties=(ZHANG, PENG, COMPANY))
    block = agreement(paper).blocks[-1]
    assert isinstance(block, SignatureBlock)
    labels = [
        "".join(item if isinstance(item, str) else item.text for item in row.label) for row in block.rows
    ]
    assert labels == [
        "申请人　张某海",
        "被申请人　彭某花",
        "委托代理人（儿子）　彭某",
        "当事人乙　枣庄市某某物业服务有限公司",
        "人民调解员",
        "人民调解员",
        "记录人",
    ]
    assert [row.how for row in block.rows][3] == "代表人签名并盖单位公章"
    text = compact(read_back(set_pdf(agreement(paper), made_at=made_at, fonts=bundled)))
    assert not any(name in text for name in ("李某", "王某", "赵某"))
    assert text.count("年月日") == 8  # one blank date each, and that of the seal
    assert "永顺县车坪乡人民调解委员会（印章）" in text


def test_an_agent_who_does_not_sign_has_no_line() -> None:
    party = replace(PENG, agents=(replace(PENG.agents[0], signs=False),))
    block = agreement(replace(CASE_1, parties=(ZHANG, party))).blocks[-1]
    assert isinstance(block, SignatureBlock)
    assert len(block.rows) == 5


def test_recorded_text_is_never_printed_as_if_signed(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    document = agreement(replace(CASE_1, recorded_text=True, late_entry=True))
    assert not any(isinstance(block, SignatureBlock) for block in document.blocks)
    assert document.stamps == (Stamp.LATE_ENTRY, Stamp.RECORDED_TEXT)
    pages = read_back(set_pdf(document, made_at=made_at, fonts=bundled))
    assert all("录入文本，不是签字的原件" in page for page in pages)
    assert "当事人签名" not in compact(pages)
    assert "以卷内的纸质原件为准" in compact(pages)


def test_void_is_seen_at_once(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    pages = read_back(set_pdf(agreement(replace(CASE_1, void=True)), made_at=made_at, fonts=bundled))
    assert all(page.count("作废") == 2 for page in pages)


def test_a_blank_form_prints(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    party = PartyOnPaper(PartyKind.PERSON, "当事人甲", "")
    paper = AgreementPaper("", "", (party, replace(party, label="当事人乙")), "", ())
    for draft in (False, True):
        text = compact(read_back(set_pdf(agreement(paper), made_at=made_at, fonts=bundled, draft=draft)))
        assert "纠纷主要事实、争议事项：" in text
        assert ("未填" in text) == draft


@pytest.mark.parametrize("paper", [CASE_1, CASE_2, CASE_3, replace(CASE_1, facts="", terms=())])
def test_a_draft_has_the_pages_of_the_paper(
    paper: AgreementPaper, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    pages = [
        [compact([page]).replace("（未填）", "").replace("未填", "") for page in read_back(pdf)]
        for draft in (False, True)
        for pdf in [set_pdf(agreement(paper), made_at=made_at, fonts=bundled, draft=draft)]
    ]
    assert pages[0] == pages[1]


def test_signatures_are_not_alone_however_long_the_facts(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    for count in range(0, 60, 3):
        paper = replace(CASE_1, facts="永和九年，岁在癸丑，暮春之初，会于会稽山阴之兰亭，修禊事也。" * count)
        last = read_back(set_pdf(agreement(paper), made_at=made_at, fonts=bundled))[-1]
        before, _, after = last.partition("申请人　张某海")
        assert "本协议一式三份" in before
        assert len([line for line in before.split("\n") if line]) >= 2
        assert "记录人" in after
        assert "（印章）" in after


def test_pages_before_the_signatures_have_a_line_for_the_parties_hand(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    paper = replace(CASE_1, parties=(ZHANG, PENG) * 12)
    pages = read_back(set_pdf(agreement(paper), made_at=made_at, fonts=bundled))
    signed = ["（签名、盖章或按指印）" in page for page in pages]
    assert signed.count(True) > 1
    assert ["当事人签名或按指印：" in page for page in pages] == [not sign for sign in signed]


def test_papers_may_be_set_by_several_threads_at_once(bundled: FontSet, made_at: datetime) -> None:
    expected = set_pdf(agreement(CASE_1), made_at=made_at, fonts=bundled)
    fresh = FontSet([])
    with ThreadPoolExecutor(4) as threads:
        papers = threads.map(lambda _: set_pdf(agreement(CASE_1), made_at=made_at, fonts=fresh), range(12))
        assert all(paper == expected for paper in papers)


def test_a_size_smaller_where_that_spares_a_page(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    def pages(document: object) -> int:
        return len(read_back(set_pdf(document, made_at=made_at, fonts=bundled)))

    spared = 0
    for count in range(8, 30):
        document = agreement(replace(CASE_1, facts="永和九年，岁在癸丑，暮春之初，会于兰亭。" * count))
        large, either = pages(replace(document, spare=())), pages(document)
        assert either <= large
        spared += large - either
    assert spared > 0


def test_names_with_rare_characters_and_thirty_characters_print(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    names = ("𬭎𠅤𬱖", "买买提·吐尔逊", "阿卜杜热合曼·麦麦提吐尔逊江·阿布都克热木江某某某")
    parties = tuple(
        PartyOnPaper(PartyKind.PERSON, f"当事人{at}", name) for at, name in zip("甲乙丙", names, strict=True)
    )
    text = compact(
        read_back(set_pdf(agreement(replace(CASE_1, parties=parties)), made_at=made_at, fonts=bundled))
    )
    for name in names:
        assert name in text


def test_a_name_that_cannot_be_printed_stops_the_paper_at_its_field(
    bundled: FontSet, made_at: datetime
) -> None:
    paper = replace(CASE_1, parties=(ZHANG, replace(PENG, name="彭𪚥花")))
    with pytest.raises(UnprintableCharacter) as refusal:
        set_pdf(agreement(paper), made_at=made_at, fonts=bundled)
    assert refusal.value.field == "parties.1.name"
    assert "被申请人彭𪚥花的姓名里的“𪚥”（U+2A6A5）" in refusal.value.sentence


@pytest.mark.benchmark
def test_a_two_page_agreement_within_100_ms(bundled: FontSet, made_at: datetime) -> None:
    set_pdf(agreement(CASE_1), made_at=made_at, fonts=bundled)
    times = []
    for _ in range(20):
        started = time.perf_counter()
        set_pdf(agreement(CASE_1), made_at=made_at, fonts=bundled)
        times.append(time.perf_counter() - started)
    assert statistics.median(times) < 0.1

"""Every paper: what stands on it, who signs, what is left blank, how many pages; nothing lost on the way to print."""

import dataclasses
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from samples import (
    ACCEPTANCE,
    CODE,
    COMMITTEE,
    GAO,
    KNOWN,
    LIU,
    NUMBER,
    ORAL,
    RECEIPT,
    REFERRAL,
    SESSION,
    STORY,
    TRANSFER,
    blank_papers,
    filled_papers,
)

from desktop.printing.blanks import outing_papers
from desktop.printing.blocks import (
    Document,
    FieldRow,
    Heading,
    QrCode,
    SignatureBlock,
    Stamp,
    Together,
    values,
)
from desktop.printing.characters import clean
from desktop.printing.fonts import FontSet
from desktop.printing.papers.acceptance import acceptance
from desktop.printing.papers.acceptance_receipt import AcceptanceReceiptPaper, acceptance_receipt
from desktop.printing.papers.form import KnownFacts
from desktop.printing.papers.inquiry import InquiryPaper, inquiry
from desktop.printing.papers.oral_agreement import oral_agreement
from desktop.printing.papers.referral import referral
from desktop.printing.papers.session import session, session_time
from desktop.printing.papers.site_inspection import SiteInspectionPaper, site_inspection
from desktop.printing.papers.transfer import TransferKind, transfer
from desktop.printing.pdf import set_paper, set_pdf, set_together
from desktop.printing.profile import national_profile

ReadBack = Callable[[bytes], list[str]]
FILLED, BLANK = filled_papers(), blank_papers()


def compact(pages: list[str]) -> str:
    return "".join("".join(pages).split())


def labels(document: Document) -> list[str]:
    """Who signs, in order."""
    (block,) = [block for block in document.blocks if isinstance(block, SignatureBlock)]
    return ["".join(item if isinstance(item, str) else item.text for item in row.label) for row in block.rows]


@pytest.mark.parametrize("key", FILLED)
@pytest.mark.parametrize("draft", [False, True])
def test_everything_given_comes_back_from_the_print(
    key: str, draft: bool, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    document = FILLED[key]
    text = compact(read_back(set_pdf(document, made_at=made_at, fonts=bundled, draft=draft)))
    assert len(list(document.shown())) >= 3
    for value in document.shown():
        assert compact([value.text]) in text, value.field
    assert document.missing == ()
    assert "未填" not in text


@pytest.mark.parametrize("key", BLANK)
def test_blank_forms_are_for_the_hand(
    key: str, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    pdf = set_pdf(BLANK[key], made_at=made_at, fonts=bundled)
    text = compact(read_back(pdf))
    assert "未填" not in text
    title = (
        BLANK[key].title.split()[0].removeprefix("卷宗封面") or "调解卷宗"
    )  # what stands on the cover itself
    assert title in text
    assert ("刘桂芳" in text) <= key.startswith("known")
    draft = compact(read_back(set_pdf(BLANK[key], made_at=made_at, fonts=bundled, draft=True)))
    signers = {
        value.field
        for block in BLANK[key].blocks
        if isinstance(block, SignatureBlock)
        for value in values(block)
    }
    assert ("未填" in draft) == any(
        value.field not in signers and value.room > 4 for value in BLANK[key].missing
    )


def test_what_is_known_stands_on_the_forms(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    text = compact(read_back(set_pdf(BLANK["known acceptance"], made_at=made_at, fonts=bundled)))
    for known in ("2026年11月20日", "刘桂芳、高𬭎军之间的纠纷", "相邻关系纠纷", STORY, NUMBER):
        assert known in text


@pytest.mark.parametrize(
    ("key", "pages"),
    [
        ("acceptance", 1),
        ("rights_notice", 1),
        ("oral_agreement", 1),
        ("acceptance_receipt", 1),
        ("referral", 1),
        ("transfer", 1),
        ("performance_proof", 1),
    ],
)
def test_papers_of_one_sheet(key: str, pages: int, bundled: FontSet, made_at: datetime) -> None:
    for document in (FILLED[key], BLANK[f"blank {key}"], BLANK[f"known {key}"]):
        assert set_paper(document, made_at=made_at, fonts=bundled).pages == pages


def test_ruled_minutes_take_both_sides_of_one_sheet(bundled: FontSet, made_at: datetime) -> None:
    for known in (KnownFacts(), KNOWN, replace(KNOWN, mediators=("甲", "乙", "丙"))):
        document = national_profile().blank("session", known)
        assert set_paper(document, made_at=made_at, fonts=bundled).pages == 2


def test_order_of_the_registration(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    text = compact(read_back(set_pdf(FILLED["acceptance"], made_at=made_at, fonts=bundled)))
    parts = [
        "人民调解受理登记表",
        f"2026年11月20日，{COMMITTEE}依当事人申请，经当事人同意，调解刘桂芳、高𬭎军之间的纠纷。",
        "纠纷类型：相邻关系纠纷",
        "案件来源：①当事人申请（√）②人民调解委员会主动调解（）",
        "纠纷简要情况：",
        STORY,
        "登记人",
        f"{COMMITTEE}（印章）",
        "备注：此表由人民调解委员会填写。",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert labels(FILLED["acceptance"]) == [
        "申请人　刘桂芳",
        "被申请人　高𬭎军",
        "委托代理人　买买提·吐尔逊",
        "登记人",
    ]


@pytest.mark.parametrize(
    ("own", "words", "ticks"),
    [
        (True, "云溪镇人民调解委员会主动调解，经当事人同意", "①当事人申请（）②人民调解委员会主动调解（√）"),
        (
            None,
            "云溪镇人民调解委员会依当事人申请（人民调解委员会主动调解），经当事人同意",
            "①当事人申请（）②人民调解委员会主动调解（）",
        ),
    ],
)
def test_the_two_sources_of_the_form(
    own: bool | None, words: str, ticks: str, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    document = acceptance(replace(ACCEPTANCE, own_initiative=own))
    text = compact(read_back(set_pdf(document, made_at=made_at, fonts=bundled)))
    assert words in text
    assert ticks in text
    assert [value.field for value in document.missing] == ([] if own else ["source"])


def test_the_notice_says_what_the_law_wants(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    """人民调解法 3, 4, 23, 24, 31, 33 (mediation.md 1.3 E)."""
    text = compact(read_back(set_pdf(FILLED["rights_notice"], made_at=made_at, fonts=bundled)))
    for words in (
        "群众性组织",
        "自愿、平等",
        "不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利",
        "不收取任何费用",
        "选择或者接受人民调解员",
        "接受调解、拒绝调解或者要求终止调解",
        "要求调解公开进行或者不公开进行",
        "自主表达意愿、自愿达成调解协议",
        "如实陈述纠纷事实",
        "遵守调解现场秩序，尊重人民调解员",
        "尊重对方当事人行使权利",
        "具有法律约束力",
        "三十日内共同向人民法院申请司法确认",
    ):
        assert words in text
    assert labels(FILLED["rights_notice"])[0] == "被告知人　刘桂芳"
    assert labels(FILLED["rights_notice"])[-1] == "告知人"
    assert "（印章）" not in text


def test_order_of_the_minutes() -> None:
    document = FILLED["session"]
    fields = [block.cells[0].label for block in document.blocks if isinstance(block, FieldRow)]
    assert fields == ["时间", "地点", "当事人", "参加人", "事由"]
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "调解记录：",
        "调解结果：",
    ]
    assert labels(document)[-3:] == ["人民调解员", "人民调解员", "记录人"]


def test_nobody_invited_is_said_only_where_minutes_are_written() -> None:
    def invited(**change: str) -> str:
        document = session(replace(SESSION, participants="", **change))
        return next(value.text for value in document.shown() if value.field == "participants")

    assert invited() == "无"
    assert invited(minutes="") == ""


def test_that_nobody_was_invited_is_not_marked_as_missing() -> None:
    """参加人, 没有不填: on the minutes, the inquiry and the inspection alike."""
    sitting = session(replace(SESSION, participants="", minutes="", place=""))
    asked = inquiry(InquiryPaper("坊子区调委会"))
    seen = site_inspection(SiteInspectionPaper("坊子区调委会", ()))
    for document in (sitting, asked, seen):
        missing = {value.field for value in document.missing}
        assert "place" in missing
        assert "participants" not in missing


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((22, 1, 5), (22, 2, 30), "2026年11月22日9时5分至10时30分"),
        ((22, 1, 0), (22, 2, 0), "2026年11月22日9时至10时"),
        ((22, 15, 0), (22, 16, 20), "2026年11月22日23时至2026年11月23日0时20分"),
        ((22, 1, 5), None, "2026年11月22日9时5分起"),
    ],
)
def test_the_time_of_a_sitting(start: tuple[int, ...], end: tuple[int, ...] | None, words: str) -> None:
    """By the office's clock, eight hours ahead; past midnight with the day."""
    moments = [datetime(2026, 11, *at, tzinfo=UTC) if at else None for at in (start, end)]
    assert session_time(*moments) == words


def test_recorded_text_is_never_printed_as_if_signed() -> None:
    for document in (
        session(replace(SESSION, recorded_text=True)),
        acceptance(replace(ACCEPTANCE, recorded_text=True)),
        oral_agreement(replace(ORAL, recorded_text=True)),
    ):
        assert not any(isinstance(block, SignatureBlock) for block in document.blocks)
        assert Stamp.RECORDED_TEXT in document.stamps
        assert document.page_signature == ""


def test_an_oral_agreement_that_is_too_long_goes_on_and_is_signed_on_every_page(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    long = oral_agreement(replace(ORAL, facts="永和九年，岁在癸丑，暮春之初，会于兰亭。" * 60))
    pages = read_back(set_pdf(long, made_at=made_at, fonts=bundled))
    assert len(pages) == 2
    assert "当事人签名或按指印：" in pages[0]
    assert "（印章）" in pages[1]


def test_whether_parties_sign_an_oral_agreement_is_a_matter_of_the_profile() -> None:
    """人民调解法 30: an oral agreement needs no signature."""
    entry = national_profile().entry("oral_agreement")
    without = replace(entry, signers=tuple(signer for signer in entry.signers if signer != "当事人"))
    assert labels(oral_agreement(ORAL, without)) == ["人民调解员", "记录人"]
    assert len(labels(oral_agreement(ORAL))) == 5


def test_many_parties_sign_an_oral_agreement_over_pages(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    many = oral_agreement(replace(ORAL, parties=(LIU,) * 23))
    text = compact(read_back(set_pdf(many, made_at=made_at, fonts=bundled)))
    assert text.count("（签名、盖章或按指印）") == 23
    assert text.count("（印章）") == 1


# -- slips


def codes_on(pdf: bytes, *, scale: float = 3.0) -> list[list[str]]:
    """The QR codes that a scanner reads from each page."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        found = []
        for page in document:
            bitmap = page.render(scale=scale)
            found.append([code.text for code in zxingcpp.read_barcodes(bitmap.to_pil())])
            bitmap.close()
            page.close()
        return found


@pytest.mark.parametrize(("key", "count"), [("acceptance_receipt", 1), ("referral", 1), ("transfer", 2)])
def test_the_code_is_scanned_from_the_page(key: str, count: int, bundled: FontSet, made_at: datetime) -> None:
    pdf = set_pdf(FILLED[key], made_at=made_at, fonts=bundled)
    assert codes_on(pdf) == [[CODE] * count]
    assert codes_on(pdf, scale=2) == [[CODE] * count]  # a poor scanner


def test_the_receipt_has_the_last_six_digits_large(bundled: FontSet, made_at: datetime) -> None:
    with closing(
        pypdfium2.PdfDocument(set_pdf(acceptance_receipt(RECEIPT), made_at=made_at, fonts=bundled))
    ) as document:
        page = document[0]
        with closing(page.get_textpage()) as text:
            words = text.get_text_range()
            at = words.index("\n000412") + 1
            heights = [box[3] - box[1] for box in (text.get_charbox(at + i) for i in range(6))]
        page.close()
    assert min(heights) > 18


def test_the_receipt_knows_neither_the_other_side_nor_the_story() -> None:
    names = {field.name for field in dataclasses.fields(AcceptanceReceiptPaper)}
    assert names == {
        "centre_name",
        "code",
        "visitor",
        "registered_at",
        "window",
        "phone",
        "ask_when",
        "given_on",
        "void",
    }


@pytest.mark.parametrize("code", ["编号1", "3707\n04"])
def test_a_code_that_scanners_drop_is_refused(code: str, bundled: FontSet, made_at: datetime) -> None:
    with pytest.raises(ValueError, match="二维码"):
        set_pdf(acceptance_receipt(replace(RECEIPT, code=code)), made_at=made_at, fonts=bundled)


def test_slips_are_half_a_sheet(bundled: FontSet, made_at: datetime) -> None:
    with closing(
        pypdfium2.PdfDocument(set_pdf(referral(REFERRAL), made_at=made_at, fonts=bundled))
    ) as document:
        width, height = document.get_page_size(0)
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72, 1)) == (210, 148.5)


def test_a_long_slip_goes_on_with_page_numbers(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    long = referral(replace(REFERRAL, bring=("房屋买卖合同原件和复印件",) * 60))
    pages = read_back(set_pdf(long, made_at=made_at, fonts=bundled))
    assert len(pages) > 1
    assert f"第 1 页 共 {len(pages)} 页" in pages[0]
    assert "页 共" not in "".join(read_back(set_pdf(referral(REFERRAL), made_at=made_at, fonts=bundled)))


def test_a_transfer_and_its_receipt_are_on_one_sheet(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    (page,) = read_back(set_pdf(transfer(TRANSFER), made_at=made_at, fonts=bundled))
    upper, _, lower = compact([page]).partition("（沿此线裁开）")
    assert "办理时限2026年11月25日17时前（3个工作日）" in upper
    assert "转办单回执联" in lower
    assert STORY not in lower
    for words in ("签收单位云溪镇自然资源和规划所", "签收人", "签收时间", "□受理", "□退回"):
        assert words in lower


def test_a_long_story_leaves_the_receipt_whole_at_the_foot_of_the_last_page(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    document = transfer(replace(TRANSFER, story=STORY * 16))
    pages = read_back(set_pdf(document, made_at=made_at, fonts=bundled))
    assert len(pages) > 1
    assert compact(pages).count("西邻高") == 16
    last = pages[-1]
    assert "沿此线裁开" in last
    assert "请承办单位签收后" in last
    assert not any("沿此线裁开" in page for page in pages[:-1])
    placed = set_paper(document, made_at=made_at, fonts=bundled)
    foot = max(place.bottom for place in placed.places if place.page == placed.pages - 1)
    assert foot > 297 * 72 / 25.4 - 40 * 72 / 25.4


def test_what_handing_on_is_called() -> None:
    """practice.md 5: 转办 to a unit, 交办 to an own office, 商请 to police and court."""
    document = transfer(replace(TRANSFER, kind=TransferKind.ASSIGNED))
    assert document.title.startswith("交办单")
    (tail,) = [block for block in document.blocks if isinstance(block, Together)]
    assert [block.code.text for block in tail.blocks if isinstance(block, QrCode)] == [CODE]


# -- several papers in one file


def test_papers_for_work_away_from_the_pc(bundled: FontSet, made_at: datetime, read_back: ReadBack) -> None:
    papers = outing_papers(KNOWN)
    titles = [paper.title.split()[0] for paper in papers]
    assert titles.count("人民调解协议书") == 3  # two parties and the committee
    assert titles.count("人民调解当事人权利义务告知书") == 3
    assert titles.count("收条") == 1
    pack = set_together(papers, made_at=made_at, fonts=bundled, fronts=True)
    pages = read_back(pack.pdf)
    assert len(pages) == pack.pages
    for title in set(titles) - {"收条"}:
        first = [at for at, page in enumerate(pages) if compact([page]).startswith(title)]
        assert len(first) == titles.count(title)
        assert all(at % 2 == 0 for at in first)
    assert sum("第 1 页 共 2 页" in page for page in pages) == 4  # minutes and agreements


def test_a_set_of_papers_has_the_same_bytes_each_time(bundled: FontSet, made_at: datetime) -> None:
    one, two = (set_together(outing_papers(KNOWN), made_at=made_at, fonts=bundled).pdf for _ in range(2))
    assert one == two


def test_no_paper_is_no_file(bundled: FontSet, made_at: datetime) -> None:
    with pytest.raises(ValueError, match="没有文书"):
        set_together((), made_at=made_at, fonts=bundled)


def test_a_company_signs_by_its_representative_and_seal() -> None:
    company = replace(GAO, kind=type(GAO.kind).ORGANISATION, agents=())
    (block,) = [
        block
        for block in session(replace(SESSION, parties=(LIU, company))).blocks
        if isinstance(block, SignatureBlock)
    ]
    assert block.rows[1].how == "代表人签名并盖单位公章"


@pytest.mark.parametrize(
    "text",
    [
        "阿卜杜热合曼·麦麦提吐尔逊江·阿布都克热木江·买买提明某",
        "，。、；：！？）》」』”’（《「",
        "甲\t乙\u200b丙\ufeff\x00丁",
        " ",
        "1" * 60,
    ],
)
def test_bad_input_prints_on_every_paper(
    text: str, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    party = replace(LIU, name=text, address=text * 2, occupation=text)
    for document in (
        acceptance(replace(ACCEPTANCE, parties=(party, GAO), dispute_type=text, summary=text * 3)),
        session(replace(SESSION, parties=(party, GAO), place=text, minutes=text)),
        oral_agreement(replace(ORAL, parties=(party, GAO), facts=text)),
        acceptance_receipt(replace(RECEIPT, visitor=text, window=text, centre_name=text)),
        referral(replace(REFERRAL, visitor=text, body=text, address=text * 2, centre_name=text)),
        transfer(replace(TRANSFER, claimant=text, address=text * 2, unit=text, centre_name=text)),
    ):
        found = compact(read_back(set_pdf(document, made_at=made_at, fonts=bundled)))
        for character in set("".join(clean(text).split())):
            assert character in found


def test_a_hundred_thousand_characters_in_minutes_and_slips(bundled: FontSet, made_at: datetime) -> None:
    long = "永和九年，岁在癸丑。" * 10_000
    for document in (
        session(replace(SESSION, minutes=long)),
        acceptance_receipt(replace(RECEIPT, window=long)),
    ):
        assert set_paper(document, made_at=made_at, fonts=bundled).pages > 100


def test_a_long_name_of_the_centre_does_not_run_into_the_code(bundled: FontSet, made_at: datetime) -> None:
    paper = set_paper(referral(replace(REFERRAL, centre_name="永和九年" * 8)), made_at=made_at, fonts=bundled)
    code, name = paper.place_of("code"), paper.place_of("centre_name")
    assert code
    assert name
    assert name.top >= code.bottom

"""The papers of a dossier: order of their parts as prescribed, who signs, what stays blank, how they bear odd facts."""

import dataclasses
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from dossier_samples import COMMITTEE, COMPANY, GAO, LIU, PAPERS
from samples import filled_papers

from desktop.printing.blocks import (
    Document,
    FieldRow,
    Heading,
    Inline,
    Paragraph,
    Shown,
    SignatureBlock,
    Stamp,
    Table,
    Title,
)
from desktop.printing.fonts import FontSet, UnprintableCharacter
from desktop.printing.papers.application import two_sides
from desktop.printing.papers.cover import cover
from desktop.printing.papers.form import KnownFacts, options_of, written_day
from desktop.printing.papers.identity import identity
from desktop.printing.papers.index import IndexLine, index
from desktop.printing.papers.inquiry import inquiry
from desktop.printing.papers.judicial_confirmation import judicial_confirmation
from desktop.printing.papers.parties import PartyKind, PartyOnPaper
from desktop.printing.papers.power_of_attorney import power_of_attorney
from desktop.printing.papers.representatives import RepresentedPerson, representatives
from desktop.printing.papers.site_inspection import site_inspection
from desktop.printing.papers.termination import termination
from desktop.printing.pdf import set_paper, set_pdf
from desktop.printing.profile import national_profile
from desktop.printing.word import word_copy

ReadBack = Callable[[bytes], list[str]]
PROFILE = national_profile()


def made(key: str, **change: object) -> Document:
    return PROFILE.document(key, replace(PAPERS[key], **change))


def words(content: Inline) -> str:
    return "".join(item if isinstance(item, str) else item.text for item in content)


def outline(document: Document) -> list[str]:
    """Titles, labels of fields, headings, labels of table cells, signers and seals, in order."""
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Title() | Heading():
                found.append(block.text)
            case FieldRow():
                found += [cell.label for cell in block.cells]
            case Table():
                found += [
                    words(cell.content).replace("\n", "") for row in block.rows for cell in row if cell.label
                ]
            case SignatureBlock():
                found += [words(row.label) for row in block.rows]
                found += [words(block.seal)] if block.seal else []
    return found


PERSON = ["姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址"]


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        (
            "cover",
            [
                *(COMMITTEE, "调解卷宗", "卷名", "卷号", "人民调解员"),
                *("调解日期", "立卷人", "立卷日期", "保管期限", "备注"),
            ],
        ),
        (
            "application",
            [
                *("人民调解申请书", "申请人", *PERSON, "被申请人", *PERSON),
                *("纠纷简要情况：", "当事人申请事项：", "申请人　刘桂芳"),
            ],
        ),
        (
            "inquiry",
            [
                *("人民调解调查记录", "时间", "地点", "当事人（被调查人）", "参加人", "记录："),
                *("调查人", "调查人", "被调查人", "记录人"),
            ],
        ),
        (
            "return_visit",
            [
                *("人民调解回访记录", "当事人", "调解协议编号", "回访事由", "回访时间", "回访情况："),
                *("回访人", "回访人", f"{COMMITTEE}（印章）"),
            ],
        ),
        (
            "closing_report",
            [
                *("人民调解结案报告表", "卷号", "填表时间", "承办单位", "承办人", "受案时间", "结案时间"),
                *("当事人信息", "案件来源", "纠纷简要事实", "处理结果"),
                *("承办人", "负责人", f"{COMMITTEE}（印章）"),
            ],
        ),
        ("file_note", ["卷宗情况说明", "立卷人", "检查人"]),
        (
            "service_receipt",
            [
                *("送达回证", "案由", "案号（卷号）", "送达文书名称和件数", "受送达人", "送达地址"),
                *(
                    "受送达人签名或者盖章",
                    "代收人签名及代收理由",
                    "备考（拒收事由、见证人）",
                    "填发人",
                    "送达人",
                ),
            ],
        ),
    ],
)
def test_parts_stand_in_the_prescribed_order(key: str, parts: list[str]) -> None:
    """mediation.md 1.3 A, C, H, M, O, Q, R."""
    assert outline(made(key)) == parts


def test_columns_of_the_lists() -> None:
    """mediation.md 1.3 B and I: what the index and the list of evidence say of each paper."""
    assert outline(made("index"))[:5] == ["卷内目录", "序号", "文书名称", "页号", "备注"]
    assert outline(made("evidence"))[:7] == [
        *("人民调解证据材料", "编号", "名称", "提供人", "收集时间", "页数", "原件或复印件"),
    ]


def test_the_declaration_of_an_application_is_the_prescribed_one() -> None:
    """mediation.md 1.3 C."""
    declared = "人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"
    assert Paragraph((declared,)) in made("application").blocks


def test_who_asks_and_who_is_asked() -> None:
    assert two_sides((LIU, GAO, COMPANY)) == ((LIU,), (GAO, COMPANY))
    asking, asked = two_sides(())
    assert [party.label for party in (*asking, *asked)] == ["申请人", "被申请人"]


def test_a_power_names_who_what_and_how_long_and_shows_special_authority() -> None:
    """民法典 165: name of the agent, matter, powers, term, signature of who gives it."""
    document = made("power_of_attorney")
    text = " ".join(words(block.content) for block in document.blocks if isinstance(block, Paragraph))
    assert "特别授权代理（√）" in text
    assert "一般代理（　）" in text
    assert "（√）代为承认、变更、放弃调解请求，达成调解协议" in text
    assert "（　）代为领取文书" in text
    assert outline(document)[-2:] == ["委托人　高𬭎军", "受托人　买买提·吐尔逊"]
    assert outline(document)[1] == "委托人"
    assert {"matter", "term", "delegates.0.name"} <= {value.field for value in document.shown()}


def test_two_delegates_are_numbered_and_both_sign() -> None:
    paper = PAPERS["power_of_attorney"]
    document = power_of_attorney(replace(paper, delegates=paper.delegates * 2))
    assert [part for part in outline(document) if part.startswith("受托人")] == [
        *("受托人一", "受托人二", "受托人　买买提·吐尔逊", "受托人　买买提·吐尔逊"),
    ]


def test_an_unchosen_power_is_asked_for() -> None:
    document = made("power_of_attorney", special=None, powers=())
    missing = {value.field for value in document.missing}
    assert "special" in missing
    assert "powers.0" in missing


def test_court_papers_show_who_the_applicants_are_and_where_papers_reach_them() -> None:
    """民诉解释 353: identity, address and contact; person and organisation each by its own block."""
    rows = outline(made("judicial_confirmation"))
    assert rows[1:10] == [
        *("申请人一", "姓名", "性别", "民族", "年龄", "公民身份号码", "职业或职务", "联系方式", "单位或住址"),
    ]
    assert rows[10:17] == [
        *("送达地址", "申请人二", "名称", "统一社会信用代码", "法定代表人姓名和职务", "联系方式", "地址"),
    ]
    assert [part for part in rows if part.endswith("：")] == ["请求事项：", "事实与理由：", "附件："]
    assert rows[-2:] == [f"申请人　{LIU.name}", f"申请人　{COMPANY.name}"]


def test_enclosures_are_those_that_the_court_asks_for_where_none_are_given() -> None:
    document = judicial_confirmation(replace(PAPERS["judicial_confirmation"], enclosures=()))
    text = [words(block.content) for block in document.blocks if isinstance(block, Paragraph)]
    assert "1、人民调解协议书" in text
    assert "2、人民调解委员会主持调解的证明" in text


@pytest.mark.parametrize("key", ["non_acceptance", "mediation_notice", "termination"])
def test_notices_are_sealed_above_and_signed_for_below(key: str) -> None:
    seal, receipt = (block for block in made(key).blocks if isinstance(block, SignatureBlock))
    assert seal.rows == ()
    assert words(seal.seal) == f"{COMMITTEE}（印章）"
    assert all(words(row.label).startswith("签收人") for row in receipt.rows)
    assert receipt.seal == ()


def test_each_party_signs_for_the_notice_that_the_mediation_ended() -> None:
    """人民调解法 26: the parties are told of the other ways; the notice says so and everybody signs for it."""
    document = made("termination")
    assert outline(document)[-2:] == ["签收人　刘桂芳", "签收人　高𬭎军"]
    told = "".join(words(block.content) for block in document.blocks if isinstance(block, Paragraph))
    assert "可以依法通过诉讼等途径维护自己的权利" in told
    assert "于2026年11月20日受理，于2026年11月22日、24日在镇综治中心调解一室进行调解。" in told
    unheard = termination(replace(PAPERS["termination"], sittings="", unheard=True))
    assert "于2026年11月20日受理。现因" in "".join(
        words(block.content) for block in unheard.blocks if isinstance(block, Paragraph)
    )
    assert unheard.missing == ()
    default = termination(replace(PAPERS["termination"], basis=""))
    assert "《中华人民共和国人民调解法》第二十六条的规定" in "".join(
        words(block.content) for block in default.blocks if isinstance(block, Paragraph)
    )


def test_identity_copies_are_framed_enclosed_or_not_kept() -> None:
    def tables(**change: object) -> list[int]:
        document = identity(replace(PAPERS["identity"], **change))
        return [len(block.rows) for block in document.blocks if isinstance(block, Table)]

    assert tables() == [2]
    assert tables(kind=PartyKind.ORGANISATION) == [1]
    assert tables(enclosed="复印件附后，共2页") == []
    assert tables(original_only=True) == []
    seen = identity(replace(PAPERS["identity"], original_only=True))
    assert Paragraph(("已核验证件原件，未留复印件。",)) in seen.blocks


def test_the_index_has_rows_to_write_in_and_goes_on_over_pages(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    (table,) = [block for block in index(PAPERS["index"]).blocks if isinstance(block, Table)]
    assert len(table.rows) == 1 + 21 - 2, "a long name and a long remark take two lines each"
    long = index(
        replace(PAPERS["index"], lines=(IndexLine("（2026）云人调字第1号　人民调解口头协议登记表", "1"),) * 3)
    )
    assert len(read_back(set_pdf(long, made_at=made_at, fonts=bundled))) == 1, "no page of empty rows"
    many = index(replace(PAPERS["index"], lines=tuple(IndexLine(f"文书{at}", str(at)) for at in range(60))))
    pages = read_back(set_pdf(many, made_at=made_at, fonts=bundled))
    assert len(pages) == 3
    assert all("文书名称" in page for page in pages)
    assert "文书59" in pages[-1]


def test_three_and_twenty_choose_representatives_and_all_sign(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    document = made("representatives")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.rows) == 24
    assert all(row[0].lines == 2 for row in table.rows[1:])
    pages = read_back(set_pdf(document, made_at=made_at, fonts=bundled))
    assert "我们共23人" in "".join("".join(pages).split())
    assert all("按指印" in page for page in pages)
    hundred = representatives(
        replace(PAPERS["representatives"], people=(RepresentedPerson("王建国", "男"),) * 120)
    )
    text = "".join("".join(read_back(set_pdf(hundred, made_at=made_at, fonts=bundled))).split())
    assert "120王建国" in text


def test_recorded_text_of_the_records_is_never_printed_as_if_signed() -> None:
    for key in ("inquiry", "site_inspection", "return_visit", "undisputed_facts", "application"):
        document = made(key, recorded_text=True, late_entry=True)
        assert not any(isinstance(block, SignatureBlock) for block in document.blocks)
        assert document.stamps == (Stamp.LATE_ENTRY, Stamp.RECORDED_TEXT)
        assert document.page_signature == ""


def test_every_printed_paper_has_a_filled_sample() -> None:
    """By them everything on paper is tested: text that comes back, places, Word copy."""
    assert {*filled_papers(), "agreement"} == {entry.key for entry in PROFILE.printed()}


@pytest.mark.parametrize("key", PAPERS)
def test_every_paper_can_be_void(key: str) -> None:
    assert Stamp.VOID in made(key, void=True).stamps
    assert made(key).stamps == ()


def test_as_many_lines_as_there_are_investigators_and_two_where_none_is_known() -> None:
    for number, lines in ((0, 2), (1, 1), (3, 3)):
        paper = replace(PAPERS["inquiry"], investigators=("甲",) * number)
        assert outline(inquiry(paper)).count("调查人") == lines


def test_nobody_invited_signs_a_site_inspection_with_findings() -> None:
    paper = replace(PAPERS["site_inspection"], participants=())
    assert outline(site_inspection(paper)).count("参加人") == 1  # the field alone
    assert outline(site_inspection(replace(paper, findings=""))).count("参加人") == 2


@pytest.mark.parametrize(
    "key",
    [
        *(
            "cover",
            "index",
            "application",
            "handover_receipt",
            "non_acceptance",
            "mediation_notice",
            "identity",
        ),
        *("power_of_attorney", "evidence", "termination", "undisputed_facts", "forgiveness", "return_visit"),
        *(
            "presiding_proof",
            "result_feedback",
            "service_receipt",
            "closing_report",
            "file_note",
            "back_cover",
        ),
    ],
)
def test_forms_of_one_page(key: str, bundled: FontSet, made_at: datetime) -> None:
    for document in (made(key), PROFILE.blank(key)):
        assert set_paper(document, made_at=made_at, fonts=bundled).pages == 1


@pytest.mark.parametrize("key", ["inquiry", "site_inspection", "judicial_confirmation"])
def test_forms_of_one_sheet_on_both_sides(key: str, bundled: FontSet, made_at: datetime) -> None:
    assert set_paper(PROFILE.blank(key), made_at=made_at, fonts=bundled).pages == 2


def test_a_long_name_of_a_committee_stays_on_one_line_of_the_cover(
    bundled: FontSet, made_at: datetime
) -> None:
    name = "白银市平川区兴平路街道人民调解委员会"
    paper = set_paper(cover(replace(PAPERS["cover"], committee_name=name)), made_at=made_at, fonts=bundled)
    assert len([place for place in paper.places if place.field == "committee_name"]) == 1


def test_labels_of_the_cover_end_alike(bundled: FontSet, made_at: datetime) -> None:
    paper = set_paper(made("cover"), made_at=made_at, fonts=bundled)
    fields = ("case_name", "number", "mediators", "mediated", "filed_by", "retention", "remark")
    assert len({round(place.left, 2) for place in paper.places if place.field in fields}) == 1


ODD = [
    "阿卜杜热合曼·麦麦提吐尔逊江·阿布都克热木江·买买提明某",
    "，。、；：！？）》」』”’（《「",
    "甲\t乙\u200b\x00丁",
    "1" * 60,
]


def strained(paper: Any, text: str) -> Any:
    """The same paper with this text in place of every text of it, also of its parties, rows and lists."""
    changes: dict[str, object] = {}
    for field in dataclasses.fields(paper):
        value = getattr(paper, field.name)
        if isinstance(value, str) and field.name != "label":
            changes[field.name] = text
        elif isinstance(value, tuple) and value:
            changes[field.name] = tuple(
                text if isinstance(one, str) else strained(one, text) for one in value
            )
        elif dataclasses.is_dataclass(value):
            changes[field.name] = strained(value, text)
    return replace(paper, **changes)


@pytest.mark.parametrize("key", PAPERS)
@pytest.mark.parametrize("text", ODD)
def test_bad_input_prints_whole_on_every_paper(
    key: str, text: str, bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    document = PROFILE.document(key, strained(PAPERS[key], text))
    found = "".join("".join(read_back(set_pdf(document, made_at=made_at, fonts=bundled))).split())
    kept = "".join(character for character in text if character.isprintable())
    assert all(found.count(character) >= kept.count(character) for character in kept)
    assert word_copy(document, made_at=made_at, fonts=bundled)


@pytest.mark.parametrize("key", PAPERS)
def test_a_character_that_no_font_has_is_refused_with_its_field_and_place(
    key: str, bundled: FontSet, made_at: datetime
) -> None:
    document = PROFILE.document(key, strained(PAPERS[key], "𪚥"))
    with pytest.raises(UnprintableCharacter) as refusal:
        set_pdf(document, made_at=made_at, fonts=bundled)
    assert refusal.value.field in {value.field for value in document.shown()}
    assert any(value.place and value.place in refusal.value.sentence for value in document.shown())


def test_a_day_is_written_in_or_left_to_the_hand() -> None:
    assert words(written_day("2026年11月20日", "day", "日期")) == "2026年11月20日"
    blank = written_day(" ", "day", "日期")
    assert words(blank) == "年月日"
    assert [item.room for item in blank if isinstance(item, Shown)] == [4, 2, 2]


def test_options_stand_one_to_a_line_in_the_profile() -> None:
    assert options_of(" 甲\n\n乙 \n丙") == ("甲", "乙", "丙")


def test_what_is_known_of_a_case_stands_on_its_blank_papers() -> None:
    party = PartyOnPaper(PartyKind.PERSON, "申请人", "刘桂芳")
    known = KnownFacts(
        committee_name=COMMITTEE, number="（2026）云人调字第37号", parties=(party,), dispute="邻里纠纷"
    )
    for key in (
        "termination",
        "judicial_confirmation",
        "return_visit",
        "site_inspection",
        "handover_receipt",
    ):
        assert "刘桂芳" in {value.text for value in PROFILE.blank(key, known).shown()}, key


def test_a_choice_is_not_parted_from_its_brackets(
    bundled: FontSet, made_at: datetime, read_back: ReadBack
) -> None:
    (page,) = read_back(set_pdf(made("closing_report"), made_at=made_at, fonts=bundled))
    lines = ["".join(line.split()) for line in page.splitlines()]
    assert any("政府指定（" in line for line in lines)
    assert any("法院委托（" in line for line in lines)

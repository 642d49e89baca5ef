"""The paper profile: what it says, what it decides, and how a broken one is refused."""

from dataclasses import replace
from importlib.resources import files

import pytest
from samples import ACCEPTANCE, SESSION

from desktop.errors import OfficeError
from desktop.printing.blocks import Note, SignatureBlock, Title
from desktop.printing.papers.form import Form, filled
from desktop.printing.profile import Need, form_of, national_profile, parse_profile

NATIONAL = files("resources").joinpath("papers/national.json").read_text("utf-8")
HEAD = '[{"profile": "某县卷", "source": "某县通知"},\n'
REMARK = '{"paper": "referral", "title": "引导告知单", "need": "不入卷", "printed": true, "wording": %s}]'


def test_the_shipped_profile_has_the_catalogue_in_its_order() -> None:
    """mediation.md 1.1: 13 numbered items; in 1 and 8 papers stand for each other, a failed case's notice too."""
    profile = national_profile()
    numbered = [(paper.number, paper.key, paper.need) for paper in profile.papers if paper.number]
    always = {1, 2, 3, 7, 8, 13}
    assert [number for number, _key, _need in numbered] == [
        *(1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8, 8, 8, 9, 10, 11, 11, 12, 13),
    ]
    assert all((need is Need.ALWAYS) == (number in always) for number, _key, need in numbered)
    assert [paper.key for paper in profile.papers][:2] == ["cover", "index"]
    assert [paper.key for paper in profile.papers if paper.need is Need.NOT_FILED] == [
        "acceptance_receipt",
        "referral",
        "transfer",
    ]
    assert profile.printed() == profile.papers


def test_every_printed_paper_has_its_file() -> None:
    for entry in national_profile().printed():
        assert isinstance(form_of(entry.key), Form)
    with pytest.raises(KeyError):
        form_of("letters")
    with pytest.raises(KeyError):
        form_of("../agreement")
    with pytest.raises(KeyError):
        national_profile().entry("nothing")


def test_copies() -> None:
    """人民调解法 29: one for each party and one for the committee."""
    profile = national_profile()
    assert profile.entry("agreement").copies(parties=2) == 3
    assert profile.entry("agreement").copies(parties=23) == 24
    assert profile.entry("session").copies(parties=5) == 1


def test_what_a_dossier_lacks() -> None:
    profile = national_profile()

    def lacking(*present: str) -> list[list[str]]:
        return [[paper.key for paper in group] for group in profile.lacking(present)]

    assert lacking()[2] == ["application", "acceptance"]
    rest = ("cover", "index", "rights_notice", "identity", "session", "back_cover")
    assert lacking(*rest, "acceptance", "oral_agreement") == []
    assert lacking(*rest, "application") == [["agreement", "oral_agreement", "termination"]]
    assert lacking(*rest, "application", "termination") == []


def test_a_county_changes_title_signers_and_words() -> None:
    text = NATIONAL.replace('"title": "人民调解记录"', '"title": "人民调解笔录"')
    text = text.replace('["当事人", "登记人", "人民调解委员会印章"]', '["登记人"]')
    text = text.replace("备注：此表由人民调解委员会填写。", "备注：本表一式一份。")
    county = parse_profile(text)
    assert Title("人民调解笔录") in county.document("session", SESSION).blocks
    blocks = county.document("acceptance", ACCEPTANCE).blocks
    assert Note(("备注：本表一式一份。",)) in blocks
    (signed,) = [block for block in blocks if isinstance(block, SignatureBlock)]
    assert [row.label for row in signed.rows] == [("登记人",)]
    assert signed.seal == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "方括号开头"),
        ("[]", 1, "一种文书也没有"),
        (HEAD.rstrip(",\n") + "]", 1, "一种文书也没有"),
        ('[{"profile": "某县卷"}]', 1, "profile、source"),
        (HEAD + '"x"]', 2, "花括号"),
        (HEAD + '{"paper": "cover" "title": "封面"}]', 2, "逗号"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须"}', 2, "末尾少了方括号"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须"}]\n]', 2, "之后还有内容"),
        (HEAD + '{"paper": "cover", "title": "封面"}]', 2, "缺少need"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "要"}]', 2, "必须、按需、不入卷"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "size": 4}]', 2, "认不出的内容：size"),
        (HEAD + '{"paper": "../cover", "title": "封面", "need": "必须"}]', 2, "小写字母"),
        (HEAD + '{"paper": "cover", "title": " ", "need": "必须"}]', 2, "title应写文字"),
        (HEAD + '\n{"paper": "cover", "title": "封面", "need": "必须", "copies": 0}]', 3, "份数不能是0"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "copies": true}]', 2, "0到99的整数"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "number": 2}]', 2, "序号应是1"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "printed": 1}]', 2, "true或false"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "printed": true}]', 2, "缺少title"),
        (
            HEAD + '{"paper": "picture", "title": "照片", "need": "按需", "printed": true}]',
            2,
            "没有名为picture",
        ),
        (HEAD + '{"paper": "form", "title": "封面", "need": "必须", "printed": true}]', 2, "没有名为form"),
        (
            HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "signers": ["当事人"]}]',
            2,
            "不由程序打印",
        ),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "signers": "当事人"}]', 2, "列表"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "signers": ["路人"]}]', 2, "“路人”"),
        (HEAD + '{"paper": "cover", "title": "封面", "need": "必须", "wording": []}]', 2, "花括号里"),
        (HEAD + REMARK % '{"lead": "请去。"}', 2, "缺少help"),
        (HEAD + REMARK % '{"lead": "请去。", "help": "打{phone}。", "more": "再"}', 2, "认不出的内容：more"),
        (HEAD + REMARK % '{"lead": "请去{story}。", "help": "打{phone}。"}', 2, "lead里不能填{story}"),
        (HEAD + REMARK % '{"lead": "", "help": "打{phone}。"}', 2, "lead应写文字"),
    ],
)
def test_a_broken_profile_is_refused_with_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(OfficeError) as refusal:
        parse_profile(text)
    assert f"第{line}行" in refusal.value.sentence
    assert reason in refusal.value.sentence


def test_a_paper_written_twice_is_refused() -> None:
    lines = NATIONAL.splitlines()
    at = next(number for number, line in enumerate(lines) if '"paper": "index"' in line)
    lines.insert(at + 1, lines[at])
    with pytest.raises(OfficeError, match=f"第{at + 2}行有误：文书index写了两次"):
        parse_profile("\n".join(lines))


def test_texts_are_filled_in_where_they_want_it() -> None:
    assert filled("{a}于{b}", a=("甲",), b=("乙", "丙")) == ("甲", "于", "乙", "丙")
    assert filled("没有", a=("甲",)) == ("没有",)


def test_a_profile_may_leave_a_paper_out() -> None:
    profile = replace(national_profile(), papers=national_profile().papers[:4])
    assert "acceptance" in profile
    assert "session" not in profile

"""The notices of three years as they were published, and texts that are not one."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.deadlines.calendar import shipped_year_plans
from desktop.deadlines.notice import read_notice
from desktop.errors import OfficeError

NOTICES = {
    2026: """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。
国务院办公厅
2025年11月4日""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2024: """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
}
PLANS = {plan.year: plan for plan in shipped_year_plans()}


@pytest.mark.parametrize("year", sorted(NOTICES))
def test_a_published_notice_gives_the_days_of_its_year(year: int) -> None:
    notice = read_notice(NOTICES[year], year)
    assert [(day.day, day.working) for day in notice.days] == [
        (day, works) for day, works, _ in PLANS[year].days
    ]
    assert notice.elsewhere == ()
    if (
        year != 2025
    ):  # 国庆节 and 中秋节 fell together; the shipped year calls its make-up days 国庆节调休上班
        assert [day.name for day in notice.days] == [name for _day, _works, name in PLANS[year].days]
    assert notice.number == ("国办发明电〔2025〕7号" if year == 2026 else "")


def test_it_may_be_pasted_in_one_line_with_other_marks() -> None:
    text = NOTICES[2026].replace("\n", " ").replace("：", ":").replace("（", "(").replace("）", ")")
    assert read_notice(text, 2026).days == read_notice(NOTICES[2026], 2026).days


def test_what_ran_into_the_first_line_is_no_name() -> None:
    text = "国办发明电〔2026〕99号\n一、元旦：1月1日（周五）放假1天。\n二、国庆节、中秋节：10月1日放假。"
    assert [day.name for day in read_notice(text, 2027).days] == ["元旦", "国庆节、中秋节"]


def test_days_of_the_year_before_are_told_apart() -> None:
    # 国办发明电〔2022〕16号, for 2023
    notice = read_notice("一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert [day.day for day in notice.days] == [date(2023, 1, 1), date(2023, 1, 2)]
    assert notice.elsewhere == (date(2022, 12, 31),)


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        ("", 2027, "没有看出放假安排"),
        ("今天下午三点开会，请各单位参加。", 2027, "没有看出放假安排"),
        (NOTICES[2026], 2027, "2027年的这一天是周五；请看通知是不是2027年的"),
        ("一、元旦：1月1日（周五）至3日（周日）放假，共4天。", 2027, "写着共4天，看出来的是3天"),
        ("一、元旦：2月29日至30日放假。", 2027, "没有2027年2月29日"),
        ("一、国庆节：10月7日至1日放假。", 2027, "不像一段假期"),
        ("一、元旦：1月1日放假。1月4日上班。", 2027, "不会是调休上班日"),
        ("一、元旦：1月1日至3日放假。1月2日上班。", 2027, "既写了放假又写了上班"),
    ],
)
def test_what_is_no_notice_of_the_year_is_refused_in_plain_words(text: str, year: int, said: str) -> None:
    with pytest.raises(OfficeError, match=said) as refused:
        read_notice(text, year)
    assert refused.value.field == "notice"

"""The fields of a simple case: who, what about, what was agreed, done or until when, by whom."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.matters import MatterEntry
from desktop.entries.mediation import (
    AgreementEntry,
    CaseEntry,
    ConsentEntry,
    HolderEntry,
    LateCase,
    LatePerformanceEntry,
    ObligationEntry,
    PartyEntry,
    PerformanceEntry,
    TellingEntry,
)
from desktop.entries.people import PersonEntry
from desktop.queries.codes import FormChoices
from models.values.choices import (
    AgreementForm,
    CaseSource,
    Channel,
    ConsentHow,
    MatterNature,
    PartySide,
    TellingHow,
)
from models.values.terms import ObligationKind, Term, TermKind
from ui.mediation.committee_field import CommitteeField
from ui.mediation.form import Form
from ui.mediation.options import listed
from ui.style import look, px
from ui.widgets.combo import Option
from ui.widgets.field import Field
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice

MOST_PARTIES = 4
_STEMS = "甲乙丙丁"
NOW, LATER = "now", "later"
FIRST_PAYS, SECOND_PAYS = "first", "second"
_LONGEST_DUTY = 200
_TOP = Qt.AlignmentFlag.AlignTop
"""Fields side by side keep one line when a sentence under one of them takes two."""


class SimpleForm(Form):
    """One screen. Keys: name1, phone1, address1 …, category, day, story, terms, done, due, amount, payer, mediator."""

    def __init__(
        self,
        choices: FormChoices,
        today: Callable[[], date],
        own_staff_id: int | None,
        own_unit_id: int | None,
    ) -> None:
        super().__init__("simple", today)
        self._choices = choices
        for number in range(1, MOST_PARTIES + 1):
            self.line(f"name{number}", f"当事人{_STEMS[number - 1]}", required=number < 3)
            self.line(f"phone{number}", "电话")
            self.line(f"address{number}", "住址")
        self.committee = CommitteeField(self, choices.committees_at(own_unit_id))
        categories = [
            Option(str(row.category_id), row.words, (row.code, *row.initials))
            for row in choices.categories_for(MatterNature.DISPUTE)
        ]
        self.combo("category", "纠纷类别", categories)
        self.day("day", "调解日期", required=True)
        self.area("story", "纠纷经过和争议", lines=3, required=True)
        self.area("terms", "达成的协议", lines=3, required=True, placeholder="一行写一项")
        self.segments("done", "履行", (Choice(NOW, "当场履行完了", "1"), Choice(LATER, "以后履行", "2")))
        self.day("due", "最迟哪一天", future=True)
        self.amount("amount", "付款（元）", hint="不付钱的不填")
        self.segments(
            "payer", "谁付给谁", (Choice(FIRST_PAYS, "甲付给乙", "1"), Choice(SECOND_PAYS, "乙付给甲", "2"))
        )
        mediators = [(str(row.staff_id), row.name) for row in choices.mediators]
        self.combo("mediator", "人民调解员", listed(mediators), required=True)
        self.told = self.tick("told", "各方都同意调解，已口头告知权利义务，都不要求书面协议")
        self._own = str(own_staff_id) if any(value == str(own_staff_id) for value, _name in mediators) else ""
        self.changed.connect(self.show_fields)
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        """Put in what is usual."""
        self.put("day", "今天")
        self.put("done", NOW)
        self.put("mediator", self._own)
        self.show_fields()

    def _lay_out(self) -> None:
        gap = look().size("field_gap_down")
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(gap)
        for number in range(1, MOST_PARTIES + 1):
            row = QHBoxLayout()
            row.setSpacing(px(10))
            for key, share in ((f"name{number}", 3), (f"phone{number}", 3), (f"address{number}", 5)):
                row.addWidget(self.field(key), share, _TOP)
            left.addLayout(row)
        self._pair(left, "category", "day")
        if self.committee.field is not None:
            left.addWidget(self.committee.field)
        left.addWidget(self.field("mediator"))
        left.addWidget(self.told)
        left.addStretch(1)
        right.addWidget(self.field("story"))
        right.addWidget(self.field("terms"))
        self._pair(right, "amount", "payer")
        self._pair(right, "done", "due")
        right.addStretch(1)
        self._columns = both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(px(24))
        both.addLayout(left, 1)
        both.addLayout(right, 1)

    def set_narrow(self, *, on: bool) -> None:
        """One column beneath the other, so that the sheet has room beside them; else side by side."""
        across, down = QHBoxLayout.Direction.LeftToRight, QHBoxLayout.Direction.TopToBottom
        self._columns.setDirection(down if on else across)
        self._columns.setSpacing(look().size("field_gap_down") if on else px(24))

    def _pair(self, column: QVBoxLayout, first: str, second: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.field(first), 1, _TOP)
        row.addWidget(self.field(second), 1, _TOP)
        column.addLayout(row)

    def show_fields(self) -> None:
        """Only what is asked for: a third party when there are two, the day when it is done later."""
        names = [bool(self.text(f"name{number}").strip()) for number in range(1, MOST_PARTIES + 1)]
        for number in range(3, MOST_PARTIES + 1):
            shown = names[number - 1] or all(names[: number - 1])
            for key in ("name", "phone", "address"):
                set_shown(self.field(f"{key}{number}"), on=shown)
        set_shown(self.field("due"), on=self.text("done") == LATER)
        set_shown(self.field("payer"), on=bool(self.text("amount").strip()))

    def is_blank(self) -> bool:
        """Whether nothing of a case was typed."""
        return not any(self.text(key).strip() for key in ("name1", "name2", "story", "terms"))

    def place_of(self, field: Field) -> tuple[int, ...]:
        """The left column is read first, then the right one."""
        return (int(field.x() >= self.width() // 2), *super().place_of(field))

    def widget_of(self, key: str) -> QWidget:
        """The field of a key."""
        return self.field(key)

    # -- what was typed

    def entry(self) -> LateCase:
        """The whole case. Raises FormError with what cannot be read."""
        read = self.reading()
        day = read.day("day", missing="请填写调解日期。")
        story = read.text("story", missing="请写纠纷的经过。")
        terms = tuple(
            text for text in read.text("terms", missing="请写达成的协议。").splitlines() if text.strip()
        )
        amount = read.amount("amount")
        later = self.text("done") == LATER
        due = read.day("due", missing="请填写最迟哪一天履行。", future=True) if later else None
        mediator = read.text("mediator", missing="请选择人民调解员。")
        for number in (1, 2):
            read.text(f"name{number}", missing=f"请填写当事人{_STEMS[number - 1]}的姓名。")
        if amount and not self.text("payer"):
            read.add("payer", "请选择谁付给谁。")
        if not read.ticked("told"):
            read.add("told", "请确认各方同意调解，并已告知权利义务。")
        read.finish()
        assert day is not None
        people = self._people()
        staff = int(mediator)
        return LateCase(
            matter=self._matter(story, people),
            case=CaseEntry(
                source=CaseSource.OWN_INITIATIVE,
                accepted_on=day,
                mediator_ids=(staff,),
                presiding_id=staff,
                name=self._case_name(people),
                committee_id=self.committee.chosen(),
            ),
            parties=tuple(
                PartyEntry(
                    side=PartySide.APPLICANT if place == 0 else PartySide.RESPONDENT,
                    who=person,
                )
                for place, person in enumerate(people)
            ),
            consents=_consents(len(people), day),
            tellings=_tellings(len(people), day),
            agreement=AgreementEntry(
                form=AgreementForm.ORAL,
                facts=story,
                terms=terms,
                obligations=(self.duty(terms, amount, due),),
                reached_on=day,
            ),
            performances=()
            if later
            else (
                LatePerformanceEntry(
                    obligation=1, performance=PerformanceEntry(performed_on=day, complete=True)
                ),
            ),
            closed_on=None if later else day,
            simple=True,
        )

    def _people(self) -> list[PersonEntry]:
        return [
            PersonEntry(
                name=self.text(f"name{number}"),
                phone=self.text(f"phone{number}"),
                address=self.text(f"address{number}"),
            )
            for number in range(1, MOST_PARTIES + 1)
            if self.text(f"name{number}").strip()
        ]

    def _matter(self, story: str, people: list[PersonEntry]) -> MatterEntry:
        category = self.text("category")
        return MatterEntry(
            channel=Channel.PATROL,
            nature=MatterNature.DISPUTE,
            story=story,
            visitor=people[0],
            no_phone=not people[0].phone.strip(),
            counterparts=tuple(people[1:]),
            category_id=int(category) if category.isdigit() else None,
        )

    def _case_name(self, people: list[PersonEntry]) -> str:
        category = self.text("category")
        chosen = next((row for row in self._choices.categories if str(row.category_id) == category), None)
        kind = (chosen.parent_name or chosen.name) if chosen is not None else "纠纷"
        more = "等" if len(people) > 2 else ""
        return f"{people[0].name.strip()}与{people[1].name.strip()}{more}{kind}"

    def duty(self, terms: tuple[str, ...], amount: int | None, due: date | None) -> ObligationEntry:
        """What is owed under the agreement, by whom and until when."""
        what = "".join(terms)[:_LONGEST_DUTY]
        term = Term(kind=TermKind.FIXED_DATE, day=due) if due else Term(kind=TermKind.AT_SIGNING)
        if not amount:
            return ObligationEntry(kind=ObligationKind.OTHER, what=what, term=term)
        payer, payee = (1, 2) if self.text("payer") == FIRST_PAYS else (2, 1)
        return ObligationEntry(
            kind=ObligationKind.PAYMENT,
            amount_fen=amount,
            debtors=(HolderEntry(party=payer),),
            creditors=(HolderEntry(party=payee),),
            term=term,
        )


def _consents(people: int, day: date) -> tuple[ConsentEntry, ...]:
    """Everybody agreed by word of mouth."""
    return tuple(
        ConsentEntry(party=place, agreed=True, how=ConsentHow.ORAL, given_on=day)
        for place in range(1, people + 1)
    )


def _tellings(people: int, day: date) -> tuple[TellingEntry, ...]:
    """Everybody was told by word of mouth; the sheet says so."""
    return tuple(
        TellingEntry(party=place, how=TellingHow.ORAL_NOTED, told_on=day) for place in range(1, people + 1)
    )


def field_of(refused: str) -> str:
    """The field of the screen for a refused field of the entry; '' where it has none."""
    parts = refused.split(".")
    kinds = {"name": "name", "phone": "phone", "address": "address"}
    last = kinds.get(parts[-1], "")
    if parts[0] == "parties" and len(parts) > 1 and parts[1].isdigit():
        return f"{last or 'name'}{int(parts[1]) + 1}"
    if parts[:2] == ["matter", "visitor"]:
        return f"{last or 'name'}1"
    if parts[:2] == ["matter", "counterparts"]:
        return f"{last or 'name'}2"
    known = {
        "matter.story": "story",
        "matter.category_id": "category",
        "case.accepted_on": "day",
        "case.committee_id": "committee_id",
        "case.mediator_ids": "mediator",
        "agreement.facts": "story",
        "agreement.terms": "terms",
        "agreement.terms.0": "terms",
        "agreement.reached_on": "day",
        "closing.closed_on": "day",
    }
    return known.get(refused, "amount" if refused.startswith("agreement.obligations") else "")

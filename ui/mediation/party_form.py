"""A party as the papers are to show it: a person or an organisation, with the one agent who acts for it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.entries.mediation import PartyEntry
from desktop.entries.people import OrganisationEntry, PersonEntry
from models.values.choices import PartyKind, PartySide
from models.values.dates import day_in_tables
from models.values.identity_number import Sex, check_identity_number
from ui.mediation.form import Form
from ui.mediation.options import numbered
from ui.style import look, px
from ui.widgets.lines import TextLine
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments

_PERSON_ONLY = ("who.sex", "who.born", "who.ethnicity", "who.identity_number", "who.occupation")
_ORGANISATION_ONLY = ("who.credit_code", "who.legal_representative", "who.representative_post")
ETHNICITY = "汉族"


class PartyForm(Form):
    """Everything that the party block of the forms shows, and the agent. Keys are those of `PartyEntry`."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._person_id: int | None = None
        self._organisation_id: int | None = None
        gap = look().size("field_gap_across")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        self._make_fields()
        column.addLayout(_row(gap, (self.field("side"), 3), (self.field("kind"), 2)))
        column.addLayout(_row(gap, (self.field("who.name"), 4), (self.field("who.phone"), 3)))
        person = QGridLayout()
        person.setHorizontalSpacing(gap)
        person.setVerticalSpacing(look().size("field_gap_down"))
        person.setContentsMargins(0, 0, 0, 0)
        for at, (key, share) in enumerate((("who.identity_number", 4), ("who.sex", 2), ("who.born", 3))):
            person.addWidget(self.field(key), 0, at)
            person.setColumnStretch(at, share)
        self._person = QWidget()
        self._person.setLayout(person)
        more = _row(gap, (self.field("who.ethnicity"), 1), (self.field("who.occupation"), 2))
        self._more = QWidget()
        self._more.setLayout(more)
        self._organisation = QWidget()
        self._organisation.setLayout(
            _row(
                gap,
                (self.field("who.credit_code"), 3),
                (self.field("who.legal_representative"), 2),
                (self.field("who.representative_post"), 2),
            )
        )
        for widget in (self._person, self._more, self._organisation, self.field("who.address")):
            column.addWidget(widget)
        agent = _row(gap, (self.field("agent_name"), 3), (self.field("agent_relation"), 2))
        column.addLayout(agent)
        column.addWidget(self._may_settle)
        self.clear()

    def _make_fields(self) -> None:
        self.segments("side", "地位", numbered(PartySide))
        self.segments("kind", "种类", [Choice("person", "自然人", "4"), Choice("organisation", "单位", "5")])
        self.line("who.name", "姓名", required=True)
        self.line("who.phone", "联系电话")
        self.line("who.identity_number", "身份证号", hint="填了自动带出性别、生日")
        self.segments("who.sex", "性别", [Choice("male", "男", "1"), Choice("female", "女", "2")])
        self.day("who.born", "出生日期", recent=False)
        self.line("who.ethnicity", "民族")
        self.line("who.occupation", "职业或职务")
        self.line("who.credit_code", "统一社会信用代码")
        self.line("who.legal_representative", "法定代表人")
        self.line("who.representative_post", "职务")
        self.line("who.address", "单位或住址")
        self.line("agent_name", "代理人", hint="没有不填")
        self.line("agent_relation", "与当事人关系", placeholder="如 儿子、律师")
        self._may_settle = self.tick("agent_may_settle", "特别授权：可以代为承认、放弃、变更请求和签署协议")
        kind = self.field("kind").widget
        assert isinstance(kind, Segments)
        kind.chosen.connect(self._show_kind)
        identity = self.field("who.identity_number").widget
        assert isinstance(identity, TextLine)
        identity.left.connect(self._read_identity)

    def set_known(self, *, person_id: int | None = None, organisation_id: int | None = None) -> None:
        """Name the person or organisation that the fields speak of, where the centre knows it."""
        self._person_id, self._organisation_id = person_id, organisation_id

    def set_numbers_kept(self, phone_mask: str, identity_mask: str) -> None:
        """Say which numbers are kept already: left empty they stay."""
        for key, mask in (("who.phone", phone_mask), ("who.identity_number", identity_mask)):
            widget = self.field(key).widget
            assert isinstance(widget, TextLine)
            widget.setPlaceholderText(f"已登记 {mask}，不改不填" if mask else "")

    def kind(self) -> PartyKind:
        """Person or organisation, as chosen."""
        return PartyKind(self.text("kind") or PartyKind.PERSON)

    def lock_kind(self, *, locked: bool) -> None:
        """A party that is kept stays a person or an organisation."""
        self.field("kind").widget.setEnabled(not locked)

    def restored(self) -> None:
        """A new form is about a person; show what belongs to the kind."""
        if not self.text("kind"):
            self.put("kind", PartyKind.PERSON.value)
        self._show_kind()

    def is_blank(self) -> bool:
        """Whether nothing of the party itself was typed."""
        kept = {key: value for key, value in self.values().items() if key not in {"side", "kind"}}
        return not any(kept.values())

    def entry(self) -> PartyEntry:
        """The party as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        side = read.choice("side", PartySide, missing="请选择是申请人、被申请人还是第三人。")
        if self.kind() is PartyKind.ORGANISATION:
            who: PersonEntry | OrganisationEntry = OrganisationEntry(
                name=read.text("who.name", missing="请填写单位名称。"),
                credit_code=read.text("who.credit_code"),
                legal_representative=read.text("who.legal_representative"),
                representative_post=read.text("who.representative_post"),
                address=read.text("who.address"),
                phone=read.text("who.phone"),
                organisation_id=self._organisation_id,
            )
        else:
            sex = read.choice("who.sex", Sex, missing="")
            who = PersonEntry(
                name=read.text("who.name", missing="请填写姓名。"),
                phone=read.text("who.phone"),
                identity_number=read.text("who.identity_number"),
                sex=sex,
                born=read.day("who.born"),
                ethnicity=read.text("who.ethnicity"),
                occupation=read.text("who.occupation"),
                address=read.text("who.address"),
                person_id=self._person_id,
            )
        agent_name = read.text("agent_name")
        read.finish()
        assert side is not None
        return PartyEntry(
            side=side,
            who=who,
            agent_name=agent_name,
            agent_relation=read.text("agent_relation"),
            agent_may_settle=read.ticked("agent_may_settle"),
        )

    def _show_kind(self, *_value: object) -> None:
        organisation = self.kind() is PartyKind.ORGANISATION
        for widget, on in (
            (self._person, not organisation),
            (self._more, not organisation),
            (self._organisation, organisation),
        ):
            set_shown(widget, on=on)
        self.field("who.name").set_label("单位名称" if organisation else "姓名", required=True)
        self.field("who.address").set_label("地址" if organisation else "单位或住址")
        for key in _ORGANISATION_ONLY if not organisation else _PERSON_ONLY:
            self.field(key).clear_reaction()

    def _read_identity(self) -> None:
        """Fill sex and birth from the number where they are empty; say at once when it cannot be."""
        field = self.field("who.identity_number")
        typed = self.text("who.identity_number").strip()
        if not typed:
            return
        try:
            number = check_identity_number(typed, today=self.today())
        except ValueError as fault:
            field.set_error(str(fault))
            return
        if not self.text("who.sex") and number.sex:
            self.put("who.sex", str(number.sex))
        if not self.text("who.born"):
            self.put("who.born", day_in_tables(number.born))


def _row(gap: int, *widgets: tuple[QWidget, int]) -> QHBoxLayout:
    """Widgets side by side in these shares."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget, share in widgets:
        row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
    return row


def side_by_side(*widgets: tuple[QWidget, int]) -> QHBoxLayout:
    """Fields of a form side by side in these shares, with the gap of the forms."""
    return _row(px(14), *widgets)

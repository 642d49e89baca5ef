"""One signer's line as it is registered: signed, refused or still to come, with mark, day, agent, who was there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.values.choices import PartyKind, SignatureMark, SignatureState, SignerRole, label
from models.values.dates import day_in_tables
from ui.mediation.form import Form
from ui.mediation.options import listed_choices
from ui.mediation.party_form import side_by_side
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice, Segments


@dataclass(frozen=True)
class Signer:
    """Who signs: its role, its name, the agent who may sign for it (or ''), whether it is an organisation."""

    role: SignerRole
    name: str
    agent: str = ""
    kind: PartyKind = PartyKind.PERSON


@dataclass(frozen=True)
class SignatureTyped:
    """A line as typed."""

    state: SignatureState
    mark: SignatureMark | None
    signed_on: date | None
    by_agent: bool
    present: str


_USUAL = {
    SignerRole.MEDIATOR: SignatureMark.NAME,
    SignerRole.RECORDER: SignatureMark.NAME,
    SignerRole.COMMITTEE: SignatureMark.SEAL,
}


class SignatureForm(Form):
    """A signer's line. Keys: state, mark, signed_on, by_agent, present."""

    def __init__(
        self, name: str, signer: Signer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, today, parent)
        self.signer = signer
        seal = signer.role is SignerRole.COMMITTEE
        choices = [
            Choice(SignatureState.PENDING.value, "待盖章" if seal else "待补签", "1"),
            Choice(SignatureState.SIGNED.value, "已盖章" if seal else "已签", "2"),
        ]
        if signer.role is SignerRole.PARTY:
            choices.append(Choice(SignatureState.REFUSED.value, "拒签", "3"))
        title = signer.name if signer.role is SignerRole.PARTY else f"{label(signer.role)} {signer.name}"
        self.segments(
            "state", f"{_role_words(signer)}　{title}" if signer.role is SignerRole.PARTY else title, choices
        )
        self.day("signed_on", "盖章日期" if seal else "签名日期")
        but = [SignatureMark.SEAL] if signer.role in {SignerRole.MEDIATOR, SignerRole.RECORDER} else []
        self.combo("mark", "怎么签的", listed_choices(SignatureMark, but=but))
        self.line("present", "拒签时谁在场")
        self._by_agent = self.tick("by_agent", f"由代理人{signer.agent}代签")
        state = self.field("state").widget
        assert isinstance(state, Segments)
        state.chosen.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(
            side_by_side(
                (self.field("state"), 5),
                (self.field("signed_on"), 3),
                (self.field("mark"), 3),
                (self.field("present"), 3),
            )
        )
        column.addWidget(self._by_agent)
        self.put("state", SignatureState.PENDING.value)
        self._show_what_applies()

    def restored(self) -> None:
        """Pending where nothing is chosen."""
        if not self.text("state"):
            self.put("state", SignatureState.PENDING.value)
        self._show_what_applies()

    def put_typed(self, typed: SignatureTyped) -> None:
        """Show a line that is kept."""
        self.restore(
            {
                "state": typed.state.value,
                "mark": typed.mark.value if typed.mark else "",
                "signed_on": day_in_tables(typed.signed_on) if typed.signed_on else "",
                "by_agent": "1" if typed.by_agent else "",
                "present": typed.present,
            }
        )

    def sign(self, day: str) -> None:
        """Note it as signed on this day, in the usual way."""
        self.put("state", SignatureState.SIGNED.value)
        self.put("signed_on", day)
        self._chosen(SignatureState.SIGNED.value)
        self.changed.emit()

    def state(self) -> SignatureState:
        """What is chosen."""
        return SignatureState(self.text("state") or SignatureState.PENDING)

    def typed(self) -> SignatureTyped:
        """The line as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        state = self.state()
        pending = state is SignatureState.PENDING
        day = None if pending else read.day("signed_on")
        mark = read.choice("mark", SignatureMark, missing="") if state is SignatureState.SIGNED else None
        if state is SignatureState.SIGNED and self.signer.role is SignerRole.COMMITTEE:
            mark = SignatureMark.SEAL
        read.finish()
        return SignatureTyped(
            state=state,
            mark=mark,
            signed_on=day,
            by_agent=read.ticked("by_agent") and state is SignatureState.SIGNED,
            present=read.text("present") if state is SignatureState.REFUSED else "",
        )

    def _chosen(self, value: str) -> None:
        if value == SignatureState.SIGNED.value and not self.text("mark"):
            usual = _USUAL.get(self.signer.role)
            if usual is None:
                organisation = self.signer.kind is PartyKind.ORGANISATION
                usual = SignatureMark.SEAL if organisation else SignatureMark.NAME_AND_THUMB
            self.put("mark", usual.value)
        self._show_what_applies()

    def _show_what_applies(self) -> None:
        state = self.state()
        signed, refused = state is SignatureState.SIGNED, state is SignatureState.REFUSED
        seal = self.signer.role is SignerRole.COMMITTEE
        set_shown(self.field("signed_on"), on=signed or refused)
        self.field("signed_on").set_label("盖章日期" if seal else "拒签日期" if refused else "签名日期")
        set_shown(self.field("mark"), on=signed and not seal)
        set_shown(self.field("present"), on=refused)
        set_shown(self._by_agent, on=signed and bool(self.signer.agent))


def _role_words(signer: Signer) -> str:
    return label(signer.role)


class SameDay(QWidget):
    """同一天签名盖章: one day for all who are still to sign."""

    def __init__(self, name: str, today: Callable[[], date], key: str, call: Callable[[str], object]) -> None:
        super().__init__()
        from ui.widgets.buttons import ActionButton

        self.form = Form(name, today)
        self.form.day("day", "都在同一天签名、盖章的，填日期")
        self.button = ActionButton("都记为已签", key, name=f"{name}.all", small=True, icon="signature")
        self.button.clicked.connect(self._all)
        self._call = call
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        box = QVBoxLayout()
        box.addSpacing(px(26))
        box.addWidget(self.button)
        box.addStretch(1)
        row.addWidget(self.form.field("day"), 2)
        row.addLayout(box)
        row.addWidget(Label("", "hint"), 3)
        self.form.setParent(self)
        self.form.hide()

    def _all(self) -> None:
        read = self.form.reading()
        read.day("day", missing="请填写签名盖章的日期。")
        if read.faults:
            self.form.show_faults(read.faults)
            return
        self._call(self.form.text("day"))
        self.form.put("day", "")

"""Sections of a late entry: what was agreed, and who signed it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.entries.mediation import (
    AgreementEntry,
    HolderEntry,
    LateSignatureEntry,
)
from desktop.errors import FormError
from models.values.choices import PartyKind, SignatureState, SignerRole
from ui.mediation.agreement_editor import AgreementEditor
from ui.mediation.late_sections import Section, split
from ui.mediation.people import PartyChoice
from ui.mediation.reading import Faults, put_in_list
from ui.mediation.signature_rows import SameDay, SignatureForm, Signer
from ui.style import px
from ui.widgets.label import Label
from ui.widgets.naming import set_shown


class AgreementSection(Section):
    """六、协议."""

    KEY, TITLE = "agreement", "协议"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("六、协议", "没有达成协议的不填；照纸上的原件录入")
        self.editor = AgreementEditor("late.agreement", today)
        self.editor.changed.connect(self.changed)
        self.body.addWidget(self.editor)

    def entry(self, places: Mapping[int, int]) -> AgreementEntry | None:
        """The agreement with the parties' places instead of their numbers; None where nothing was written."""
        self.editor.obligations.close_card()
        if self.editor.is_blank():
            return None
        try:
            entry = self.editor.entry()
        except FormError as refusal:
            raise FormError([(f"agreement.{key}", words) for key, words in refusal.faults]) from refusal

        def placed(holders: Sequence[HolderEntry]) -> tuple[HolderEntry, ...]:
            return tuple(
                replace(holder, party=places[holder.party]) if holder.party is not None else holder
                for holder in holders
                if holder.party is None or holder.party in places
            )

        obligations = tuple(
            replace(item, debtors=placed(item.debtors), creditors=placed(item.creditors))
            for item in entry.obligations
        )
        return replace(entry, obligations=obligations)

    def values(self) -> Any:
        """The editor's draft."""
        return self.editor.values()

    def restore(self, values: Any) -> None:
        """Put the draft back."""
        self.editor.restore(values or {})

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """`agreement.…`."""
        own, rest = split(faults, "agreement")
        return rest + [(f"agreement.{key}", words) for key, words in self.editor.show_faults(own)]

    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return self.editor.is_blank()

    def enter(self) -> None:
        """Into the facts."""
        self.editor.go_to("facts")


class SignaturesSection(Section):
    """七、签署: parties, mediators, the recorder, the seal, as far as there is a written agreement."""

    KEY, TITLE = "signatures", "签署"

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("七、签署")
        self._today = today
        self._forms: dict[tuple[SignerRole, int], SignatureForm] = {}
        self._sent: list[tuple[SignerRole, int]] = []
        self._nothing = Label("填写书面协议后，在这里登记谁在哪天签了名、盖了章。", "hint", wrap=True)
        self.same_day = SameDay("late.signatures.same_day", today, "Alt+Q", self._sign_all)
        self._column = QVBoxLayout()
        self._column.setSpacing(px(8))
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.same_day)
        self.body.addLayout(self._column)
        self.set_signers({}, nothing="")

    def set_signers(self, signers: Mapping[tuple[SignerRole, int], Signer], *, nothing: str) -> None:
        """Show these lines; what was typed in those that stay is kept. `nothing` says why there are none."""
        for key in [key for key, form in self._forms.items() if signers.get(key) != form.signer]:
            form = self._forms.pop(key)
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()
            if key in signers:  # another name: the line stays with what was typed
                self._add(key, signers[key]).restore(form.values())
        for key, signer in signers.items():
            if key not in self._forms:
                self._add(key, signer)
        for key in signers:
            form = self._forms.pop(key)
            self._forms[key] = form
            self._column.removeWidget(form)
            self._column.addWidget(form)
        set_shown(self.same_day, on=bool(signers))
        self._nothing.setText(nothing)
        set_shown(self._nothing, on=bool(nothing))

    def _add(self, key: tuple[SignerRole, int], signer: Signer) -> SignatureForm:
        form = SignatureForm(f"late.signature.{key[0]}.{key[1]}", signer, self._today)
        form.changed.connect(self.changed)
        self._forms[key] = form
        self._column.addWidget(form)
        return form

    def _sign_all(self, day: str) -> None:
        for form in self._forms.values():
            if form.state() is SignatureState.PENDING:
                form.sign(day)

    def form(self, role: SignerRole, number: int) -> SignatureForm:
        """The line of a party by its number, a mediator by the staff id, 0 for recorder and seal."""
        return self._forms[role, number]

    def entries(self, places: Mapping[int, int]) -> tuple[LateSignatureEntry, ...]:
        """The lines that are not still to come, parties by their places. Raises FormError."""
        found, faults = [], []
        self._sent = []
        for key, form in self._forms.items():
            if form.state() is SignatureState.PENDING:
                continue
            self._sent.append(key)
            try:
                typed = form.typed()
            except FormError as refusal:
                faults += [(f"signatures.{len(self._sent) - 1}.{k}", words) for k, words in refusal.faults]
                continue
            role, number = key
            signer = {SignerRole.PARTY: places.get(number), SignerRole.MEDIATOR: number}.get(role)
            found.append(
                LateSignatureEntry(
                    role=role,
                    signer=signer,
                    state=typed.state,
                    mark=typed.mark,
                    signed_on=typed.signed_on,
                    by_agent=typed.by_agent,
                    present=typed.present,
                )
            )
        if faults:
            raise FormError(faults)
        return tuple(found)

    def values(self) -> Any:
        """Every line's texts."""
        return [[role.value, number, form.values()] for (role, number), form in self._forms.items()]

    def restore(self, values: Any) -> None:
        """Put the texts of lines that stand there back."""
        for role, number, texts in values or []:
            form = self._forms.get((SignerRole(role), number))
            if form is not None:
                form.restore(texts)

    def show_faults(self, faults: Faults) -> list[tuple[str, str]]:
        """`signatures.<n>.<key>`, n in the order in which they were sent."""
        return put_in_list(faults, "signatures", [self._forms[sent] for sent in self._sent])

    def is_blank(self) -> bool:
        """Whether nobody signed or refused."""
        return all(form.state() is SignatureState.PENDING for form in self._forms.values())

    def enter(self) -> None:
        """Into the common day."""
        if self._forms:
            self.same_day.form.field("day").focus_widget()


def signers_of(
    parties: Sequence[PartyChoice],
    kinds: Mapping[int, PartyKind],
    agents: Mapping[int, str],
    mediators: Sequence[tuple[int, str]],
    recorder: str,
    committee: str,
) -> dict[tuple[SignerRole, int], Signer]:
    """Who signs an agreement, in the order of the paper."""
    signers = {
        (SignerRole.PARTY, party.number): Signer(
            SignerRole.PARTY,
            party.name,
            agents.get(party.number, ""),
            kinds.get(party.number, PartyKind.PERSON),
        )
        for party in parties
    }
    signers |= {
        (SignerRole.MEDIATOR, number): Signer(SignerRole.MEDIATOR, name) for number, name in mediators
    }
    if recorder:
        signers[SignerRole.RECORDER, 0] = Signer(SignerRole.RECORDER, recorder)
    signers[SignerRole.COMMITTEE, 0] = Signer(SignerRole.COMMITTEE, committee)
    return signers

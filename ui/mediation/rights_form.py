"""What one party said about being mediated, and how it was told of its rights and duties."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.entries.mediation import ConsentEntry, TellingEntry
from models.values.choices import ConsentHow, TellingHow
from ui.mediation.form import Form
from ui.mediation.options import listed_choices
from ui.mediation.party_form import side_by_side
from ui.style import look
from ui.widgets.combo import ComboSearch
from ui.widgets.naming import set_shown
from ui.widgets.segments import Choice

AGREED, REFUSED = "agreed", "refused"


class RightsForm(Form):
    """Consent and telling of one party; either may stay empty. Keys stand under `consent.` and `telling.`."""

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name, today, parent)
        self._kept: dict[str, str] = {}
        self.segments(
            "consent.agreed", "愿意调解吗", [Choice(AGREED, "同意", "1"), Choice(REFUSED, "明确拒绝", "2")]
        )
        self.combo("consent.how", "怎么表示的", listed_choices(ConsentHow))
        self.day("consent.given_on", "哪天表示的")
        self.combo("telling.how", "权利义务告知", listed_choices(TellingHow))
        self.day("telling.told_on", "哪天告知的")
        self.line("telling.present", "拒签时谁在场")
        how = self.field("telling.how").widget
        assert isinstance(how, ComboSearch)
        how.chosen.connect(self._show_present)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().size("field_gap_down"))
        column.addLayout(
            side_by_side(
                (self.field("consent.agreed"), 4),
                (self.field("consent.how"), 4),
                (self.field("consent.given_on"), 3),
            )
        )
        column.addLayout(
            side_by_side(
                (self.field("telling.how"), 4),
                (self.field("telling.present"), 4),
                (self.field("telling.told_on"), 3),
            )
        )
        self._show_present()

    def restored(self) -> None:
        """Who was there is asked only where a signature was refused."""
        self._show_present()

    def put_kept(self, kept: Mapping[str, str]) -> None:
        """Show what is recorded; what was typed since and is not recorded stays."""
        for head in ("consent", "telling"):
            if not self._typed(head):
                for key in self._under(head):
                    self.put(key, kept.get(key, ""))
                    self._kept[key] = self.text(key)
        self._show_present()

    def recorded(self, head: str) -> None:
        """What stands under `consent` or `telling` is recorded now: it stays to be seen and is not new any more."""
        for key in self._under(head):
            self._kept[key] = self.text(key)

    def is_blank(self) -> bool:
        """Whether nothing was typed beside what is recorded."""
        return not self.has_consent() and not self.has_telling()

    def has_consent(self) -> bool:
        """Whether something about consent was typed that is not recorded yet."""
        return self._typed("consent")

    def has_telling(self) -> bool:
        """Whether something about the telling was typed that is not recorded yet."""
        return self._typed("telling")

    def _under(self, head: str) -> tuple[str, ...]:
        return tuple(key for key in self.keys() if key.startswith(f"{head}."))

    def _typed(self, head: str) -> bool:
        now = {key: self.text(key) for key in self._under(head)}
        return any(now.values()) and any(text != self._kept.get(key, "") for key, text in now.items())

    def entries(self, party: int) -> tuple[ConsentEntry | None, TellingEntry | None]:
        """Both facts of the party of this number, as far as typed. Raises FormError with what cannot be read."""
        read = self.reading()
        consent: ConsentEntry | None = None
        telling: TellingEntry | None = None
        if self.has_consent():
            said = read.text("consent.agreed", missing="请选择同意还是拒绝。")
            how = read.choice("consent.how", ConsentHow, missing="请选择是怎么表示的。")
            day = read.day("consent.given_on", missing="请填写是哪天表示的。")
            if said and how and day:
                consent = ConsentEntry(party=party, agreed=said == AGREED, how=how, given_on=day)
        if self.has_telling():
            told = read.choice("telling.how", TellingHow, missing="请选择是怎么告知的。")
            told_on = read.day("telling.told_on", missing="请填写是哪天告知的。")
            present = read.text("telling.present") if told is TellingHow.REFUSED_SIGNATURE else ""
            if told is TellingHow.REFUSED_SIGNATURE and not present:
                read.add("telling.present", "拒签的，请写明当时有谁在场。")
            if told and told_on:
                telling = TellingEntry(party=party, how=told, told_on=told_on, present=present)
        read.finish()
        return consent, telling

    def _show_present(self, *_value: object) -> None:
        asked = self.text("telling.how") == TellingHow.REFUSED_SIGNATURE.value
        set_shown(self.field("telling.present"), on=asked)

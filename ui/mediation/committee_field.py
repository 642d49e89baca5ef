"""Which committee of the account's unit accepts a case: asked only where there are several."""

from collections.abc import Sequence

from desktop.queries.codes import CommitteeChoice
from ui.mediation.form import Form
from ui.mediation.options import listed
from ui.widgets.field import Field

KEY = "committee_id"


class CommitteeField:
    """The list of a form, and what was chosen; the first one where nothing was."""

    def __init__(self, form: Form, committees: Sequence[CommitteeChoice]) -> None:
        self._form, self._committees = form, tuple(committees)
        self.field: Field | None = None
        if len(self._committees) > 1:
            lines = listed((str(one.committee_id), one.name) for one in self._committees)
            self.field = form.combo(KEY, "调解委员会", lines, hint=f"不选就是{self._committees[0].name}")

    def chosen(self) -> int | None:
        """The committee that was chosen; None where there is nothing to choose."""
        text = self._form.text(KEY) if self.field is not None else ""
        return int(text) if text else None

    def name(self) -> str:
        """The full name of the committee that was chosen, else of the first one."""
        chosen = self.chosen()
        return next((one.name for one in self._committees if chosen in {None, one.committee_id}), "")

"""The two kinds of errors part here: what the user can act on is an OfficeError, everything else is our bug."""


class OfficeError(Exception):
    """Something the user can act on, said in one plain Chinese sentence.

    `sentence` says what is wrong; `field` names the place on the form (dotted or plain, as the use case's
    keyword); `todo` says what to do next, where the sentence does not.
    """

    def __init__(self, sentence: str, *, field: str | None = None, todo: str | None = None) -> None:
        super().__init__(sentence if todo is None else f"{sentence}{todo}")
        self.sentence = sentence
        self.field = field
        self.todo = todo


class FormError(OfficeError):
    """Several refusals at once, each at its field; the first one is the sentence of the whole."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        field, sentence = faults[0]
        super().__init__(sentence, field=field)
        self.faults = tuple(faults)


class ForbiddenError(OfficeError):
    """The account's roles do not allow this act."""


class NotFoundError(OfficeError):
    """No such row, or none that this account may see: the two look the same on purpose."""


class ConflictError(OfficeError):
    """Somebody else saved the same record in between; `theirs` holds what stands now, `mine` what was tried."""

    def __init__(
        self,
        sentence: str,
        *,
        mine: dict[str, str] | None = None,
        theirs: dict[str, str] | None = None,
        field: str | None = None,
        todo: str | None = None,
    ) -> None:
        super().__init__(sentence, field=field, todo=todo)
        self.mine = mine or {}
        self.theirs = theirs or {}

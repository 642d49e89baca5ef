"""What the tests of the matters share: a matter that was registered, and people at their PCs who open it."""

from datetime import datetime

from office_fixture import Hands, OfficeBench
from PySide6.QtCore import Qt

from desktop.entries.matters import EndingEntry, ExternalNumberEntry, MatterEntry
from desktop.entries.people import PersonEntry
from desktop.queries.codes import form_choices
from desktop.queries.matters import MatterView, matter_view
from desktop.services.dispatching import Share, dispatch_matter
from desktop.services.registering import Registered, register_matter
from models.values.choices import Channel, Ending, MatterNature
from ui.matters.list_page import MattersPage
from ui.matters.matter_page import MatterPage

Key = Qt.Key
GOOD_ID = "11010519491231002X"
BUILDING = "自然资源与村镇建设办"
ENFORCING = "综合行政执法队"
MEDIATING = "人民调解委员会"


def registered(
    centre: OfficeBench,
    *,
    nature: MatterNature = MatterNature.LIVELIHOOD,
    ending: Ending = Ending.ACCEPT,
    name: str = "王秀英",
    sender_due: datetime | None = None,
    urgent: bool = False,
) -> int:
    """Register a matter at the window; returns its id."""
    entry = MatterEntry(
        channel=Channel.VISIT,
        nature=nature,
        story="西邻滴水檐伸进院墙，雨水浇墙。",
        visitor=PersonEntry(name=name, phone="13800002417", identity_number=GOOD_ID),
        counterparts=(PersonEntry(name="张𬭎"),) if nature == MatterNature.DISPUTE else (),
        external_numbers=(ExternalNumberEntry("12345", "2611190087", due_at=sender_due),)
        if sender_due
        else (),
        village_id=1,
        urgent=urgent,
    )
    words = {Ending.ANSWER: "答复了", Ending.UNFINISHED: "中途离开", Ending.REFER: "带身份证"}
    saved: Registered = centre.do(
        "wangmin",
        register_matter,
        entry=entry,
        ending=EndingEntry(
            ending, words.get(ending, ""), referred_to="区人社局" if ending == Ending.REFER else ""
        ),
    )
    return saved.matter_id


def unit_ids(centre: OfficeBench) -> dict[str, int]:
    """Return the units by name."""
    choices = centre.look("liguodong", form_choices)
    return {unit.name: unit.unit_id for unit in choices.units}


def dispatched(centre: OfficeBench, matter_id: int, lead: str = BUILDING, *assisting: str) -> None:
    """Let the dispatcher give a matter to units."""
    units = unit_ids(centre)
    centre.do(
        "liguodong",
        dispatch_matter,
        matter_id=matter_id,
        version=seen(centre, matter_id).version,
        lead=Share(units[lead]),
        assisting=tuple(Share(units[name]) for name in assisting),
    )


def seen(centre: OfficeBench, matter_id: int, login: str = "zhaozhiqiang") -> MatterView:
    """Return a matter as somebody sees it, by default the director."""
    view: MatterView = centre.look(login, matter_view, matter_id=matter_id)
    return view


class Desk:
    """Somebody at his PC with the list of matters, and a matter open over it."""

    def __init__(self, centre: OfficeBench, login: str, matter_id: int | None = None) -> None:
        self.centre = centre
        self.place = centre.workplace(login)
        self.shell = centre.window(self.place, matters=MattersPage)
        self.hands = Hands(self.shell)
        page = self.shell.page()
        assert isinstance(page, MattersPage)
        self.list = page
        if matter_id is not None:
            self.place.matter_wanted.emit(matter_id)
            centre.settle()

    @property
    def page(self) -> MatterPage:
        """The matter that is open."""
        page = self.shell.page()
        assert isinstance(page, MatterPage)
        return page

    def alt(self, key: Key) -> None:
        """Press Alt and a key, and wait."""
        self.hands.alt(key)
        self.centre.settle()

    def save(self) -> None:
        """Press Ctrl+Enter and wait."""
        self.hands.save()
        self.centre.settle()

    def offered(self) -> set[str]:
        """Return the actions that are there and free."""
        return {
            key
            for key, button in self.page.buttons.items()
            if button.at_hand(self.page) and button.isEnabled()
        }

    def error(self, field: str) -> str:
        """Return what the open action's field says is wrong."""
        form = self.page.act.form()
        assert form is not None
        return form.fields[field].error()

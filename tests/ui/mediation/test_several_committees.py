"""Several committees of one unit: which of them accepts a case is chosen where it is accepted, else it is the first."""

from mediator_desk import MediatorDesk, sent_to_mediation
from office_fixture import OfficeBench

from desktop.entries.units import CommitteeEntry
from desktop.queries.cases import case_view
from desktop.queries.numbers import committee_list
from desktop.services.committees import add_committee
from models.values.case_number import NumberAt
from ui.dossier.simple_page import SimplePage

VILLAGE = "柳林村人民调解委员会"


def test_the_mediator_accepts_for_the_villages_committee(centre: OfficeBench) -> None:
    town = centre.look("admin", committee_list)[0]
    entry = CommitteeEntry(
        unit_id=town.unit_id, name=VILLAGE, short_name="柳林", number_at=NumberAt.AGREEMENT
    )
    village = centre.do("admin", add_committee, entry=entry)
    desk = MediatorDesk(centre)
    desk.place.open_case_wanted.emit(sent_to_mediation(centre))
    desk.settle()
    assert desk.label("open_case.number") == "（2026）云人调字第1号"
    desk.choose("open_case.committee_id", VILLAGE)
    desk.save()
    assert desk.message() == "已受理，卷宗未编号"
    view = centre.look("chenguifang", case_view, case_id=1)
    assert (view.committee_id, view.committee_name, view.number) == (village, VILLAGE, "未编号")
    desk.shell.open(simple := SimplePage(desk.place))
    desk.settle()
    simple.form.put("committee_id", str(village))
    assert simple.form.committee.name() == VILLAGE
    assert simple.form.is_blank(), "to choose it alone is no case yet"

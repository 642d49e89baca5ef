"""Who came late to a sitting, who signed the minutes and who would not, as 陈桂芳 notes it."""

from case_steps import look, told
from mediator_desk import MediatorDesk
from PySide6.QtWidgets import QWidget

from models.values.choices import SignatureMark, SignatureState
from models.values.dates import in_zone
from ui.mediation.case_page import CasePage


def test_a_party_comes_late_and_will_not_sign_the_minutes(desk: MediatorDesk) -> None:
    case = told(desk.centre)
    first, second = (party.id for party in case.parties)
    desk.shell.open(CasePage(desk.place, case.case_id))
    desk.settle()
    desk.part("调解记录")
    desk.write("case.session.day", "今天")
    desk.write("case.session.started_at", "9:00")
    desk.write("case.session.ended_at", "10:30")
    desk.write("case.session.place", "调解室")
    desk.pick("case.session.kind", "面对面")
    assert not desk.widget("case.session.presence").isVisibleTo(desk.page), "nobody is there yet"
    desk.pick(f"case.session.attended.{first}", "本人到场")
    assert desk.page.findChild(QWidget, f"case.session.presence.{second}.way") is None
    desk.pick(f"case.session.attended.{second}", "本人到场")
    assert not desk.widget("case.session.invitees_agreed").isVisibleTo(desk.page)
    desk.write("case.session.participants", "村委王主任")
    desk.tick("case.session.invitees_agreed")
    desk.write("case.session.interpreter", "孙译")
    desk.write("case.session.minutes", "张𬭎不认可。")
    desk.pick("case.session.result", "继续调解")
    desk.choose(f"case.session.presence.{first}.way", "签名并按指印")
    desk.choose(f"case.session.presence.{second}.way", "拒签")
    desk.write(f"case.session.presence.{second}.arrived_at", "8:30")
    desk.save()
    assert desk.error("case.session.presence") == (
        "张𬭎到场的时间要在这次调解的起止时间之内。张𬭎拒绝签名的，请写明原因和当时有谁在场。"
    )
    desk.write(f"case.session.presence.{second}.arrived_at", "9:20")
    desk.save()
    assert desk.error("case.session.presence") == "张𬭎拒绝签名的，请写明原因和当时有谁在场。"
    desk.write(f"case.session.presence.{second}.present", "认为记录不全，王主任在场")
    desk.save()
    sitting = look(desk.centre, case.case_id).sessions[0]
    assert (sitting.interpreter, sitting.invitees_agreed) == ("孙译", True)
    signed, refused = (line.entry for line in sitting.attended)
    assert (signed.signature, signed.mark) == (SignatureState.SIGNED, SignatureMark.NAME_AND_THUMB)
    assert (refused.signature, refused.present) == (SignatureState.REFUSED, "认为记录不全，王主任在场")
    assert refused.arrived_at is not None
    assert in_zone(refused.arrived_at).strftime("%H:%M") == "09:20"
    assert desk.widget(f"case.session.presence.{second}.arrived_at").text() == "09:20"
    assert desk.widget(f"case.session.presence.{second}.way").text() == "拒签"
    desk.shell.open(CasePage(desk.place, case.case_id))
    desk.settle()
    desk.part("调解记录")
    assert desk.widget(f"case.session.presence.{second}.present").text() == "认为记录不全，王主任在场"
    assert desk.page.parts["sessions"].records._collect() == {}, "what is only shown is not typed"

"""Keeping people and organisations: found again by their numbers, numbers apart from names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from desktop.entries.people import OrganisationEntry, PersonEntry
from desktop.errors import NotFoundError, OfficeError
from desktop.search.keys import identity_hash, phone_hash, plain_key
from desktop.work import Work
from models.centre import Centre, Village
from models.matter import VisitPerson
from models.mediation import Party
from models.person import Identity, Organisation, Person
from models.values.choices import IdentityKind
from models.values.credit_code import check_credit_code
from models.values.identity_number import Sex, check_identity_number
from models.values.masking import mask_identity, mask_phone
from models.values.phone import check_phone
from models.values.text import tidy, without_invisible

Faults = list[tuple[str, str]]
Numbers = dict[IdentityKind, str]
"""Somebody's full numbers."""
NAMELESS = "未留名"
"""Stands for the name of somebody who left only a number."""
_ANOTHERS_NUMBER = "这个身份证号已登记在另一个人名下，请核对号码，或重新选人。"


def is_blank(text: str) -> bool:
    """Tell whether nothing that anybody sees was typed."""
    return not without_invisible(text).strip()


def search_secret(work: Work) -> bytes:
    """Return the key of the centre's keyed hashes."""
    return bytes.fromhex(centre_constants(work)[1])


def centre_constants(work: Work) -> tuple[str, str]:
    """Return the area code and the search secret; neither changes after founding, so they are read once."""
    kept: dict[str, tuple[str, str]] = work.session.info.setdefault("constants", {})
    if "centre" not in kept:
        row = work.session.execute(select(Centre.area_code, Centre.search_secret).where(Centre.id == 1)).one()
        kept["centre"] = (row.area_code, row.search_secret)
    return kept["centre"]


def digits_of(phone: str) -> str:
    """Return the digits of a checked telephone number, as its hash takes them."""
    return "".join(filter(str.isdigit, phone))


def person_faults(work: Work, entry: PersonEntry, *, prefix: str, name_needed: bool = True) -> Faults:
    """Return every refusal of a person's fields as (field, sentence); `prefix` names the block of the form."""
    faults: Faults = []
    if name_needed and is_blank(entry.name) and entry.person_id is None:
        faults.append((f"{prefix}.name", "请填写姓名。"))
    checks: tuple[tuple[str, Any], ...] = (
        ("name", partial(tidy, entry.name, limit=60)),
        ("phone", partial(check_phone, entry.phone) if entry.phone.strip() else None),
        (
            "identity_number",
            partial(check_identity_number, entry.identity_number, today=work.today)
            if entry.identity_number.strip()
            else None,
        ),
        ("ethnicity", partial(tidy, entry.ethnicity, limit=20)),
        ("occupation", partial(tidy, entry.occupation, limit=40)),
        ("address", partial(tidy, entry.address, limit=120)),
    )
    for field, check in checks:
        if check is None:
            continue
        try:
            check()
        except ValueError as fault:
            faults.append((f"{prefix}.{field}", str(fault)))
    if entry.born is not None and entry.born > work.today:
        faults.append((f"{prefix}.born", "出生日期不能晚于今天。"))
    if entry.village_id is not None and work.session.get(Village, entry.village_id) is None:
        faults.append((f"{prefix}.village_id", "这个村居已经没有了，请重新选。"))
    if not faults and entry.person_id is not None and entry.identity_number.strip():
        number = check_identity_number(entry.identity_number, today=work.today).number
        if _owner_of(work, number) not in {None, entry.person_id}:
            faults.append((f"{prefix}.identity_number", _ANOTHERS_NUMBER))
    return faults


def organisation_faults(entry: OrganisationEntry, *, prefix: str) -> Faults:
    """Return every refusal of an organisation's fields as (field, sentence)."""
    faults: Faults = []
    if is_blank(entry.name) and entry.organisation_id is None:
        faults.append((f"{prefix}.name", "请填写单位名称。"))
    checks: tuple[tuple[str, Any], ...] = (
        ("name", partial(tidy, entry.name, limit=80)),
        ("credit_code", partial(check_credit_code, entry.credit_code) if entry.credit_code.strip() else None),
        ("legal_representative", partial(tidy, entry.legal_representative, limit=60)),
        ("representative_post", partial(tidy, entry.representative_post, limit=40)),
        ("address", partial(tidy, entry.address, limit=120)),
        ("phone", partial(check_phone, entry.phone) if entry.phone.strip() else None),
    )
    for field, check in checks:
        if check is None:
            continue
        try:
            check()
        except ValueError as fault:
            faults.append((f"{prefix}.{field}", str(fault)))
    return faults


def counterpart_faults(work: Work, others: Sequence[PersonEntry | OrganisationEntry]) -> Faults:
    """Return every refusal of the other side, people and organisations, at counterparts.N."""
    faults: Faults = []
    for number, other in enumerate(others):
        prefix = f"counterparts.{number}"
        if isinstance(other, OrganisationEntry):
            faults += organisation_faults(other, prefix=prefix)
        else:
            faults += person_faults(work, other, prefix=prefix)
    return faults


def keep_person(work: Work, entry: PersonEntry) -> Person:
    """Return the person of a checked entry, found again or new; see `kept_person`."""
    return kept_person(work, entry)[0]


def kept_person(work: Work, entry: PersonEntry) -> tuple[Person, Numbers | None]:
    """Return the person of a checked entry, found again or new, with his full numbers where they were looked at.

    Found by `person_id`, by the ID number, or by name and phone together. What the entry leaves empty stays as
    it was; a name that differs from the one known under the ID number is a changed name. Raises NotFoundError
    for a `person_id` of nobody whom this account sees or whose number it typed, OfficeError for an ID number
    that is kept for somebody else than the one named.
    """
    number = (
        check_identity_number(entry.identity_number, today=work.today)
        if entry.identity_number.strip()
        else None
    )
    phone = check_phone(entry.phone) if entry.phone.strip() else ""
    name = tidy(entry.name, limit=60)
    known = _known_person(work, entry, name, phone, number.number if number else "")
    person = known or Person(name=name)
    if known is None:
        work.session.add(person)
    elif name and name != NAMELESS:
        person.name = name
    person.sex = entry.sex or (Sex(number.sex) if number else None) or person.sex
    person.born = entry.born or (number.born if number else None) or person.born
    person.ethnicity = tidy(entry.ethnicity, limit=20) or person.ethnicity or ""
    person.occupation = tidy(entry.occupation, limit=40) or person.occupation or ""
    person.address = tidy(entry.address, limit=120) or person.address or ""
    person.address_key = plain_key(person.address)
    person.village_id = entry.village_id or person.village_id
    if phone:
        person.phone_mask = mask_phone(phone)
    if number:
        person.identity_mask = mask_identity(number.number)
    if known is None:
        work.session.flush()
    numbers = ((IdentityKind.PHONE, phone), (IdentityKind.ID_CARD, number.number if number else ""))
    return person, _keep_numbers(work, numbers, known is None, person_id=person.id)


def keep_organisation(work: Work, entry: OrganisationEntry) -> Organisation:
    """Return the organisation of a checked entry; see `kept_organisation`."""
    return kept_organisation(work, entry)[0]


def kept_organisation(work: Work, entry: OrganisationEntry) -> tuple[Organisation, Numbers | None]:
    """Return the organisation of a checked entry: the one named, the one of this code or name, or a new one.

    With it come its full numbers where they were looked at. A code belongs to the organisation of that name that
    has none yet. Raises OfficeError for a code of another organisation than the one named.
    """
    name = tidy(entry.name, limit=80)
    code = check_credit_code(entry.credit_code) if entry.credit_code.strip() else ""
    known: Organisation | None = None
    if entry.organisation_id is not None:
        known = work.session.get(Organisation, entry.organisation_id)
        if known is None:
            raise NotFoundError("没有找到这个单位，可能已被合并。")
        if code and (owner := _organisation_by(work, Organisation.credit_code == code)) not in {None, known}:
            assert owner is not None
            raise OfficeError(f"这个统一社会信用代码是“{owner.name}”的，请核对。", field="credit_code")
    elif code:
        nameless = and_(Organisation.name == name, Organisation.credit_code == "")
        known = _organisation_by(work, Organisation.credit_code == code) or _organisation_by(work, nameless)
    elif name:
        known = _organisation_by(work, Organisation.name == name)
    organisation = known or Organisation(name=name)
    if known is None:
        work.session.add(organisation)
    organisation.name = name or organisation.name
    organisation.credit_code = code or organisation.credit_code or ""
    for field, limit in (("legal_representative", 60), ("representative_post", 40), ("address", 120)):
        text = tidy(getattr(entry, field), limit=limit)
        setattr(organisation, field, text or getattr(organisation, field) or "")
    phone = check_phone(entry.phone) if entry.phone.strip() else ""
    if phone:
        organisation.phone_mask = mask_phone(phone)
    if known is None:
        work.session.flush()
    numbers = _keep_numbers(
        work, ((IdentityKind.PHONE, phone),), known is None, organisation_id=organisation.id
    )
    return organisation, numbers


def read_identity(
    work: Work,
    kind: IdentityKind,
    *,
    reason: str,
    person_id: int | None = None,
    organisation_id: int | None = None,
    matter_id: int | None = None,
    tag: str = "identity:reveal",
) -> str:
    """Return a full number, or an empty text where none is kept, and record that it was read and why.

    Every way to a full number goes through here: the screen's reveal and the printing of a paper alike.
    """
    row = work.session.scalar(
        select(Identity).where(
            Identity.person_id == person_id
            if person_id is not None
            else Identity.organisation_id == organisation_id,
            Identity.kind == kind,
        )
    )
    if row is None:
        return ""
    work.record(tag, row, words=f"查看{_KIND_WORDS[kind]}：{reason}", matter_id=matter_id)
    return row.number


_KIND_WORDS = {
    IdentityKind.PHONE: "电话",
    IdentityKind.ID_CARD: "身份证号",
    IdentityKind.PASSPORT: "证件号",
    IdentityKind.OTHER: "证件号",
}


def _known_person(work: Work, entry: PersonEntry, name: str, phone: str, number: str) -> Person | None:
    """Return the person that the entry means, if the centre knows him."""
    session = work.session
    if entry.person_id is not None:
        person = session.get(Person, entry.person_id)
        if person is None or not _may_name(work, person.id, phone, number):
            raise NotFoundError("没有找到这个人。", field="person", todo="请重新选人，或按新来的人登记。")
        if number and _owner_of(work, number) not in {None, person.id}:
            raise OfficeError(_ANOTHERS_NUMBER, field="identity_number")
        return person
    secret = search_secret(work)
    by_number = (Identity.kind == IdentityKind.ID_CARD) & (Identity.key == identity_hash(secret, number))
    by_phone = (
        (Identity.kind == IdentityKind.PHONE)
        & (Identity.key == phone_hash(secret, digits_of(phone)))
        & (Person.name == name)
    )
    conditions = ([by_number] if number else []) + ([by_phone] if phone and name and not entry.new else [])
    if not conditions:
        return None
    found = (
        select(Identity.kind, Person).join(Person, Identity.person_id == Person.id).where(or_(*conditions))
    )
    rows = session.execute(found.order_by(Person.id.desc())).all()
    same_number = next((person for kind, person in rows if kind == IdentityKind.ID_CARD), None)
    same_phone = next((person for kind, person in rows if kind == IdentityKind.PHONE), None)
    if same_phone is not None and number and same_phone.identity_mask:
        same_phone = None  # a namesake on the same telephone with another ID number: father and son, say
    return same_number or same_phone


def _may_name(work: Work, person_id: int, phone: str, number: str) -> bool:
    """Tell whether this account may mean somebody by his id: it sees a matter of his, or typed a number of his.

    Else whoever may register could read people one by one, those of sealed matters too.
    """
    secret = search_secret(work)
    keys = [phone_hash(secret, digits_of(phone))] if phone else []
    keys += [identity_hash(secret, number)] if number else []
    ways = (
        exists().where(VisitPerson.person_id == person_id),
        exists().where(Party.person_id == person_id),
        exists().where(Identity.person_id == person_id, Identity.key.in_(keys)),
    )
    return bool(work.session.scalar(select(or_(*ways))))


def _owner_of(work: Work, number: str) -> int | None:
    """Return the person under whom an ID number is kept, the latest one."""
    key = identity_hash(search_secret(work), number)
    kept = select(Identity.person_id).where(Identity.kind == IdentityKind.ID_CARD, Identity.key == key)
    return work.session.scalar(kept.order_by(Identity.person_id.desc()).limit(1))


def _organisation_by(work: Work, condition: ColumnElement[bool]) -> Organisation | None:
    """Return the first organisation that fits."""
    fitting = select(Organisation).where(condition).order_by(Organisation.id).limit(1)
    return work.session.scalars(fitting).first()


def _keep_numbers(
    work: Work,
    numbers: tuple[tuple[IdentityKind, str], ...],
    new: bool,
    *,
    person_id: int | None = None,
    organisation_id: int | None = None,
) -> Numbers | None:
    """Write the full numbers beside their owner, and return all of his; None where nothing had to be looked at.

    A changed number replaces the old. Earlier matters are found by the numbers as they are now.
    """
    given = {kind: number for kind, number in numbers if number}
    if not given:
        return {} if new else None
    owner = (
        Identity.person_id == person_id
        if person_id is not None
        else Identity.organisation_id == organisation_id
    )
    kept = {} if new else {row.kind: row for row in work.session.scalars(select(Identity).where(owner))}
    secret = search_secret(work)
    rows: list[dict[str, Any]] = []
    changed = False
    for kind, number in given.items():
        key = (
            phone_hash(secret, digits_of(number))
            if kind == IdentityKind.PHONE
            else identity_hash(secret, number)
        )
        if kind in kept:
            changed |= kept[kind].key != key
            kept[kind].number, kept[kind].key = number, key
        else:
            rows.append(
                {
                    "person_id": person_id,
                    "organisation_id": organisation_id,
                    "kind": kind,
                    "number": number,
                    "key": key,
                    "version": 1,
                }
            )
    work.insert_rows(Identity, rows)
    if not new:
        from desktop.matter_index import add_numbers, reindex_matters_of  # they stand on this module

        if changed:
            reindex_matters_of(work, person_id=person_id, organisation_id=organisation_id)
        elif rows:
            came = {row["kind"]: row["number"] for row in rows}
            add_numbers(work, came, person_id=person_id, organisation_id=organisation_id)
    return {IdentityKind(kind): row.number for kind, row in kept.items()} | given

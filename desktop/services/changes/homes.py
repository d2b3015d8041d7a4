"""What happens to whole households: one becomes two, two become one, one lives elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from desktop.models import moves
from desktop.services.changes.members import day, end, join
from desktop.services.changes.plan import NEW_CODE, Made, Plan
from desktop.services.changes.scene import Scene
from desktop.services.register import millionths
from domain.changes_asked import forms
from domain.changes_asked.forms import Asked
from domain.rules.contact import phone_number
from domain.vocabulary import EndReason, HouseholdSource, HouseholdStatus, NoticeGiven, Role

# Roles that say what somebody is to the head; under another head nobody knows yet what they are.
_KIN = {Role.head, Role.spouse, Role.child, Role.other_relative}
_PLACE = ("village", "address", "landmark", "compound")


def split_household(scene: Scene, form: Asked) -> Plan:
    """Those who go leave here and make a household with a code of its own."""
    assert isinstance(form, forms.SplitHousehold)
    plan = Plan(scene)
    on = day(scene, form)
    home = plan.make("household", None, _new_household(scene, form))
    _tell_notice(plan, home)
    if form.phone:
        number = phone_number(form.phone, scene.desk.programme.country) or form.phone
        plan.make("phone", home, {"household": home, "number": number}, about=home)
    roles = {**form.roles, form.head: Role.head}
    for code in form.members:
        end(plan, code, on, EndReason.split_off)
        person = scene.row_of("person", code)
        assert person is not None
        join(plan, person, code, _role(scene, code, roles).value, on, home)
    return plan


def _new_household(scene: Scene, form: forms.SplitHousehold) -> dict[str, Any]:
    """What is not said of a new place is as it was, where the place is the same."""
    stays = not form.area or form.area == scene.fields["area"]
    place = {name: getattr(form, name) or (scene.fields.get(name) if stays else None) for name in _PLACE}
    return {
        "code": NEW_CODE,
        "kind": scene.fields["kind"],
        "area": form.area or scene.fields["area"],
        **place,
        "compound": form.compound or None,
        "language": scene.fields.get("language"),
        "registered_on": scene.desk.today().isoformat(),
        "source": HouseholdSource.desk.value,
        "confidential": scene.fields.get("confidential"),
    }


def _tell_notice(plan: Plan, home: Made) -> None:
    """V21. The new household is held on the basis of the old one; what it was told then still holds."""
    scene = plan.scene
    found = scene.connection.execute(
        "SELECT legal_basis, notice_version, language, guardian FROM consent WHERE household = ?"
        " ORDER BY at DESC, id DESC LIMIT 1",
        (scene.household,),
    ).fetchone()
    if found is None:
        return
    names = ("legal_basis", "notice_version", "language", "guardian")
    told = dict(zip(names, found, strict=True))
    told |= {"given": NoticeGiven.not_recorded.value, "at": scene.desk.stamp()}
    plan.make("consent", home, {"household": home, **told}, about=home)


def merge_households(scene: Scene, form: Asked) -> Plan:
    """The members of the other household come into this one; its code opens this one from then on."""
    assert isinstance(form, forms.MergeHouseholds)
    plan = Plan(scene)
    other = scene.home_of(form.other)
    assert other is not None
    on = day(scene, form)
    here = scene.memberships()
    for code, row in scene.memberships(other).items():
        end(plan, code, on, EndReason.merged, other)
        if code not in here:  # a man of both households is here already
            found = scene.read("membership", row)
            was_head = found["role"] == Role.head
            roles = {**({code: form.head_role} if was_head and form.head_role else {}), **form.roles}
            join(plan, int(str(found["person"])), code, _role(scene, code, roles, row).value, on)
    gone = {"status": HouseholdStatus.merged.value, "merged_into": scene.household}
    plan.set("household", other, scene.code_of("household", other), gone, about=other)
    if scene.read("household", other).get("confidential"):  # it is not laid open by going into another
        plan.set("household", scene.household, scene.code, {"confidential": True})
    stop_recipients(plan, other, on.isoformat())
    return plan


def move_area(scene: Scene, form: Asked) -> Plan:
    """The place, and with it everything that said where in the old place.

    Into another district the household goes by a record of its own: the server takes it there, and from here.
    """
    assert isinstance(form, forms.MoveArea)
    plan = Plan(scene)
    new: dict[str, Any] = {
        "area": form.area,
        **{name: getattr(form, name) or None for name in _PLACE},
        "latitude_e6": millionths(form.latitude),
        "longitude_e6": millionths(form.longitude),
    }
    district = scene.desk.programme.district_of(form.area)
    if district == scene.district:
        plan.set("household", scene.household, scene.code, new)
        return plan
    move = {
        "household": scene.household,
        "from_district": scene.district,
        "to_district": district,
        **new,
        "on": day(scene, form).isoformat(),
        "at": scene.desk.stamp(),
    }
    plan.make("move", scene.code, move, base=moves.place_seen(scene.connection, scene.household))
    return plan


def stop_recipients(plan: Plan, household: int, on: str, rank: int | None = None) -> None:
    """Whoever collects for a household does so until the day before; one who begins only then never does."""
    scene = plan.scene
    rows = scene.connection.execute(
        "SELECT id, person, name FROM recipient WHERE household = ? AND coalesce(?, rank) = rank"
        " AND coalesce(valid_to, '9999') >= ?",
        (household, rank, on),
    ).fetchall()
    for row, person, _ in rows:
        of = scene.code_of("person", person) if person else scene.code_of("household", household)
        plan.set("recipient", row, of, {"valid_to": _day_before(on)}, about=household)


def _day_before(on: str) -> str:
    return (date.fromisoformat(on) - timedelta(days=1)).isoformat()


def _role(scene: Scene, code: str, roles: dict[str, Role], membership: int | None = None) -> Role:
    """As it is said; else the role they had, unless it was one to the former head."""
    if code in roles:
        return roles[code]
    row = membership or scene.memberships()[code]
    had = Role(str(scene.read("membership", row)["role"]))
    return Role.other_relative if had in _KIN else had

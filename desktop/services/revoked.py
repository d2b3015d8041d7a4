"""Shut out by the office: seal what was not sent, hand it over, then destroy the keys; in that order alone.

Stopped anywhere before the last step, nothing is lost, and the next contact begins again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models import identity, journal, photos
from desktop.models.vault import Vault
from desktop.services.desk import Desk
from domain.problems import Fault, Problem, Refused

if TYPE_CHECKING:
    from desktop.sync.remote import Remote

SUFFIX = ".sealed"


def obeyed(desk: Desk, remote: Remote, failure: Refused | Fault) -> Refused | Fault:
    """What to tell of a failed round: the failure itself, or what was done because this device is shut out.

    Only an order signed by the server of this file, about this file, is obeyed.
    """
    if not isinstance(failure, Refused) or failure.problems[0].code != "device_revoked":
        return failure
    from desktop.sync.revoked import hand_over, is_genuine  # noqa: PLC0415

    with desk.store.reading() as connection:
        devices = {who.device for who in identity.everyone(connection)}
        signer = identity.current(connection).device
    if not is_genuine(remote, failure.problems[0].facts.get("order"), devices):
        return failure
    try:
        path, changes, photos = _seal(desk, remote)
        hand_over(remote, path, signer)
    except (Refused, Fault) as problem:
        why = problem.problems[0] if isinstance(problem, Refused) else problem.problem
        return Refused(Problem("sealing_failed", facts={"reason": why.code}))
    Vault(desk.path).wipe(desk.today())
    return Refused(Problem("device_wiped", facts={"changes": changes, "photos": photos}))


def _seal(desk: Desk, remote: Remote) -> tuple[Path, int, int]:
    """All that has not arrived, beside the office file; how many changes and photos.

    Raises Fault when one bundle does not hold all of it: then nothing may be destroyed.
    """
    from desktop.services import bundles  # noqa: PLC0415
    from desktop.services.synchronise import learn_bundle_key  # noqa: PLC0415

    learn_bundle_key(desk, remote)
    path = desk.path.with_name(desk.path.name + SUFFIX)
    written = bundles.write_bundle(desk, path)
    with desk.store.reading() as connection:
        open_changes = journal.tally(connection)
        pictures = sum(photos.amount_to_send(connection, later).count for later in (False, True))
    waiting = open_changes.get("waiting", 0) + open_changes.get("sent", 0)
    if (written.changes, written.photos) != (waiting, pictures):
        raise Fault("sealed_incomplete", name=path.name)
    return path, written.changes, written.photos

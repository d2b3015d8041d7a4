"""What a round may learn on its way that makes it begin anew: a copy of this file, a server of before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.models import forking, identity, journal, settings
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync import receiving
from desktop.sync.asking import Asking
from desktop.sync.transport import Transport
from desktop.sync.wording import TurnedAway
from domain.problems import Fault, Problem, Refused
from domain.wire.messages import Response

Connection = Any
EPOCH = "server_epoch"


class News(Exception):
    """The round stops here, `Recovering` sets things right, and the round begins anew."""


class CameBack(News):
    """The server came back from an older copy; ``epoch`` names its new life, empty where it does not say."""

    def __init__(self, epoch: str = "") -> None:
        super().__init__(epoch)
        self.epoch = epoch


class Copied(News):
    """A copy of this file speaks under a name of ours; up to ``agreed`` the server has what we have."""

    def __init__(self, who: Identity, agreed: int) -> None:
        super().__init__(who.device, agreed)
        self.who, self.agreed = who, agreed


class Contradicted(News):
    """The server has something else under a name of ours: it came back, and heard a copy first."""


class Recovering:
    """Sets right what one round has learnt. ``offered``: the server has heard what it had forgotten."""

    def __init__(self, store: Store, transport: Transport, asking: Asking) -> None:
        self._store = store
        self._transport = transport
        self._asking = asking
        self.offered = False
        self._sent_from_start = False

    def take(self, news: News) -> None:
        """Whatever it was. Raises Fault when it was tried before and did not help."""
        if isinstance(news, CameBack):
            self._offer_again(news.epoch)
        elif isinstance(news, Copied):
            with self._store.transaction() as connection:
                forking.settle(connection, news.who, news.agreed)
        else:
            self._send_from_the_start()

    def vouch_anew(self, refusal: Refused) -> None:
        """A server that came back may not know an identity this file has taken since. Raises otherwise.

        One that knows protocol 1 alone is asked again, in that.
        """
        if isinstance(refusal, TurnedAway):
            return
        if refusal.problems[0].code != "device_unknown":
            raise refusal
        with self._store.transaction() as connection:
            if not identity.vouch_anew(connection):
                raise refusal

    def _offer_again(self, epoch: str) -> None:
        """What each identity wrote after the last number the server holds waits again; all is read again."""
        self.offered = True
        with self._store.reading() as connection:
            everyone = [one for one in identity.everyone(connection) if one.registered]
            written = [one for one in everyone if journal.last_number(connection, one)]
        lacking = [(who, self._first_it_lacks(who)) for who in written]
        with self._store.transaction() as connection:
            for who, first in lacking:
                journal.send_again(connection, who, first)
            receiving.start_over(connection)
            if epoch:
                settings.put(connection, EPOCH, epoch)

    def _first_it_lacks(self, who: Identity) -> int:
        with self._store.reading() as connection:
            answered = journal.last_answered(connection, who)
        heard = self._asking.ask(who, answered=answered)
        if heard.cut:
            raise heard.cut
        if heard.claims is None:
            return answered + 1
        with self._store.reading() as connection:
            upto = receiving.upto_of(who, heard.claims)
            if upto >= answered:
                return answered + 1
            # Where the chains differ it has heard a copy since: from the beginning on, they show where.
            return upto + 1 if receiving.vouches(connection, who, heard.claims) else 1

    def _send_from_the_start(self) -> None:
        """The server's answer to everything this file ever wrote shows where a copy's word took its place."""
        if self._sent_from_start:
            raise Fault("answer_garbled")  # it knows all of it, and says something else
        self._sent_from_start = True
        with self._store.transaction() as connection:
            for who in identity.everyone(connection):
                journal.send_again(connection, who, 1)

    def register_the_new(self) -> None:
        """An identity taken since the last contact is vouched for by one that the server knows."""
        while True:
            with self._store.reading() as connection:
                everyone = identity.everyone(connection)
            known = [who for who in everyone if who.registered]
            new = [who for who in everyone if not who.registered]
            if not new:
                return
            if not known:
                raise Refused(Problem("not_joined"))
            self._register(new[0], known[-1])

    def _register(self, new: Identity, voucher: Identity) -> None:
        try:
            self._transport.renew(voucher, new)
        except Refused as refusal:
            if refusal.problems[0].code != "device_code_taken":
                raise
            with self._store.transaction() as connection:  # one chance in a thousand: once more
                forking.settle(connection, new, 0)
                identity.forget(connection, new)
            return
        with self._store.transaction() as connection:
            identity.mark_registered(connection, new)


def take_lost(
    connection: Connection,
    who: Identity,
    answered: int,
    response: Response,
    claims: Mapping[str, object] | None,
) -> News | None:
    """Keep the answers this file had not heard; the news when they are not about this journal.

    Raises Fault when the receipt is not about this identity.
    """
    if claims is None:
        return None
    upto = receiving.upto_of(who, claims)
    if upto < answered:
        return CameBack()
    if not receiving.vouches(connection, who, claims):
        return Copied(who, answered)
    if upto > answered:
        receiving.take_answers(connection, who, range(answered + 1, upto + 1), response, claims)
    return None

"""The server's keys: one root, made once, that vouches for receipts and for TLS."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from sqlalchemy import text

from server import trust
from server.certificates import names_of
from server.database import Database


def keyring(database: Database) -> dict[str, bytes]:
    with database.transaction() as connection:
        rows = connection.execute(text("SELECT name, certificate FROM keyring")).all()
    return {row.name: row.certificate for row in rows}


def test_keys_are_made_once_and_found_again_by_every_worker(database: Database) -> None:
    before = keyring(database)
    found: list[trust.Trust] = []
    threads = [threading.Thread(target=lambda: found.append(trust.load(database))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({item.fingerprint for item in found}) == 1
    assert keyring(database).items() >= before.items()


def test_a_receipt_says_the_same_in_the_same_words(database: Database) -> None:
    one, two = trust.load(database), trust.load(database)
    moment = datetime(2026, 11, 23, 9, 30, 0, 123456, tzinfo=UTC)
    said = one.receipt("ab" * 16, 7, b"\1" * 32, moment)
    assert said == two.receipt("ab" * 16, 7, b"\1" * 32, moment.astimezone())
    assert said != two.receipt("ab" * 16, 8, b"\1" * 32, moment)


def test_the_certificate_serves_the_names_asked_for_and_stays_while_it_does(database: Database) -> None:
    first, _ = trust.tls(database, {"localhost", "127.0.0.1"})
    assert trust.tls(database, {"127.0.0.1"})[0] == first
    wider, _ = trust.tls(database, {"register.example.org", "2001:db8::7"})
    assert wider != first
    assert names_of(x509.load_pem_x509_certificate(wider)) >= {
        "localhost",
        "127.0.0.1",
        "register.example.org",
        "2001:db8::7",
    }


def test_the_root_vouches_for_the_tls_certificate_whatever_year_the_laptop_believes_in(
    database: Database,
) -> None:
    pem, _ = trust.tls(database, {"register.example.org"})
    leaf, root = x509.load_pem_x509_certificate(pem), trust.load(database).root
    leaf.verify_directly_issued_by(root)
    for certificate in (leaf, root):
        assert certificate.not_valid_before_utc.year <= 2000
        assert certificate.not_valid_after_utc - datetime.now(UTC) > timedelta(days=365 * 4)
    assert root.not_valid_after_utc > leaf.not_valid_after_utc


def test_a_certificate_grown_old_is_made_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = trust.tls(database, {"localhost"})
    monkeypatch.setattr(trust, "_RENEW", timedelta(days=365 * 6))
    assert trust.tls(database, {"localhost"})[0] != first


def test_the_receipt_certificate_is_of_no_use_for_tls(database: Database) -> None:
    loaded = trust.load(database)
    loaded.receipts.verify_directly_issued_by(loaded.root)
    with pytest.raises(x509.ExtensionNotFound):
        loaded.receipts.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    with pytest.raises((InvalidSignature, ValueError)):
        loaded.root.verify_directly_issued_by(loaded.receipts)


def test_the_root_vouches_for_the_key_that_bundles_are_sealed_to(database: Database) -> None:
    one, two = trust.load(database), trust.load(database)
    one.bundles.verify_directly_issued_by(one.root)
    assert one.bundles.public_key() == two.bundle_key.public_key()
    assert set(one.document()) == {"protocol", "root", "receipt", "bundle"}

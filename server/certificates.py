"""X.509 certificates of the server: a root of its own, and what it certifies."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# A laptop with a dead clock battery wakes up in the past, and a certificate of tomorrow would lock it out.
_SINCE = datetime(2000, 1, 1, tzinfo=UTC)
ROOT_YEARS = 30
LEAF_YEARS = 5

PublicKey = Ed25519PublicKey | X25519PublicKey | ec.EllipticCurvePublicKey


def make_root(key: Ed25519PrivateKey) -> x509.Certificate:
    """The certificate a server gives itself; its fingerprint is in every enrolment code."""
    name = _name("Guichet root")
    usage = _usage(key_cert_sign=True, crl_sign=True)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = _builder(name, name, key.public_key(), ROOT_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.add_extension(usage, critical=True).add_extension(own, critical=False).sign(key, None)


def certify_receipts(
    key: Ed25519PublicKey, root: x509.Certificate, root_key: Ed25519PrivateKey
) -> x509.Certificate:
    """The certificate of the key that signs receipts: issued by the root, of no use for TLS."""
    builder = _issued("Guichet receipts", key, root, ROOT_YEARS)
    return builder.add_extension(_usage(digital_signature=True), critical=True).sign(root_key, None)


def certify_bundles(
    key: X25519PublicKey, root: x509.Certificate, root_key: Ed25519PrivateKey
) -> x509.Certificate:
    """The certificate of the key that bundles are sealed to: it signs nothing."""
    builder = _issued("Guichet bundles", key, root, ROOT_YEARS)
    return builder.add_extension(_usage(key_agreement=True), critical=True).sign(root_key, None)


def certify_tls(
    key: ec.EllipticCurvePublicKey,
    names: Collection[str],
    root: x509.Certificate,
    root_key: Ed25519PrivateKey,
) -> x509.Certificate:
    """The certificate of a TLS server that is reached under these host names and addresses."""
    alternatives = x509.SubjectAlternativeName([_alternative(name) for name in sorted(names)])
    serving = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    builder = _issued("Guichet server", key, root, LEAF_YEARS).add_extension(alternatives, critical=False)
    builder = builder.add_extension(_usage(digital_signature=True), critical=True)
    return builder.add_extension(serving, critical=False).sign(root_key, None)


def names_of(certificate: x509.Certificate) -> set[str]:
    """The host names and addresses a TLS certificate was made for."""
    extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return {str(item.value) for item in extension.value}


def new_tls_key() -> ec.EllipticCurvePrivateKey:
    """P-256: what every TLS library speaks."""
    return ec.generate_private_key(ec.SECP256R1())


def _issued(common_name: str, key: PublicKey, root: x509.Certificate, years: int) -> x509.CertificateBuilder:
    builder = _builder(_name(common_name), root.subject, key, years)
    own = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    return builder.add_extension(issuer, critical=False)


def _builder(subject: x509.Name, issuer: x509.Name, key: PublicKey, years: int) -> x509.CertificateBuilder:
    until = datetime.now(UTC) + timedelta(days=365 * years)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(_SINCE).not_valid_after(until)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(
    *,
    digital_signature: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
    key_agreement: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=key_agreement,
        encipher_only=False,
        decipher_only=False,
    )

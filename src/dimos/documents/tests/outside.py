"""What a real seal needs from outside, on this machine: authorities with revocation lists, a time-stamping service."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dimos.documents.sealing.credentials import LoadedKey, PrivateKey, SealCredentials

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
Answer = Callable[[bytes], tuple[int, bytes]]


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


class Authority:
    """Issues certificates that name the address of its revocation list."""

    def __init__(self, name: str, *, lists_at: str = "") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.revoked: list[int] = []
        self._address = f"{lists_at}/lists/{name}" if lists_at else ""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = _usage(signs_certificates=True)
        builder = _builder(subject, subject, self.key.public_key()).add_extension(usage, critical=True)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.certificate = builder.sign(self.key, hashes.SHA256())

    def certify(self, name: str, key: PrivateKey, *, stamps_time: bool = False) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = _builder(subject, self.certificate.subject, key.public_key())
        builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
        if stamps_time:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        if self._address:
            place = x509.DistributionPoint([x509.UniformResourceIdentifier(self._address)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def seal(self, name: str = "Δήμος Καλαμάτας") -> SealCredentials:
        key = ec.generate_private_key(ec.SECP256R1())
        return SealCredentials(LoadedKey(key), asn1(self.certify(name, key)), (asn1(self.certificate),))

    def revocation_list(self) -> bytes:
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder(issuer_name=self.certificate.subject)
        builder = builder.last_update(FROM).next_update(now + timedelta(days=3650))
        for number in self.revoked:
            entry = x509.RevokedCertificateBuilder(number, FROM + timedelta(days=1)).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


class TimeStampService:
    """Answers as a time-stamping authority does, unless told otherwise."""

    def __init__(self, authority: Authority, *, at: datetime) -> None:
        self.authority = authority
        self.questions: list[str] = []
        self.answer: Answer = self.stamp
        self._at = at
        self.change_certificate()

    def change_certificate(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        own = asn1(self.authority.certify("Time stamps", key, stamps_time=True))
        self._stamper = DummyTimeStamper(
            tsa_cert=own,
            tsa_key=keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
            certs_to_embed=SimpleCertificateStore.from_certs([asn1(self.authority.certificate)]),
            fixed_dt=self._at,
        )

    def stamp(self, question: bytes) -> tuple[int, bytes]:
        return 200, self._stamper.request_tsa_response(tsp.TimeStampReq.load(question)).dump()


class Outside:
    """One HTTP server on loopback for all of it."""

    def __init__(self, address: str, *, at: datetime) -> None:
        self.address = address
        self.seals = Authority("Seals", lists_at=address)
        self.stamps = Authority("Stamps", lists_at=address)
        self.lists = {"Seals": self.seals, "Stamps": self.stamps}
        self.service = TimeStampService(self.stamps, at=at)
        self.end = threading.Event()

    @property
    def stamps_at(self) -> str:
        return f"{self.address}/stamps"

    def never(self, _question: bytes) -> tuple[int, bytes]:
        """An answer that does not come while the test lasts."""
        self.end.wait(30)
        return 200, b""


@contextmanager
def opened_outside(*, at: datetime) -> Iterator[Outside]:
    """Everything outside, running; `at` is the moment that the time stamps tell."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    outside = _Handler.outside = Outside(f"http://127.0.0.1:{server.server_port}", at=at)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield outside
    finally:
        outside.end.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    outside: Outside

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"]))
        self.outside.service.questions.append(self.headers.get("Authorization", ""))
        self._send(*self.outside.service.answer(question), kind="application/timestamp-reply")

    def do_GET(self) -> None:
        authority = self.outside.lists.get(self.path.rpartition("/")[2])
        status, data = (200, authority.revocation_list()) if authority else (503, b"")
        self._send(status, data, kind="application/pkix-crl")

    def _send(self, status: int, data: bytes, *, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            pass  # whoever asked has left

    def log_message(self, *_: object) -> None:
        pass


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
    return builder.not_valid_before(FROM).not_valid_after(UNTIL)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )

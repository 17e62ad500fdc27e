"""Why a seal cannot be put now, and what helps."""

from typing import ClassVar


class SealingIsNotPossible(Exception):
    """The municipality's seal cannot be put at present."""

    remedy: ClassVar[str] = "dimos doctor says what is wrong"
    is_temporary: ClassVar[bool] = False  # the same request may succeed in a moment

    def __str__(self) -> str:
        """The fact, with what it is about where that is known. For operators: the words are English."""
        fact = (self.__doc__ or "").strip()
        about = "; ".join(str(part) for part in self.args)
        return f"{fact.removesuffix('.')}: {about}." if about else fact


class SealSettingsAreIncomplete(SealingIsNotPossible):
    """One of the seal's settings needs another, which is not set."""

    remedy = "set it; SECURITY.md lists the variables"


class SealIsMissing(SealingIsNotPossible):
    """Neither the folder of seals nor the token holds a key named after this municipality."""

    remedy = "put <municipality>.p12 into DIMOS_SEAL_PKCS12_DIR, or a private key labelled <municipality> on the token"


class SealCertificateIsMissing(SealingIsNotPossible):
    """The token holds the municipality's key, but its certificate is nowhere."""

    remedy = (
        "put the certificate on the token under the key's label, or as <municipality>.pem into DIMOS_SEAL_PKCS12_DIR"
    )


class SealKeyCannotBeOpened(SealingIsNotPossible):
    """The key file of the seal is damaged, or its passphrase is another one."""

    remedy = "set DIMOS_SEAL_PASSPHRASE to the file's passphrase, or put a whole file in its place"


class SealKeyIsUnsuitable(SealingIsNotPossible):
    """The seal needs one EC or RSA key with the certificate that belongs to it."""

    remedy = "export key and certificate again, together; on a token, let one private key bear the label"


class SealHasExpired(SealingIsNotPossible):
    """The certificate of the seal is not valid at this moment."""

    remedy = "order a new certificate now"


class SealIsRevoked(SealingIsNotPossible):
    """The certificate of the seal or of the time stamp, or one above it, was revoked."""

    remedy = "order a new certificate now"


class TokenModuleCannotBeLoaded(SealKeyCannotBeOpened):
    """The PKCS#11 module cannot be loaded."""

    remedy = (
        "set DIMOS_SEAL_PKCS11_MODULE to the library (.so) of the device's maker, readable by the user who runs Dimos"
    )


class TokenIsMissing(SealKeyCannotBeOpened):
    """The PKCS#11 module shows no single token with the label that was set."""

    remedy = "compare DIMOS_SEAL_PKCS11_TOKEN with the labels that `pkcs11-tool --list-token-slots` prints"


class TokenPinIsRefused(SealKeyCannotBeOpened):
    """The token refuses the PIN; this process tries no further, so that the token does not lock itself."""

    remedy = "correct DIMOS_SEAL_PKCS11_PIN and start Dimos again; unlock the token first if it is locked"


class TokenDoesNotAnswer(SealKeyCannotBeOpened):
    """The token does not do its work, after a new login neither."""

    remedy = "see to the device and its connection, then try again"
    is_temporary = True


class TimeStampServiceDoesNotAnswer(SealingIsNotPossible):
    """The time-stamping service does not answer; try again."""

    remedy = "try again; if it lasts, check DIMOS_SEAL_TSA_URL and the way there"
    is_temporary = True


class TimeStampIsUnusable(SealingIsNotPossible):
    """The time-stamping service answers, but not with a time stamp for this document that can be trusted."""

    remedy = "check DIMOS_SEAL_TSA_URL, its account, and the authorities in DIMOS_SEAL_TSA_AUTHORITIES"


class SealEvidenceIsMissing(SealingIsNotPossible):
    """The authorities above the seal or the time stamp do not show that their certificates are valid; try again."""

    remedy = "try again; if it lasts, check the way to the OCSP and CRL addresses in the certificates, and the chain"
    is_temporary = True

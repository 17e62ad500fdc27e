"""The one place that reads the environment."""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parents[2]


class Environment(BaseSettings):
    """What the operator says from outside; every value has the name it has in the environment."""

    model_config = SettingsConfigDict(env_prefix="DIMOS_", extra="ignore")

    # Where it runs
    demo: bool = False
    debug: bool = False
    base_host: str = "localhost"
    port: int = Field(default=8000, validation_alias=AliasChoices("PORT", "DIMOS_PORT"))
    https: bool = False
    trusted_proxies: int = 0
    data_dir: Path = REPOSITORY / "var"

    # Secrets
    secret_key: SecretStr = SecretStr("")
    seal_passphrase: SecretStr = SecretStr("")

    # Database: the runtime role and the role that migrates
    app_database_url: str = ""
    owner_database_url: str = ""
    database_role: Literal["app", "owner"] = "app"
    app_role: str = "dimos_app"

    # Sign-in
    taxisnet_client_id: str = ""
    taxisnet_client_secret: SecretStr = SecretStr("")
    taxisnet_base_url: str = "https://oauth2.gsis.gr/oauth2server"
    taxisnet_public_url: str = ""

    # Mail
    email_host: str = Field(default="", validation_alias="EMAIL_HOST")
    email_port: int = Field(default=25, validation_alias="EMAIL_PORT")
    email_user: str = Field(default="", validation_alias="EMAIL_HOST_USER")
    email_password: SecretStr = Field(default=SecretStr(""), validation_alias="EMAIL_HOST_PASSWORD")
    email_tls: bool = Field(default=False, validation_alias="EMAIL_USE_TLS")
    email_from: str = "Dimos <no-reply@localhost>"

    # Seals: PKCS#12 files named <municipality slug>.p12 here replace the demonstration authority
    seal_pkcs12_dir: Path | None = None

    # Seals on a device: the private key labelled <municipality slug>
    seal_pkcs11_module: Path | None = None
    seal_pkcs11_token: str = ""
    seal_pkcs11_pin: SecretStr = SecretStr("")

    # Time stamps in seals (B-T), and evidence that the certificates were valid (B-LT)
    seal_tsa_url: str = ""
    seal_tsa_user: str = ""
    seal_tsa_password: SecretStr = SecretStr("")
    seal_tsa_authorities: Path | None = None
    seal_lt: bool = False

    # Observation
    log_format: Literal["json", "console"] = "json"
    metrics_token: SecretStr = SecretStr("")


env = Environment()

"""What an operator sets for the sign-in: the company's OpenID Connect provider, and whom its groups make what."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from dashboard.logic.roles import ROLES

PROVIDER = "company"
"""What Streamlit calls the provider."""
LOGIN_SECRETS = frozenset({"client_secret", "cookie_secret"})


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _encrypted(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError("give an https address (http is for this machine only)")
    if parts.username or parts.password or not parts.hostname:
        raise ValueError("give an address without a user name")
    _ = parts.port  # raises ValueError for one that is no number
    return url.rstrip("/")


def _known_roles(roles_by_group: Mapping[str, str]) -> Mapping[str, str]:
    for group, role in roles_by_group.items():
        if role not in ROLES:
            raise ValueError(f"the group {group} is given the role {role}; there are {', '.join(ROLES)}")
    return roles_by_group


def _addresses(given: tuple[str, ...]) -> tuple[str, ...]:
    for one in given:
        if ip_network(one).prefixlen == 0:
            raise ValueError("name the proxies; everybody is none")
    return given


class LoginSettings(BaseModel):
    """The company's OpenID Connect provider: ``[login]`` in settings.toml, or ``DASHBOARD_LOGIN__<NAME>``.

    Its two secrets never stand in settings.toml: they come from the environment (``DASHBOARD_LOGIN__CLIENT_SECRET``,
    ``DASHBOARD_LOGIN__COOKIE_SECRET``) or from ``secrets.toml`` in the home, under ``[login]`` too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    metadata_url: Annotated[str, AfterValidator(_encrypted)]
    """The provider's ``https://…/.well-known/openid-configuration``."""
    client_id: str = Field(min_length=1)
    """Under which the provider knows this app. Its redirect address there: ``<public_url>/oauth2callback``."""
    client_secret: SecretStr = Field(min_length=1)
    """What the provider gave for client_id."""
    cookie_secret: SecretStr = Field(min_length=32)
    """Signs the cookies: at least 32 random characters. A new one signs everybody out."""
    public_url: Annotated[str, Field(pattern=r"^https?://[^/?#@]+/?$"), AfterValidator(_encrypted)]
    """Where people reach the app: ``https://pyramid.example.cn``. http only for this machine (a trial)."""
    roles_by_group: Annotated[Mapping[str, str], AfterValidator(_known_roles)] = Field(default_factory=dict)
    """Group in the token -> id of a role (logic/roles.py)."""
    scopes: str = Field(default="openid profile email", pattern=r"^openid( [\w.:/-]+)*$")
    """What is asked of the provider; some give groups only for a scope of that name."""
    login_claim: str = Field(default="sub", min_length=1)
    """Which claim is somebody's login in roles, records and trail. It must stay the same for life and never pass on to
    somebody else: that is promised of sub alone."""
    groups_claim: str = Field(default="groups", min_length=1)
    """Which claim of the ID token lists the groups."""
    employee_claim: str = Field(default="employee_id", min_length=1)
    """Which claim of the ID token is the employee id as it stands in the imported data."""
    session_hours: float = Field(default=12, gt=0, le=24 * 30)
    """How long a sign-in lasts at most; the token's own end counts too."""
    sign_ins_per_minute: int = Field(default=60, ge=1)
    """From one address; more are refused for the rest of the minute."""
    trusted_proxies: Annotated[tuple[str, ...], AfterValidator(_addresses)] = ("127.0.0.1",)
    """Addresses or networks whose X-Forwarded-For and -Proto are believed: those of the reverse proxy."""

    @property
    def is_encrypted(self) -> bool:
        """Whether people come by https: cookies are then for https only."""
        return self.public_url.startswith("https://")

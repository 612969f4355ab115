"""A real OpenID Connect provider on loopback, a server of ours that asks it, and the whole dance without a browser."""

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx

from tests import patience
from tools.ports import free_port

PROJECT = Path(__file__).resolve().parents[1]
STYLES = "https://cdn.jsdelivr.net/**"
"""What the provider's own pages would fetch from outside: a browser test aborts it."""

ROLES_BY_GROUP = {
    "dash-executive": "executive",
    "dash-supervisor": "supervisor",
    "dash-account-manager": "account_manager",
    "dash-team-lead": "team_lead",
    "dash-service-quality": "service_quality",
    "dash-data-steward": "data_steward",
    "dash-analyst": "analyst",
    "dash-committee": "committee",
    "dash-auditor": "auditor",
    "dash-admin": "admin",
}


@dataclass(frozen=True)
class Person:
    """Somebody the provider knows; ``login`` is the token's sub."""

    login: str
    name: str
    groups: tuple[str, ...] = ()
    employee_id: str | None = None

    @property
    def claims(self) -> dict[str, object]:
        own = {"name": self.name, "groups": list(self.groups)}
        return {**own, "employee_id": self.employee_id} if self.employee_id else own


def everybody(employees: Mapping[str, str] | None = None) -> list[Person]:
    """One person for every role, named ``u-<role>``; ``u-two-roles`` has two, ``u-stranger`` none.

    ``employees``: employee id by role, for the roles whose scope hangs on one.
    """
    of_role = employees or {}
    people = [
        Person(f"u-{role}", f"Test {role}", (group,), of_role.get(role)) for group, role in ROLES_BY_GROUP.items()
    ]
    both = ("dash-analyst", "dash-account-manager")
    people.append(Person("u-two-roles", "Test two roles", both, of_role.get("account_manager")))
    people.append(Person("u-stranger", "Test stranger", ("canteen",)))
    return people


_PROVIDER = """
import json, sys, time
from datetime import timedelta
import flask
import oidc_provider_mock as mock
people = json.loads(sys.argv[2])
app = mock.app(
    user_claims=[mock.User(sub=login, claims=claims) for login, claims in people.items()],
    access_token_max_age=timedelta(seconds=float(sys.argv[3])),
)
app.debug = False
@app.before_request
def take_time():
    if flask.request.path == "/oauth2/token":
        time.sleep(float(sys.argv[4]))
app.run("127.0.0.1", int(sys.argv[1]), threaded=True, use_reloader=False)
"""


@contextmanager
def provider(people: Iterable[Person], *, token_seconds: float = 3600, token_after_s: float = 0) -> Generator[str]:
    """The company's sign-in with these people; yields the address of its configuration. ``token_after_s``: how long it
    thinks before it hands out a token."""
    port = free_port()
    claims = json.dumps({person.login: person.claims for person in people})
    process = subprocess.Popen(
        [sys.executable, "-c", _PROVIDER, str(port), claims, str(token_seconds), str(token_after_s)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    try:
        patience.wait_for(address, process, "the provider")
        yield address
    finally:
        process.terminate()
        process.wait(120)


@dataclass
class LoginServer:
    """A server that asks for a login. ``environment``: what it was started with, secrets included."""

    address: str
    home: Path
    environment: dict[str, str]
    log: Path
    _kept: dict[str, dict[str, str]] = field(default_factory=dict)


@contextmanager
def serving_with_login(
    home: Path, metadata_url: str, *, log: Path | None = None, **login: object
) -> Generator[LoginServer]:
    """A fresh server on this home with the provider at ``metadata_url``; further settings of [login] by name, such as
    ``session_hours``. Its output goes to ``log`` (server.log in the home)."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    given = {
        "metadata_url": metadata_url,
        "client_id": "pyramidion",
        "client_secret": f"client-{secrets.token_hex(8)}",
        "cookie_secret": f"cookie-{secrets.token_hex(24)}",
        "public_url": address,
        "roles_by_group": json.dumps(ROLES_BY_GROUP),
        **login,
    }
    environment = {f"DASHBOARD_LOGIN__{name.upper()}": str(value) for name, value in given.items()}
    log = log or home / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
            cwd=PROJECT,
            env={**os.environ, **environment, "DASHBOARD_HOME": str(home)},
            stdout=output,
            stderr=output,
        )
    try:
        patience.wait_for(f"{address}/readyz", process, "the server")
        yield LoginServer(address, home, environment, log)
    finally:
        process.terminate()
        process.wait(120)


def sign_in_address(server: LoginServer) -> str:
    """Where the sign-in button leads: what Streamlit makes of the provider's name and the cookie secret."""
    from joserfc import jwt
    from joserfc.jwk import OctKey

    payload = {"provider": "company", "exp": int(time.time()) + 120}
    key = OctKey.import_key(server.environment["DASHBOARD_LOGIN__COOKIE_SECRET"])
    return f"{server.address}/auth/login?{urlencode({'provider': jwt.encode({'alg': 'HS256'}, payload, key)})}"


def sign_in(server: LoginServer, login: str, *, came_from: str = "/") -> httpx.Client:
    """A client that has signed in as this person and holds the cookies; the caller closes it. ``client.landed``: where
    the sign-in ended, the path in ``came_from`` being where it began."""
    client = patience.client()
    page = client.get(f"{server.address}/")
    assert page.status_code == 200, page.text
    asked = client.get(sign_in_address(server), headers={"referer": server.address + came_from})
    assert asked.status_code in (302, 303), asked.text
    answered = client.post(asked.headers["location"], data={"sub": login})
    assert answered.status_code in (302, 303), answered.text
    landed = client.get(answered.headers["location"])
    assert landed.status_code in (302, 303), landed.text
    client.landed = landed.headers["location"]  # ty: ignore[unresolved-attribute]
    # Health is asked by every page first: it gives the cookie against forged requests.
    client.get(f"{server.address}/_stcore/health")
    assert "_streamlit_user" in client.cookies, dict(client.cookies)
    return client


def signed_in_cookies(server: LoginServer, login: str) -> dict[str, str]:
    """The cookies of a browser in which this person has signed in."""
    client = sign_in(server, login)
    try:
        return dict(client.cookies)
    finally:
        client.close()


def websocket_headers(server: LoginServer, cookies: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Headers and subprotocols with which Streamlit takes a websocket for this person's: the token against forged
    requests goes along as a subprotocol."""
    headers = {"Origin": server.address, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    return headers, list(filter(None, ["streamlit", cookies.get("_streamlit_xsrf", "").strip('"')]))


def without_secrets(server: LoginServer, text: str) -> bool:
    """Whether none of the secrets that the server was started with stands in the text."""
    hidden = [value for name, value in server.environment.items() if re.search("SECRET|PASSWORD", name)]
    return not any(value in text for value in hidden)

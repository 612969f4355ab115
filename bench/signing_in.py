"""A server that asks for a login, and visitors who have signed in. No provider takes part: what is measured begins
after the sign-in, so the cookie that it ends with is signed here, with the server's secret as Streamlit does it."""

import json
import secrets
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from bench.servers import Server, our_server
from tools.ports import free_port

SIGNED_IN_S = 3600


@dataclass(frozen=True)
class Person:
    """Somebody the company's provider would know; the group has the name of the role that it gives."""

    login: str
    role: str
    employee_id: str = ""


@dataclass(frozen=True)
class LoginServer:
    server: Server
    cookie_secret: str

    def headers_of(self, person: Person) -> tuple[dict[str, str], str]:
        """What a browser sends in which this person has signed in: the cookies, and the token against forged requests
        that goes along as a subprotocol."""
        now, token = int(time.time()), generate_xsrf_token_string()
        claims = {
            "origin": f"http://127.0.0.1:{self.server.port}",
            "is_logged_in": True,
            "iss": "https://sign-in.example.cn",
            "sub": person.login,
            "name": person.login,
            "groups": [person.role],
            "iat": now - 1,
            "exp": now + SIGNED_IN_S,
            "nonce": secrets.token_hex(8),
            **({"employee_id": person.employee_id} if person.employee_id else {}),
        }
        signed = create_signed_value(self.cookie_secret, USER_COOKIE_NAME, json.dumps(claims)).decode()
        return {"Cookie": f"{USER_COOKIE_NAME}={signed}; {XSRF_COOKIE_NAME}={token}"}, token


@contextmanager
def our_login_server(
    home: Path, roles: Mapping[str, str], script: Path | None = None, **environment: str
) -> Generator[LoginServer]:
    """``roles``: by group. ``script``: in place of the app. ``environment``: further settings."""
    port, cookie_secret = free_port(), secrets.token_hex(24)
    login = {
        # Asked by nobody: nobody signs in while it runs.
        "metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",
        "client_id": "pyramidion",
        "client_secret": secrets.token_hex(8),
        "cookie_secret": cookie_secret,
        "public_url": f"http://127.0.0.1:{port}",
        "roles_by_group": json.dumps(dict(roles)),
    }
    settings = {f"DASHBOARD_LOGIN__{name.upper()}": value for name, value in login.items()}
    with our_server(home, script=script, port=port, **settings, **environment) as server:
        yield LoginServer(server, cookie_secret)

"""The sign-in's settings: secrets stay out of settings.toml and out of every message; what is unsafe is refused."""

from pathlib import Path

import pytest

from dashboard.logic.problems import Problem
from dashboard.settings import load_settings

SECRETS = {"client_secret": "hush-client-0123456789", "cookie_secret": "hush-cookie-0123456789-0123456789-01"}
PUBLIC = """
[login]
metadata_url = "https://id.example.cn/.well-known/openid-configuration"
client_id = "pyramidion"
public_url = "https://pyramid.example.cn/"
roles_by_group = { sales = "account_manager" }
"""


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGIN__CLIENT_SECRET", "LOGIN__COOKIE_SECRET", "RECORDS_URL"):
        monkeypatch.delenv(f"DASHBOARD_{name}", raising=False)


def _files(folder: Path, *, public: str = PUBLIC, private: str | None = None, mode: int = 0o600) -> Path:
    (folder / "settings.toml").write_text(public, encoding="utf-8")
    if private is None:
        private = "[login]\n" + "".join(f'{name} = "{value}"\n' for name, value in SECRETS.items())
    secrets = folder / "secrets.toml"
    secrets.write_text(private, encoding="utf-8")
    secrets.chmod(mode)
    return folder / "settings.toml"


def _refusal(file: Path) -> str:
    with pytest.raises(Problem) as refused:
        load_settings(file)
    chain, shown = refused.value, ""
    while chain is not None:
        shown += f"{chain} {chain!r} {getattr(chain, 'values', '')}"
        chain = chain.__cause__  # what a log would show of it
    assert "hush" not in shown
    return str(refused.value)


def test_both_files_together_are_the_login(tmp_path: Path) -> None:
    login = load_settings(_files(tmp_path)).login
    assert login is not None
    assert login.client_secret.get_secret_value() == SECRETS["client_secret"]
    assert (login.public_url, login.is_encrypted) == ("https://pyramid.example.cn", True)
    assert (login.session_hours, login.trusted_proxies, login.login_claim) == (12, ("127.0.0.1",), "sub")
    assert "hush" not in repr(load_settings(tmp_path / "settings.toml"))


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _files(tmp_path)
    monkeypatch.setenv("DASHBOARD_LOGIN__CLIENT_SECRET", "hush-other")
    monkeypatch.setenv("DASHBOARD_LOGIN__TRUSTED_PROXIES", '["10.0.0.0/24"]')
    login = load_settings(file).login
    assert login is not None
    assert login.client_secret.get_secret_value() == "hush-other"
    assert login.trusted_proxies == ("10.0.0.0/24",)
    assert login.cookie_secret.get_secret_value() == SECRETS["cookie_secret"]


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_in_settings_toml_is_refused(tmp_path: Path, name: str) -> None:
    text = _refusal(_files(tmp_path, public=f'{PUBLIC}{name} = "{SECRETS[name]}"\n', private=""))
    assert f"login.{name} is a secret" in text
    assert str(tmp_path / "secrets.toml") in text


@pytest.mark.parametrize(
    "url", ["postgresql://dash:hush@db/records", "postgresql://db/records?user=a&password=hush", "postgresql://[hush"]
)
def test_a_password_in_settings_toml_is_refused(tmp_path: Path, url: str) -> None:
    assert "records_url is a secret" in _refusal(_files(tmp_path, public=f'records_url = "{url}"\n', private=""))


def test_a_records_url_without_a_password_may_stand_there(tmp_path: Path) -> None:
    settings = load_settings(_files(tmp_path, public='records_url = "postgresql://dash@db/records"\n', private=""))
    assert settings.records_url is not None
    hidden = 'records_url = "postgresql://dash:hush@db/records"\n'
    settings = load_settings(_files(tmp_path, public="", private=hidden))
    assert settings.records_url is not None
    assert settings.records_url.get_secret_value().endswith("hush@db/records")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_secrets_file_that_others_may_open_is_refused(tmp_path: Path, mode: int) -> None:
    file = _files(tmp_path, mode=mode)
    assert f"chmod 600 {tmp_path / 'secrets.toml'}" in _refusal(file)


@pytest.mark.parametrize(
    "private", ['company_name = "x"\n', '[login]\npublic_url = "https://x.cn"\n', 'login = "hush"\n']
)
def test_the_secrets_file_holds_secrets_only(tmp_path: Path, private: str) -> None:
    assert "may hold records_url" in _refusal(_files(tmp_path, private=private))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"https://pyramid.example.cn/"', '"http://pyramid.example.cn"', "login.public_url"),
        ('"https://pyramid.example.cn/"', '"https://pyramid.example.cn/app"', "login.public_url"),
        ('"https://pyramid.example.cn/"', '"https://me:hush@pyramid.example.cn"', "login.public_url"),
        ('"https://pyramid.example.cn/"', '"https://pyramid.example.cn:port"', "login.public_url"),
        ('"https://id.', '"http://id.', "login.metadata_url"),
        ('"account_manager"', '"boss"', "the group sales is given the role boss; there are executive"),
        ('client_id = "pyramidion"', "", "login.client_id"),
        ('client_id = "pyramidion"', 'client_id = "x"\nsession_hours = 0', "login.session_hours"),
        ('client_id = "pyramidion"', 'client_id = "x"\nscopes = "profile"', "login.scopes"),
        ('client_id = "pyramidion"', 'client_id = "x"\ncolour = "hush"', "login.colour"),
        ('client_id = "pyramidion"', 'client_id = "x"\ntrusted_proxies = ["*"]', "login.trusted_proxies"),
        ('client_id = "pyramidion"', 'client_id = "x"\ntrusted_proxies = ["0.0.0.0/0"]', "login.trusted_proxies"),
    ],
)
def test_what_is_wrong_or_unsafe_is_named_without_its_value(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert old in PUBLIC
    assert named in _refusal(_files(tmp_path, public=PUBLIC.replace(old, new)))


def test_secrets_that_are_missing_or_too_short_are_named(tmp_path: Path) -> None:
    assert "login.client_secret" in _refusal(_files(tmp_path, private=""))
    short = '[login]\nclient_secret = "hush"\ncookie_secret = "hush"\n'
    assert "login.cookie_secret" in _refusal(_files(tmp_path, private=short))


def test_a_missing_secret_is_asked_for_where_it_may_stand(tmp_path: Path) -> None:
    file = _files(tmp_path, private="")
    assert str(tmp_path / "secrets.toml") in _refusal(file)


def test_secrets_alone_open_nothing(tmp_path: Path) -> None:
    """Whoever meant a login and lost half of it must not serve without one."""
    assert "login.metadata_url" in _refusal(_files(tmp_path, public=""))


def test_a_secrets_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert "secrets.toml cannot be read" in _refusal(_files(tmp_path, private='client_secret = "hush'))


def test_broken_json_in_the_environment_shows_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_LOGIN", '{"client_secret": "hush"')
    assert "login" in _refusal(tmp_path / "settings.toml")


def test_http_is_for_this_machine_only(tmp_path: Path) -> None:
    for host in ("localhost:8501", "127.0.0.1:8501", "[::1]:8501"):
        login = load_settings(_files(tmp_path, public=PUBLIC.replace("https://pyramid.example.cn/", f"http://{host}")))
        assert login.login is not None
        assert not login.login.is_encrypted

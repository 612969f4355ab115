"""The seal of a sign-in in parts."""

import base64

from dashboard.serving.cookies import LARGEST_COOKIES, SEAL, TOO_LARGE, USER, WholeSignIns
from tests.asgi import Inner, ask


def _count(parts: int) -> str:
    return base64.urlsafe_b64encode(f'"chunks-{parts}"'.encode()).decode().rstrip("=") + ".stamp.signature"


def _written(cookies: dict[str, str]) -> str:
    """The seal that an answer gets which writes these cookies; empty for none."""
    headers = [(b"set-cookie", f"{name}={value}; Path=/; HttpOnly".encode()) for name, value in cookies.items()]
    answer = ask(WholeSignIns(Inner(headers=headers), "secret"))
    found = [one for one in answer.all_of("set-cookie") if one.startswith(f"{SEAL}=")]
    assert all("HttpOnly" in one for one in found)
    return found[0].split(";")[0].removeprefix(f"{SEAL}=") if found else ""


def _let_through(cookies: dict[str, str]) -> str:
    inner = Inner()
    ask(WholeSignIns(inner, "secret"), headers={"cookie": "; ".join(f"{n}={v}" for n, v in cookies.items())})
    return dict(inner.came[0]["headers"]).get(b"cookie", b"").decode()


def test_parts_that_were_written_together_come_through() -> None:
    parts = {USER: _count(2), f"{USER}_1": "a.b.c", f"{USER}_2": "d.e.f"}
    sealed = {**parts, SEAL: _written(parts), "other": "x"}
    assert _let_through(sealed).startswith(f"{USER}={_count(2)}")
    assert _let_through({**sealed, f"{USER}_3": "of a longer sign-in before"}).count("=") >= 5


def test_others_do_not() -> None:
    parts = {USER: _count(2), f"{USER}_1": "a.b.c", f"{USER}_2": "d.e.f"}
    seal = _written(parts)
    for changed in ({f"{USER}_1": "x.y.z"}, {f"{USER}_2": "a.b.c"}, {USER: _count(1)}, {SEAL: ""}, {SEAL: "0" * 64}):
        came = _let_through({**parts, SEAL: seal, "other": "x", **changed})
        assert f"{USER}=" not in came
        assert f"{USER}_1" not in came
        assert "other=x" in came
    assert f"{USER}=" not in _let_through({name: value for name, value in parts.items() if name != f"{USER}_2"})


def test_a_sign_in_in_one_cookie_needs_none() -> None:
    whole = {USER: "eyJzdWIiOiJ4In0.b.c", f"{USER}_1": "left from before"}
    assert _written(whole) == ""
    assert _let_through(whole) == f"{USER}=eyJzdWIiOiJ4In0.b.c; {USER}_1=left from before"
    assert _let_through({"other": "x"}) == "other=x"
    for odd in ("", ".", "\u00e4", "chunks-2", "."):
        assert _written({USER: odd}) == ""


def test_parts_in_several_headers_are_held_to_the_seal_too() -> None:
    """Streamlit puts the cookies of several headers together, so they are one sign-in's or nobody's here as well."""
    parts = {USER: _count(2), f"{USER}_1": "a.b.c", f"{USER}_2": "d.e.f"}
    seal = f"{SEAL}={_written(parts)}"

    def let_through(*headers: str) -> str:
        inner = Inner()
        ask(WholeSignIns(inner, "secret"), headers=[("cookie", header) for header in headers])
        return "; ".join(value.decode() for name, value in inner.came[0]["headers"] if name == b"cookie")

    own = f"{USER}={parts[USER]}; {USER}_1=a.b.c"
    assert f"{USER}=" in let_through(own, f"{USER}_2=d.e.f; {seal}")
    for mixed in ((own, f"{USER}_2=x.y.z; {seal}"), (own, f"{USER}_2=x.y.z"), (f"{own}; {seal}", f"{USER}_2=x.y.z")):
        assert USER not in let_through(*mixed)
    # The later one counts, as for Streamlit.
    assert USER not in let_through(f"{own}; {USER}_2=d.e.f; {seal}", f"{USER}_2=x.y.z")


def test_a_sign_in_beyond_the_limit_is_taken_away_with_a_sentence() -> None:
    parts = f"{USER}=a; {USER}_1=b; {USER}_tokens=c; {USER}_tokens_12=d; {SEAL}=e; {USER}_x=f; other="
    fits = parts + "x" * (LARGEST_COOKIES - len(parts))
    inner = Inner()
    assert ask(WholeSignIns(inner, "secret"), headers={"cookie": fits}).status == 200
    for headers in ([("cookie", fits + "x")], [("cookie", fits), ("cookie", "x")]):
        answer = ask(WholeSignIns(inner, "secret"), headers=headers)
        assert (answer.status, answer.body.decode()) == (431, f"{TOO_LARGE}\n")
        gone = [one.split("=")[0] for one in answer.all_of("set-cookie") if "; Max-Age=0;" in one and "Path=/;" in one]
        assert gone == [USER, f"{USER}_1", f"{USER}_tokens", f"{USER}_tokens_12", SEAL]
    closed = ask(WholeSignIns(inner, "secret"), kind="websocket", headers={"cookie": fits + "x"})
    assert closed.messages == [{"type": "websocket.close", "code": 1008}]
    assert len(inner.came) == 1

"""Signing in with a real provider and a real server."""

from pathlib import Path

import pytest

from tests.oidc import Person, provider, serving_with_login, sign_in


@pytest.mark.slow
def test_a_provider_that_takes_its_time_lets_people_in(tmp_path: Path) -> None:
    """Longer than the 5 seconds of httpx: people came back without a sign-in and without a word."""
    people = [Person("u-executive", "Mei", ("dash-executive",))]
    with provider(people, token_after_s=6) as metadata_url, serving_with_login(tmp_path, metadata_url) as server:
        sign_in(server, "u-executive").close()  # asserts that it ends with the cookie of a sign-in

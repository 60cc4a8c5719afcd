"""`azure-openai verify`: green on what is as it should be, red on the right line when it is not."""

import json
import socket
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from azure_emulator import tokens
from azure_emulator.arm import Arm, Settings
from azure_openai_cli import doors
from azure_openai_cli.doors import Doors
from azure_openai_cli.exits import BadInput
from azure_openai_cli.verify import account_checks
from azure_openai_cli.verify.lines import Outcome
from azure_openai_cli.verify.local import LocalAzure
from azure_openai_cli.verify.places import Azure
from azure_openai_cli.verify.platform import of_file

from .conftest import Command, Ran
from .test_any_input import VALUE, places, replaced
from .verified import CALLER, Platform

CHECKS_OF_CHAT = {
    "role",
    "chat-completions-dated",
    "chat-completions-v1",
    "responses-v1",
    "content-filter",
    "rate-limit",
}
CALLS_OF_CHAT = CHECKS_OF_CHAT - {"role", "content-filter", "rate-limit"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Doors]]:
    """State file of a local Azure whose doors are open, and where they are."""
    state = tmp_path_factory.mktemp("verify") / "azure.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AZURE_OPENAI_TODAY", "catalog")
        found = doors.start(state, port=0)
    yield state, found
    doors.stop(state, found)


_numbers = count()


@pytest.fixture
def platform(opened: tuple[Path, Doors], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A platform of a name of its own: its deployments have served nothing in this minute."""
    state, _ = opened
    monkeypatch.setenv("AZURE_EMULATOR_STATE", str(state))
    # Filters may be turned off, so that it can be seen that they are.
    arm = Arm.open(state, replace(Settings.from_environment(), modified_filters=True))
    yield Platform(arm, tmp_path, f"ai{next(_numbers)}", {}).build()
    arm.close()


Verify = Callable[..., Ran]


@pytest.fixture
def verify(command: Command, platform: Platform) -> Verify:
    """Runs `verify --local` on the platform."""
    return lambda *more: command("verify", "--local", "--outputs", platform.outputs(), *more)


def lines(ran: Ran, outcome: str) -> set[str]:
    """Where and what, of the lines with an outcome."""
    return {f"{line['where']} {line['check']}" for line in ran.document["checks"] if line["outcome"] == outcome}


def said(ran: Ran, where: str, check: str) -> str:
    """What a line says, its outcome first."""
    (line,) = [one for one in ran.document["checks"] if (one["where"], one["check"]) == (where, check)]
    return f"{line['outcome']}: {line['said']}"


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
    assert (ran.code, lines(ran, "failed")) == (3, {"stack token"})
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


class _Credential:
    """A signed-in user, or nobody."""

    def __init__(self, signed_in: bool = True):
        self._signed_in = signed_in

    def get_token(self, scope: str) -> AccessToken:
        if not self._signed_in:
            raise ClientAuthenticationError("DefaultAzureCredential failed\nmany lines follow")
        return AccessToken(tokens.issue(CALLER, scope), int(time.time()) + 3600)

    def close(self) -> None:
        pass


class _ToDoors(httpx2.HTTPTransport):
    """Leads what goes to Azure's host names to the doors of the local Azure."""

    def __init__(self, found: Doors, network_path: str):
        super().__init__(verify=_trusting(found))
        self._port, self._network_path = int(found.url.rsplit(":", 1)[1]), network_path

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert request.url.scheme == "https" and request.url.host.endswith(".openai.azure.com")
        request.headers["x-azure-emulator-network-path"] = self._network_path
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return super().handle_request(request)


def _trusting(found: Doors) -> Any:
    import ssl

    return ssl.create_default_context(cafile=found.ca)


@pytest.fixture
def on_azure(
    command: Command, platform: Platform, opened: tuple[Path, Doors], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Runs `verify` as on Azure: with what a resolver answers, and the way that calls take then."""
    resolver = socket.getaddrinfo

    def run(address: str | None, *more: object, signed_in: bool = True) -> Ran:
        def resolve(host: str, *more: Any, **named: Any) -> list[Any]:
            if not host.endswith(".openai.azure.com"):
                return resolver(host, *more, **named)
            if address is None:
                raise socket.gaierror
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]

        way = "private-endpoint" if address and address.startswith("10.") else address or ""
        http = httpx2.Client(transport=_ToDoors(opened[1], way))
        monkeypatch.setattr(Azure, "from_here", lambda: Azure(_Credential(signed_in), http))
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return command("verify", "--outputs", platform.outputs(), "--json", *more)

    return run


def test_inside_of_the_network_calls_go_to_azures_names(on_azure: Callable[..., Ran]) -> None:
    ran = on_azure("10.0.1.4")
    assert ran.code == 0
    assert lines(ran, "not checked") == {"eu public-path-refused", "eu.chat content-filter"}
    assert "outside of the network" in said(ran, "eu", "public-path-refused")
    assert "--blocked-prompt" in said(ran, "eu.chat", "content-filter")
    blocked = on_azure("10.0.1.4", "--blocked-prompt", "[emulator:prompt:hate:low]")
    assert lines(blocked, "not checked") == {"eu public-path-refused"}


def test_outside_of_the_network_only_what_an_outsider_sees_is_checked(on_azure: Callable[..., Ran]) -> None:
    ran = on_azure("20.1.2.3")
    assert lines(ran, "failed") == {"eu dns"} and "20.1.2.3" in said(ran, "eu", "dns")
    assert lines(ran, "passed") == {"stack token", "eu public-path-refused"}
    assert "outside of the network" in said(ran, "eu.chat", "role")
    assert on_azure("20.1.2.3", "--accept", "dns").code == 0


def test_without_a_sign_in_the_rest_is_checked(on_azure: Callable[..., Ran], platform: Platform) -> None:
    ran = on_azure("10.0.1.4", signed_in=False)
    assert (ran.code, lines(ran, "failed")) == (3, {"stack token"})
    assert "az login" in said(ran, "stack", "token") and "many lines" not in ran.out
    assert lines(ran, "passed") == {"eu dns", "eu keys-refused"}
    platform.set(publicNetworkAccess="Enabled")
    assert "eu public-path-refused" in lines(on_azure("20.1.2.3", signed_in=False), "failed")


def test_a_name_that_resolves_to_nothing_is_red(on_azure: Callable[..., Ran]) -> None:
    ran = on_azure(None)
    assert "eu dns" in lines(ran, "failed") and "resolves to nothing" in said(ran, "eu", "dns")


def test_an_account_that_nobody_answers_for_is_red(
    on_azure: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> httpx2.Response:
        raise httpx2.ConnectError("Connection refused")

    monkeypatch.setattr(_ToDoors, "handle_request", refuse)
    ran = on_azure("10.0.1.4")
    assert ran.code == 3
    assert lines(ran, "failed") == {f"eu.chat {check}" for check in CALLS_OF_CHAT}
    assert said(ran, "eu.chat", "responses-v1") == "failed: Nobody answers: Connection refused"


@pytest.mark.parametrize(("status", "text"), [(200, "<html>Sign in</html>"), (403, "<html>Blocked</html>")])
def test_what_a_proxy_answers_is_no_answer_of_azure(
    on_azure: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, status: int, text: str
) -> None:
    monkeypatch.setattr(_ToDoors, "handle_request", lambda *_: httpx2.Response(status, text=text))
    for address in ("10.0.1.4", "20.1.2.3"):
        ran = on_azure(address)
        assert {f"eu.chat {check}" for check in CALLS_OF_CHAT} <= lines(ran, "failed")
        assert not {"eu public-path-refused", "eu keys-refused"} & lines(ran, "passed")


def test_what_the_shell_says_of_openai_leads_nowhere_else(verify: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_AD_TOKEN", "OPENAI_API_KEY", "OPENAI_ORG_ID"):
        monkeypatch.setenv(name, "other")
    for name in ("AZURE_OPENAI_ENDPOINT", "OPENAI_BASE_URL", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert verify().code == 0


def test_pulumi_is_asked_for_the_outputs_of_a_stack(
    command: Command, platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulumi = tmp_path / "bin" / "pulumi"
    pulumi.parent.mkdir()
    asked = "stack output --json --non-interactive --stack"
    pulumi.write_text(f"""#!/bin/sh
case "$*" in
"{asked} local") exec /bin/cat {platform.outputs()} ;;
"{asked} empty") echo {{}} ;;
*) echo 'error: no stack named that' >&2; exit 255 ;;
esac
""")
    pulumi.chmod(pulumi.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(pulumi.parent))
    ran = command("verify", "--local", "--stack", "local", "--json")
    assert (ran.code, ran.document["stack"], ran.document["place"]) == (0, "local", "the local Azure")
    unknown = command("verify", "--local", "--stack", "other")
    assert unknown.code == 2 and "no stack named that" in unknown.err
    empty = command("verify", "--local", "--stack", "empty")
    assert empty.code == 2 and "pulumi up" in empty.err
    pulumi.unlink()
    missing = command("verify", "--local", "--stack", "local")
    assert missing.code == 2 and "--outputs" in missing.err


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        ({"deployments": {}}, "'endpoints' is a required property"),
        ({"endpoints": {"eu": "x"}, "deployments": {}}, "endpoints.eu"),
        ({"endpoints": {}, "deployments": {"eu": {"chat": {"name": "chat"}}}}, "deployments.eu.chat"),
        ([], "outputs.json"),
        ({"endpoints": {}, "deployments": {"eu": {}, "us": {}}}, "endpoints.us"),
    ],
)
def test_outputs_of_another_program_are_bad_input(command: Command, tmp_path: Path, outputs: Any, words: str) -> None:
    path = tmp_path / "outputs.json"
    path.write_text(json.dumps(outputs))
    ran = command("verify", "--local", "--outputs", path)
    assert ran.code == 2 and words in ran.err


@given(data=st.data())
def test_whatever_is_given_as_outputs_is_a_platform_or_bad_input(tmp_path_factory: Any, data: st.DataObject) -> None:
    told = dict.fromkeys(("name", "model", "version", "sku", "capacity", "content_filter", "tokens_per_minute"), "1")
    outputs: Any = {"endpoints": {"eu": "https://ai.openai.azure.com/"}, "deployments": {"eu": {"chat": told}}}
    outputs = replaced(outputs, data.draw(st.sampled_from(places(outputs))), data.draw(VALUE))
    path = tmp_path_factory.getbasetemp() / "any-outputs.json"
    path.write_text(json.dumps(outputs, default=str))
    try:
        found = of_file(path)
    except BadInput as failure:
        assert failure.problems
    else:
        assert all(account.host and deployment.key for account in found.accounts for deployment in account.deployments)


@pytest.mark.parametrize("arguments", [(), ("--stack", "local", "--outputs", "x.json")])
def test_one_stack_must_be_given(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command("verify", "--local", *arguments)
    assert ran.code == 2 and "--outputs" in ran.err

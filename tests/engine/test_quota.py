"""Quota that the stack declares: what does not fit stops the preview, and what the message proposes fits."""

import re
from collections.abc import Callable
from typing import Any


def test_what_does_not_fit_is_refused_before_azure_is_and_the_proposal_fits(new_project: Callable[..., Any]) -> None:
    project = new_project()
    with project.settings() as settings:
        chat = settings["accounts"]["eu"]["deployments"]["chat"]
        other = {**chat, "sku": {**chat["sku"], "capacity": 220}, "content_filter": None}
        settings["accounts"]["france"] = {"location": "francecentral", "deployments": {"chat": other}}
    printed = " ".join(project.pulumi("preview", fails=True).split())
    assert 'OpenAIPlatform "platform": 1 problem, nothing was created.' in printed
    assert (
        "quota: OpenAI.DataZoneStandard.gpt-5.1 (eu): 2 deployments want 320, the limit is 300 (default of quota tier 1): "
        "20 too much."
    ) in printed
    assert "Traceback" not in printed
    assert project.held() == {"resources": [], "softDeleted": []}

    proposed = re.search(r"Lower `accounts\.(\w+)\.deployments\.chat` from 220 to (\d+)", printed)
    assert proposed
    account, capacity = proposed[1], int(proposed[2])
    project.change(quota=None)
    assert "InsufficientQuota" in project.pulumi("up", "--yes", "--skip-preview", fails=True), "the local Azure agrees"
    project.change(quota={"tier": 1})
    with project.settings() as settings:
        settings["accounts"][account]["deployments"]["chat"]["sku"]["capacity"] = capacity
    project.up()
    held = project.held()["resources"]
    chats = [body for body in held if body["type"].endswith("/deployments") and body["name"] == "chat"]
    assert sorted(body["sku"]["capacity"] for body in chats) == [100, 200]

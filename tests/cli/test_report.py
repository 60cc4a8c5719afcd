"""`report`: the page, opened in a browser."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from .conftest import Command

CHAT = "OpenAI.DataZoneStandard.gpt-5.1"


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """Headless Chromium that keeps a log of console and network."""
    chromium, chromedriver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not (chromium and chromedriver):
        missing = "Opening the page takes Chromium and its driver (Debian: apt-get install chromium chromium-driver)."
        # CI must not pass without having seen the page; whoever has no browser can run all the other tests.
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    options = webdriver.ChromeOptions()
    # Chromium refuses its sandbox to root, which CI is.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.binary_location = chromium
    driver = webdriver.Chrome(options, webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


def write_events(project: Path, *stacks: str) -> None:
    """Write the events of a run that found the same of an account in each stack, given as in URNs: `local::project`."""
    finding = {
        "message": "Names such as <script>alert(1)</script> are only text.",
        "policyName": "net-01-public-network-off",
        "policyPackName": "azure-openai",
        "enforcementLevel": "mandatory",
        "severity": "high",
    }
    urns = [f"urn:pulumi:{stack}::azure-native:cognitiveservices:Account::platform-eu" for stack in stacks]
    events = [{"policyEvent": {"resourceUrn": urn, **finding}} for urn in urns]
    events.append({"summaryEvent": {"PolicyPacks": {"azure-openai": "0.1.0"}, "result": "failed" if urns else ""}})
    lines = (json.dumps({"sequence": index, **event}) for index, event in enumerate(events))
    (project / "events.json").write_text("\n".join(lines))


@pytest.fixture
def page(command: Command, project: Path) -> Path:
    """A page with everything on it: a pool that is too small, findings, and a name that is no HTML."""
    write_events(project, "local::azure-openai")
    target = project / "report.html"
    ran = command(
        *("report", "--tier", 1, "--limit", f"{CHAT}=80", "--findings", "events.json", "--output", target),
    )
    assert ran.code == 0, ran.err
    return target


def show(browser: webdriver.Chrome, page: Path, scheme: str = "light", width: int = 1200) -> None:
    """Open the page in a colour scheme and a width, with the logs emptied before."""
    browser.get_log("browser")
    browser.get_log("performance")
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page.as_uri())


def luminance(colour: str) -> float:
    """Relative luminance of a CSS colour (WCAG 2)."""
    channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def style(browser: webdriver.Chrome, selector: str, name: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).value_of_css_property(name)


def requests(browser: webdriver.Chrome) -> set[str]:
    """What the browser asked for since the page was opened, the page and data in it aside."""
    messages: list[Any] = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = {one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"}
    return {url for url in urls if not url.startswith("data:")}


def test_the_page_says_everything(browser: webdriver.Chrome, page: Path) -> None:
    show(browser, page)
    shown = browser.find_element(By.TAG_NAME, "body").text
    for words in (
        "assistant-eu",
        "private and keyless",
        "gpt-5.1 2025-11-13",
        "2027-05-15",
        "100 of 80, 20 too much",
        "net-01-public-network-off",
        "Names such as <script>alert(1)</script> are only text.",
    ):
        assert words in shown, words
    figures = [figure.text for figure in browser.find_elements(By.CSS_SELECTOR, ".key-figures dd")]
    assert figures == ["1", "3", "1", "2027-02-09", "1"]


def test_the_page_stands_alone_and_nothing_complains(browser: webdriver.Chrome, page: Path) -> None:
    show(browser, page)
    assert requests(browser) == {page.as_uri()}
    assert browser.get_log("browser") == []


def test_bars_are_as_long_as_what_they_stand_for(browser: webdriver.Chrome, page: Path) -> None:
    show(browser, page)

    def widths(selector: str) -> list[float]:
        return [element.size["width"] for element in browser.find_elements(By.CSS_SELECTOR, selector)]

    whole = widths(".quota .track")[0]
    assert widths(".quota .fill:not(.others)") == pytest.approx([whole, 0.3 * whole, 0.12 * whole], abs=2)
    lengths = widths(".timeline .fill")
    assert lengths == sorted(lengths)
    assert lengths[-1] == pytest.approx(widths(".timeline .track")[0], abs=2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_schemes(browser: webdriver.Chrome, page: Path, scheme: str) -> None:
    show(browser, page, scheme)
    ground, card = style(browser, "body", "background-color"), style(browser, ".account", "background-color")
    assert (luminance(ground) < 0.2) == (scheme == "dark")
    for selector in ("h1", ".quiet", ".bad", ".good", ".warn"):
        for behind in (ground, card):
            assert contrast(style(browser, selector, "color"), behind) >= 4.5, selector


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_runs_over_the_side(browser: webdriver.Chrome, page: Path, width: int) -> None:
    show(browser, page, width=width)
    script = """
        const over = element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
        return [...document.querySelectorAll('body *')].filter(over).map(element => element.outerHTML.slice(0, 80));
    """
    assert browser.execute_script(script) == []
    size = float(style(browser, "td", "font-size").removesuffix("px"))
    assert size >= 14


def test_a_page_without_figures_says_so(command: Command, project: Path, browser: webdriver.Chrome, change) -> None:
    change("name: gpt-5.1", "name: gpt-7")
    assert command("report", "--output", "plain.html").code == 0
    show(browser, project / "plain.html")
    shown = browser.find_element(By.TAG_NAME, "body").text
    assert "Not included." in shown
    assert "not known" in shown
    assert browser.get_log("browser") == []


def test_successors_that_are_not_offered_where_they_are_needed_are_told_so(
    command: Command, project: Path, browser: webdriver.Chrome, change
) -> None:
    change("sku: {name: DataZoneStandard, capacity: 100}", "sku: {name: DataZoneBatch, capacity: 100}")
    command("report", "--stack", "local", "--output", "page.html")
    show(browser, project / "page.html")
    shown = browser.find_element(By.TAG_NAME, "body").text
    document = command("retirements", "--stack", "local", "--json").document
    chat = next(one for one in document["deployments"] if one["sku"] == "DataZoneBatch")
    for one in chat["successors"]:
        assert one["offered_here"] is False
        assert f"{one['model']} {one['version']} ({one['why']}, not offered here)" in shown
    assert chat["successors"]


def test_a_limit_that_is_not_known_is_neither_a_full_bar_nor_a_green_figure(
    command: Command, project: Path, browser: webdriver.Chrome, change
) -> None:
    change("sku: {name: DataZoneStandard, capacity: 100}", "sku: {name: DataZoneBatch, capacity: 100}")
    command("report", "--tier", 2, "--output", "page.html")
    show(browser, project / "page.html")
    figure = browser.find_element(By.CSS_SELECTOR, ".key-figures dd.unknown")
    assert figure.text.splitlines() == ["0", "1 of unknown limit"]
    (bar,) = browser.find_elements(By.CSS_SELECTOR, ".quota > .unknown")
    assert bar.find_elements(By.CSS_SELECTOR, ".fill") == []
    assert "Give the kind of subscription, the limit, or read Azure's usages." in bar.text
    assert "--tier" not in bar.text


def test_what_the_catalogue_does_not_know_is_warned_of_at_the_stack(
    command: Command, project: Path, browser: webdriver.Chrome, change
) -> None:
    change("location: swedencentral", "location: swedencentrall")
    change("name: gpt-5-mini", "name: gpt-5-mimi")
    command("report", "--output", "page.html")
    show(browser, project / "page.html")
    warnings = browser.find_element(By.CSS_SELECTOR, "section[aria-labelledby=stack-1] .warn").text
    assert "no region 'swedencentrall'. Nearest: swedencentral" in warnings
    assert "gpt-5-mimi" in warnings and "Nearest: gpt-5-mini" in warnings


def test_nothing_deployed_has_no_next_retirement(command: Command, project: Path, browser: webdriver.Chrome) -> None:
    (project / "state.json").write_text(json.dumps({"deployment": {"resources": []}}))
    command("report", "--state", "state.json", "--output", "page.html")
    show(browser, project / "page.html")
    figures = [figure.text for figure in browser.find_elements(By.CSS_SELECTOR, ".key-figures dd")]
    assert figures[:4] == ["0", "0", "0", "none"]
    assert "No account." in browser.find_element(By.TAG_NAME, "body").text


def test_findings_of_stacks_that_are_not_on_the_page_are_refused(command: Command, project: Path) -> None:
    write_events(project, "local::azure-openai", "prod::azure-openai", "local::another", "prod::azure-openai")
    ran = command("report", "--findings", "events.json", "--output", "page.html")
    assert ran.code == 2
    assert "2 problems" in ran.err
    for found in ("stack local of project another", "stack prod of project azure-openai"):
        told = (
            f"--findings: events.json has findings about {found}, which is not on the page. Give the events of local, "
        )
        assert f"{told}or put that stack on the page with --stack or --state." in ran.err
    assert not (project / "page.html").exists()


def test_events_without_a_finding_name_no_stack(command: Command, project: Path) -> None:
    write_events(project)
    assert command("report", "--findings", "events.json", "--output", "page.html").code == 0


def test_a_stack_outside_of_any_project_is_known_by_its_name(
    command: Command, stack_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(stack_file, tmp_path)
    write_events(tmp_path, "local::any")
    arguments = ("report", "--stack", "Pulumi.local.yaml", "--findings", "events.json", "--output", "page.html")
    assert command(*arguments).code == 0


def test_quota_comes_before_the_lists_of_deployments(browser: webdriver.Chrome, page: Path) -> None:
    show(browser, page)
    titles = [title.text for title in browser.find_elements(By.TAG_NAME, "h2")]
    assert titles.index("Quota pools") < titles.index("Deployments of local")


def test_the_same_input_gives_the_same_page(command: Command, project: Path) -> None:
    pages = []
    for _ in range(2):
        command("report", "--tier", 1, "--output", "page.html")
        pages.append((project / "page.html").read_bytes())
    assert pages[0] == pages[1]

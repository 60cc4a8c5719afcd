"""JUnit XML, as test views of Azure DevOps, GitLab and Jenkins read it."""

import re
from typing import cast
from xml.dom import minidom

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from . import Finding, Findings

_NOT_IN_XML = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that no XML 1.0 document may hold, such as the escapes of a coloured message."""


def document(found: Findings) -> str:
    """Findings as JUnit XML, a suite for each policy pack.

    A mandatory finding is a failure, an advisory one is skipped with its message, a rule that holds passes. The first
    case says that the pack ran, so that a suite without findings is not empty.
    """
    report = JUnitXml("policies")
    for pack, version in found.packs.items():
        suite = TestSuite(pack)
        suite.add_property("version", version)
        suite.add_testcase(TestCase("the policy pack ran", pack))
        suite.add_testcases([_case(finding) for finding in found.findings if finding.pack == pack])
        suite.add_testcases([TestCase(rule, f"{pack}.{rule}") for owner, rule in found.held if owner == pack])
        report.add_testsuite(suite)
    report.update_statistics()
    xml = cast(bytes, report.tostring()).decode()
    return minidom.parseString(_NOT_IN_XML.sub("", xml)).toprettyxml(indent="  ")


def _case(finding: Finding) -> TestCase:
    case = TestCase(f"{finding.rule}: {finding.resource}", f"{finding.pack}.{finding.rule}")
    outcome = Failure if finding.is_mandatory else Skipped
    result = outcome(finding.message.splitlines()[0] if finding.message else finding.rule, finding.severity)
    result.text = f"{finding.message}\n{finding.urn}"
    case.result = result
    return case

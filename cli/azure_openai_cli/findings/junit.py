"""Findings as JUnit XML."""

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from .. import junit
from . import Finding, Findings


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
    return junit.text(report)


def _case(finding: Finding) -> TestCase:
    case = TestCase(f"{finding.rule}: {finding.resource}", f"{finding.pack}.{finding.rule}")
    outcome = Failure if finding.is_mandatory else Skipped
    result = outcome(finding.message.splitlines()[0] if finding.message else finding.rule, finding.severity)
    result.text = f"{finding.message}\n{finding.urn}"
    case.result = result
    return case

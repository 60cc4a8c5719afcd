"""What `verify` tells as JUnit XML."""

from collections.abc import Iterable

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from .. import junit
from .lines import Line, Outcome

_RESULTS = {Outcome.failed: Failure, Outcome.accepted: Skipped, Outcome.not_checked: Skipped}


def document(name: str, lines: Iterable[Line]) -> str:
    """Lines as a suite: a case for each, skipped where it was not checked or may fail."""
    report, suite = JUnitXml("verify"), TestSuite(name)
    suite.add_testcases([_case(line) for line in lines])
    report.add_testsuite(suite)
    return junit.text(report)


def _case(line: Line) -> TestCase:
    case = TestCase(line.check.value, line.where)
    if line.outcome in _RESULTS:
        case.result = _RESULTS[line.outcome](line.said, line.outcome.value)
    return case

"""JUnit XML, as test views of Azure DevOps, GitLab and Jenkins read it."""

import re
from typing import cast
from xml.dom import minidom

from junitparser import JUnitXml

_NOT_IN_XML = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that no XML 1.0 document may hold, such as the escapes of a coloured message."""


def text(report: JUnitXml) -> str:
    """A report as it is written."""
    report.update_statistics()
    xml = cast(bytes, report.tostring()).decode()
    return minidom.parseString(_NOT_IN_XML.sub("", xml)).toprettyxml(indent="  ")

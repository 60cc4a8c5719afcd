"""SARIF 2.1.0, as code scanning of GitHub and Azure DevOps reads it."""

import hashlib
from typing import Any

from . import Finding, Findings
from .locations import locate

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}
"""GitHub sorts by a number from 0 to 10: over 9 is critical, 7 high, 4 medium."""


def document(found: Findings) -> dict[str, Any]:
    """Findings as a SARIF log, a run for each policy pack."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(pack, found) for pack in found.packs]}


def _run(pack: str, found: Findings) -> dict[str, Any]:
    findings = [finding for finding in found.findings if finding.pack == pack]
    held = [rule for owner, rule in found.held if owner == pack]
    first = {finding.rule: finding for finding in reversed(findings)}
    rules = [_rule(finding) for finding in first.values()] + [{"id": rule} for rule in held]
    driver = {"name": pack, "version": found.packs[pack], "rules": sorted(rules, key=lambda rule: rule["id"])}
    return {"tool": {"driver": driver}, "results": [_result(finding) for finding in findings]}


def _rule(finding: Finding) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": ["security", "azure-openai"]}
    if finding.severity in _SECURITY_SEVERITY:
        properties["security-severity"] = _SECURITY_SEVERITY[finding.severity]
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.message.splitlines()[0] if finding.message else finding.rule},
        "defaultConfiguration": {"level": _level(finding)},
        "properties": properties,
    }


def _result(finding: Finding) -> dict[str, Any]:
    at = locate(finding)
    identity = hashlib.sha256(f"{finding.rule}|{finding.urn}".encode()).hexdigest()
    return {
        "ruleId": finding.rule,
        "level": _level(finding),
        "message": {"text": f"{finding.resource}: {' '.join(finding.message.split())}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": at.path}, "region": {"startLine": at.line}},
                "logicalLocations": [{"fullyQualifiedName": finding.urn or "stack", "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"ruleAndResource/v1": identity},
    }


def _level(finding: Finding) -> str:
    return "error" if finding.is_mandatory else "warning"

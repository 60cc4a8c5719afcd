"""Write a `pulumi import` file: what the program describes and Azure already holds.

    pulumi preview --json | python import_file.py ids.txt > import.json

`ids.txt` holds the resource ids of the account and of its deployments, content filters and blocklists, one a line.
What is there and not in the program is told on standard error; what is in the program and not there is left to
`pulumi up`.
"""

import json
import sys
from pathlib import Path
from typing import Any

ACCOUNT = "/resourceGroups/{resourceGroupName}/providers/Microsoft.CognitiveServices/accounts/{accountName}"
BLOCKLIST = f"{ACCOUNT}/raiBlocklists/{{raiBlocklistName}}"
PATHS = {
    "azure-native:cognitiveservices:Account": ACCOUNT,
    "azure-native:cognitiveservices:Deployment": f"{ACCOUNT}/deployments/{{deploymentName}}",
    "azure-native:cognitiveservices:RaiPolicy": f"{ACCOUNT}/raiPolicies/{{raiPolicyName}}",
    "azure-native:cognitiveservices:RaiBlocklist": BLOCKLIST,
    "azure-native:cognitiveservices:RaiBlocklistItem": f"{BLOCKLIST}/raiBlocklistItems/{{raiBlocklistItemName}}",
}
"""Resource ids after the subscription, by type, from the inputs of a resource."""


def import_entries(preview: dict[str, Any], ids: list[str]) -> list[dict[str, Any]]:
    """Entries of the import file: the described resources whose ids are given, and the components around them."""
    described = {step["newState"]["urn"]: step["newState"] for step in preview["steps"] if step["op"] == "create"}
    entries: dict[str, dict[str, Any]] = {}

    def add(urn: str, **identity: Any) -> None:
        resource = described[urn]
        parent = resource.get("parent", "")
        if parent in described and described[parent]["type"] != "pulumi:pulumi:Stack":
            if parent not in entries:
                add(parent, component=True)
            identity["parent"] = entries[parent]["name"]
        name = urn.rsplit("::", 1)[1]
        kind = resource["type"].rsplit(":", 1)[1]
        entries[urn] = {"type": resource["type"], "name": f"{kind}-{name}", "logicalName": name, **identity}

    for urn, resource in described.items():
        for id in ids:
            if resource["type"] in PATHS and _is_of(id, resource):
                add(urn, id=id)
    return list(entries.values())


def _is_of(id: str, resource: dict[str, Any]) -> bool:
    """Whether an id is that of a described resource; Azure compares ids without regard to case."""
    path = PATHS[resource["type"]].format(**resource["inputs"])
    return id.lower().partition("/resourcegroups/")[2] == path.lower().partition("/resourcegroups/")[2]


def main() -> None:
    """Read the preview, write the file."""
    ids = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    entries = import_entries(json.load(sys.stdin), ids)
    for id in sorted(set(ids) - {entry.get("id") for entry in entries}):
        print(f"Not in the program: {id}", file=sys.stderr)
    json.dump({"resources": entries}, sys.stdout, indent=2)


if __name__ == "__main__":
    main()

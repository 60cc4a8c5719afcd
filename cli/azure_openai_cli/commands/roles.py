"""`roles`: the built-in roles that matter to Azure OpenAI."""

from typing import Annotated

import typer

from azure_openai_catalog import AS_OF, sources
from azure_openai_catalog import roles as catalog
from azure_openai_catalog.roles import Role

from ..exits import BadInput
from ..options import AsJson, unknown
from ..output import Drawn, answer, table


def roles(
    role: Annotated[str | None, typer.Argument(help="Only this role, by name or GUID, with its actions.")] = None,
    as_json: AsJson = False,
) -> None:
    """List built-in roles: name, GUID and what each allows."""
    if role is None:
        found = [entry for name in catalog.names() if (entry := catalog.find(name))]
        drawn = table("Roles", ["Role", "GUID", "Allows"], [(r.name, r.guid, r.allows) for r in found])
    else:
        found = [_named(role)]
        drawn = _actions(found[0])
    source = sources.of("roles")
    answer({"catalog_as_of": AS_OF, "source": str(source), "roles": found}, as_json, drawn, f"Source: {source}.")


def _named(role: str) -> Role:
    found = catalog.find(role)
    if found is None:
        raise BadInput([unknown("role", role, catalog.names())])
    return found


def _actions(role: Role) -> Drawn:
    rows = [("GUID", role.guid), ("allows", role.allows), ("former name", role.former_name or "none")]
    rows += [("action", action) for action in role.actions]
    rows += [("data action", action) for action in role.data_actions]
    return table(role.name, ["", "Value"], rows)

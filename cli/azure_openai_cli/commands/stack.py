"""`stack show`: what a stack will hold, as a tree."""

from typing import Annotated

import typer

from azure_openai_catalog import quotas, roles

from .. import holdings
from ..exits import ExitCode
from ..options import AsJson, State, stack_names
from ..output import Drawn, answer, problem_line
from ..stacks import Account, Deployment, Stack, empty, problems, version_of
from ..values import UNKNOWN, plain, text

app = typer.Typer(help="Stacks: what they hold.", no_args_is_help=True)


@app.callback()
def stack_() -> None:
    """Stacks: what they hold."""


@app.command("show")
def show(
    stack: Annotated[
        str | None,
        typer.Argument(help="Stack of this project, or the path of a stack file.", autocompletion=stack_names),
    ] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Show what a stack will hold, without running anything: from its file, or from exported state.

    Tells what of a file Azure would refuse, as far as the catalogue knows, and then ends with 3.
    """
    shown = holdings.one(stack, state)
    found = [*empty([shown]), *problems(shown)]
    answer({**plain(shown), "problems": found}, as_json, tree(shown), *map(problem_line, found))
    if any(not problem.is_warning for problem in found):
        raise typer.Exit(ExitCode.findings)


def tree(stack: Stack) -> Drawn:
    """A stack as a tree."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"stack {stack.name} ({stack.source})"), guide_style="dim")
    if stack.choices:
        shared = root.add("shared")
        for what, how in stack.choices:
            shared.add(Text(f"{what}: {how}"))
    for account in stack.accounts:
        branch = root.add(Text(_account(account)))
        for name in account.content_filters:
            branch.add(Text(f"content filter {name}"))
        for deployment in account.deployments:
            branch.add(Text(_deployment(deployment)))
    if stack.role_assignments:
        access = root.add("access")
        for assignment in stack.role_assignments:
            known = roles.find(assignment.role)
            role = known.name if known else assignment.role
            access.add(Text(f"{role} for {assignment.principal_type} {assignment.principal_id} ({assignment.key})"))
    return root


def _account(account: Account) -> str:
    keys = "keys and Entra tokens" if account.local_auth else "Entra tokens only"
    return f"account {account.name}: {account.kind} in {account.region}, public network {account.public_network_access}, {keys}"


def _deployment(deployment: Deployment) -> str:
    version = deployment.version or "version chosen by Azure"
    parts = [f"deployment {deployment.name}: {deployment.model} {version}, {deployment.sku} {deployment.capacity}"]
    rates = quotas.rate_limits(deployment.model, deployment.version or "", deployment.sku, deployment.capacity)
    if rates and rates.tokens_per_minute:
        parts.append(f"{text(rates.tokens_per_minute)} tokens a minute")
    parts.append(f"filter {deployment.content_filter or 'default'}")
    if deployment.spillover:
        parts.append(f"spills over to {deployment.spillover}")
    known = version_of(deployment)
    parts.append(f"retires {known.retirement_date if known and known.retirement_date else UNKNOWN}")
    return ", ".join(parts)

import click

from partner_hub.commands.group import hub
from partner_hub.communities import service
from partner_hub.core.db import db
from partner_hub.core.identity_numbers import refuse_identity_numbers


@hub.command("create-community")
@click.argument("name")
@click.option("--district", required=True, help="The district, for instance 鼓楼区; its observers see the community.")
@click.option("--households", required=True, type=click.IntRange(0), help="How many households live there.")
@click.option("--city", default="", help="The city, for instance 福州市.")
@click.option("--street", default="", help="The street office or town above the community.")
@click.option("--party-committee", default="", help="Who issues the minutes; NAME党委 when it is not given.")
def create_community_command(name: str, **facts: str) -> None:
    """Found the community NAME with the usual categories."""
    refuse_identity_numbers({"name": name} | facts)
    # Of the options households is a number: click checks them, not the annotation.
    community = service.create_community(name, **facts)  # type: ignore[arg-type]
    db.session.commit()
    click.echo(f"Created the community {community.name} (number {community.id}).")

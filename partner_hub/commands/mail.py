import click
from flask import current_app

from partner_hub.commands.group import hub
from partner_hub.core import postman


@hub.command("send-mail")
def send_mail() -> None:
    """Send the mails that wait in the outbox.

    Mails are sent after each request by themselves; this sends those that a server did not take. Run it every few
    minutes, for instance by cron.
    """
    waiting = postman.count_waiting()
    if waiting and not current_app.config["MAIL_URL"]:
        raise click.ClickException(f"No mail server is set (PARTNER_HUB_MAIL_URL); mails that wait: {waiting}.")
    sent, failed = postman.send_pending()
    click.echo(f"Sent: {sent}. Waiting: {postman.count_waiting()}.")
    if failed:
        raise click.ClickException(f"Mails that the server did not take: {failed}. {postman.last_error()}")

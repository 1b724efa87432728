import click
from flask import current_app

from partner_hub.commands.group import hub
from partner_hub.core import clock, mail_outbox
from partner_hub.messages.bundles import bundle_due_mails


@hub.command("send-mail")
def send_mail() -> None:
    """Put messages that are due into mails, and send the mails that wait in the outbox.

    Mails to one person go out together, as often as the person chose. The running server does this by itself (see
    PARTNER_HUB_TICKER); where it does not, run this every few minutes, for instance by cron.
    """
    waiting = mail_outbox.count_waiting_mails()
    if waiting and not current_app.config["MAIL_URL"]:
        raise click.ClickException(f"No mail server is set (PARTNER_HUB_MAIL_URL); mails that wait: {waiting}.")
    bundle_due_mails(clock.utc_now())
    sent, failed = mail_outbox.send_pending()
    click.echo(f"Sent: {sent}. Waiting: {mail_outbox.count_waiting_mails()}.")
    if failed:
        raise click.ClickException(f"Mails that the server did not take: {failed}. {mail_outbox.last_mail_error()}")

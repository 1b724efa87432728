from partner_hub.commands.group import hub

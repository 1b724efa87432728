"""What gunicorn serves and `flask` finds."""

from pathlib import Path

from dotenv import load_dotenv

from partner_hub import create_app

# The environment wins over the file that the set-up wrote once, with this machine's own secret key.
load_dotenv(Path(__file__).parent / "var" / "partner-hub.env")
app = create_app()

#!/usr/bin/env bash
# wordllama 0.4.0.post1 has everything in its wheel, and load() goes to the network all the same: a folder's name differs.
#
# The wheel brings weights/l2_supercat_256.safetensors and tokenizers/l2_supercat_tokenizer_config.json. Inside the
# package load() looks in "weights" and in "tokenizer", without s, though its own description says "tokenizers". So it
# asks huggingface.co for 1.8 MB that lie beside it and writes them to the home folder; where there is no network, it
# raises FileNotFoundError, and so it does with disable_download=True. In a cache folder it looks in "tokenizers":
# with cache_dir= the package's own folder, everything is found and nothing asked for: the last row.
#
# No name is looked up here: the script refuses it and writes down which. Fails when an answer changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check wordllama==0.4.0.post1
HOME=$work NO_PROXY='*' no_proxy='*' "$work/venv/bin/python" - <<'PY'
import logging
import socket
from pathlib import Path

import wordllama

asked = []


def refuse(host, *_args, **_settings):
    asked.append(host)
    raise socket.gaierror("no network")


def load(**settings) -> tuple[str, list[str]]:
    """What came of it, and the hosts that were asked for."""
    asked.clear()
    try:
        model = wordllama.WordLlama.load(**settings)
    except FileNotFoundError as error:
        return f"FileNotFoundError: {error}", sorted(set(asked))
    return f"{model.embed('non-slip mat').shape[1]} dimensions", sorted(set(asked))


socket.getaddrinfo = refuse
logging.disable()
package = Path(wordllama.__file__).parent
for needed in ("weights/l2_supercat_256.safetensors", "tokenizers/l2_supercat_tokenizer_config.json"):
    print(needed, (package / needed).stat().st_size, "bytes")
found = {
    "load()": load(),
    "load(disable_download=True)": load(disable_download=True),
    "load(cache_dir=package, disable_download=True)": load(cache_dir=package, disable_download=True),
}
for call, (answer, hosts) in found.items():
    print(call, "->", answer, "| asked for:", hosts)
tokenizer = "l2_supercat_tokenizer_config.json"
site = "huggingface.co"
assert list(found.values()) == [
    (f"FileNotFoundError: Failed to download tokenizer file '{tokenizer}' from "
     f"'https://{site}/dleemiller/word-llama-l2-supercat/resolve/main/{tokenizer}'.", [site]),
    (f"FileNotFoundError: Tokenizer file '{tokenizer}' not found in project root or cache, and downloads are disabled.", []),
    ("256 dimensions", []),
], found
PY
echo "as described"

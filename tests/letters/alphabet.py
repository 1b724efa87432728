"""Every ideograph of Extensions A-J: the blocks of Blocks-17.0.0.txt, some places of which are still empty."""

EXTENSIONS = {
    "A": range(0x3400, 0x4DC0),
    "B": range(0x20000, 0x2A6E0),
    "C": range(0x2A700, 0x2B740),
    "D": range(0x2B740, 0x2B820),
    "E": range(0x2B820, 0x2CEB0),
    "F": range(0x2CEB0, 0x2EBF0),
    "G": range(0x30000, 0x31350),
    "H": range(0x31350, 0x323B0),
    "I": range(0x2EBF0, 0x2EE60),
    "J": range(0x323B0, 0x33480),
}
EVERY_LETTER = "".join(chr(code) for block in EXTENSIONS.values() for code in block)
# A few of each block, its first and its last among them.
SOME_LETTERS = "".join(chr(code) for block in EXTENSIONS.values() for code in (*block[:: len(block) // 7], block[-1]))


def pieces(letters: str, length: int) -> list[str]:
    return [letters[start : start + length] for start in range(0, len(letters), length)]

"""Invented numbers of identity papers and cards, with right check figures; no region has the code 359901."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
REGION = "359901"


def identity(birthday: str = "19780315", serial: int = 421) -> str:
    """The 18 figures of GB 11643."""
    body = f"{REGION}{birthday}{serial:03d}"
    return body + "10X98765432"[sum(int(figure) * weight for figure, weight in zip(body, WEIGHTS, strict=True)) % 11]


def old_identity(birthday: str = "780315", serial: int = 421) -> str:
    """The 15 figures that papers had until 1999."""
    return f"{REGION}{birthday}{serial:03d}"


def disability(serial: int = 421) -> str:
    """The number of the identity card, the kind and the degree of the disability."""
    return f"{identity(serial=serial)}43"


def bank_card(number: int = 202012345678901) -> str:
    """19 figures with the check figure of Luhn; 62 stands for the country's own cards."""
    body = f"622{number:015d}"
    doubled = (int(figure) * (2 - place % 2) for place, figure in enumerate(reversed(body)))
    return body + str(-sum(figure // 10 + figure % 10 for figure in doubled) % 10)


def wide(number: str) -> str:
    """As full-width signs."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in number)


def blanked(number: str) -> str:
    """As it is printed on the paper, in groups."""
    return f"{number[:6]} {number[6:14]} {number[14:]}"

"""The check digits of VAT ids: one wrong digit, or two that changed places, is found without asking anybody.

Sources: the Austrian ministry of finance collects the member states' rules ("UID-Konstruktionsregeln"). For
Italy and Sweden they are Luhn's formula (ISO/IEC 7812-1), for Germany and Croatia ISO/IEC 7064 (MOD 11,10);
Spain's and Ireland's tax authorities publish theirs with the NIF and the PPS number. Where a state publishes
nothing, or several rules beside each other, the shape must do.
"""

from collections.abc import Callable, Iterable, Mapping


def weighted(number: str, weights: Iterable[int]) -> int:
    """The sum of the first digits, each times its weight."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1: from the right, every second digit is doubled, and its own digits are added."""
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in number[-2::-2])
    return (sum(int(digit) for digit in number[::-2]) + sum(doubled)) % 10 == 0


def mod_11_10(number: str) -> bool:
    """ISO/IEC 7064: a running product modulo 11 of running sums modulo 10."""
    product = 10
    for digit in number[:-1]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[-1])


def austrian(number: str) -> bool:
    """Luhn's sum over the first seven digits after the U, with a four added."""
    digits = number[1:]
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[1:7:2])
    total = sum(int(digit) for digit in digits[0:7:2]) + sum(doubled) + 4
    return -total % 10 == int(digits[7])


def belgian(number: str) -> bool:
    """The last two digits and the others modulo 97 make 97."""
    return (int(number[:8]) + int(number[8:])) % 97 == 0


def danish(number: str) -> bool:
    """A weighted sum that eleven divides."""
    return weighted(number, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def dutch(number: str) -> bool:
    """Either the old way, a weighted sum modulo 11, or that of sole traders since 2020, letters modulo 97."""
    if weighted(number, range(9, 1, -1)) % 11 == int(number[8]):
        return True
    return int("".join(str(int(sign, 36)) for sign in f"NL{number}")) % 97 == 1


def estonian(number: str) -> bool:
    """A weighted sum that ten divides."""
    return weighted(number, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0


def finnish(number: str) -> bool:
    """A weighted sum that eleven divides."""
    return weighted(number, (7, 9, 10, 5, 8, 4, 2, 1)) % 11 == 0


def french(number: str) -> bool:
    """The key is made of the nine digits of the SIREN, which is itself a number after Luhn.

    Keys with letters follow a rule that differs from office to office; there, the SIREN must do.
    """
    key, siren = number[:2], number[2:]
    if siren[:3] == "000":  # Monaco numbers its businesses otherwise
        return True
    return luhn(siren) and (not key.isdigit() or int(key) == (12 + 3 * int(siren)) % 97)


def greek(number: str) -> bool:
    """A sum of powers of two, modulo 11 and then 10."""
    return weighted(number, (2**power for power in range(8, 0, -1))) % 11 % 10 == int(number[8])


def hungarian(number: str) -> bool:
    """A weighted sum that ten divides."""
    return weighted(number, (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0


def irish(number: str) -> bool:
    """A weighted sum modulo 23 is a letter; a second letter counts ninefold. Old ids have a letter inside."""
    if not number[1].isdigit():
        number = f"0{number[2:7]}{number[0]}{number[7:]}"
    extra = (ord(number[8]) - ord("A") + 1) * 9 if number[8:] else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(weighted(number, range(8, 1, -1)) + extra) % 23] == number[7]


def italian(number: str) -> bool:
    """Luhn's formula, over seven digits of a business and three of its office."""
    return number[:7] != "0000000" and luhn(number)


def luxembourgish(number: str) -> bool:
    """The first six digits modulo 89."""
    return int(number[:6]) % 89 == int(number[6:])


def maltese(number: str) -> bool:
    """A weighted sum that 37 divides."""
    return weighted(number, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0


def polish(number: str) -> bool:
    """A weighted sum modulo 11; ten is no digit, and no number has it."""
    return weighted(number, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(number[9])


def portuguese(number: str) -> bool:
    """A weighted sum modulo 11, taken from eleven; ten and eleven are written as zero."""
    return (11 - weighted(number, range(9, 1, -1)) % 11) % 11 % 10 == int(number[8])


def slovakian(number: str) -> bool:
    """A number that eleven divides."""
    return int(number) % 11 == 0


def slovenian(number: str) -> bool:
    """A weighted sum modulo 11, taken from eleven; ten is written as zero, and eleven is left out."""
    check = 11 - weighted(number, range(8, 1, -1)) % 11
    return check != 11 and check % 10 == int(number[7])


def spanish(number: str) -> bool:
    """A person's letter is the number modulo 23; a company's last sign is Luhn's digit, or a letter for it.

    Which kind of company has which is told in several ways; both are taken, for a false alarm costs a sale.
    """
    first, last = number[0], number[-1]
    if first in "KLMXYZ" or first.isdigit():
        leading = {"X": "0", "Y": "1", "Z": "2", "K": "", "L": "", "M": ""}.get(first, first)
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int(f"{leading}{number[1:8]}") % 23] == last
    digit = next(str(end) for end in range(10) if luhn(f"{number[1:8]}{end}"))
    return first in "ABCDEFGHJNPQRSUVW" and last in (digit, "JABCDEFGHI"[int(digit)])


def swedish(number: str) -> bool:
    """Luhn's formula over the number of the organisation, without the two digits behind it."""
    return luhn(number[:10])


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "AT": austrian,
    "BE": belgian,
    "DE": mod_11_10,
    "DK": danish,
    "EE": estonian,
    "EL": greek,
    "ES": spanish,
    "FI": finnish,
    "FR": french,
    "HR": mod_11_10,
    "HU": hungarian,
    "IE": irish,
    "IT": italian,
    "LU": luxembourgish,
    "MT": maltese,
    "NL": dutch,
    "PL": polish,
    "PT": portuguese,
    "SE": swedish,
    "SI": slovenian,
    "SK": slovakian,
}

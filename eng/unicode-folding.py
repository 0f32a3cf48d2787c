#!/usr/bin/env python3
"""Writes src/FhirTyped/Matching/Values/folding.facts from the Unicode Character Database that Python holds.

Run: python3 eng/unicode-folding.py > src/FhirTyped/Matching/Values/folding.facts
"""
import re
import sys
import unicodedata as ucd

# Marks that are vowels and the like, without which a word is another one: what has no combining class, viramas, and the vowels of
# Telugu, Thai, Lao and Tibetan. All other marks stand beside a letter as accents do.
KEPT_CLASSES = {0, 9, 84, 91, 103, 118, 122, 129, 130, 132}

# Default_Ignorable_Code_Point: joiners, direction marks, variation selectors, soft hyphen.
IGNORED = [(0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
           (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
           (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)]

# Letters and signs that Unicode does not decompose, though nobody minds them in a search.
OWN = {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ȷ": "j", "ĸ": "k", "ŋ": "n", "ſ": "s", "ɐ": "a", "ə": "e", "ɛ": "e", "ɔ": "o",
       "ĳ": "ij", "ʻ": "'", "ʼ": "'", "ʽ": "'", "ˈ": "'", "‘": "'", "’": "'", "‛": "'", "′": "'",
       "‐": "-", "–": "-", "—": "-", "―": "-", "‒": "-", "−": "-"}

LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH ")


def is_ignored(code):
    return any(first <= code <= last for first, last in IGNORED)


def is_dropped(char):
    return is_ignored(ord(char)) or ucd.category(char) == "Me" or (ucd.category(char) == "Mn" and ucd.combining(char) not in KEPT_CLASSES)


def once(text):
    result = ""
    for char in ucd.normalize("NFKD", text):
        if is_dropped(char):
            continue
        for folded in ucd.normalize("NFKD", char.casefold()):
            if is_dropped(folded):
                continue
            latin = LATIN.match(ucd.name(folded, ""))
            if folded in OWN:
                result += OWN[folded]
            elif latin:
                result += latin.group(1).lower()
            elif 0x30A1 <= ord(folded) <= 0x30F6 or ord(folded) in (0x30FD, 0x30FE):
                result += chr(ord(folded) - 0x60)  # Katakana and Hiragana differ as capital and small letters do.
            else:
                result += folded
    return result


def fold(char):
    text = once(char)
    return text if once(text) == text else fold(text)


def main():
    out = sys.stdout
    out.write(f"# Unicode {ucd.unidata_version} (Unicode license v3): what each character is in a search that minds neither case nor accents.\n")
    out.write("# first[-last] +difference | first[-last] characters; nothing behind it: it is left out. Hexadecimal. Hangul is reckoned.\n")
    out.write("# Made by eng/unicode-folding.py, which says by what rules.\n")
    runs = []
    for code in range(0x80, 0x110000):
        if 0xD800 <= code <= 0xDFFF or 0xAC00 <= code <= 0xD7A3:
            continue
        char = chr(code)
        folded = "" if is_dropped(char) else fold(char)
        if folded == char:
            continue
        key = ("d", ord(folded) - code) if len(folded) == 1 else ("t", folded)
        if runs and runs[-1][1] == code - 1 and runs[-1][2] == key:
            runs[-1][1] = code
        else:
            runs.append([code, code, key])
    for first, last, (kind, value) in runs:
        out.write(f"{first:X}" + (f"-{last:X}" if last > first else ""))
        if kind == "d" and last > first:
            out.write(f" {value:+X}")
        else:
            text = chr(first + value) if kind == "d" else value
            out.write("".join(f" {ord(c):X}" for c in text))
        out.write("\n")


main()

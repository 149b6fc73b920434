"""The tree of tags of a PDF as JSON: what a screen reader goes by, with its words, in its order.

An element is {"tag": …, "kids": […]}; a kid is an element or, as a string, words of the page.
"""

import json
import sys

import pikepdf


class Font:
    """What the codes of a font stand for, by its /ToUnicode."""

    def __init__(self, font):
        self.words = {}
        if "/ToUnicode" not in font:
            return
        numbers = []
        for operands, operator in pikepdf.parse_content_stream(font.ToUnicode):
            told = str(operator)
            if told == "endbfchar":
                for code, words in zip(operands[::2], operands[1::2]):
                    self.words[bytes(code)] = bytes(words).decode("utf-16-be")
            elif told == "endbfrange":
                for first, last, words in zip(operands[::3], operands[1::3], operands[2::3]):
                    self.range(bytes(first), bytes(last), words)
            else:
                numbers.clear()

    def range(self, first, last, words):
        start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        for offset, code in enumerate(range(start, end + 1)):
            if isinstance(words, pikepdf.Array):
                said = bytes(words[offset]).decode("utf-16-be")
            else:
                said = bytes(words).decode("utf-16-be")
                said = said[:-1] + chr(ord(said[-1]) + offset)
            self.words[code.to_bytes(len(first), "big")] = said

    def read(self, codes):
        return "".join(self.words.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def words_of(page, fonts):
    """The words of a page by the number of their marked content."""
    told = {}
    # What is open: its number, and whether other words stand for those inside.
    marks = []
    font, kept = None, []

    def say(words):
        if any(replaced for _, replaced in marks):
            return
        number = next((number for number, _ in reversed(marks) if number is not None), None)
        if number is not None:
            told[number] = told.get(number, "") + words

    for operands, operator in pikepdf.parse_content_stream(page, "q Q Tf Tj TJ BDC BMC EMC"):
        name = str(operator)
        if name == "q":
            kept.append(font)
        elif name == "Q":
            font = kept.pop()
        elif name == "Tf":
            resource = page.Resources.Font[str(operands[0])]
            if resource.objgen not in fonts:
                fonts[resource.objgen] = Font(resource)
            font = fonts[resource.objgen]
        elif name == "Tj":
            say(font.read(bytes(operands[0])))
        elif name == "TJ":
            strings = (piece for piece in operands[0] if isinstance(piece, pikepdf.String))
            say(font.read(b"".join(bytes(piece) for piece in strings)))
        elif name == "BMC":
            marks.append((None, False))
        elif name == "BDC":
            properties = operands[1]
            if isinstance(properties, pikepdf.Name):
                properties = page.Resources.Properties[str(properties)]
            replaced = "/ActualText" in properties
            number = int(properties.MCID) if "/MCID" in properties else None
            marks.append((number, False))
            if replaced:
                say(str(properties.ActualText))
            marks[-1] = (number, replaced)
        elif name == "EMC":
            marks.pop()
    return told


def tree(pdf):
    pages, fonts = {}, {}

    def words(page, number):
        if page.objgen not in pages:
            pages[page.objgen] = words_of(page, fonts)
        return pages[page.objgen].get(number, "")

    def kids(kid, page):
        if isinstance(kid, pikepdf.Array):
            return [one for each in kid for one in kids(each, page)]
        if not isinstance(kid, pikepdf.Dictionary):
            return [words(page, int(kid))]
        page = kid.get("/Pg", page)
        if "/S" in kid:
            return [{"tag": str(kid.S)[1:], "kids": kids(kid.get("/K", pikepdf.Array()), page)}]
        if "/MCID" in kid:
            return [words(page, int(kid.MCID))]
        return []

    return kids(pdf.Root.StructTreeRoot.K, None)


json.dump(tree(pikepdf.open(sys.argv[1])), sys.stdout, ensure_ascii=False)

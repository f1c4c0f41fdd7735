"""Marked catalogues uploaded to the page: small and large, with and without scripts."""

import json
from collections.abc import Iterator

from django.conf.global_settings import FILE_UPLOAD_MAX_MEMORY_SIZE

from tests.catalogue.files import HEADER, lines, pull
from tests.site.marked_forms import IN_PARTS, URL_ENCODED, url_encoded, values_of
from tests.site.marks import DIGITS, MARK, MARKED_HEADERS
from tests.site.server import Server

# More than Django's upload handler keeps in memory.
LARGE_BYTES = 2_750_000
RAW = {"Content-Type": "application/octet-stream"}
DOWNLOADS = ("csv-tableur", "xlsx", "portail-depot", "portail", "csv", "jsonl", "erreurs")


def drop_catalogues(server: Server, *, only_small: bool = False) -> Iterator[str]:
    """Read, score and download marked rows, valid and invalid; return the scores."""
    rows = [
        pull(**{"Référence interne": MARK, "Masse (en kg)": f"0,{DIGITS}", MARK: MARK}),
        pull(**{"Catégorie": MARK, "Masse (en kg)": f"{MARK}{DIGITS}"}),
    ]
    small = lines(rows, [*HEADER, MARK])
    # Long cells make a large file of fewer rows to compute.
    long = lines([row | {MARK: MARK * 300} for row in rows], [*HEADER, MARK])
    repeated = b"".join(long.splitlines(keepends=True)[1:])
    large = small + repeated * (LARGE_BYTES // len(repeated))
    assert len(large) > FILE_UPLOAD_MAX_MEMORY_SIZE
    for content in [small] if only_small else [small, large]:
        answer = server.ask("POST", "/catalogue/resultats/?portail=1", *in_a_form(content))
        assert answer.status == 200
        assert MARK in answer.body.decode()
        kept = values_of(answer.body.decode())
        answer = server.ask("POST", "/catalogue/calcul/?portail=1&lien=1", content, headers(RAW))
        assert answer.status == 200
        found = [json.loads(line) for line in answer.body.splitlines()]
        assert MARK in str(found[1])
        yield repr(found[1]["score"])
        table = {
            "header": found[0]["header"],
            "separator": ";",
            "rows": [{"line": row["line"], "cells": row["cells"]} for row in found[1:-1][:100]],
        }
        table["rows"][0]["query"] = {"product": MARK, MARK: DIGITS}
        for written in DOWNLOADS:
            path = f"/catalogue/telechargement/{written}/?q={MARK}"
            answer = server.ask("POST", path, json.dumps(table).encode(), headers({}, json=True))
            assert answer.status == 200, written
            if "kept" in kept:
                body = url_encoded(kept)
                assert server.ask("POST", path, body, headers(URL_ENCODED)).status == 200
    pasted = url_encoded({"text": small.decode().replace(";", "\t"), "portal": "1"})
    assert server.ask("POST", "/catalogue/resultats/", pasted, headers(URL_ENCODED)).status == 200
    for bad in (MARK.encode(), b"PK\x03\x04" + MARK.encode(), f'[{{"{MARK}": 1'.encode()):
        assert server.ask("POST", "/catalogue/resultats/", *in_a_form(bad)).status in (200, 400)
        assert server.ask("POST", "/catalogue/calcul/", bad, headers(RAW)).status < 500


def in_a_form(content: bytes) -> tuple[bytes, dict[str, str]]:
    """A form with a file, and its headers."""
    head = f'Content-Disposition: form-data; name="file"; filename="{MARK}.csv"\r\n\r\n'
    portal = b'--limite\r\nContent-Disposition: form-data; name="portal"\r\n\r\n1\r\n'
    body = portal + b"--limite\r\n" + head.encode() + content + b"\r\n--limite--\r\n"
    return body, headers(IN_PARTS)


def headers(kind: dict[str, str], *, json: bool = False) -> dict[str, str]:
    return MARKED_HEADERS | kind | ({"Content-Type": "application/json"} if json else {})

#!/usr/bin/env python3
"""Fills corpus/ with the fixtures: each target's own files, for containers the part that the target writes."""

import shutil
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
PARTS = {
    "docx": ("docx", "word/document.xml"),
    "numbering": ("docx", "word/numbering.xml"),
    "odt": ("odt", "content.xml"),
    "xlsx": ("xlsx", "xl/worksheets/sheet1.xml"),
    "strings": ("xlsx", "xl/sharedStrings.xml"),
    "ods": ("ods", "content.xml"),
}
WHOLE = {
    "container": ["docx", "odt", "xlsx", "ods"], "csv": ["csv"], "html": ["html", "htm", "clipboard"], "mht": ["mht"],
    "markdown": ["md"], "text": ["txt"], "check": ["txt", "html", "md", "csv"],
}


def files(extension):
    return sorted(FIXTURES.rglob(f"*.{extension}"))


def put(target, file, content):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{file.parent.name}-{file.name}").write_bytes(content)


shutil.rmtree(HERE / "corpus", ignore_errors=True)
for target, (extension, part) in PARTS.items():
    for file in files(extension):
        with zipfile.ZipFile(file) as container:
            if part in container.namelist():
                put(target, file, container.read(part))
for target, extensions in WHOLE.items():
    for file in (file for extension in extensions for file in files(extension)):
        put(target, file, file.read_bytes())

"""Five thousand pupils from EDEXML: read, previewed and stored."""

import time
from pathlib import Path

from measure import Finding

from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store

PUPILS = 5000


def edexml(folder: Path) -> list[Finding]:
    """From the file to rows on disk, once: a second time there would be nothing to write."""
    path = folder / "EDEX.XML"
    path.write_text(_file(), encoding="utf-8")
    cheap = Cost(memory=64, passes=1, lanes=1)
    school = NewSchool("Big school", "bonaire", place="Kralendijk")
    store, _key = create_store(
        folder / "read.npo", "a long passphrase for a stick", school, cost=cheap
    )
    start = time.perf_counter()
    file = read_pupils(path)
    with store.writing() as session:
        summary = apply_pupils(session, preview_pupils(session, file))
    took = 1000 * (time.perf_counter() - start)
    store.close()
    assert summary.counts["pupils"]["new"] == PUPILS
    return [Finding(f"EDEXML of {PUPILS} pupils, read and stored", took, None, 5000, "ms")]


def _file() -> str:
    pupils = "".join(
        f'<leerling key="{n:05}"><achternaam>Naam{n % 700}</achternaam><roepnaam>Kind{n}</roepnaam>'
        f"<geboortedatum>{2013 + n % 8}-0{1 + n % 9}-1{n % 10}</geboortedatum>"
        f"<geslacht>{1 + n % 2}</geslacht><jaargroep>{1 + n % 8}</jaargroep>"
        '<groep key="g"/></leerling>'
        for n in range(PUPILS)
    )
    return (
        "<EDEX><school><schooljaar>2026-2027</schooljaar></school><groepen>"
        '<groep key="g"><naam>A</naam><jaargroep>C</jaargroep></groep></groepen>'
        f"<leerlingen>{pupils}</leerlingen></EDEX>"
    )

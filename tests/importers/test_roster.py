"""Pupils out of OneRoster and School Data Sync: zip or folder, and nothing that is not ours."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.i18n import speaking
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.rosters.roster import american_grade

FILES = Path(__file__).parents[1] / "files" / "exchange"
ROSTER = FILES / "made-here" / "oneroster-1.1-bulk.zip"
SDS_1 = FILES / "made-here" / "sds-1"
SDS_21 = FILES / "sds-csv" / "v2.1"
TODAY = date(2026, 11, 24)

USERS = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,grades\n"


def read(path: Path, **grades: int | None) -> PupilFile:
    with speaking("en"):
        return read_pupils(path, today=TODAY, grades=grades or None)


def zipped(folder: Path, parts: Mapping[str, str | bytes], name: str = "export.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def parts_of(path: Path) -> dict[str, str | bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_oneroster_sample_is_read_as_its_maker_describes_it() -> None:
    file = read(ROSTER)

    assert (file.format, file.source, file.school_year) == (
        "OneRoster 1.1",
        "oneroster:99ZZ",
        "2025-2026",
    )
    assert [(p.key, p.number, p.call_name, p.last_name) for p in file.pupils] == [
        ("u1", "1001", "Jahzara", "Hassell"),
        ("u2", "1002", 'Liam "LJ"', "Johnson"),
        ("u3", "0990", "Gone", "Pupil"),
    ]
    assert [p.leaver for p in file.pupils] == [False, False, True]  # disabled
    assert [p.birth_date for p in file.pupils] == [date(2016, 5, 4), date(2015, 12, 24), None]
    assert [p.sex for p in file.pupils] == ["F", "M", ""]
    assert file.pupils[0].first_names == "Jahzara M."
    assert [(g.key, g.name, g.grade) for g in file.groups] == [
        ("k5", "Group 5, Red-billed Tropicbird", 7)
    ]
    (teacher,) = file.staff  # the guardian is nobody
    assert (teacher.last_name, [g.key for g in teacher.groups]) == ("Simmons", ["k5"])
    assert not file.is_partial


def test_grades_are_american_until_somebody_says_otherwise() -> None:
    guessed, chosen = read(ROSTER), read(ROSTER, **{"05": 5, "06": 6})

    assert [p.grade for p in guessed.pupils] == [7, 7, 8]
    assert [m.text for m in guessed.messages] == [
        "Grades are read the American way, as year groups: 05 = 7, 06 = 8."
    ]
    assert [(g.text, g.grade, g.pupils) for g in guessed.grades] == [("05", 7, 2), ("06", 8, 1)]
    assert [p.grade for p in chosen.pupils] == [5, 5, 6]
    assert chosen.messages == ()


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        *(("PK", 1), ("KG", 2), ("01", 3), ("5", 7), ("06", 8), ("07", 9), ("12", 14)),
        *(("K1", 1), ("Grade 5", 7), ("Group 5", 5), ("Form 1", 9), ("PS", None), ("13", None)),
    ],
)
def test_grades_of_the_united_states_are_counted_from_kindergarten(
    text: str, grade: int | None
) -> None:
    assert american_grade(text) == grade


def test_the_sds_sample_has_eight_users_of_whom_four_are_pupils_by_their_role() -> None:
    file = read(SDS_21)

    assert (file.format, file.source, file.school_year) == ("SDS 2.1", "sds:110003", "2021-2022")
    assert [p.number for p in file.pupils] == ["114001", "114003", "114004", "114008"]
    assert [member.last_name for member in file.staff] == ["Jonzer", "Fein"]
    assert [p.grade for p in file.pupils] == [12, 12, 12, None]
    assert file.as_of == date(2022, 6, 10)  # the year is over: its last day


def test_a_folder_and_one_of_its_tables_are_the_whole_export() -> None:
    assert read(SDS_21 / "users.csv").pupils == read(SDS_21).pupils


def test_a_folder_inside_the_zip_is_accepted_and_so_are_traces_of_a_mac(tmp_path: Path) -> None:
    parts = {f"export/{name}": content for name, content in parts_of(ROSTER).items()}
    path = zipped(tmp_path, parts | {"__MACOSX/export/._users.csv": b"\x00\x05\x16"})

    assert read(path).pupils == read(ROSTER).pupils


def test_the_older_sds_format_writes_the_month_first() -> None:
    file = read(SDS_1)

    assert (file.format, file.source) == ("SDS 1", "sds:10")
    assert [(p.key, p.number, p.birth_date) for p in file.pupils][:2] == [
        ("9001", "2001", date(2016, 4, 2)),
        ("9002", "2002", date(2020, 12, 19)),
    ]
    assert [p.leaver for p in file.pupils] == [False, False, True, False]
    assert file.pupils[3].fault == "The date 2/30/2016 does not exist."
    assert [(p.group, p.grade) for p in file.pupils][:2] == [("501", 6), ("", 2)]
    assert [(g.name, g.grade) for g in file.groups] == [("Grade 4 - Frigate Bird", 6)]
    assert [[g.key for g in member.groups] for member in file.staff] == [["501"]]


@pytest.mark.parametrize("path", [SDS_1, SDS_21, ROSTER], ids=["sds 1", "sds 2.1", "oneroster"])
def test_what_is_not_ours_to_keep_is_named_and_left_out(path: Path) -> None:
    file = read(path)

    kept = repr((file.pupils, file.groups, file.staff))
    for secret in ("P@ssword123", "Geheim123", "example.invalid", "outlook.com", "The Bottom"):
        assert secret not in kept
    if path != ROSTER:
        assert "password" in {name.casefold() for name in file.skipped_fields}


def test_oneroster_1_2_tells_roles_and_preferred_names_apart(tmp_path: Path) -> None:
    path = zipped(
        tmp_path,
        {
            "manifest.csv": "propertyName,propertyValue\noneroster.version,1.2\nfile.users,bulk\n",
            "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier\ns,,,S,school,77\n",
            "users.csv": "sourcedId,status,dateLastModified,enabledUser,username,givenName,"
            "familyName,identifier,preferredGivenName,grades\n"
            "1,,,TRUE,a,Anastasia,Croes,501,Ana,03\n2,,,TRUE,b,Rosa,Tromp,,,\n",
            "roles.csv": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,"
            "endDate,orgSourcedId\nr1,,,1,primary,student,,,s\nr2,,,2,primary,principal,,,s\n",
        },
    )

    file = read(path)

    assert (file.format, file.source) == ("OneRoster 1.2", "oneroster:77")
    (pupil,) = file.pupils
    assert (pupil.call_name, pupil.number, pupil.grade) == ("Ana", "501", 5)
    assert [(m.first_name, m.roles) for m in file.staff] == [("Rosa", ("DIR",))]


def test_a_delta_says_only_what_changed(tmp_path: Path) -> None:
    path = zipped(
        tmp_path,
        {
            "manifest.csv": "propertyName,value\noneroster.version,1.1\nfile.users,delta\n",
            "users.csv": USERS.replace("username", "role,username")
            + "1,tobedeleted,2026-10-01,true,student,a,Ana,Croes,03\n"
            + "2,active,2026-10-01,true,student,b,Luis,Tromp,03\n",
        },
    )

    file = read(path)

    assert file.is_partial
    assert [p.leaver for p in file.pupils] == [True, False]


def test_the_homeroom_comes_before_other_classes_and_what_ended_does_not_count(
    tmp_path: Path,
) -> None:
    parts = parts_of(ROSTER)
    head = "sourcedId,status,dateLastModified,"
    parts["classes.csv"] = (
        f"{head}title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds,subjects,subjectCodes,periods\n"
        "music,,,Music,,,,scheduled,,s1,t1,,,\nhome,,,Home,,,,homeroom,,s1,t1,,,\n"
        "old,,,Old home,,,,homeroom,,s1,t1,,,\n"
    )
    parts["enrollments.csv"] = (
        f"{head}classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "1,,,old,s1,u1,student,,2025-08-11,2025-10-01\n2,,,music,s1,u1,student,,,\n"
        "3,,,home,s1,u1,student,,,\n4,,,music,s1,u2,student,,,\n"
    )

    file = read(zipped(tmp_path, parts))

    assert [p.group for p in file.pupils] == ["home", "music", ""]


def test_one_table_alone_is_told_to_keep_the_others_with_it(tmp_path: Path) -> None:
    (tmp_path / "users.csv").write_text(USERS + "1,,,true,a,Ana,Croes,03\n")

    with pytest.raises(UserError, match="one table"):
        read(tmp_path / "users.csv")


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"orgs.csv": "sourcedId,name,type\n1,S,school\n"}, "one table"),
        ({"users.csv": USERS, "orgs.csv": "sourcedId\n"}, "no pupils"),
        ({"users.csv": "", "orgs.csv": ""}, "no pupils"),
        ({"users.csv": USERS + '1,,,true,a,"Ana\n', "orgs.csv": ""}, "cut off"),
        ({"../users.csv": USERS}, "absurd"),
        ({"users.csv": USERS + "x" * (26 * 1024 * 1024)}, "too large"),
    ],
)
def test_a_roster_that_is_none_is_one_sentence(
    parts: dict[str, str | bytes], word: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as refused:
        read(zipped(tmp_path, parts))

    assert word in refused.value.message
    assert refused.value.hint


def test_a_truncated_zip_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(ROSTER.read_bytes()[:900])

    with pytest.raises(UserError, match="damaged"):
        read(path)


def test_a_part_that_does_not_unpack_is_damaged(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", USERS * 50)
    broken = bytearray(memory.getvalue())
    broken[45:60] = b"\xff" * 15
    path = tmp_path / "broken.zip"
    path.write_bytes(bytes(broken))

    with pytest.raises(UserError, match="damaged"):
        read(path)

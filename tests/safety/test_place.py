"""The live store stays on a fixed disk of this computer, outside every cloud folder."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from npo_desktop.drives import Drive, drive_of, is_writable, linux_drive
from npo_desktop.place import Facts, Finding, Place, Verdict, gather_facts, judge_place, place_of

HOME = "C:\\Users\\juf\\"
MOUNTS = (
    "/dev/sda2 / ext4 rw 0 0\n"
    "/dev/sdb1 /media/juf/STICK\\040A vfat rw 0 0\n"
    "//server/data /mnt/share cifs rw 0 0\n"
    "server:/home /mnt/nfs nfs4 rw 0 0\n"
    "juf@server: /mnt/ssh fuse.sshfs rw 0 0\n"
    "/dev/nvme0n1p3 /srv ext4 rw 0 0\n"
)


def judged(store: PurePath, drive: Drive = Drive.FIXED, **changed: object) -> Place:
    facts = Facts(
        drive,
        is_writable=bool(changed.get("is_writable", True)),
        is_placeholder=bool(changed.get("is_placeholder", False)),
        cloud_roots=(("OneDrive", PureWindowsPath(HOME + "Documenten")),),
    )
    return judge_place(store, facts)


@pytest.mark.parametrize(
    "folder",
    [
        HOME + "OneDrive",
        HOME + "OneDrive - Basisschool Kaya Kora",
        HOME + "onedrive\\school",
        HOME + "Documenten",  # taken along by OneDrive, says the environment
        HOME + "Dropbox",
        HOME + "Dropbox (School)\\x",
        HOME + "Google Drive",
        "G:\\Mijn Drive",
        "G:\\My Drive\\school",
        HOME + "iCloudDrive",
        HOME + "Nextcloud",
        HOME + "Box",
        HOME + "MEGA",
        HOME + "pCloud Drive",
        HOME + "Proton Drive\\juf",
    ],
)
def test_a_cloud_folder_is_refused_with_a_place_of_its_own(folder: str) -> None:
    found = judged(PureWindowsPath(folder) / "school.npo")
    assert (found.verdict, found.finding) == (Verdict.REFUSED, Finding.CLOUD)
    assert found.message and found.hint and found.suggested is not None


@pytest.mark.parametrize(
    "folder",
    [
        HOME + "AppData\\Local\\NPO Desktop",
        "D:\\school",
        HOME + "Boxer",
        HOME + "megabytes",
        HOME + "Documenten2",
    ],
)
def test_a_fixed_disk_is_fine(folder: str) -> None:
    assert judged(PureWindowsPath(folder) / "Dropbox.npo").verdict is Verdict.FINE


def test_a_folder_under_linux_is_judged_alike() -> None:
    assert judged(PurePosixPath("/home/juf/Dropbox/school.npo")).finding is Finding.CLOUD
    assert judged(PurePosixPath("/home/juf/.local/share/school.npo")).verdict is Verdict.FINE


@pytest.mark.parametrize("store", ["\\\\server\\data\\school.npo", "//server/data/school.npo"])
def test_a_share_by_its_name_is_refused(store: str) -> None:
    assert judged(PureWindowsPath(store)).finding is Finding.NETWORK


def test_a_mapped_share_a_placeholder_and_a_folder_without_rights_are_refused() -> None:
    store = PureWindowsPath("Z:\\school.npo")
    assert judged(store, Drive.REMOTE).finding is Finding.NETWORK
    assert judged(store, is_placeholder=True).finding is Finding.CLOUD
    assert judged(store, is_writable=False).finding is Finding.READ_ONLY


def test_a_stick_is_allowed_only_as_portable_with_its_warning() -> None:
    found = judged(PureWindowsPath("E:\\school.npo"), Drive.REMOVABLE)
    assert (found.verdict, found.finding) == (Verdict.PORTABLE, Finding.REMOVABLE)
    assert found.message and found.hint
    assert judged(PureWindowsPath("E:\\OneDrive\\x.npo"), Drive.REMOVABLE).finding is Finding.CLOUD


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("/home/juf", Drive.FIXED),
        ("/srv/school", Drive.FIXED),
        ("/media/juf/STICK A/school", Drive.REMOVABLE),
        ("/media/juf/STICK B", Drive.FIXED),
        ("/mnt/share/school", Drive.REMOTE),
        ("/mnt/nfs", Drive.REMOTE),
        ("/mnt/ssh/x", Drive.REMOTE),
    ],
)
def test_linux_says_what_a_mount_is(folder: str, drive: Drive, tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    for name, removable in (("sda", "0"), ("sdb", "1"), ("nvme0n1", "0")):
        block = tmp_path / "class" / "block" / name
        block.mkdir(parents=True)
        (block / "removable").write_text(f"{removable}\n")

    assert linux_drive(Path(folder), tmp_path / "mounts", tmp_path) is drive


def test_what_this_computer_says_of_its_own_temp_folder(tmp_path: Path) -> None:
    store = tmp_path / "not yet" / "there" / "school.npo"
    facts = gather_facts(store, {"OneDrive": str(tmp_path)})

    assert facts.is_writable and not facts.is_placeholder
    assert facts.drive is drive_of(tmp_path)
    assert judge_place(store, facts).finding is Finding.CLOUD
    assert judge_place(store, gather_facts(store, {})).verdict is Verdict.FINE
    assert not (tmp_path / "not yet").exists()


def test_a_link_into_a_cloud_folder_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = tmp_path / "cloud"
    cloud.mkdir()
    (tmp_path / "plain").symlink_to(cloud)
    monkeypatch.setenv("OneDrive", str(cloud))

    assert place_of(tmp_path / "plain" / "school.npo").finding is Finding.CLOUD
    assert place_of(tmp_path / "school.npo").verdict is Verdict.FINE


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    assert is_writable(tmp_path)
    assert not is_writable(tmp_path / "no such folder")

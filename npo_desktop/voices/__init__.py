"""Recorded voices for the pupil desk: packs of clips, and what plays and records them. No Qt.

The clips lie open in the program's data folder, not in the store: they are the list's own words,
read by a grown-up, and hold nothing about any pupil; the only personal datum is that voice.
"""

from npo_desktop.voices.pack import ClipFacts, VoiceFacts, VoicePack
from npo_desktop.voices.pack_file import read_pack, write_pack
from npo_desktop.voices.pack_folder import (
    clip,
    install,
    install_pack,
    installed,
    pack_of,
    remove,
    voice_of,
    voices_dir,
)

__all__ = (
    "ClipFacts",
    "VoiceFacts",
    "VoicePack",
    "clip",
    "install",
    "install_pack",
    "installed",
    "pack_of",
    "read_pack",
    "remove",
    "voice_of",
    "voices_dir",
    "write_pack",
)

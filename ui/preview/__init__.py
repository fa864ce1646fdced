"""What goes on paper, shown first: from memory, in no viewer of somebody else."""

from ui.preview.preview_dialog import PreviewDialog, open_preview

__all__ = ["PreviewDialog", "open_preview"]

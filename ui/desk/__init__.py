"""The pupil desk: a child answers its own list, full screen, and sees nothing else."""

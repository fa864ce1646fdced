"""The group view: a heat map of pupils by subscales, and the profile of the group."""

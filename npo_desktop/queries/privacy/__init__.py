"""What may be seen, asked for, put right, thrown away and put back; and that it is really gone."""

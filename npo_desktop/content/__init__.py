"""What the school did not type in: questionnaires, subscales and the catalogue of interventions."""

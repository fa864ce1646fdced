"""Alembic's entry: runs the steps on the connection it is handed, inside that transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()

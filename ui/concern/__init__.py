"""An answer that asks for a talk this week, and whom the school can call."""

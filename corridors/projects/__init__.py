"""The plan register: project files and what the plans say of them."""

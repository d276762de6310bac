"""The frozen network: tables, integrity, the networkx view."""

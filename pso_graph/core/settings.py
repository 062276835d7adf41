"""The settings of a run, as one typed object that is passed in."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a run can be told by the environment (prefix ``PSO_GRAPH_``).

    Args:
        home: folder in which builds are kept, with the pointer to the current one.
        host: address that the server listens on.
        port: port that the server listens on.
    """

    model_config = SettingsConfigDict(env_prefix="PSO_GRAPH_", frozen=True)

    home: Path = Path(".pso-graph")
    host: str = "127.0.0.1"
    port: int = 8000

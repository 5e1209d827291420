"""The base of everything that is passed around: frozen, strict about field names."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen record. Unknown fields are refused, so that a renamed field cannot go unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

"""The shop's own choices, from `config/shop.toml`."""

import tomllib

from config.environment import ROOT

_chosen = tomllib.loads((ROOT / "config" / "shop.toml").read_text(encoding="utf-8"))

SHOP_NAME = _chosen["name"]
SHOP_CURRENCY = _chosen["currency"]

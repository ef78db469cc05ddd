"""How a release comes into the world: ask whether it sells, roll it out, and go back when it does not.

Nothing here is installed anywhere: these programs need Python alone, and know the shop from outside, by HTTP,
and its host by the commands that a target in `deploy/targets/` names.
"""

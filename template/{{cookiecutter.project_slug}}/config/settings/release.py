"""Which release this process is. The image says so; whoever starts a process by hand need not."""

from config.environment import environment

RELEASE = environment.release

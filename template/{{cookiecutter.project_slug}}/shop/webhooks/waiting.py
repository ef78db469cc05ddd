"""What a handler says when its message came too early."""


class NotYet(Exception):
    """Something that must come before this message has not come. Networks do that; nobody has failed.

        raise NotYet("The order of this payment is not known yet.")

    The message is tried again, a little later each time; its attempts are not used up by it.
    """

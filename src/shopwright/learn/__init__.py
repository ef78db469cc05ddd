"""What a learner uses: a working copy of the course, checks of their own code, hints and progress."""

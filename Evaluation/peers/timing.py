"""Processor time of this process and of the commands that it has run."""

import resource


def cpu():
    """Seconds of processor time so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def speed(size, work):
    """Megabytes a second, best of three, of work that reads `size` bytes."""
    best = float("inf")
    for _ in range(3):
        start = cpu()
        work()
        best = min(best, cpu() - start)
    return size / best / 1e6

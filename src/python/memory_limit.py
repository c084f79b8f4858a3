"""A memory limit for a script's process, on operating systems that support it."""


def limit_memory(size):
    """`size`: address space in bytes. Allocating more raises MemoryError."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        pass

"""A limit on the memory of a script's process, where the operating system has one."""


def limit_memory(size):
    """`size` in bytes, of address space: allocating more raises MemoryError."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, ValueError, OSError):
        pass

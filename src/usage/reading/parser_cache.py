"""Parsed files on disk, found by their content.

parso finds its cache files by path and modification time, and writes them in place. A process that reads an incomplete cache file (while
another one writes it, or after a kill) gets an error, and jedi then infers no type that the source file defines. Here a cache file is
written under another name and renamed, a source file whose cache file cannot be read is parsed again, and equal content is found in every
environment.

With more than 600 files, parso evicts those that were changed more than ten minutes ago, which jedi still needs. Here none is evicted.
"""

import gc
import hashlib
import math
import os
import pickle
import tempfile

from parso import cache


def use_parser_cache():
    """Replaces parso's cache functions with the two below, and its limit."""
    cache._CACHED_SIZE_TRIGGER = math.inf
    cache._load_from_file_system = load
    cache._save_to_file_system = save


def load(hashed_grammar, path, changed_at, cache_path=None):
    """The tree of the file, or None."""
    gc.disable()  # as parso does: a tree is many small objects
    try:
        with open(cached_file(hashed_grammar, path, cache_path), "rb") as file:
            item = pickle.load(file)
    except Exception:  # pickle raises any kind of exception on a broken file
        return None
    finally:
        gc.enable()
    item.change_time = changed_at
    cache._set_cache_item(hashed_grammar, path, item)
    return item.node


def save(hashed_grammar, path, item, cache_path=None):
    """A file that cannot be written is parsed again by the next process."""
    target = cached_file(hashed_grammar, path, cache_path)
    handle, beside = tempfile.mkstemp(dir=os.path.dirname(target))
    try:
        with os.fdopen(handle, "wb") as file:
            pickle.dump(item, file, pickle.HIGHEST_PROTOCOL)
        os.replace(beside, target)
    except BaseException as error:  # OutOfTime is a BaseException
        os.unlink(beside)
        if not isinstance(error, OSError):
            raise


def cached_file(hashed_grammar, path, cache_path):
    with open(path, "rb") as file:
        content = hashlib.sha256(file.read()).hexdigest()
    return cache._get_hashed_path(hashed_grammar, content, cache_path=cache_path)

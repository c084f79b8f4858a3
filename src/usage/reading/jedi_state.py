"""jedi's inference state for one consumer, and guarded access to it."""

import os
import time

import jedi
from jedi.inference import InferenceState
from parser_cache import use_parser_cache


MAX_VALUES = 12


class OutOfTime(BaseException):
    """The time limit for reading has passed."""


class JediState:
    """jedi's inference with its limits; the parts of Types share it."""

    def __init__(self, folder, site, cache_folder, deadline):
        use_parser_cache()
        jedi.settings.cache_directory = cache_folder
        jedi.settings.auto_import_modules = []
        jedi.settings.dynamic_params_for_other_modules = False
        environment = jedi.InterpreterEnvironment()
        library = [one for one in environment.get_sys_path() if one and "site-packages" not in one]
        path = list(dict.fromkeys([folder, site, *library]))
        project = jedi.Project(folder, sys_path=path, smart_sys_path=False, load_unsafe_extensions=False)
        self.state = InferenceState(project, environment=environment, script_path=None)
        self.folder = os.path.realpath(folder)
        self.site = os.path.realpath(site)
        self.deadline = deadline
        self.errors = 0
        self.modules = {}
        self.kinds = {}
        self.values = {}
        self.orders = {}

    def guarded(self, ask, otherwise=()):
        """Calls jedi; if it raises, as it does for some code, the result is unknown."""
        if time.monotonic() > self.deadline:
            raise OutOfTime()
        self.state.reset_recursion_limitations()
        self.state.inferred_element_counts.clear()  # jedi stops inferring in a file after 300 inferences
        try:
            return ask()
        except OutOfTime:
            raise
        except (Exception, RecursionError):
            self.errors += 1
            return otherwise

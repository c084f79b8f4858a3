import type { ErrorEntries } from './entry.ts';

/** Messages on core's event buses: the store that publishes them, and the pipeline that subscribes to them. */
export const wireErrors = {
  WIRE_NOT_INSTALLED: {
    exit: 2,
    message: (python) => `the code that publishes or subscribes is not installed for ${python}`,
    hint: 'Install it there with pip, or name a release: it is installed then.',
  },
  WIRE_FAILED: {
    exit: 2,
    message: (what) => `the code could not be driven on the event bus: ${what}`,
    hint: 'Nothing was verified and nothing published. Import the named module with the same interpreter; a Redis client (pip install redis) may be missing there.',
  },
} as const satisfies ErrorEntries;

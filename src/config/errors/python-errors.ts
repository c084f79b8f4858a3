import type { ErrorEntries } from './entry.ts';

/** Errors of Python environments and of the pipeline's own code. */
export const pythonErrors = {
  PYTHON_TOO_OLD: {
    exit: 2,
    message: (which) => `Python 3.11 or newer is needed: ${which}`,
    hint: 'Install a newer Python, and name it with CORE_PYTHON or PIPELINE_PYTHON.',
  },
  PYTHON_UNSUITABLE: {
    exit: 2,
    message: (what) => `a distribution does not support this Python: ${what}`,
    hint: 'Use a Python of the version that it requires, or another release of the distribution.',
  },
  DISTRIBUTION_UNKNOWN: {
    exit: 2,
    message: (what) => `the distribution, or this release or ref of it, was not found: ${what}`,
    hint: 'Check name and number on the package index, and a tag, branch or commit with git ls-remote. A private repository that this user may not read is not found either. Only Python distributions can be installed: an application in another language has none.',
  },
  REF_INVALID: {
    exit: 2,
    message: (ref) => `${ref} is not a valid release, tag, branch or SHA`,
    hint: 'Give a release number (1.4.61), or a tag, branch or SHA of the repository. Where a folder or wheel is accepted, its path begins with ./, ../ or /.',
  },
  REF_UNKNOWN: {
    exit: 2,
    message: (what) => `${what} was not found`,
    hint: 'Check the spelling, the repository and the permission to read it (set it in PYTHON_REPOSITORIES as name=url). For a folder, write ./ before its name.',
  },
  REFS_TOO_LARGE: {
    exit: 2,
    message: (what) => `the list of refs is too large: ${what}`,
    hint: 'Give a pattern that matches fewer refs, or a full SHA in place of a name.',
  },
  REQUIREMENTS_CONFLICT: {
    exit: 2,
    message: (what) => `these distributions cannot be installed together: ${what}`,
    hint: 'Choose releases whose requirements agree; the lines above name those that do not.',
  },
  INDEX_UNREACHABLE: {
    exit: 2,
    message: (what) => `the package index or repository cannot be reached: ${what}`,
    hint: 'Check the network and the proxy settings. PIP_INDEX_URL or UV_DEFAULT_INDEX names another index.',
  },
  INSTALL_UNAUTHORIZED: {
    exit: 2,
    message: (what) => `the package index or repository refuses access: ${what}`,
    hint: 'Give git an SSH key or a credential helper for a private repository, or put the credentials into PIP_INDEX_URL for a private index.',
  },
  INSTALL_FAILED: {
    exit: 2,
    message: (what) => `the installation failed: ${what}`,
    hint: 'The lines above come from the installer. Run the same installation by hand.',
  },
  PIPELINE_NOT_INSTALLED: {
    exit: 2,
    message: (python) => `market-data-pipeline is not installed for ${python}`,
    hint: 'Install it there with pip, or set PIPELINE_PYTHON to an interpreter that has it.',
  },
  PIPELINE_IMPORT_FAILED: {
    exit: 2,
    message: (what) => `the pipeline cannot be imported: ${what}`,
    hint: 'Import market_data_pipeline.orchestration.feedback with the same interpreter; a dependency may be missing there.',
  },
  PIPELINE_NAME_MISSING: {
    exit: 1,
    message: (name) => `the pipeline has no ${name}`,
    hint: 'The contract tests drive this name: keep it in the pipeline, or change the contract tests with it.',
  },
  PIPELINE_FAILED: {
    exit: 1,
    message: (what) => `the pipeline failed on a message of its contract: ${what}`,
    hint: 'Correct the pipeline, or change the contract together with core.',
  },
  UNNAMED_FIELD_READ: {
    exit: 1,
    message: (fields) => `the pipeline reads ${fields}, which its contract does not name`,
    hint: 'Add the field to the contract in src/contracts/, or do not read it.',
  },
  USAGE_NOT_READ: {
    exit: 2,
    message: (what) => `what the consumer uses could not be read: ${what}`,
    hint: 'The lines above come from the reader. Run it again; if it persists, report the lines with the name and release of the consumer.',
  },
  USAGE_NOT_JUDGED: {
    exit: 2,
    message: (what) => `the provider could not be asked: ${what}`,
    hint: 'Import the provider with the interpreter that is named above: its import may end the process or wait for something.',
  },
} as const satisfies ErrorEntries;

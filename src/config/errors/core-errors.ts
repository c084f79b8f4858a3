import type { ErrorEntries } from './entry.ts';

/** market-data-core: finding and installing it, asking it for messages, and verifying it. */
export const coreErrors = {
  CORE_NAME_MISSING: {
    exit: 1,
    message: (name) => `core has no ${name}`,
    hint: 'The contract relies on this name: keep it in core, or change the contract and its consumers first.',
  },
  CORE_VALUE_REFUSED: {
    exit: 1,
    message: (what) => `core refuses a value that the contract allows: ${what}`,
    hint: 'Let core accept it, or change the contract and its consumers first.',
  },
  MESSAGE_NOT_WRITTEN: {
    exit: 1,
    message: (what) => `the provider did not publish a message of the contract: ${what}`,
    hint: 'Correct the provider, or change the contract and its consumers first.',
  },
  INTERACTION_UNHANDLED: {
    exit: 1,
    message: (what) => `the provider has no handler for an interaction: ${what}`,
    hint: 'Correct the pact, or declare the message and its states in src/contracts/interactions.ts and src/provider/provider-states.ts.',
  },
  CORE_NOT_INSTALLED: {
    exit: 2,
    message: (python) => `market-data-core is not installed for ${python}`,
    hint: 'Install it there with pip, set CORE_PYTHON to an interpreter that has it, or give --core-ref.',
  },
  CORE_IMPORT_FAILED: {
    exit: 2,
    message: (what) => `core cannot be imported: ${what}`,
    hint: 'Run python -c "import market_data_core.telemetry"; a dependency may be missing there.',
  },
  CORE_FAILED: {
    exit: 2,
    message: (what) => `core failed while it built a message: ${what}`,
    hint: 'Read the message of core above; nothing was verified and nothing published.',
  },
  CORE_SCHEMA_MISSING: {
    exit: 2,
    message: (what) => `core has no JSON schema of a message: ${what}`,
    hint: 'Only Pydantic 2 models have a JSON schema; verify this core instead.',
  },
  CORE_NOT_JSON: {
    exit: 2,
    message: (what) => `core's output is not JSON: ${what}`,
    hint: "A message must be the output of Pydantic's model_dump_json().",
  },
  CORE_TIMEOUT: {
    exit: 2,
    message: (what) => `core's Python process did not answer ${what}`,
    hint: 'Look for a wait or an endless loop in what core executes when it is imported.',
  },
  CORE_PROCESS_EXITED: {
    exit: 2,
    message: (what) => `core's Python process exited ${what}`,
    hint: 'Start the same interpreter manually and import market_data_core.telemetry.',
  },
  PYTHON_NOT_FOUND: {
    exit: 2,
    message: (python) => `Python interpreter not found: ${python}`,
    hint: 'Set CORE_PYTHON to Python 3.9 or newer.',
  },
  FILTERS_SET: {
    exit: 2,
    message: (names) =>
      `${names} would filter the verification, and the filtered result would count for the whole pact`,
    hint: 'Unset these variables, in the environment and in .env.',
  },
  NO_HANDLER: {
    exit: 2,
    message: (problems) => `the pacts contain interactions that cannot be verified here:\n${problems}`,
    hint: 'Declare the message and its states in src/contracts/interactions.ts and src/provider/provider-states.ts, or correct the pact.',
  },
  VERIFIER_FAILED: {
    exit: 2,
    message: (what) => `the official verifier ended without a result: ${what}`,
    hint: 'Run the command again with --verbose to see its output.',
  },
  PROVIDER_UNREACHABLE: {
    exit: 2,
    message: (where) => `no connection to the provider at ${where}`,
    hint: 'Start the provider before the verification, and check baseUrl.',
  },
  PROVIDER_DISCONNECTED: {
    exit: 2,
    message: (request) => `the provider closed the connection without a response: ${request}`,
    hint: 'Read the log of the provider: whether it crashed, or a time limit ended the request.',
  },
  VERIFICATION_IMPOSSIBLE: {
    exit: 2,
    message: (why) => `core could not be verified: ${why}`,
    hint: 'Correct what the message names, then try again.',
  },
  RESULT_NOT_RECORDED: {
    exit: 2,
    message: (pact) => `the Pact Broker does not show the result that was published for ${pact}`,
    hint: 'Check that these credentials may write to the broker, then verify again.',
  },
  REFERENCE_NOT_PUBLISHED: {
    exit: 2,
    message: (broker) => `the result of the reference model is not core's own, so it was not published to ${broker}`,
    hint: 'Verify core itself with CORE_PYTHON or --core-ref, or add --no-publish.',
  },
} as const satisfies ErrorEntries;

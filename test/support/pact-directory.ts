/** Where the consumer tests write their pacts: `pacts/`, or the folder that PACT_OUTPUT_DIR names. */
export function pactDirectory(): string {
  return process.env.PACT_OUTPUT_DIR || 'pacts';
}

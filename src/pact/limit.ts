/** A rule of the schema that Pact cannot check, as a sentence for the reader of the pact. */
export function limit(path: string, rule: string): string {
  return `${path} must be ${rule}; Pact does not check this.`;
}

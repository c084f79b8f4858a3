/** The suffix of every version of a reference model, which distinguishes its pacts and results from those of the Python code. */
const referenceSuffix = '-reference';

/** The version under which a reference model publishes. */
export function withReferenceSuffix(version: string): string {
  return version.includes(referenceSuffix) ? version : `${version}${referenceSuffix}`;
}

/** Whether a reference model has published this version. Only an embedded broker accepts such versions. */
export function isReferenceVersion(version: string): boolean {
  return version.endsWith(referenceSuffix);
}

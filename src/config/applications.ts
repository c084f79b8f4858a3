/** Which application of the broker a Python distribution is. */

/** Distributions with another name than their application at the broker. */
const APPLICATIONS: Readonly<Record<string, string>> = { 'market-data-pipeline': 'market_data_pipeline' };

/** The name of a distribution in its normal form: https://packaging.python.org/specifications/name-normalization. */
export function normalizeName(distribution: string): string {
  return distribution.replace(/[-_.]+/g, '-').toLowerCase();
}

/** The longest name that is asked of a package index. */
const MAX_DISTRIBUTION_NAME_CHARS = 200;

/** Whether a distribution can have this name (the specification above). Only such a name is given to an index or an installer. */
export function isDistributionName(name: string): boolean {
  return name.length <= MAX_DISTRIBUTION_NAME_CHARS && /^[a-z\d]([a-z\d._-]*[a-z\d])?$/i.test(name);
}

/** The name under which the broker knows the application. */
export function applicationOf(distribution: string): string {
  const name = normalizeName(distribution);
  return APPLICATIONS[name] ?? name;
}

/** The distribution of an application. */
export function distributionOf(application: string): string {
  const entry = Object.entries(APPLICATIONS).find(([, name]) => name === application);
  return entry?.[0] ?? normalizeName(application);
}

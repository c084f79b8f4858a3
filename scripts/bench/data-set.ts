/** The size of the data that a broker is filled with. */
export interface DataSet {
  readonly consumers: number;
  readonly consumerVersions: number;
  /** Providers of each consumer. */
  readonly providersOfEach: number;
  readonly providers: number;
  readonly providerVersions: number;
  /** How many providers the consumer with many providers has. */
  readonly wide: number;
  /** How many pact versions of each consumer a provider version verifies. */
  readonly pactVersionsVerified: number;
  readonly pactVersionsOfEach: number;
}

const fullDataSet: DataSet = {
  consumers: 50,
  consumerVersions: 20,
  providersOfEach: 2,
  providers: 15,
  providerVersions: 40,
  wide: 30,
  pactVersionsVerified: 2,
  pactVersionsOfEach: 5,
};

/** Scale 1 is about 10,000 results. */
export function scaledDataSet(scale: number): DataSet {
  const scaled = (count: number, least: number) => Math.max(least, Math.round(count * Math.sqrt(scale)));
  return {
    ...fullDataSet,
    consumers: scaled(fullDataSet.consumers, 4),
    consumerVersions: scaled(fullDataSet.consumerVersions, 5),
    providers: scaled(fullDataSet.providers, 3),
    providerVersions: scaled(fullDataSet.providerVersions, 5),
  };
}

export const consumer = (i: number) => `Shop-${name(i)}`;
export const provider = (i: number) => `Stock-${name(i)}`;
export const wideConsumer = 'Portal-wide';

/** Names that differ enough: the broker rejects a new name that is similar to an existing one. */
function name(i: number): string {
  const syllables = ['ba', 'ke', 'di', 'fo', 'gu', 'ma', 'ne', 'pi', 'ro', 'su'];
  const digits = String(i + 100).split('');
  return digits.map((digit) => syllables[Number(digit)]).join('');
}

/** The providers of a consumer. */
export function providersOf(dataSet: DataSet, i: number): string[] {
  return Array.from({ length: dataSet.providersOfEach }, (_, k) => provider((i + k * 7) % dataSet.providers));
}

/** The providers of the consumer with many providers: those of the others, and some more. */
export function wideProviders(dataSet: DataSet): string[] {
  return Array.from({ length: dataSet.wide }, (_, i) => provider(i));
}

/** The index of the pact version that a consumer version has; it changes every few versions. */
export function pactVersionIndex(version: number, versions: number, pactVersions: number): number {
  return Math.min(pactVersions - 1, Math.floor(((version - 1) * pactVersions) / versions));
}

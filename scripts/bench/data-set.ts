/** How much a broker is filled with. */
export interface DataSet {
  readonly consumers: number;
  readonly consumerVersions: number;
  /** Of each consumer; they change their contents every few versions. */
  readonly providersOfEach: number;
  readonly providers: number;
  readonly providerVersions: number;
  /** How many providers the one wide consumer has. */
  readonly wide: number;
  /** Every provider version verifies so many of the contents of each consumer. */
  readonly contentsVerified: number;
  readonly contentsOfEach: number;
}

const fullDataSet: DataSet = {
  consumers: 50,
  consumerVersions: 20,
  providersOfEach: 2,
  providers: 15,
  providerVersions: 40,
  wide: 30,
  contentsVerified: 2,
  contentsOfEach: 5,
};

/** The default is 1: some 10,000 results. A smaller scale is for a quick look. */
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

/** Names that the broker does not take for each other: it warns of a new name that is like one it knows. */
function name(i: number): string {
  const syllables = ['ba', 'ke', 'di', 'fo', 'gu', 'ma', 'ne', 'pi', 'ro', 'su'];
  const digits = String(i + 100).split('');
  return digits.map((digit) => syllables[Number(digit)]).join('');
}

/** The providers of a consumer. */
export function providersOf(shape: DataSet, i: number): string[] {
  return Array.from({ length: shape.providersOfEach }, (_, k) => provider((i + k * 7) % shape.providers));
}

/** Those of the wide consumer: the others', and some of its own. */
export function wideProviders(shape: DataSet): string[] {
  return Array.from({ length: shape.wide }, (_, i) => provider(i));
}

/** Which of its contents a version has, from 0; they change now and then. */
export function contentIndex(version: number, versions: number, contents: number): number {
  return Math.min(contents - 1, Math.floor(((version - 1) * contents) / versions));
}

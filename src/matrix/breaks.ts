/** Versions of a provider × consumers: where each consumer stopped to fit, and where it fitted again. */

/** `off`: it fits, but a feature of the consumer does not work with it. `unknown`: it could not be determined. */
export type CellVerdict = 'yes' | 'no' | 'off' | 'unknown';

/** What is known of one version and one consumer. */
export interface BreakCell {
  readonly consumer: string;
  readonly verdict: CellVerdict;
  /** Why it is not a yes. */
  readonly sentences: readonly string[];
}

/** One version. A consumer that is missing in `cells` was not looked at. */
export interface BreakRow {
  readonly release: string;
  readonly cells: readonly BreakCell[];
}

/** A break of one consumer: the releases from `first` on do not fit, `fixedIn` does again. */
export interface Break {
  readonly consumer: string;
  readonly first: string;
  readonly fixedIn?: string;
  readonly sentences: readonly string[];
}

/** The consumers of a grid, in alphabetical order. */
export function consumersOf(rows: readonly BreakRow[]): string[] {
  return [...new Set(rows.flatMap(({ cells }) => cells.map(({ consumer }) => consumer)))].sort();
}

/**
 * The breaks of each consumer, oldest first. A release that could not be judged neither begins nor ends one.
 * @param rows oldest first
 */
export function findBreaks(rows: readonly BreakRow[]): Break[] {
  return consumersOf(rows).flatMap((consumer) => {
    const breaks: Break[] = [];
    let open: Break | undefined;
    for (const { release, cells } of rows) {
      const cell = cells.find((one) => one.consumer === consumer);
      if (cell?.verdict === 'no') open ??= { consumer, first: release, sentences: cell.sentences };
      else if (open && (cell?.verdict === 'yes' || cell?.verdict === 'off')) {
        breaks.push({ ...open, fixedIn: release });
        open = undefined;
      }
    }
    return open ? [...breaks, open] : breaks;
  });
}

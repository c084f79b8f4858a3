/** Differences from the official broker that are meant. */
export interface Accepted {
  /** Words of the line in src/broker/DIFFERENCES.md that says so. */
  readonly listed: string;
  readonly reason: string;
  /** Where it shows: `scenario | step | path`, all below the path included. Every place is one. */
  readonly places: readonly string[];
}

export const accepted: readonly Accepted[] = [];

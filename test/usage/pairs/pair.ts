/** A provider at the release that is read and at another one, and a consumer. In all sources the provider is called `prov`. */
export interface Pair {
  readonly title: string;
  readonly provider: Files;
  /** Left out: as before. */
  readonly release?: Files;
  readonly consumer: Files;
  /** Failures of the other release, as `kind: text`; `optional ` before what the consumer does without. Empty: it fits. */
  readonly fails: readonly string[];
  /** Reasons of what is unresolved. */
  readonly unresolved?: readonly string[];
}

/** Sources by path below the package; one text is `__init__.py`. */
export type Files = string | Readonly<Record<string, string>>;

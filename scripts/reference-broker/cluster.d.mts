/** A PostgreSQL cluster that is thrown away by `remove`. */
export interface Cluster {
  readonly folder: string;
  /** Of its database `postgres`. */
  readonly url: string;
  /** Of its main process, while it runs. */
  pid(): number;
  /** Brings it back after `stop`. */
  start(): void;
  /** Lets it crash: connections break off, nothing is finished. */
  stop(): void;
  /** Kills its main process; the others notice. */
  kill(): void;
  remove(): void;
}
export function startCluster(options: { readonly quick: boolean }): Promise<Cluster>;
export function hasPostgres(): boolean;
export function freePort(wanted?: number): Promise<number>;

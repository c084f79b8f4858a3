/** A temporary PostgreSQL cluster. */
export interface Cluster {
  readonly folder: string;
  /** URL of its database `postgres`. */
  readonly url: string;
  /** Process id of its main process, while it runs. */
  pid(): number;
  /** Starts it after `stop` or `kill`. */
  start(): void;
  /** Immediate shutdown: connections are closed without a checkpoint. */
  stop(): void;
  /** SIGKILL of its main process. */
  kill(): void;
  remove(): void;
}
export function startCluster(options: { readonly quick: boolean }): Promise<Cluster>;
export function hasPostgres(): boolean;
export function freePort(wanted?: number): Promise<number>;

import { ContractError } from './errors.ts';

type Variables = Readonly<Record<string, string>>;

/** The location of a broker's database: a PostgreSQL URL, the path of a SQLite file, or SQLite in memory. */
export interface DatabaseLocation {
  readonly kind: 'postgres' | 'file' | 'memory';
  /** The URL, the path without `sqlite://` or `file:`, or `:memory:`. */
  readonly location: string;
}

/** Parses `postgres://…`, `postgresql://…`, `broker.sqlite`, `sqlite:///…`, `file:…` and `:memory:`. */
export function parseDatabaseLocation(text: string): DatabaseLocation {
  if (/^postgres(ql)?:/.test(text)) return { kind: 'postgres', location: text };
  const location = text.replace(/^(sqlite|file):(\/\/)?/, '');
  return { kind: location === ':memory:' ? 'memory' : 'file', location };
}

/**
 * The location of the embedded broker's database: PACT_BROKER_DATABASE_URL, or a URL made of the official broker's variables
 * PACT_BROKER_DATABASE_ADAPTER, _HOST, _PORT, _NAME, _USERNAME, _PASSWORD and _SSLMODE; undefined when none of them is set.
 * @throws ContractError CONFIG_INVALID for an adapter that is not supported
 */
export function databaseUrlFrom(variables: Variables): string | undefined {
  const databaseVariable = (name: string) => variables[`PACT_BROKER_DATABASE_${name}`];
  const url = databaseVariable('URL');
  const name = databaseVariable('NAME');
  const adapter = databaseVariable('ADAPTER') ?? 'postgres';
  if (url || !name) return url;
  if (adapter === 'sqlite') return name;
  if (/^postgres(ql)?$/.test(adapter)) return postgresUrl(name, databaseVariable);
  const problem = `✖ must be postgres or sqlite, not ${adapter}\n  → at PACT_BROKER_DATABASE_ADAPTER`;
  throw new ContractError('CONFIG_INVALID', problem);
}

function postgresUrl(database: string, variable: (name: string) => string | undefined): string {
  const url = new URL(`postgres://${variable('HOST') ?? 'localhost'}/${encodeURIComponent(database)}`);
  url.port = variable('PORT') ?? '';
  url.username = encodeURIComponent(variable('USERNAME') ?? '');
  url.password = encodeURIComponent(variable('PASSWORD') ?? '');
  const sslMode = variable('SSLMODE');
  if (sslMode) url.searchParams.set('sslmode', sslMode);
  return url.href;
}

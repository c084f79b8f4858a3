import { ContractError } from './errors.ts';

type Variables = Readonly<Record<string, string>>;

/**
 * Where the embedded broker's database is: PACT_BROKER_DATABASE_URL, or else what the official broker's PACT_BROKER_DATABASE_ADAPTER,
 * _HOST, _PORT, _NAME, _USERNAME, _PASSWORD and _SSLMODE say; undefined when nothing is said.
 * @throws ContractError CONFIG_INVALID for a kind of database that there is no broker for
 */
export function databaseUrlFrom(variables: Variables): string | undefined {
  const part = (name: string) => variables[`PACT_BROKER_DATABASE_${name}`];
  const [url, adapter = 'postgres', name] = [part('URL'), part('ADAPTER'), part('NAME')];
  if (url || !name) return url;
  if (adapter === 'sqlite') return name;
  if (/^postgres(ql)?$/.test(adapter)) return postgresUrl(name, part);
  const problem = `✖ must be postgres or sqlite, not ${adapter}\n  → at PACT_BROKER_DATABASE_ADAPTER`;
  throw new ContractError('CONFIG_INVALID', problem);
}

function postgresUrl(name: string, part: (name: string) => string | undefined): string {
  const url = new URL(`postgres://${part('HOST') ?? 'localhost'}/${encodeURIComponent(name)}`);
  url.port = part('PORT') ?? '';
  url.username = encodeURIComponent(part('USERNAME') ?? '');
  url.password = encodeURIComponent(part('PASSWORD') ?? '');
  const sslMode = part('SSLMODE');
  if (sslMode) url.searchParams.set('sslmode', sslMode);
  return url.href;
}

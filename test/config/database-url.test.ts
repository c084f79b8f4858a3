import pg from 'pg';
import { databaseUrlFrom } from '../../src/config/database-url.ts';

const named = (parts: Record<string, string>) =>
  databaseUrlFrom(
    Object.fromEntries(Object.entries(parts).map(([name, value]) => [`PACT_BROKER_DATABASE_${name}`, value])),
  );

test.each([
  ['nothing', {}, undefined],
  ['a URL, whatever else is said', { URL: 'postgres://a/b', NAME: 'c' }, 'postgres://a/b'],
  ['a SQLite file', { ADAPTER: 'sqlite', NAME: '/data/broker.sqlite' }, '/data/broker.sqlite'],
  ['a name only', { NAME: 'pact' }, 'postgres://localhost/pact'],
  [
    'all parts',
    { HOST: 'db', PORT: '5433', NAME: 'pact', USERNAME: 'u', SSLMODE: 'require' },
    'postgres://u@db:5433/pact?sslmode=require',
  ],
])('%s', (_, parts, url) => {
  expect(named(parts)).toBe(url);
});

test('odd characters in a name and a password arrive at the driver as they are', () => {
  const client = new pg.Client(named({ HOST: 'db', NAME: 'pact', USERNAME: 'a@b', PASSWORD: 'p:/?#%&@ ß' }));
  expect([client.user, client.password, client.host]).toEqual(['a@b', 'p:/?#%&@ ß', 'db']);
});

test('a database that there is no broker for is told', () => {
  expect(() => named({ ADAPTER: 'mysql2', NAME: 'pact' })).toThrow('must be postgres or sqlite, not mysql2');
});

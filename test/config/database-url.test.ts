import pg from 'pg';
import { databaseUrlFrom } from '../../src/config/database-url.ts';

const fromParts = (parts: Record<string, string>) =>
  databaseUrlFrom(
    Object.fromEntries(Object.entries(parts).map(([name, value]) => [`PACT_BROKER_DATABASE_${name}`, value])),
  );

test.each([
  ['no variables', {}, undefined],
  ['a URL with other variables', { URL: 'postgres://a/b', NAME: 'c' }, 'postgres://a/b'],
  ['a SQLite file', { ADAPTER: 'sqlite', NAME: '/data/broker.sqlite' }, '/data/broker.sqlite'],
  ['a name', { NAME: 'pact' }, 'postgres://localhost/pact'],
  [
    'all parts',
    { HOST: 'db', PORT: '5433', NAME: 'pact', USERNAME: 'u', SSLMODE: 'require' },
    'postgres://u@db:5433/pact?sslmode=require',
  ],
])('the database URL for %s', (_, parts, url) => {
  expect(fromParts(parts)).toBe(url);
});

test('the driver receives special characters of a user name and a password unchanged', () => {
  const client = new pg.Client(fromParts({ HOST: 'db', NAME: 'pact', USERNAME: 'a@b', PASSWORD: 'p:/?#%&@ ß' }));
  expect([client.user, client.password, client.host]).toEqual(['a@b', 'p:/?#%&@ ß', 'db']);
});

test('an unsupported adapter is refused', () => {
  expect(() => fromParts({ ADAPTER: 'mysql2', NAME: 'pact' })).toThrow('must be postgres or sqlite, not mysql2');
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders of `src/`: each may import those above it, and the shared ones. */
const order = [
  ...['contracts', 'pact', 'python', 'usage', 'pipeline', 'provider', 'wire', 'matrix', 'broker-client'],
  ...['verification', 'impact', 'gate', 'fanout', 'broker', 'copy', 'package', 'cli'],
];
/** Every folder may import these; they import each other in this order. */
const shared = ['text', 'config', 'ci'];
/** Folders that know nothing of market-data, directly or through another folder. */
const independent = ['broker', 'matrix', 'fanout', 'python', 'usage'];
const marketData = ['contracts', 'pipeline', 'provider', 'wire'];

/** Type-only imports count, and so do imports that are loaded when they are needed. */
const importPattern = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;
const files = sourceFiles('src');
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|mjs)$/.test(file))
    .map((file) => join(folder, file))
    .sort();
}

function importsOf(file: string): string[] {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(importPattern)].map(([, specifier = '']) => specifier);
  return [...new Set(specifiers.map((specifier) => join(dirname(file), specifier)))];
}

const folderOf = (file: string): string => file.split('/')[1] ?? '';

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  if (shared.includes(from)) return shared.indexOf(to) !== -1 && shared.indexOf(to) < shared.indexOf(from);
  return shared.includes(to) || (order.includes(to) && order.indexOf(to) < order.indexOf(from));
}

/** Every file that `file` reaches by its imports. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  for (const next of imports.get(file) ?? []) {
    if (seen.has(next)) continue;
    seen.add(next);
    reachable(next, seen);
  }
  return seen;
}

test('every file of src/ is in a known folder', () => {
  expect(files.filter((file) => ![...order, ...shared].includes(folderOf(file)))).toEqual([]);
});

test('every import of src/ points to an existing file', () => {
  const missing = [...imports].flatMap(([file, list]) =>
    list.filter((one) => !files.includes(one)).map((one) => [file, one]),
  );
  expect(missing).toEqual([]);
});

test('folders import only the folders above them', () => {
  const wrong = [...imports].flatMap(([file, list]) =>
    list.filter((to) => !mayImport(folderOf(file), folderOf(to))).map((to) => `${file} → ${to}`),
  );
  expect(wrong).toEqual([]);
});

test('there are no import cycles', () => {
  expect(files.filter((file) => reachable(file).has(file))).toEqual([]);
});

test.each(independent)('%s/ does not depend on market-data', (folder) => {
  const wrong = files
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) =>
      [...reachable(file)].filter((to) => marketData.includes(folderOf(to))).map((to) => `${file} → ${to}`),
    );
  expect(wrong).toEqual([]);
});

test('src/ imports neither scripts/ nor test/', () => {
  expect([...imports].filter(([, list]) => list.some((to) => !to.startsWith('src/'))).map(([file]) => file)).toEqual(
    [],
  );
});

/** Developer tools run without the test runner; tests import from them. */
describe('scripts/', () => {
  const scripts = sourceFiles('scripts');
  const testGlobal =
    /\b(?:before|after)(?:All|Each)\b|(?<![\w.'-])(?:describe|test|it|expect)(?:\(|\.(?:each|skip))|@jest\//;

  test('imports nothing from test/', () => {
    expect(scripts.filter((file) => importsOf(file).some((to) => to.startsWith('test/')))).toEqual([]);
  });

  test('does not use the test runner', () => {
    expect(scripts.filter((file) => testGlobal.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

test('the sources of fanout do not mention market-data', () => {
  const own = files.filter((file) => folderOf(file) === 'fanout');
  expect(own.filter((file) => /market[-_]data/i.test(readFileSync(file, 'utf8')))).toEqual([]);
});

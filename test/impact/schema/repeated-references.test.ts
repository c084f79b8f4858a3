import { findExpandedSize } from '../../../src/impact/schema/expanded-size.ts';
import { reference, tick, verdict } from './tick-schema.ts';

type Nest = (one: object, other: object) => object;

/** Definitions, each of which refers twice to the next. */
function doubled(depth: number, nest: Nest, last: object = { type: 'integer' }) {
  const levels = Array.from({ length: depth }, (_, i) => [`D${i}`, nest(reference(i + 1), reference(i + 1))]);
  return Object.fromEntries([...levels, [`D${depth}`, last]]);
}

const nests: [string, Nest][] = [
  ['allOf', (...both) => ({ allOf: both })],
  ['anyOf', (...both) => ({ anyOf: both })],
  ['oneOf', (...both) => ({ oneOf: both })],
  ['properties', (a, b) => ({ type: 'object', properties: { a, b } })],
  ['prefixItems', (...both) => ({ type: 'array', prefixItems: both })],
  ['additionalProperties', (a, b) => ({ properties: { a }, additionalProperties: b })],
  ['not', (a, b) => ({ not: a, allOf: [b] })],
];

describe.each(nests)('definitions that refer twice to the next by %s', (_, nest) => {
  test('30 deep, the schema is too large', async () => {
    expect(await verdict(tick(reference(0), doubled(30, nest)))).toBe('2 SCHEMA_TOO_LARGE');
  });

  test('30 deep and circular, the schema is too large', async () => {
    expect(await verdict(tick(reference(0), doubled(30, nest, nest(reference(0), reference(0)))))).toBe(
      '2 SCHEMA_TOO_LARGE',
    );
  });

  test('3 deep, the schema is compared', async () => {
    expect(await verdict(tick(reference(0), doubled(3, nest)))).toEqual(expect.any(Number));
  });
});

test('3 deep by allOf, the schema is compatible', async () => {
  expect(
    await verdict(
      tick(
        reference(0),
        doubled(3, (...both) => ({ allOf: both })),
      ),
    ),
  ).toBe(0);
});

test('a schema that is nested 20000 deep is undecided', async () => {
  const deep = JSON.parse(`${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`);
  expect(await verdict(tick(deep, {}))).toMatch(/^2 SCHEMA_/);
});

test.each([
  ['no reference', { a: [{}, 1, 'x'] }, 3],
  ['a reference', { a: { $ref: '#/b' }, b: { c: {} } }, 5],
  ['an encoded reference', { a: { $ref: '#/b~1c%20d' }, 'b/c d': {} }, 3],
  ['a circular reference', { a: { $ref: '#' } }, 2],
  ['a reference without a target', { a: { $ref: '#/nope/x' } }, 2],
  ['a reference elsewhere', { a: { $ref: 'http://x.example/y' } }, 2],
])('the expanded size with %s', (_, document, size) => {
  expect(findExpandedSize(document, 100)).toBe(size);
});

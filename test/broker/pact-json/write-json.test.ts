import { canonicalJson } from '../../../src/broker/pact-json/canonical.ts';
import { RawJson } from '../../../src/broker/pact-json/json.ts';
import { parseJson } from '../../../src/broker/pact-json/json-reader.ts';
import { writeJson } from '../../../src/broker/pact-json/json-writer.ts';
import { sortByBytes } from '../../../src/broker/pact-json/sort-by-bytes.ts';

test.each([
  [
    'strings of every kind',
    ['a', '', '"', '\\', '\n', '\u0000', '\u007f', 'ü', '😀', '\ud800', '\u2028', 'a'.repeat(5_000), 'ü'.repeat(5_000)],
  ],
  ['plain values', { a: 1, b: [true, null, 1.5], 'ü"': {}, '10': [], c: { d: [[]] } }],
  ['undefined members', { a: undefined, b: 1, c: undefined }],
])('%s are written as JSON.stringify writes them', (_, value) => {
  expect(writeJson(value)).toBe(JSON.stringify(value));
});

test('raw JSON is written unchanged', () => {
  expect(writeJson({ a: new RawJson('{"ü" : "😀\\n"}'), b: new RawJson('1.0') })).toBe('{"a":{"ü" : "😀\\n"},"b":1.0}');
});

test.each([5, 50])('%i names are sorted by their bytes', (count) => {
  const kinds = ['b', 'a', 'ü', '\uffee', '😀', 'B', ''];
  for (const some of [kinds, kinds.slice(0, 3)]) {
    const names = Array.from({ length: count }, (_, i) => `${some[(i * 5) % some.length]}${(i * 7) % count}`);
    const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(sortByBytes([...names])).toEqual(sorted);
    const object = parseJson(`{${names.map((name) => `"${name}":1`).join()}}`);
    expect(canonicalJson(object)).toBe(`{${sorted.map((name) => `"${name}":1`).join()}}`);
  }
});

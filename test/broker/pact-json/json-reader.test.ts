import { Random } from '../../../scripts/differential/random.ts';
import { type Json, RawJson } from '../../../src/broker/pact-json/json.ts';
import { JsonReader, parseJson, parseJsonAsync } from '../../../src/broker/pact-json/json-reader.ts';
import { writeJson } from '../../../src/broker/pact-json/json-writer.ts';

const words = ['0', '-0', '80.0', '1e400', '-1.5E-7', '12345678901234567890', 'true', 'false', 'null'];
const texts = [
  '""',
  '"a"',
  '"\\"\\\\"',
  '"\\\\"',
  '"\\u00e9\\ud800"',
  '"ü😀"',
  '"\u2028\u007f"',
  '"10"',
  '"__proto__"',
  '"/\\/"',
];
const spaces = ['', '', '', ' ', '\n\t', '\r'];

/** JSON of every kind, with white space anywhere and names that occur twice. */
function jsonOf(random: Random, depth = 0): string {
  const space = () => random.pick(spaces);
  const some = (item: () => string) =>
    Array.from({ length: random.between(0, 3) }, () => space() + item() + space()).join();
  const value = () => jsonOf(random, depth + 1);
  const kind = random.between(0, depth > 5 ? 1 : 3);
  if (kind === 0) return random.pick(words);
  if (kind === 1) return random.pick(texts);
  if (kind === 2) return `[${some(value) || space()}]`;
  return `{${some(() => `${random.pick(texts)}${space()}:${space()}${value()}`) || space()}}`;
}

/** The same with one character removed, doubled or replaced. */
function broken(text: string, random: Random): string {
  const at = random.between(0, text.length - 1);
  const other = ['', text.charAt(at).repeat(2), '"', ',', ']', '}', '\\', '0', '-', '\u0001', '\u00a0', '.', 'e'];
  return text.slice(0, at) + random.pick(other) + text.slice(at + 1);
}

function readIn(text: string, stretch: number): Json {
  const reader = new JsonReader(text);
  let end = 0;
  while (!reader.readUntil(end)) end += stretch;
  return reader.document;
}

/** Without the text of numbers and the order of members, which JavaScript's own values do not preserve. */
function plain(value: Json): unknown {
  if (value instanceof RawJson) return Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Map ? Object.fromEntries([...value].map(([name, member]) => [name, plain(member)])) : value;
}

test('the reader returns what JSON.parse returns', () => {
  const random = new Random(1);
  for (let i = 0; i < 3_000; i += 1) {
    const text = jsonOf(random);
    const read = parseJson(text);
    expect(plain(read)).toEqual(JSON.parse(text));
    expect(readIn(text, random.between(1, 7))).toEqual(read);
    expect(parseJson(writeJson(read))).toEqual(read);
  }
});

test('the reader has the error messages of JSON.parse', () => {
  const random = new Random(2);
  for (let i = 0; i < 10_000; i += 1) {
    const text = broken(jsonOf(random), random);
    expect(outcome(() => plain(parseJson(text)))).toEqual(outcome(() => JSON.parse(text)));
  }
});

function outcome(read: () => unknown): unknown {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return String(error);
  }
}

test('parsing in slices has the same outcome', async () => {
  const large = `[${Array.from({ length: 5_000 }, (_, i) => jsonOf(new Random(i))).join()}]`;
  expect(await parseJsonAsync(large)).toEqual(parseJson(large));
  await expect(parseJsonAsync(`${large}]`)).rejects.toThrow(SyntaxError);
  await expect(parseJsonAsync(`[${large},${'['.repeat(60)}${']'.repeat(60)}]`)).rejects.toThrow('too deep');
  await expect(parseJsonAsync('['.repeat(5_000_000))).rejects.toThrow('too deep');
});

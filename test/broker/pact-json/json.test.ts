import { parseJson } from '../../../src/broker/pact-json/json-reader.ts';
import { writeJson } from '../../../src/broker/pact-json/json-writer.ts';
import { rubyNumber } from '../../../src/broker/pact-json/ruby-number.ts';

test.each([
  ['numbers', '[80.0,1e400,-0,1E5,12345678901234567890123]'],
  ['members in their order', '{"b":1,"10":2,"9":3,"__proto__":4,"":5}'],
  ['strings', '["a\\"b\\\\","\\\\","ü😀","\\u0000",""]'],
  ['literals and empty values', '[true,false,null,{},[]]'],
])('%s are preserved by reading and writing', (_, text) => {
  expect(writeJson(parseJson(text))).toBe(text);
});

test('white space is dropped', () => {
  expect(writeJson(parseJson(' { "a" : [ 1 ,\n2 ] } '))).toBe('{"a":[1,2]}');
});

test('the last member of a duplicate name counts', () => {
  expect(writeJson(parseJson('{"a":[1,2],"a":3}'))).toBe('{"a":3}');
});

test.each(['', '{bad', '[1,]', '[01]', '[NaN]', '"a', '[1] 2', '{"a" 1}'])('%j is not JSON', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});

test('JSON can have 50 levels', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(writeJson(parseJson(nested(50)))).toBe(nested(50));
  expect(() => parseJson(nested(51))).toThrow('too deep');
  expect(() => parseJson(nested(100_000))).toThrow('too deep');
});

test.each([
  ['-0', '0'],
  ['-0.0', '-0.0'],
  ['1.0', '1.0'],
  ['1e3', '1000.0'],
  ['1e14', '100000000000000.0'],
  ['1e15', '1e+15'],
  ['123456789.125', '123456789.125'],
  ['0.0001', '0.0001'],
  ['1.5e-7', '0.00000015'],
  ['1e-10', '1e-10'],
  ['1e-100', '1e-100'],
  ['1e400', '1e400'],
  ['9007199254740993', '9007199254740993'],
])('Ruby writes %s as %s', (text, ruby) => {
  expect(rubyNumber(text)).toBe(ruby);
});

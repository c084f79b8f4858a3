import type { Found } from './test-results.ts';

/**
 * What Ruby's verifier says of a failed test: its name tells what was looked at, and its message lists each difference in a body:
 * `* Expected "soft" but got "slow" at $.level`.
 */
export function foundByRuby(test: string, message: string): Found[] {
  const words = withoutColours(message).trim();
  const about = attributeOf(test);
  const differences = about.attribute === 'body' ? [...words.matchAll(difference)].map(placed) : [];
  return differences.length > 0 ? differences : [{ ...about, words: words || test }];
}

const difference = /^\s*\* (.+) at (\$\S*)\s*$/gm;

function placed([, words = '', path = '$']: RegExpMatchArray): Found {
  const missing = /^Could not find key "([^"]+)"/.exec(words)?.[1];
  if (missing === undefined) return { attribute: 'body', identifier: path, words };
  return { attribute: 'body', identifier: `${path}.${missing}`, words: 'It is missing' };
}

function attributeOf(test: string): Pick<Found, 'attribute' | 'identifier'> {
  if (/^has status code/.test(test)) return { attribute: 'status', identifier: '' };
  const header = /^"([^"]+)" which /.exec(test.replace(/^includes headers\s*/, ''))?.[1];
  if (header !== undefined) return { attribute: 'header', identifier: header };
  return /body|matching content/.test(test)
    ? { attribute: 'body', identifier: '$' }
    : { attribute: '', identifier: test };
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is how terminals are told
  return text.replace(/\u001b\[[\d;]*m/g, '');
}

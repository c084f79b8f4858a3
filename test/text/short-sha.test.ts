import { shortenShas } from '../../src/text/short-sha.ts';

const sha = '3f2a1b9c00112233445566778899aabbccddeeff';

test.each([
  ['a version', sha, '3f2a1b9c0011'],
  [
    'one in a sentence',
    `the version of A currently in prod (${sha}) and version 1`,
    'the version of A currently in prod (3f2a1b9c0011) and version 1',
  ],
  ['an address stays whole', `see http://b/pact-version/${sha}/x`, `see http://b/pact-version/${sha}/x`],
  ['so does a parameter', `http://b?v=${sha}`, `http://b?v=${sha}`],
  ['a longer word is no SHA', `${sha}0`, `${sha}0`],
  ['a version number', '1.1.0', '1.1.0'],
])('%s', (_, text, short) => expect(shortenShas(text)).toBe(short));

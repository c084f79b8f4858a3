import { shortenShas } from '../../src/text/short-sha.ts';

const sha = '3f2a1b9c00112233445566778899aabbccddeeff';

test.each([
  ['shortens a SHA', sha, '3f2a1b9c0011'],
  [
    'shortens a SHA in a sentence',
    `the version of A currently in prod (${sha}) and version 1`,
    'the version of A currently in prod (3f2a1b9c0011) and version 1',
  ],
  ['keeps a SHA in the path of a URL', `see http://b/pact-version/${sha}/x`, `see http://b/pact-version/${sha}/x`],
  ['keeps a SHA in the query of a URL', `http://b?v=${sha}`, `http://b?v=${sha}`],
  ['keeps a longer word', `${sha}0`, `${sha}0`],
  ['keeps a version number', '1.1.0', '1.1.0'],
])('%s', (_, text, short) => expect(shortenShas(text)).toBe(short));

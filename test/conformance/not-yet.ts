/**
 * What our broker does not answer like the official one yet, though it shall, or what is not listed as a difference yet: whole
 * scenarios by their id, or places as in `accepted.ts`. Each run tells them; one that is alike by now is an error, so that the list
 * can only shrink.
 */
export const notYet: readonly { readonly reason: string; readonly places: readonly string[] }[] = [
  {
    reason: 'errors and options of can-i-deploy',
    places: ['S36 | wrong, as problem+json', 'S36 | its options', 'S11 | wrong, as problem+json'].flatMap(all),
  },
  {
    reason: 'to be listed: the official broker fails (500), ours answers',
    places: [
      ...['R6 | the pact again'],
      ...['S24 | a page before the first', 'S37 | a zero byte', 'S37 | a broken query'],
      ...['S37 | malformed before another type', 'S37 | an error on purpose'],
      'S37 | an error on purpose, as problem+json',
    ].flatMap(all),
  },
  {
    reason: 'to be listed: POST of another type is a 415 before what is missing is told',
    places: ['S5', 'S16', 'S25', 'S29'].flatMap((id) => all(`${id} | as text`)),
  },
  {
    reason: 'to be listed: a version tells of each pact once, though it was merged',
    places: all('S27 | the version it made'),
  },
  {
    reason: 'to be listed: the index tells which links are templates',
    places: [
      ...['A3 | the index with the relation', 'S1 | asked for HAL', 'S1 | asked as the clients ask'],
      ...['S1 | asked for anything', 'S1 | asked without saying for what'],
    ].flatMap(all),
  },
  {
    reason: 'to be listed, or to be done: media types in capitals; an empty 415 where something is missing',
    places: ['S37 | a type in capitals', 'S37 | missing before another type'].flatMap(all),
  },
];

function all(step: string): string[] {
  return [`${step} | *`];
}

import { parseNestedQuery } from '../../src/broker/url/rack-query.ts';
import { matrixPath } from '../../src/matrix/path.ts';
import {
  infersPacticipants,
  parseCanIDeployQuery,
  parseMatrixQuery,
  validateMatrixQuery,
} from '../../src/matrix/query.ts';

const known = { pacticipants: new Set(['Foo', 'Bar']), environments: new Set(['prod']) };
const read = (query: string) => parseMatrixQuery(parseNestedQuery(query));

test('parseMatrixQuery is the inverse of matrixPath', () => {
  const query = {
    selectors: [
      { pacticipant: "O'Hare & co", version: '1+2' },
      { pacticipant: 'Bar', tag: 'a/b', latest: true },
    ],
    ignore: [{ pacticipant: 'Z' }],
    target: { tag: 'prod', latest: true },
    latestby: 'cvp',
    limit: 7,
  } as const;
  expect(read(matrixPath(query).replace('/matrix?', ''))).toEqual(query);
});

test('the query of the official client is parsed with raw and encoded brackets', () => {
  const expected = {
    selectors: [
      { pacticipant: 'Foo', version: '1' },
      { pacticipant: 'Bar', latest: true, tag: 'dev' },
    ],
    ignore: [{ pacticipant: 'Z', version: '3' }],
    target: { environment: 'prod' },
    latestby: 'cvpv',
    limit: 100,
  };
  const query =
    'q[][pacticipant]=Foo&q[][version]=1&q[][pacticipant]=Bar&q[][latest]=true&q[][tag]=dev&latestby=cvpv&environment=prod&ignore[][pacticipant]=Z&ignore[][version]=3&';
  expect(read(query)).toEqual(expected);
  expect(read(query.replaceAll('[', '%5B').replaceAll(']', '%5D'))).toEqual(expected);
});

test.each<[string, string[]]>([
  ['latestby=cvp', ['Please provide 1 or more version selectors.']],
  ['q=x', ['Please provide 1 or more version selectors.']],
  ['q[]=x', ['Please specify the pacticipant name']],
  [
    'q[][pacticipant]=Nope&q[][version]=2&q[][latest]=true',
    ['A version number and latest flag cannot both be specified for Nope', 'Pacticipant Nope not found'],
  ],
  ['q[][pacticipant]=Foo&ignore[]=x', ['Please specify the pacticipant name to ignore']],
  [
    'q[][pacticipant]=Foo&tag=a&environment=b',
    ['Cannot specify more than one of tag, environment and mainBranch.', "Environment with name 'b' does not exist"],
  ],
  ['q[][pacticipant]=Foo&environment=prod&latest=true', ['Cannot specify both latest=true and an environment.']],
  ['q[][pacticipant]=Foo&limit=0', ['The limit must be 1 or greater.']],
  ['q[][pacticipant]=Foo&limit=x', ['The limit must be 1 or greater.']],
  ['q[][pacticipant]=Foo&latestby=zzz', ['latestby must be one of: cvpv, cvp, cp']],
  ['q[][pacticipant]=Foo&q[][version]=1&environment=prod', []],
  ['q[][pacticipant]=Foo&q[][version]=1&environment[]=prod', ['environment must be a string']],
  ['q[][pacticipant]=Foo&q[][version][]=1&environment=prod', ['version must be a string']],
  [
    'q[][pacticipant]=Foo&q[][version]=1&ignore[][pacticipant]=Bar&ignore[][version][x]=1',
    ['version must be a string'],
  ],
])('%s', (query, problems) => {
  expect(validateMatrixQuery(read(query), known)).toEqual(problems);
});

test('an empty success parameter selects rows without a result', () => {
  expect(read('q[][pacticipant]=Foo&success[]=true&success[]=').success).toEqual([true, null]);
  expect(read('q[][pacticipant]=Foo&success=').success).toEqual([null]);
});

test('other pacticipants are inferred only with a target', () => {
  expect(infersPacticipants(read('q[][pacticipant]=Foo&q[][version]=1'))).toBe(false);
  for (const target of ['latest=true', 'tag=prod', 'environment=prod', 'mainBranch=true']) {
    expect(infersPacticipants(read(`q[][pacticipant]=Foo&${target}`))).toBe(true);
  }
});

test('/can-i-deploy reports a parameter that is not a string', () => {
  const query = { pacticipant: 'Foo', version: '1', environment: ['prod'] };
  expect(parseCanIDeployQuery(query)).toMatchObject({ malformed: ['environment'] });
});

test('/can-i-deploy accepts only a list of pacticipants to ignore', () => {
  const query = { pacticipant: 'Foo', version: '1', environment: 'prod', ignore: 'Z' };
  expect(parseCanIDeployQuery(query)).toMatchObject({ ignore: [] });
});

test('/can-i-deploy with an environment considers every version in it', () => {
  expect(parseCanIDeployQuery({ pacticipant: 'Foo', version: '1', environment: 'prod' })).toMatchObject({
    latestby: 'cvpv',
    target: { environment: 'prod' },
  });
});

test('/can-i-deploy with a tag considers the latest version with it', () => {
  expect(
    parseCanIDeployQuery({ pacticipant: 'Foo', version: '1', to: 'prod', ignore: ['Z', { pacticipant: 'Y' }] }),
  ).toMatchObject({
    latestby: 'cvp',
    target: { tag: 'prod', latest: true },
    ignore: [{ pacticipant: 'Z' }, { pacticipant: 'Y' }],
  });
});

import { interaction, pact } from '../publications.ts';
import { del, get, patch, put, request, type Scenario } from '../scenario.ts';

const url = '/pacts/provider/Windmill/consumer/Miller/version/1';
const other = '/pacts/provider/Windmill/consumer/Miller/version/4';
const json = { type: 'application/json' };
const first = pact('Miller', 'Windmill', 'flour');

export const s27: Scenario = {
  id: 'S27',
  title: 'a pact is put where it belongs, as older clients do',
  pacticipants: ['Miller', 'Windmill', 'Raisin'],
  steps: [
    put('new', url, first),
    put('the same', url, first),
    put('other content', url, pact('Miller', 'Windmill', 'bran')),
    put('other content, as problem+json', url, pact('Miller', 'Windmill', 'bran'), {
      accept: 'application/problem+json',
    }),
    patch('merged', url, pact('Miller', 'Windmill', 'bran'), json),
    patch('the same merged', url, pact('Miller', 'Windmill', 'bran'), json),
    patch(
      'a merge that contradicts',
      url,
      {
        interactions: [{ ...interaction('bran'), request: { method: 'DELETE', path: '/other' } }],
      },
      json,
    ),
    patch('a new version by patch', url.replace('/1', '/2'), first, json),
    put('a wrong consumer', '/pacts/provider/Windmill/consumer/Miller/version/3', pact('XX', 'Windmill', 'a')),
    put('both names wrong', '/pacts/provider/Windmill/consumer/Miller/version/3', pact('XX', 'YY', 'a')),
    put('malformed', '/pacts/provider/Windmill/consumer/Miller/version/3', '{zz'),
    put('empty', '/pacts/provider/Windmill/consumer/Miller/version/3', ''),
    put('as text', '/pacts/provider/Windmill/consumer/Miller/version/3', '{}', { type: 'text/plain' }),
    put('a list', '/pacts/provider/Windmill/consumer/Miller/version/3', []),
    put('no names', '/pacts/provider/Windmill/consumer/Raisin/version/1', { a: 1 }),
    put('by the plural path', '/pacts/provider/Windmill/consumer/Miller/versions/4', pact('Miller', 'Windmill', 'rye')),
    put('by the singular path', '/pact/provider/Windmill/consumer/Miller/version/5', pact('Miller', 'Windmill', 'rye')),
    get('by the plural path, read', '/pacts/provider/Windmill/consumer/Miller/versions/4'),
    get('as plain JSON', other, { accept: 'application/json' }),
    get('as the verifier asks', other, { accept: 'application/hal+json, application/json' }),
    get('as the extended type', other, { accept: 'application/vnd.pactbrokerextended.v1+json' }),
    get('by the singular path, read', '/pact/provider/Windmill/consumer/Miller/version/5'),
    get('as XML', url, { accept: 'application/xml' }),
    get('the version it made', '/pacticipants/Miller/versions/1'),
    get('an unknown version', '/pacts/provider/Windmill/consumer/Miller/version/99'),
    get('an unknown consumer', '/pacts/provider/Windmill/consumer/Nobody/version/1'),
    request('OPTIONS', 'its options', url),
    del('deleted', url),
    get('deleted, looked up', url),
    get('the version stays', '/pacticipants/Miller/versions/1'),
  ],
};

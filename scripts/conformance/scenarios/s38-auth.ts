import { del, get, post, put, reader, request, type Scenario, writer } from '../scenario.ts';

const version = '/pacticipants/Porter/versions/1';

export const s38: Scenario = {
  id: 'S38',
  title: 'who may do what',
  pacticipants: ['Porter'],
  needs: ['auth'],
  steps: [
    get('nobody in particular', '/'),
    get('nobody, the heartbeat', '/diagnostic/status/heartbeat'),
    get('nobody, a badge', '/pacts/provider/Gate/consumer/Porter/latest/badge'),
    get('nobody, an unknown path', '/zzz'),
    request('OPTIONS', 'nobody, options', '/'),
    get('a wrong password', '/', { user: 'scribe:wrong' }),
    get('a wrong name', '/', { user: 'someone:quill' }),
    get('the writer', '/', { user: writer, compare: 'status' }),
    get('the reader', '/', { user: reader, compare: 'status' }),
    put('the reader writes', version, {}, { user: reader }),
    put('the writer writes', version, {}, { user: writer, compare: 'status' }),
    get('the reader reads', version, { user: reader }),
    post('the reader selects pacts', '/pacts/provider/Gate/for-verification', {}, { user: reader }),
    post('the reader publishes', '/contracts/publish', {}, { user: reader }),
    del('the reader deletes', version, { user: reader }),
    request('HEAD', 'the reader, the head', '/', undefined, { user: reader }),
    get('the reader, the heartbeat', '/diagnostic/status/heartbeat', { user: reader }),
    del('the writer deletes', version, { user: writer }),
    post(
      'the writer tries a webhook out, unlisted',
      '/webhooks/execute',
      {
        request: { method: 'POST', url: '{{receiver}}/hooks/porter', body: 'text' },
      },
      { user: writer },
    ),
  ],
};

import { del, get, post, request, type Scenario } from '../scenario.ts';

export const s01: Scenario = {
  id: 'S1',
  title: 'the index tells where everything is',
  pacticipants: [],
  steps: [
    get('asked for HAL', '/'),
    get('asked as the clients ask', '/', { accept: 'application/hal+json, application/json' }),
    get('asked for anything', '/', { accept: '*/*' }),
    get('asked without saying for what', '/', { accept: null }),
    get('asked for plain JSON alone', '/', { accept: 'application/json' }),
    request('HEAD', 'its head', '/'),
    request('OPTIONS', 'its options', '/'),
    del('deleted', '/'),
    post('posted to', '/', {}),
    get('the heartbeat', '/diagnostic/status/heartbeat'),
    get('the dependencies', '/diagnostic/status/dependencies'),
    request('HEAD', 'the head of the heartbeat', '/diagnostic/status/heartbeat'),
  ],
};

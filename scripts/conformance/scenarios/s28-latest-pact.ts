import { publish } from '../publications.ts';
import { get, put, type Scenario, type Step, setUp } from '../scenario.ts';

const pair = '/pacts/provider/Lute/consumer/Bard';
const published = (version: string, description: string, more: object = {}): Step =>
  setUp(
    publish(`version ${version}`, {
      consumer: 'Bard',
      version,
      provider: 'Lute',
      descriptions: [description],
      ...more,
    }),
  );

export const s28: Scenario = {
  id: 'S28',
  title: 'the latest pact is the one published last',
  pacticipants: ['Bard', 'Lute'],
  steps: [
    published('5', 'a song', { branch: 'main', tags: ['feast'] }),
    published('0.1', 'a ballad', { branch: 'feat' }),
    get('the latest, with any number', `${pair}/latest`),
    get('the latest with a tag', `${pair}/latest/feast`),
    get('the latest with an unknown tag', `${pair}/latest/zzz`),
    get('the latest without a tag', `${pair}/latest-untagged`),
    get('the latest of a branch', `${pair}/branch/main/latest`),
    get('the latest of an unknown branch', `${pair}/branch/zzz/latest`),
    get('the latest as plain JSON', `${pair}/latest`, { accept: 'application/json' }),
    get('of an unknown pair', '/pacts/provider/Lute/consumer/Nobody/latest'),
    setUp(put('tagged', '/pacticipants/Bard/versions/0.1/tags/feast', {})),
    get('the latest with the tag now', `${pair}/latest/feast`),
    get('none without a tag', `${pair}/latest-untagged`),
    setUp(
      publish('version 5 again', {
        consumer: 'Bard',
        version: '5',
        provider: 'Lute',
        descriptions: ['a song'],
        branch: 'main',
      }),
    ),
    get('the latest after republishing an older one', `${pair}/latest`),
  ],
};

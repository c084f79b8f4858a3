import { runOfficialCli } from '../../src/gate/official-cli.ts';
import { type Question, questionPath } from '../../src/gate/question.ts';
import { json, startServer } from '../support/test-server.ts';

const unknownVerdict = {
  summary: { deployable: null, reason: '', success: 0, failed: 0, unknown: 0 },
  notices: [],
  matrix: [],
};

const ask: Question = { pacticipant: 'market-data-core', version: '1.1.0', to: { environment: 'production' } };
const core = ['can-i-deploy', '--pacticipant', 'market-data-core', '--version', '1.1.0'];

/** The request of the official client. Its verdict is ignored. (It would ignore the version in `--version=1`.) */
async function officialRequest([command = '', ...args]: string[]): Promise<string | undefined> {
  const server = await startServer(json(200, unknownVerdict));
  await runOfficialCli({ url: server.url }, [command, ...args]).catch(() => undefined);
  await server.close();
  return server.requests[0];
}

test.each<[string, Question, string[]]>([
  ['a version to an environment', ask, [...core, '--to-environment', 'production']],
  ['a version to a tag', { ...ask, to: { tag: 'prod' } }, [...core, '--to', 'prod']],
  [
    'a version to merge',
    { ...ask, to: 'main branches' },
    ['can-i-merge', '--pacticipant', 'market-data-core', '--version', '1.1.0'],
  ],
  [
    'the main branch',
    { ...ask, version: undefined },
    ['can-i-deploy', '--pacticipant', 'market-data-core', '--main-branch', '--to-environment', 'production'],
  ],
  [
    'ignored pacticipants',
    { ...ask, ignore: ['store', 'orchestrator'] },
    [...core, '--to-environment', 'production', '--ignore', 'store', '--ignore', 'orchestrator'],
  ],
  [
    'names with special characters',
    { pacticipant: 'a &b', version: '1.0+5/#?', to: { environment: 'ü=1' } },
    ['can-i-deploy', '--pacticipant', 'a &b', '--version', '1.0+5/#?', '--to-environment', 'ü=1'],
  ],
])('sends the query of the official client with a higher limit: %s', async (_, question, args) => {
  expect(`GET ${questionPath(question)}`).toBe(`${await officialRequest(args)}&limit=100000`);
});

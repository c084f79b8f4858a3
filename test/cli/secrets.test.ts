import { json, startServer } from '../support/test-server.ts';
import { script } from './support/script.ts';

const placement = ['--pacticipant', 'a', '--version', '1', '--environment', 'production'];
const commands: [string, string[]][] = [
  ['publish', ['--version', '1', '--branch', 'main']],
  ['can-i-deploy', ['--pacticipant', 'a', '--version', '1', '--to-environment', 'production']],
  ['record-deployment', placement],
  ['record-release', placement],
];

/** A server that quotes what it was sent is the worst that can happen to a secret. */
describe.each<[number, string, Record<string, string>]>([
  [400, 'a token', { PACT_BROKER_TOKEN: 'top-secret' }],
  [500, 'a password', { PACT_BROKER_USERNAME: 'ann', PACT_BROKER_PASSWORD: 'hush-hush' }],
])('against a server that answers %s and quotes %s', (status, _, login) => {
  test.each(commands)('%s does not print it', async (name, args) => {
    const server = await startServer((request, response) => {
      const words = `you sent ${request.headers.authorization}`;
      json(status, { error: words, errors: { '': [words] } })(request, response);
    });
    const { stdout, stderr } = await script(name, args, { PACT_BROKER_BASE_URL: server.url, ...login });
    await server.close();
    expect(server.authorizations[0]).toMatch(/Bearer top-secret|Basic YW5uOmh1c2gtaHVzaA==/);
    expect(stdout + stderr).not.toMatch(/top-secret|hush-hush|YW5uOmh1c2gtaHVzaA/);
  });
});

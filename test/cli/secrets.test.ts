import { pactsOfPipeline, pipelineOrigin } from '../support/pipeline-pacts.ts';
import { json, startServer } from '../support/test-server.ts';
import { runCli } from './support/run-cli.ts';

const placement = ['--pacticipant', 'a', '--version', '1', '--environment', 'production'];
const commands: Record<string, string[]> = {
  environments: ['list'],
  'pact:publish': ['--version', pipelineOrigin.version, '--branch', 'main', '--dir', pactsOfPipeline()],
  'can-i-deploy': ['--pacticipant', 'a', '--version', '1', '--to-environment', 'production'],
  'record-deployment': placement,
  'record-release': placement,
  'record-support-ended': placement,
  'record-undeployment': ['--pacticipant', 'a', '--environment', 'production'],
};
const token = { PACT_BROKER_TOKEN: 'top-secret' };
const password = { PACT_BROKER_USERNAME: 'ann', PACT_BROKER_PASSWORD: 'hush-hush' };

/** A server that quotes what it was sent is the worst that can happen to a secret. */
test.each([
  ['pact:publish', 400, token],
  ['pact:publish', 500, password],
  ['can-i-deploy', 400, token],
  ['can-i-deploy', 500, password],
  ['record-deployment', 400, token],
  ['record-release', 400, password],
  ['record-undeployment', 400, token],
  ['record-support-ended', 400, password],
  ['environments', 400, token],
])('%s prints no secret when the server answers %s and quotes it', async (name, status, login) => {
  const server = await startServer((request, response) => {
    const words = `you sent ${request.headers.authorization}`;
    json(status, { error: words, errors: { '': [words] } })(request, response);
  });
  const { stdout, stderr } = await runCli(name, commands[name] ?? [], { PACT_BROKER_BASE_URL: server.url, ...login });
  await server.close();
  expect(server.authorizations[0]).toMatch(/Bearer top-secret|Basic YW5uOmh1c2gtaHVzaA==/);
  expect(stdout + stderr).toMatch(/error [A-Z_]+: |no pact|UNKNOWN/);
  expect(stdout + stderr).not.toMatch(/top-secret|hush-hush|YW5uOmh1c2gtaHVzaA/);
});

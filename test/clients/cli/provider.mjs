// Starts the provider and runs the `pact verifier` of PACT_CLI on it. Exits as the verifier does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';

const { PACT_CLI, ...env } = process.env;
const greeting = JSON.stringify({ text: env.TEXT, id: 7 });
const metadata = Buffer.from(JSON.stringify({ topic: 'greetings', contentType: 'application/json' })).toString(
  'base64',
);

// A message is requested with POST / and its metadata are a header; provider states are sent to /states.
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.method === 'POST') response.setHeader('pact-message-metadata', metadata);
  request.resume().on('end', () => response.end(request.url === '/states' ? '{}' : greeting));
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address();

const list = (json) => (json ? [JSON.parse(json).join(',')] : []);
const options = [
  ['--hostname', '127.0.0.1'],
  ['--port', `${port}`],
  ['--state-change-url', `http://127.0.0.1:${port}/states`],
  ['--provider-name', env.PROVIDER],
  ['--publish', '--provider-version', env.PROVIDER_VERSION],
  ...[env.PROVIDER_BRANCH ?? []].flat().map((branch) => ['--provider-branch', branch]),
  ...list(env.PROVIDER_TAGS).map((tags) => ['--provider-tags', tags]),
  ...list(env.CONSUMER_TAGS).map((tags) => ['--consumer-version-tags', tags]),
  ...JSON.parse(env.SELECTORS ?? '[]').map((selector) => ['--consumer-version-selectors', JSON.stringify(selector)]),
  ...(env.PENDING ? [['--enable-pending']] : []),
  ...(env.WIP_SINCE ? [['--include-wip-pacts-since', env.WIP_SINCE]] : []),
];
const verifier = spawn(PACT_CLI, ['verifier', ...options.flat()], { stdio: 'inherit' });
const [exit] = await once(verifier, 'exit');
process.exit(exit ?? 2);

import { NAME_SUFFIX } from './history.ts';
import type { Step } from './step.ts';

const withSuffix = (name = '') => `${name}-${NAME_SUFFIX}`;
const at = (app?: string, version = '') => ({ app: withSuffix(app), version });
const environment = withSuffix('prod');

const notations: readonly (readonly [RegExp, (...words: (string | undefined)[]) => Step])[] = [
  [/^prod made$/, () => ({ act: 'create environment', environment, production: true })],
  [/^prod deleted$/, () => ({ act: 'delete environment', environment })],
  [/^(\w+) deleted$/, (app) => ({ act: 'delete app', app: withSuffix(app) })],
  [/^(\w+) has main branch (\w+)$/, (app, branch = '') => ({ act: 'set main branch', app: withSuffix(app), branch })],
  [
    /^(\w+) undeployed(?: as (\w+))?$/,
    (app, as) => ({ act: 'undeploy', app: withSuffix(app), environment, ...instance(as) }),
  ],
  [/^(\w+) (\d+)(?: on (\w+))?(?: tagged (\w+))?: (.+)$/, publication],
  [/^(\w+) (\d+) (passes|fails) (\w+) (\d+)(?: on (\w+))?$/, result],
  [/^(\w+) (\d+) exists$/, (app, version) => ({ act: 'create version', ...at(app, version) })],
  [
    /^(\w+) (\d+) put on (\w+)$/,
    (app, version, branch = '') => ({ act: 'put on branch', ...at(app, version), branch }),
  ],
  [/^(\w+) (\d+) tagged (\w+)$/, (app, version, tag = '') => ({ act: 'tag', ...at(app, version), tag })],
  [
    /^(\w+) (\d+) deployed(?: as (\w+))?$/,
    (app, version, as) => ({ act: 'deploy', ...at(app, version), environment, ...instance(as) }),
  ],
  [/^(\w+) (\d+) released$/, (app, version) => ({ act: 'release', ...at(app, version), environment })],
  [/^(\w+) (\d+) unsupported$/, (app, version) => ({ act: 'end support', ...at(app, version), environment })],
  [/^(\w+) (\d+) deleted$/, (app, version) => ({ act: 'delete version', ...at(app, version) })],
  [
    /^(\w+) (\d+) without (\w+)$/,
    (app, version, provider) => ({ act: 'delete pact', ...at(app, version), provider: withSuffix(provider) }),
  ],
];

/** Parses a step: `a 1 on main: b#2` publishes pact version 2 of the pact with b, `b 7 passes a 1` posts a result, `b 7 deployed` deploys to prod. */
export function readStep(line: string): Step {
  for (const [pattern, step] of notations) {
    const words = pattern.exec(line)?.slice(1);
    if (words) return step(...words);
  }
  throw new Error(`not a step: ${line}`);
}

function publication(app?: string, version?: string, branch?: string, tag?: string, pacts = ''): Step {
  const list = pacts.split(' ').map((pact) => {
    const [provider, content] = pact.split('#');
    return { provider: withSuffix(provider), content: Number(content) };
  });
  return { act: 'publish', ...at(app, version), ...(branch && { branch }), ...(tag && { tags: [tag] }), pacts: list };
}

function result(
  app?: string,
  version?: string,
  how?: string,
  of?: string,
  consumerVersion = '',
  branch?: string,
): Step {
  const consumer = withSuffix(of);
  const success = how === 'passes';
  return { act: 'post result', ...at(app, version), consumer, consumerVersion, success, ...(branch && { branch }) };
}

const instance = (name?: string) => (name ? { instance: name } : {});

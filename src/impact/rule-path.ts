/** A step of a matching rule's path: a member or an index by name, `each` for `[*]`, `any` for `.*`. */
export type RulePathStep = { readonly name: string } | 'each' | 'any';

const stepPatterns = [
  /\.\*/, // .*
  /\[\*\]/, // [*]
  /\.([^.[\]]+)/, // .name
  /\['((?:[^'\\]|\\.)*)'\]/, // ['name']
  /\["((?:[^"\\]|\\.)*)"\]/, // ["name"]
  /\[(\d+)\]/, // [0]
];
const anyStep = new RegExp(stepPatterns.map(({ source }) => source).join('|'), 'g');

/** Parsed paths. The interactions of a pact have the same paths again and again, and parsing them took half of the time of its page. */
const parsed = new Map<string, readonly RulePathStep[] | undefined>();
const MAX_PARSED = 5_000;
const MAX_PARSED_CHARS = 200;

/** The steps of a path such as `$.items[*]['a.b']`, without its root; undefined if the path is invalid. */
export function parseRulePath(path: string): readonly RulePathStep[] | undefined {
  const known = parsed.get(path);
  if (known || parsed.has(path)) return known;
  const steps = parseSteps(path);
  if (path.length <= MAX_PARSED_CHARS) {
    if (parsed.size >= MAX_PARSED) parsed.clear();
    parsed.set(path, steps);
  }
  return steps;
}

function parseSteps(path: string): RulePathStep[] | undefined {
  const withoutRoot = path.replace(/^\$/, '');
  const matches = [...withoutRoot.matchAll(anyStep)];
  if (matches.map(([text]) => text).join('') !== withoutRoot) return undefined;
  return matches.map(([text, ...names]) => {
    if (text === '[*]') return 'each';
    if (text === '.*') return 'any';
    return { name: (names.find((name) => name !== undefined) ?? '').replace(/\\(.)/g, '$1') };
  });
}

/**
 * How precisely a rule's path matches a field; 0 if it does not. A rule also matches everything below its path. The weights are those of
 * the official verifier: https://docs.pact.io/implementation_guides/rust/pact_models (path_weight).
 * @param names the member names and indexes from the root to the field
 */
export function pathWeight(rulePath: readonly RulePathStep[], names: readonly string[]): number {
  if (rulePath.length > names.length) return 0;
  const product = rulePath.reduce((weight, step, i) => weight * stepWeight(step, names[i] ?? ''), 2);
  return product * (rulePath.length + 1);
}

function stepWeight(step: RulePathStep, name: string): number {
  if (step === 'any') return 1;
  if (step === 'each') return /^\d+$/.test(name) ? 1 : 0;
  return step.name === name ? 2 : 0;
}

/** A path as text: `$.items[*].level`. */
export function formatPath(steps: readonly (string | number | '*')[]): string {
  return `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : formatName(step))).join('')}`;
}

function formatName(name: string): string {
  if (name === '*') return '[*]';
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replace(/['\\]/g, '\\$&')}']`;
}

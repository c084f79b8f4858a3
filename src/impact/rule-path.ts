/** A step of a matching rule's path: a field or an index by name, `each` for `[*]`, `any` for `.*`. */
type Step = { readonly name: string } | 'each' | 'any';

const step = /\.\*|\[\*\]|\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/g;

/** The steps of a path such as `$.items[*]['a.b']`, below its root; undefined when it cannot be read. */
export function parseRulePath(path: string): Step[] | undefined {
  const below = path.replace(/^\$/, '');
  const found = [...below.matchAll(step)];
  if (found.map(([text]) => text).join('') !== below) return undefined;
  return found.map(([text, ...names]) => {
    if (text === '[*]') return 'each';
    if (text === '.*') return 'any';
    return { name: (names.find((name) => name !== undefined) ?? '').replace(/\\(.)/g, '$1') };
  });
}

/**
 * How well a rule's path fits a place, which is given by names and indexes; 0: not at all. A rule also holds for what is below its
 * path. As the official verifier weighs them: https://docs.pact.io/implementation_guides/rust/pact_models (path_weight).
 */
export function pathWeight(rulePath: readonly Step[], place: readonly string[]): number {
  if (rulePath.length > place.length) return 0;
  const product = rulePath.reduce((weight, one, at) => weight * stepWeight(one, place[at] ?? ''), 2);
  return product * (rulePath.length + 1);
}

function stepWeight(one: Step, name: string): number {
  if (one === 'any') return 1;
  if (one === 'each') return /^\d+$/.test(name) ? 1 : 0;
  return one.name === name ? 2 : 0;
}

/** The place as one writes it: `$.items[*].level`. */
export function formatPath(steps: readonly (string | number | '*')[]): string {
  return `$${steps.map((one) => (typeof one === 'number' ? `[${one}]` : formatName(one))).join('')}`;
}

function formatName(name: string): string {
  if (name === '*') return '[*]';
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replace(/['\\]/g, '\\$&')}']`;
}

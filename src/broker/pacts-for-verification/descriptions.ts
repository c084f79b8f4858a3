import type { SelectorMatch } from '../../matrix/consumer-version-selector.ts';
import type { VerifiablePact } from './verifiable-pact.ts';

/** The selectors of a pact, short enough for the name of a test. */
export function shortDescription(selectors: readonly SelectorMatch[]): string {
  return selectors.map(shortSelectorDescription).join(', ');
}

function shortSelectorDescription({ selector, environment, branch, isFallback }: SelectorMatch): string {
  switch (selector.kind) {
    case 'overall-latest':
      return 'latest';
    case 'latest-tag':
      return `latest with tag ${isFallback ? selector.fallbackTag : selector.tag}`;
    case 'main-branch':
      return 'latest from main branch';
    case 'branch':
      return `latest from branch ${isFallback ? selector.fallbackBranch : selector.branch}`;
    case 'every-branch':
      return `latest from branch ${branch}`;
    case 'every-tagged':
      return `one of ${selector.consumer === undefined ? '' : `${selector.consumer} `}${selector.tag}`;
    case 'deployed':
      return `deployed to ${environment?.name}`;
    case 'released':
      return `released in ${environment?.name}`;
    case 'in-environment':
      return `in environment ${environment?.name}`;
  }
}

/** The selectors of a pact, one line for each kind of selector and environment. */
export function describeSelectors({ pact, selectors }: VerifiablePact, provider: string): string[] {
  const kinds = [...new Set(selectors.map(({ selector }) => selector.kind))];
  return kinds.flatMap((kind) => {
    const matches = selectors.filter(({ selector }) => selector.kind === kind);
    if (kind === 'deployed') return describeEnvironments(matches, 'currently deployed to');
    if (kind === 'released') return describeEnvironments(matches, 'released and supported in');
    return matches.map((one) => `${describeSelector(one, provider, pact.mainBranch)} (${one.version.number})`);
  });
}

function describeEnvironments(matches: readonly SelectorMatch[], relation: string): string[] {
  const consumers = [...new Set(matches.map(({ selector }) => selector.consumer))];
  return consumers.map((consumer) => {
    const versions = consumer === undefined ? 'consumer version(s)' : `version(s) of ${consumer}`;
    const matchesOfConsumer = matches.filter(({ selector }) => selector.consumer === consumer);
    return `${versions} ${relation} ${joinWords(matchesOfConsumer.map(({ environment, version }) => `${environment?.name} (${version.number})`))}`;
  });
}

function describeSelector(
  { selector, environment, branch, isFallback }: SelectorMatch,
  provider: string,
  main: string | null,
) {
  const { consumer } = selector;
  const version = consumer === undefined ? 'version' : `version of ${consumer}`;
  switch (selector.kind) {
    case 'overall-latest':
      return `latest version of ${consumer ?? 'a consumer'} that has a pact with ${provider}`;
    case 'latest-tag':
      if (!isFallback) return `latest ${version} tagged '${selector.tag}'`;
      return `latest ${version} tagged '${selector.fallbackTag}' (fallback tag used as no pact was found with tag '${selector.tag}')`;
    case 'main-branch':
      return `latest ${version} from the main branch '${main}'`;
    case 'branch':
      if (!isFallback) return `latest ${version} from branch '${selector.branch}'`;
      return `latest ${version} from branch '${selector.fallbackBranch}' (fallback branch used as no pact was found from branch '${selector.branch}')`;
    case 'every-branch':
      return `latest ${version} from branch '${branch}'`;
    case 'every-tagged':
      return `all ${consumer ?? 'consumer'} versions tagged '${selector.tag}'`;
    default:
      return `${consumer ?? 'a consumer'} version in environment ${environment?.name}`;
  }
}

/** `a, b and c` */
export function joinWords(words: readonly string[]): string {
  const rest = words.slice(0, -2);
  return [...rest, words.slice(-2).join(' and ')].join(', ');
}

import { NAME_SUFFIX } from './history.ts';
import type { Random } from './random.ts';
import type { Pact, Step, StepOf } from './step.ts';

/** A pacticipant: the providers it consumes, its versions in order, and its deleted versions. */
export interface App {
  readonly name: string;
  readonly providers: string[];
  readonly versions: string[];
  readonly deletedVersions: string[];
}

export interface Publication extends Pact {
  readonly app: string;
  readonly version: string;
}

const appNames = ['heron', 'Badger', 'otter', 'Red Panda', 'lynx', 'Marmot', 'quokka', 'ibex', 'Tapir', 'vole'];

/** The state of the broker as far as the generator needs it to choose a valid next step. */
export class GeneratorState {
  readonly apps: App[];
  readonly environments: string[];
  readonly branches = ['main', 'feat/x', 'fix_y', 'develop'];
  readonly tags: string[];
  readonly publications: Publication[] = [];
  /** Current deployments and releases. */
  readonly placements: Extract<Step, { act: 'deploy' | 'release' }>[] = [];
  /** Deleted environments, which can be created again. */
  readonly deletedEnvironments: string[] = [];
  /** The result of the last step, if it was the first of a new provider version. */
  firstResult: StepOf<'post result'> | undefined;
  readonly #newestPactVersions = new Map<string, number>();
  /** Versions that certainly have a branch or a tag, so that the broker does not take a later tag as their branch. */
  readonly #versionsWithBranchOrTag = new Set<string>();

  constructor(random: Random) {
    this.apps = random.some(appNames, random.between(3, 6)).map((word) => {
      return { name: `${word}-${NAME_SUFFIX}`, providers: [], versions: [], deletedVersions: [] };
    });
    this.environments = ['prod', 'test'].slice(0, random.between(1, 2)).map((name) => `${name}-${NAME_SUFFIX}`);
    this.tags = ['dev', 'rc', random.pick(['master', 'feat/x']), random.pick(this.environments)];
    this.#connect(random);
  }

  get consumers(): App[] {
    return this.apps.filter(({ providers }) => providers.length > 0);
  }

  get providers(): App[] {
    return this.apps.filter(({ name }) => this.apps.some(({ providers }) => providers.includes(name)));
  }

  get versioned(): App[] {
    return this.apps.filter(({ versions }) => versions.length > 0);
  }

  app(name: string): App {
    const found = this.apps.find((app) => app.name === name);
    if (!found) throw new Error(`there is no app ${name}`);
    return found;
  }

  /** The number of a pact version for a pair: mostly the current or a new one, sometimes an old one. */
  content(random: Random, consumer: string, provider: string): number {
    const pair = `${consumer} ${provider}`;
    const newest = this.#newestPactVersions.get(pair) ?? 0;
    const content = random.weighted([
      [newest > 0 ? 5 : 0, newest],
      [newest > 1 ? 2 : 0, random.between(1, Math.max(1, newest - 1))],
      [4, newest + 1],
    ]);
    this.#newestPactVersions.set(pair, Math.max(newest, content));
    return content;
  }

  hasBranchOrTag(app: string, version: string): boolean {
    return this.#versionsWithBranchOrTag.has(`${app} ${version}`);
  }

  /** Applies the changes of a step. */
  apply(step: Step): void {
    const isNew = 'version' in step && !this.app(step.app).versions.includes(step.version);
    this.firstResult = step.act === 'post result' && isNew ? step : undefined;
    if ('version' in step && step.act !== 'delete version') this.#addVersion(step.app, step.version);
    if (addsBranchOrTag(step)) this.#versionsWithBranchOrTag.add(`${step.app} ${step.version}`);
    if (step.act === 'publish') for (const pact of step.pacts) this.publications.push({ ...step, ...pact });
    if (step.act === 'put pact') this.publications.push({ ...step, ...step.pact });
    if (step.act === 'deploy' || step.act === 'release') this.placements.push(step);
    if (step.act === 'create environment') remove(this.deletedEnvironments, (name) => name === step.environment);
    if (step.act === 'delete environment') this.#deleteEnvironment(step.environment);
    if (step.act === 'delete app') this.#deleteApp(step.app);
    if (step.act === 'delete version') this.#deleteVersion(step.app, step.version);
    if (step.act === 'delete pact') this.#unpublish(step.app, step.version, step.provider);
    if (step.act === 'delete branch' || step.act === 'take off branch' || step.act === 'delete tag')
      this.#versionsWithBranchOrTag.clear();
  }

  #connect(random: Random): void {
    for (const [i, app] of this.apps.entries()) {
      const later = this.apps.slice(i + 1).filter(() => random.chance(0.5));
      app.providers.push(...later.map(({ name }) => name));
    }
    const [first, second] = this.apps;
    if (first && second && first.providers.length === 0) first.providers.push(second.name);
    if (first && second && random.chance(0.15)) second.providers.push(first.name);
    if (first && random.chance(0.12)) first.providers.push(first.name);
  }

  #addVersion(app: string, version: string): void {
    const { versions, deletedVersions } = this.app(app);
    if (!versions.includes(version)) versions.push(version);
    remove(deletedVersions, (number) => number === version);
  }

  #deleteEnvironment(environment: string): void {
    this.deletedEnvironments.push(environment);
    remove(this.placements, (stay) => stay.environment === environment);
  }

  #deleteVersion(app: string, version: string): void {
    const { versions, deletedVersions } = this.app(app);
    versions.splice(versions.indexOf(version), 1);
    deletedVersions.push(version);
    this.#versionsWithBranchOrTag.delete(`${app} ${version}`);
    this.#unpublish(app, version);
    remove(this.placements, (stay) => stay.app === app && stay.version === version);
  }

  #deleteApp(app: string): void {
    for (const version of [...this.app(app).versions]) this.#deleteVersion(app, version);
    remove(this.publications, ({ provider }) => provider === app);
    this.#versionsWithBranchOrTag.clear();
  }

  #unpublish(app: string, version: string, provider?: string): void {
    remove(
      this.publications,
      (one) => one.app === app && one.version === version && (!provider || one.provider === provider),
    );
  }
}

/** Whether a step puts a version on a branch or tags it. */
function addsBranchOrTag(step: Step): step is Extract<Step, { version: string }> {
  if (step.act === 'verify') return Boolean(step.asking.providerVersionBranch ?? step.asking.providerVersionTags);
  if (step.act === 'publish') return Boolean(step.branch ?? step.tags);
  return step.act === 'tag' || step.act === 'put on branch' || (step.act === 'post result' && Boolean(step.branch));
}

function remove<T>(list: T[], unwanted: (one: T) => boolean): void {
  list.splice(0, list.length, ...list.filter((one) => !unwanted(one)));
}

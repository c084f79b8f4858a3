/** What a run goes through, one word for each look at it, e.g. `queued in_progress success`; the last one stays. */
export type Story = string;

export interface Workflow {
  readonly inputs: readonly string[];
  /** The story of each run that is started, in turn; the last one again and again. */
  readonly stories: readonly Story[];
  readonly dispatchable: boolean;
  readonly state: 'active' | 'disabled_manually';
  readonly runName: (inputs: Record<string, string>) => string;
  /** Its concurrency group cancels what runs when another comes. */
  readonly cancels: boolean;
  /** So many listings do not show a new run. */
  readonly hiddenFor: number;
}

export interface Repository {
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  /** Branches and tags → commit. */
  readonly refs: Record<string, string>;
  readonly workflows: Record<string, Workflow>;
  readonly pulls: { number: number; state: string; sha: string }[];
}

export interface Run {
  readonly id: number;
  readonly repository: string;
  readonly workflow: string;
  readonly ref: string;
  readonly inputs: Record<string, string>;
  readonly title: string;
  readonly createdAt: Date;
  story: string[];
  hiddenFor: number;
}

export interface Token {
  readonly login?: string;
  /** Of a classic token. */
  readonly scopes?: string;
  readonly expires?: string;
  /** `owner/repo`, or `*` → e.g. `actions=write`. */
  readonly may: Record<string, readonly string[]>;
}

export interface Status {
  readonly repository: string;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly target_url?: string;
}

export interface Issue {
  readonly number: number;
  readonly repository: string;
  title: string;
  body: string;
  state: string;
}

export interface Comment {
  readonly id: number;
  readonly repository: string;
  readonly issue: number;
  body: string;
}

export interface Installation {
  readonly id: string;
  readonly owner: string;
  readonly token: string;
}

/** All that this GitHub remembers. */
export class World {
  readonly repositories = new Map<string, Repository>();
  readonly tokens = new Map<string, Token>();
  readonly runs: Run[] = [];
  readonly statuses: Status[] = [];
  readonly issues: Issue[] = [];
  readonly comments: Comment[] = [];
  /** The App's public key, and where it is installed. */
  app: { publicKey: string; id: string; installations: readonly Installation[] } | undefined;
  /** What it does with `return_run_details`: an Enterprise Server refuses it, an old github.com overlooks it. */
  runDetails: 'given' | 'refused' | 'overlooked' = 'given';

  repository(name: string, repository: Partial<Repository> = {}): this {
    const whole = { isPrivate: false, defaultBranch: 'main', refs: {}, workflows: {}, pulls: [], ...repository };
    this.repositories.set(name.toLowerCase(), whole);
    return this;
  }

  /** A repository with the contract workflow, whose runs go as told. */
  target(name: string, stories: Story | readonly Story[] = 'success', workflow: Partial<Workflow> = {}): this {
    const contracts = { ...contractWorkflow, stories: [stories].flat(), ...workflow };
    return this.repository(name, { workflows: { 'dispatch_contracts.yml': contracts } });
  }
}

const contractWorkflow: Workflow = {
  inputs: ['core_ref'],
  stories: ['success'],
  dispatchable: true,
  state: 'active',
  runName: ({ core_ref }) => `contracts with core ${core_ref}`,
  cancels: false,
  hiddenFor: 0,
};

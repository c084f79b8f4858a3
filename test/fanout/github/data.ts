/** The statuses of a run, one for each poll, e.g. `queued in_progress success`; the last one remains. */
export type RunStatuses = string;

export interface Workflow {
  readonly inputs: readonly string[];
  /** The statuses of each run that is started, in order; further runs repeat the last entry. */
  readonly statuses: readonly RunStatuses[];
  readonly dispatchable: boolean;
  readonly state: 'active' | 'disabled_manually';
  readonly runName: (inputs: Record<string, string>) => string;
  /** A new run cancels the earlier ones, as with `cancel-in-progress`. */
  readonly cancelsInProgress: boolean;
  /** The number of listings that do not contain a new run. */
  readonly hiddenListings: number;
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
  statuses: string[];
  hiddenListings: number;
}

export interface Token {
  readonly login?: string;
  /** The scopes of a classic token. */
  readonly scopes?: string;
  readonly expires?: string;
  /** The permissions by repository (`owner/repo`, or `*` for all), e.g. `actions=write`. */
  readonly permissions: Record<string, readonly string[]>;
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

/** The state of the stand-in. */
export class GitHubData {
  readonly repositories = new Map<string, Repository>();
  readonly tokens = new Map<string, Token>();
  readonly runs: Run[] = [];
  readonly statuses: Status[] = [];
  readonly issues: Issue[] = [];
  readonly comments: Comment[] = [];
  /** The App's public key, and where it is installed. */
  app: { publicKey: string; id: string; installations: readonly Installation[] } | undefined;
  /** How it treats `return_run_details`: an older Enterprise Server rejects it, an older github.com ignored it. */
  runDetails: 'supported' | 'rejected' | 'ignored' = 'supported';

  repository(name: string, repository: Partial<Repository> = {}): this {
    const complete = { isPrivate: false, defaultBranch: 'main', refs: {}, workflows: {}, pulls: [], ...repository };
    this.repositories.set(name.toLowerCase(), complete);
    return this;
  }

  /** A repository with the contract workflow, whose runs have these statuses. */
  target(
    name: string,
    statuses: RunStatuses | readonly RunStatuses[] = 'success',
    workflow: Partial<Workflow> = {},
  ): this {
    const contracts = { ...contractWorkflow, statuses: [statuses].flat(), ...workflow };
    return this.repository(name, { workflows: { 'dispatch_contracts.yml': contracts } });
  }
}

const contractWorkflow: Workflow = {
  inputs: ['core_ref'],
  statuses: ['success'],
  dispatchable: true,
  state: 'active',
  runName: ({ core_ref }) => `contracts with core ${core_ref}`,
  cancelsInProgress: false,
  hiddenListings: 0,
};

/** The body of POST /pacts/provider/…/for-verification. */
export interface VerificationRequest {
  readonly consumerVersionSelectors?: readonly Readonly<Record<string, string | boolean>>[];
  readonly providerVersionBranch?: string;
  readonly providerVersionTags?: readonly string[];
  readonly includePendingStatus?: boolean;
  readonly includeWipPactsSince?: string;
}

/** A pact by the number of its pact version; `reordered` is the same pact version in another order. */
export interface Pact {
  readonly provider: string;
  readonly content: number;
  readonly reordered?: true;
}

interface Version {
  readonly app: string;
  readonly version: string;
}

/** One change in a broker. Plain data, so that a history can be stored, replayed and shrunk. */
export type Step =
  | { readonly act: 'create environment'; readonly environment: string; readonly production: boolean }
  | { readonly act: 'set main branch'; readonly app: string; readonly branch: string }
  | ({ readonly act: 'publish'; readonly branch?: string; readonly tags?: readonly string[] } & Version & {
        readonly pacts: readonly Pact[];
      })
  | ({ readonly act: 'put pact'; readonly pact: Pact } & Version)
  | ({ readonly act: 'create version' } & Version)
  | ({ readonly act: 'put on branch'; readonly branch: string } & Version)
  | ({ readonly act: 'tag'; readonly tag: string } & Version)
  | ({ readonly act: 'verify'; readonly asking: VerificationRequest; readonly failing: readonly string[] } & Version)
  | ({
      readonly act: 'post result';
      readonly consumer: string;
      readonly consumerVersion: string;
      readonly success: boolean;
      readonly branch?: string;
    } & Version)
  | ({ readonly act: 'deploy'; readonly environment: string; readonly instance?: string } & Version)
  | { readonly act: 'undeploy'; readonly app: string; readonly environment: string; readonly instance?: string }
  | ({ readonly act: 'release'; readonly environment: string } & Version)
  | ({ readonly act: 'end support'; readonly environment: string } & Version)
  | { readonly act: 'delete app'; readonly app: string }
  | { readonly act: 'delete environment'; readonly environment: string }
  | ({ readonly act: 'delete version' } & Version)
  | { readonly act: 'delete branch'; readonly app: string; readonly branch: string }
  | ({ readonly act: 'take off branch'; readonly branch: string } & Version)
  | ({ readonly act: 'delete tag'; readonly tag: string } & Version)
  | ({ readonly act: 'delete pact'; readonly provider: string } & Version)
  | ({ readonly act: 'delete result'; readonly provider: string; readonly verifiedBy: string } & Version);

export type StepOf<Act extends Step['act']> = Extract<Step, { act: Act }>;

/** `publish heron 3 on main with otter#2`. */
export function formatStep(step: Step): string {
  const { act, ...rest } = step;
  const { app, version, branch, tags, pacts, pact, ...more } = rest as Record<string, unknown>;
  const contents = [pacts ?? pact ?? []].flat() as Pact[];
  const words = [
    act,
    app,
    version,
    branch && `on ${branch}`,
    tags && `tagged ${(tags as string[]).join(', ')}`,
    contents.length > 0 && `with ${contents.map(formatPact).join(', ')}`,
    Object.keys(more).length > 0 && JSON.stringify(more),
  ];
  return words.filter(Boolean).join(' ');
}

function formatPact({ provider, content, reordered }: Pact): string {
  return `${provider}#${content}${reordered ? ' (reordered)' : ''}`;
}

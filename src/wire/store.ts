import { ContractError } from '../config/errors.ts';
import type {
  ProviderAnswer,
  ProviderRequest,
  ProviderState,
  ProviderUnderTest,
} from '../provider/provider-under-test.ts';
import { ProviderRefusalError } from '../provider/refusal.ts';
import { BusChild, type BusChildError, type BusChildOptions, describeError } from './bus-child.ts';
import { type WireInteraction, wireInteractions, wireProvider, wireStates } from './interactions.ts';

/** The store under test, with the core, Redis and Python it runs with. */
export interface StoreDescription {
  readonly version: string;
  readonly commit?: string;
  readonly local?: true;
  readonly origin: string;
}

/** The store's own publisher on core's own buses, in a Python process (see publisher.py). */
export class WireStore {
  readonly #child: BusChild;
  readonly #redis: string;

  constructor(options: BusChildOptions) {
    this.#child = new BusChild('publisher.py', options);
    this.#redis = options.redis.name;
  }

  /** @throws ContractError WIRE_NOT_INSTALLED, WIRE_FAILED */
  async describe(): Promise<StoreDescription> {
    // biome-ignore lint/suspicious/noExplicitAny: installed_code.py's describe() defines it
    const { version, commit, local, core, python, folder, fakeRedis } = (await this.#child.describe()) as any;
    if (!version) throw new ContractError('WIRE_NOT_INSTALLED', this.#child.interpreter);
    const redis = fakeRedis ? `fakeredis ${fakeRedis}` : this.#redis;
    return {
      version,
      ...(commit && { commit }),
      ...(local && { local }),
      origin: `with market-data-core ${core} and ${redis}, Python ${python}, ${folder}`,
    };
  }

  /** The store as the provider of the wire's pact. */
  providerUnderTest(version: string, { origin }: StoreDescription): ProviderUnderTest {
    return {
      name: wireProvider,
      version,
      kind: 'python',
      origin,
      missingNames: [],
      requestFor: (description, states) => this.#requestFor(description, states),
      close: () => this.close(),
    };
  }

  close(): Promise<void> {
    return this.#child.close();
  }

  #requestFor(description: string, states: readonly ProviderState[]): ProviderRequest | { problem: string } {
    const [state, ...others] = states;
    const known = wireInteractions.find((one) => one.description === description);
    if (!known) return { problem: `"${description}" is no message of the store` };
    if (!state || others.length > 0 || !Object.values<string>(wireStates).includes(state.name))
      return { problem: `"${description}" must have exactly one of the store's provider states` };
    const { message: name } = known;
    return { subject: { kind: 'message', name }, answer: () => this.#answer(known, state) };
  }

  async #answer({ message }: WireInteraction, { name, params }: ProviderState): Promise<ProviderAnswer> {
    const request =
      name === wireStates.signal
        ? { ask: 'write', ...params }
        : { ask: 'feedback-bus', event: JSON.stringify({ ...params }) };
    const answer = await this.#child.request(request, (error) => throwRefusal(message, error));
    // biome-ignore lint/suspicious/noExplicitAny: publisher.py's written() defines it
    const { text, stream, location } = answer as any;
    if (typeof text !== 'string') throw ProviderRefusalError.notWritten(message, `there is no text on ${stream}`);
    return {
      text: jsonOrQuoted(text),
      ...(stream && { metadata: { stream } }),
      ...(location && { location }),
    };
  }
}

/** A text that is not JSON is returned as a JSON string, so that the comparison with any message fails. */
function jsonOrQuoted(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

function throwRefusal(message: string, error: BusChildError): void {
  if (error.kind === 'missing-name') throw ProviderRefusalError.missingNames([String(error.name)]);
  if (error.kind === 'not-written') throw ProviderRefusalError.notWritten(message, describeError(error));
}

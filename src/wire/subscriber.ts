import { ContractError } from '../config/errors.ts';
import { assertNoUnnamedFields, type ConsumerDescription, type Reaction } from '../pipeline/consumer.ts';
import type { Policy } from '../pipeline/policy.ts';
import { BusChild, type BusChildError, type BusChildOptions, describeError } from './bus-child.ts';
import type { EventBus } from './interactions.ts';

export interface DeliveryOptions {
  /** The fields of the payload that the contract names. The payload that the pipeline receives has no other fields. */
  readonly fields: readonly string[];
  /** The data provider whose rate is adjusted. */
  readonly provider: string;
  readonly policy: Policy;
}

/** The outcome of a message on a bus. */
export interface Delivery extends Reaction {
  /** The stream that the pipeline subscribes to, in core's default namespace. */
  readonly stream: string | null;
  /** The reason why core's bus or the pipeline dropped the message; null if it was handled. */
  readonly dropReason: string | null;
  /** Lines of the pipeline that read the message: `market_data_pipeline/pulse/consumer.py:185`. */
  readonly locations: readonly string[];
}

/** The pipeline's own FeedbackConsumer on core's own buses, in a Python process (see subscriber.py). */
export class WireSubscriber {
  readonly #child: BusChild;

  constructor(options: BusChildOptions) {
    this.#child = new BusChild('subscriber.py', options);
  }

  async describe(): Promise<ConsumerDescription> {
    // biome-ignore lint/suspicious/noExplicitAny: installed_code.py's describe() defines it
    const { version, commit, local, core, python, folder } = (await this.#child.describe()) as any;
    return {
      origin: `market-data-pipeline ${version} with market-data-core ${core} (Python ${python}, ${folder})`,
      ...(version && { version }),
      ...(commit && { commit }),
      ...(local && { local }),
      ...(core && { core }),
      python,
    };
  }

  /**
   * Puts a message on a bus that the pipeline subscribes to, and waits until it is handled or dropped.
   * @throws ContractError UNNAMED_FIELD_READ, PIPELINE_FAILED, PIPELINE_NAME_MISSING, and as `BusChild.request`
   */
  deliver(bus: EventBus, message: unknown, options: DeliveryOptions): Promise<Delivery> {
    return this.#requestDelivery({ ask: 'deliver', bus, message: JSON.stringify(message), ...options });
  }

  /** Publishes a FeedbackEvent on the pipeline's `feedback_bus()`. @throws as `deliver` */
  publishOnFeedbackBus(message: unknown, options: DeliveryOptions): Promise<Delivery> {
    return this.#requestDelivery({ ask: 'feedback-bus', message: JSON.stringify(message), ...options });
  }

  close(): Promise<void> {
    return this.#child.close();
  }

  async #requestDelivery(message: object): Promise<Delivery> {
    // biome-ignore lint/suspicious/noExplicitAny: subscriber.py's Delivery.answer() defines it
    const answer = (await this.#child.request(message, throwPipelineError)) as any;
    assertNoUnnamedFields('FeedbackEvent', answer.outsideContract);
    const { calls, read: fieldsRead, stream = null, dropReason = null, locations = [] } = answer;
    return { calls, fieldsRead, stream, dropReason, locations };
  }
}

function throwPipelineError(error: BusChildError): void {
  if (error.kind === 'missing-name') throw new ContractError('PIPELINE_NAME_MISSING', String(error.name));
  if (error.kind === 'handler-failed') throw new ContractError('PIPELINE_FAILED', describeError(error));
}

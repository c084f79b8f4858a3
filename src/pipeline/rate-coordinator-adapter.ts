import type { BackpressureLevel } from '../contracts/backpressure-level.ts';
import { readMessage } from '../contracts/messages.ts';
import type { RateController } from '../contracts/protocols.ts';
import type { RateAdjustment } from '../contracts/rate-adjustment.ts';

/** The pipeline's older coordinator; the pressure is set before the budget. */
export interface RateCoordinator {
  setGlobalPressure(provider: string, level: BackpressureLevel): Promise<void> | void;
  /** `scale`: share of the full rate, 0 … 1. */
  setBudgetScale(provider: string, scale: number): Promise<void> | void;
}

/** Adapts an older coordinator to the RateController interface. */
export class RateCoordinatorAdapter implements RateController {
  readonly #coordinator: RateCoordinator;

  constructor(coordinator: RateCoordinator) {
    this.#coordinator = coordinator;
  }

  /**
   * Sets the pressure, then the budget. An error of the coordinator is rethrown.
   * @throws ContractError MESSAGE_INVALID, before the coordinator is called
   */
  async apply(adjustment: RateAdjustment): Promise<void> {
    const { provider, reason, scale } = readMessage('RateAdjustment', adjustment);
    await this.#coordinator.setGlobalPressure(provider, reason);
    await this.#coordinator.setBudgetScale(provider, scale);
  }
}

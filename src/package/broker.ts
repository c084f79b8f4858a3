/** `market-data-contracts/broker`: a Pact Broker in this process. */

export { type RunningBroker, type StartOptions, startBroker } from '../broker/server.ts';
export { ContractError } from '../config/errors.ts';

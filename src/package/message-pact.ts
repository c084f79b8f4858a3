/** `market-data-contracts/message-pact`: a consumer's test that writes a pact of messages. */
export { ContractError } from '../config/errors.ts';
export { createMessagePact, type MessagePactOptions, type TestedMessage, testMessage } from '../pact/tested-message.ts';

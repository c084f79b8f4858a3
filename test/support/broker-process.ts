import { endBrokerProcesses, startBrokerProcess } from '../../scripts/support/broker-process.ts';

/** Returns `startBrokerProcess`; kills the brokers that are still running after the tests of the file. */
export function useBrokerProcesses(): typeof startBrokerProcess {
  afterAll(endBrokerProcesses);
  return startBrokerProcess;
}

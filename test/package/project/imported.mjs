import * as broker from 'market-data-contracts/broker';
import * as gate from 'market-data-contracts/gate';
import * as impact from 'market-data-contracts/impact';
import * as pact from 'market-data-contracts/pact';
import * as verification from 'market-data-contracts/verification';
import { z } from 'zod';
import steps from './steps.cjs';

export default () => steps.fromSchemaToGate(z, { ...broker, ...gate, ...impact, ...pact, ...verification });

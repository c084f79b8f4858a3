import { apiInteractions } from '../../src/contracts/api-checks.ts';
import { interactions, states } from '../../src/contracts/interactions.ts';
import { coreRequestFor } from '../../src/provider/core-request.ts';
import { referenceCore } from '../../src/provider/reference.ts';

const core = await referenceCore().describe();
const state = (name: string, params = {}) => ({ name, params });

test.each(interactions)('$description: core can be asked for it', ({ description, message, state }) => {
  expect(coreRequestFor(core, description, [state])).toEqual({ message, states: [state] });
});

test.each(apiInteractions)('$description: core can be asked for it', ({ check, description }) => {
  expect(coreRequestFor(core, description, [])).toEqual({ check });
});

test('without provider states the message has its default content', () => {
  expect(coreRequestFor(core, 'a FeedbackEvent', [])).toEqual({ message: 'FeedbackEvent', states: [] });
});

test.each([
  ['a description without a message', 'something happens', [], /"something happens" does not begin with a message/],
  ['an unknown message', 'a Heartbeat', [], /FeedbackEvent, RateAdjustment/],
  ['an inherited name', 'a toString', [], /does not begin with a message/],
  [
    'an unknown state',
    'a FeedbackEvent',
    [state('the moon is full')],
    /no provider state is called "the moon is full"/,
  ],
  [
    "another message's state",
    'a FeedbackEvent',
    [state(states.adjustment)],
    /one of RateAdjustment, not of FeedbackEvent/,
  ],
  [
    'an unknown check',
    'the API of core: its colour (no_such_check)',
    [],
    /no check of core's API is called no_such_check/,
  ],
  [
    'a check with a state',
    'the API of core: FeedbackEvent (feedback_event_required_fields)',
    [state(states.read)],
    /has no provider states/,
  ],
  ['a parameter that is no field', 'a FeedbackEvent', [state(states.backpressure, { lvl: 'ok' })], /parameter "lvl"/],
])('%s is a problem', (_, description, states, problem) => {
  expect(coreRequestFor(core, description, states)).toEqual({ problem: expect.stringMatching(problem) });
});

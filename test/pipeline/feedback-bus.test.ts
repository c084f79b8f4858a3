import { feedbackEventExample as event, type FeedbackEvent } from '../../src/contracts/feedback-event.ts';
import { FeedbackBus } from '../../src/pipeline/feedback-bus.ts';

let failures: unknown[][];
let bus: FeedbackBus;
let heard: string[];

const listener = (name: string) => (received: FeedbackEvent) => {
  heard.push(`${name} ${received.level}`);
};

beforeEach(() => {
  failures = [];
  heard = [];
  bus = new FeedbackBus((...failure) => failures.push(failure));
});

test('every subscriber receives an event', async () => {
  bus.subscribe(listener('first'));
  bus.subscribe(listener('second'));
  await bus.publish(event);
  expect(heard).toEqual(['first soft', 'second soft']);
});

test('publishing without a subscriber does nothing', async () => {
  expect(await bus.publish(event)).toBeUndefined();
});

test.each([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('a subscriber that %s never stops the others, and is reported', async (_, failing) => {
  bus.subscribe(failing);
  bus.subscribe(listener('other'));
  await bus.publish(event);
  expect(heard).toEqual(['other soft']);
  expect(failures).toEqual([[new Error('broken'), event]]);
});

test('publishing waits for a slow subscriber without delaying the others', async () => {
  bus.subscribe(async (received) => {
    await new Promise(setImmediate);
    listener('slow')(received);
  });
  bus.subscribe(listener('quick'));
  await bus.publish(event);
  expect(heard).toEqual(['quick soft', 'slow soft']);
});

test('unsubscribing stops only that subscriber and may be repeated', async () => {
  const unsubscribe = bus.subscribe(listener('gone'));
  bus.subscribe(listener('kept'));
  unsubscribe();
  unsubscribe();
  await bus.publish(event);
  expect(heard).toEqual(['kept soft']);
});

test('a listener that is subscribed twice receives an event twice until it unsubscribes', async () => {
  const same = listener('same');
  const unsubscribe = bus.subscribe(same);
  bus.subscribe(same);
  await bus.publish(event);
  unsubscribe();
  await bus.publish(event);
  expect(heard).toEqual(['same soft', 'same soft', 'same soft']);
});

test('a subscriber that is added during a publication receives only later events', async () => {
  bus.subscribe(() => bus.subscribe(listener('late')));
  await bus.publish(event);
  expect(heard).toEqual([]);
  await bus.publish(event);
  expect(heard).toEqual(['late soft']);
});

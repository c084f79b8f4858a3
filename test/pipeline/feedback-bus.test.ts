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

test('every subscriber hears of an event', async () => {
  bus.subscribe(listener('first'));
  bus.subscribe(listener('second'));
  await bus.publish(event);
  expect(heard).toEqual(['first soft', 'second soft']);
});

test('with no subscriber, publishing is nothing', async () => {
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

test('publishing waits for a slow subscriber, which delays no other', async () => {
  bus.subscribe(async (received) => {
    await new Promise(setImmediate);
    listener('slow')(received);
  });
  bus.subscribe(listener('quick'));
  await bus.publish(event);
  expect(heard).toEqual(['quick soft', 'slow soft']);
});

test('who unsubscribed hears no more, the others do; twice is once', async () => {
  const unsubscribe = bus.subscribe(listener('gone'));
  bus.subscribe(listener('kept'));
  unsubscribe();
  unsubscribe();
  await bus.publish(event);
  expect(heard).toEqual(['kept soft']);
});

test('one listener subscribed twice hears twice, until each ends', async () => {
  const same = listener('same');
  const unsubscribe = bus.subscribe(same);
  bus.subscribe(same);
  await bus.publish(event);
  unsubscribe();
  await bus.publish(event);
  expect(heard).toEqual(['same soft', 'same soft', 'same soft']);
});

test('who subscribes while an event is on its way hears from the next on', async () => {
  bus.subscribe(() => bus.subscribe(listener('late')));
  await bus.publish(event);
  expect(heard).toEqual([]);
  await bus.publish(event);
  expect(heard).toEqual(['late soft']);
});

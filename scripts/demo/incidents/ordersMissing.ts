// Closed two weeks ago, with a published postmortem: paid orders were missing, and it was called over too early.
import {addQueueRunbook} from '../shop.ts';
import {Story, type World} from '../story.ts';
import {after, clock, clockOn, daysBefore, roughly, workingDay, workingDaysFrom, written, type After} from '../times.ts';

export async function ordersMissing(world: World): Promise<void> {
  const end = workingDay(daysBefore(world.now, 14));
  const day = workingDaysFrom(end, -8);
  const t = after(clockOn(day, '04:12'));
  const broker = 'https://grafana.example.org/d/broker';

  const story = new Story(world, t(29), 'erin', {
    title: 'Paid orders missing from the ledger',
    services: ['ledger'],
    impact: 'medium',
    urgency: 'high',
    type: 'data-loss',
    started: roughly(t(0)),
    detected: {at: written(t(27)), by: 'erin', text: 'LedgerQueueLag: no order written for 15 minutes.', source: broker},
    links: [{kind: 'dashboard', url: broker, title: 'Broker'}],
  });
  story.at(t(30), 'erin').condition('ledger', 'degraded');
  story.at(t(32), 'erin').acknowledge().assign('commander', 'erin').teams('payments');
  const consumer = story.at(t(36), 'erin').hypothesis('The consumer of the queue hangs, as it did last year');
  await story.commit(t(38), 'erin');
  story.at(t(45), 'erin').settle(consumer, 'rejected', 'It waits for messages, and there are none.');
  story.at(t(52), 'erin').entry('escalation', 'Alice called in.').assign('commander', 'alice').assign('operations', 'erin');
  story.at(t(58), 'alice').entry('evidence', 'Customers pay, and no order appears: 140 payments since four without one.', {source: 'https://ledger.example.org/reports/unmatched'});
  story.at(t(60), 'alice').classify({impact: 'critical', urgency: 'high', reason: 'Money is taken and the order is lost.'}).condition('ledger', 'down').condition('checkout', 'degraded');
  const disk = story.at(t(63), 'erin').hypothesis('The broker’s disk is full, and it refuses new messages');
  story.at(t(66), 'erin').settle(disk, 'confirmed', '/var/lib/broker is at 100 %.').status('identified');
  story.at(t(68), 'alice').entry('decision', 'Checkout stops taking payments until the queue takes orders.').status('fixing');
  story.at(t(71), 'bob').assign('communications', 'bob').teams('communications', 'support');
  story.at(t(74), 'bob').update('customers', 'You cannot pay in our shop at the moment. If you paid since four this morning: your money is safe, and so will be your order. Next news by six.', {next: written(t(104))});
  await story.commit(t(75), 'alice');
  story.at(t(79), 'erin').entry('note', 'Old logs deleted, disk at 81 %. Log level of the broker raised to “debug” to see who fills it.');
  story.at(t(84), 'erin').mitigated('Orders reach the ledger again; payments are open.');
  story.at(t(103), 'bob').update('customers', 'You can pay again. We are now matching orders that were paid between four and half past five.', {next: written(t(223))});
  story.at(t(118), 'erin').verify('ledger', 'The queue is empty.');
  story.at(t(121), 'alice').verify('checkout', 'A test purchase appears in the ledger within a second.');
  story.at(t(128), 'alice').status('resolved');
  await story.commit(t(130), 'alice');

  story.at(t(173), 'erin').status('investigating', {reason: 'The queue stands still again.'}).condition('ledger', 'down').condition('checkout', 'degraded');
  story.at(t(178), 'erin').entry('evidence', 'The disk is full again: 14 GB of debug logs in a hundred minutes.', {source: broker});
  story.at(t(181), 'erin').status('fixing');
  story.at(t(192), 'erin').mitigated('Log level back to “warn”, logs deleted, disk at 44 %.');
  await story.commit(t(194), 'erin');
  story.at(t(222), 'bob').update('customers', 'Paying failed a second time for twenty minutes and works again. We stay until every paid order is found.', {next: written(t(312))});
  story.at(t(285), 'alice').entry('evidence', '312 payments had no order. All are matched, and the warehouse has the orders.', {source: 'https://ledger.example.org/reports/unmatched'});
  story.at(t(296), 'alice').verify('checkout', 'A hundred purchases of the last hour are in the ledger.');
  story.at(t(301), 'erin').verify('ledger', 'Orders and payments agree since four o’clock; the disk has stayed below 50 % for ninety minutes.');
  story.at(t(306), 'bob').update('customers', 'Every order that was paid this morning is on its way. Thank you for your patience.');
  story.at(t(307), 'alice').impacted({customers: 312, summary: 'They paid, and their order was unknown for up to five hours.', from: roughly(t(0)), to: written(t(285))});
  story.at(t(308), 'alice').status('resolved');
  await story.commit(t(310), 'alice');

  await review(world, story, day, end, t);
}

async function review(world: World, story: Story, day: string, end: string, t: After): Promise<void> {
  const first = after(clockOn(workingDaysFrom(day, 1), '14:00'));
  const full = story.at(first(0), 'alice').cause({category: 'capacity', kind: 'root', text: 'Logs and messages share one disk, so that a chatty program stops the shop from taking orders.'});
  const rotation = story.at(first(2), 'alice').cause({category: 'configuration', kind: 'trigger', text: 'The rotation of the broker’s logs stopped with its last upgrade; nothing noticed for five weeks.'});
  const silent = story.at(first(4), 'alice').cause({category: 'software', kind: 'contributing', text: 'Checkout confirms a payment before the order is in the queue.'});
  story.at(first(6), 'erin').cause({category: 'process', kind: 'contributing', text: '“Verified” meant an empty queue; a queue that refuses messages is empty too.'});
  const alert = story.at(first(10), 'erin').action({title: 'Alert when the broker’s disk is at 70 %', kind: 'detect', owner: 'erin', due: workingDaysFrom(day, 5), ref: '#402', cause: full});
  const runbook = story.at(first(11), 'erin').action({title: 'Runbook for a full queue, with how to count what is missing', kind: 'mitigate', owner: 'erin', due: workingDaysFrom(day, 8), ref: '#403'});
  const apart = story.at(first(13), 'alice').action({title: 'Give logs a disk of their own', kind: 'prevent', owner: 'farid', due: workingDaysFrom(day, 15), ref: '#404', cause: rotation});
  story.at(first(15), 'alice').action({title: 'Confirm a payment only when the order is in the queue', kind: 'prevent', owner: 'alice', due: workingDaysFrom(day, 30), ref: '#405', cause: silent});
  const second = story.at(first(17), 'alice').action({title: 'A second broker in the other data centre', kind: 'mitigate', owner: 'alice', due: workingDaysFrom(day, 40), cause: full});
  story.at(first(20), 'alice').review('draft', {owner: 'alice', due: workingDaysFrom(day, 3), reviewers: ['carol', 'dave']});
  story.writePostmortem(prose(t));
  await story.commit(first(125), 'alice');

  const read = clockOn(workingDaysFrom(day, 3), '10:30');
  story.at(read, 'alice').review('in-review');
  await story.commit(read + 60_000, 'alice');
  const approved = clockOn(workingDaysFrom(day, 5), '16:05');
  story.at(approved - 90 * 60_000, 'erin').changeAction(alert, {state: 'done', link: 'https://git.example.org/harbour/ledger/pulls/407'});
  story.at(approved, 'carol').review('approved').changeAction(second, {state: 'declined', reason: 'A disk of its own for the logs takes most of the risk away for a tenth of the price.'});
  await story.commit(approved + 120_000, 'carol');

  const revised = clockOn(workingDaysFrom(day, 7), '11:40');
  addQueueRunbook(world, revised);
  story.at(revised + 300_000, 'erin').changeAction(runbook, {state: 'done', link: 'runbooks/ledger-queue-full.md'});
  await story.commit(revised + 360_000, 'erin');
  const closed = clockOn(end, '15:20');
  story.at(closed - 600_000, 'farid').changeAction(apart, {state: 'in-progress'});
  story.at(closed, 'alice').review('published').status('closed');
  await story.commit(closed + 60_000, 'alice');

  const later = clockOn(workingDaysFrom(end, 5), '09:50');
  story.at(later, 'farid').postpone(apart, workingDaysFrom(day, 25), 'The disk is ordered and comes next week.');
  await story.commit(later + 60_000, 'farid');
}

function prose(t: After): Record<string, string> {
  return {
    Summary: `
For an hour and a half before dawn, and again for twenty minutes later that morning, customers paid for orders that our ledger
never saw: the disk of the queue between checkout and ledger was full. 312 orders were without a trace for up to five hours. All
of them have been found and delivered, and nobody lost money.`,
    Impact: `
312 customers had paid and had no order. Most of them were asleep and never knew; 26 wrote to us. The warehouse began its day with
an incomplete list and packed the missing orders in the afternoon, in overtime. For sixteen minutes in the early morning and
nineteen later on nobody could rely on paying, which cost some 60 orders that were not placed at all.`,
    Timeline: `
At ${clock(t(36))} the sign that we had, a queue without messages, was read as a consumer that hangs, because that is what it had meant the
last time. Only the question from the other side, whether payments had orders, showed that messages were not late but refused. The
second turning point is less comfortable: at ${clock(t(128))} everything that we had agreed to look at was green, and the disk was filling
again.`,
    Detection: `
The alert on the age of the queue rang 27 minutes after the disk had filled. That is as fast as it can be: it waits a quarter of an
hour for a silence that is normal at night. The disk itself had been growing for five weeks, and we had a graph of it, but no alert.`,
    'Response and recovery': `
Finding the full disk took half an hour, of which nine minutes went into the consumer. From there everything was quick: payments
were stopped so that no more orders could be lost, old logs were deleted, orders flowed again sixteen minutes after the decision.

To learn what was filling the disk, the broker's log level was raised to “debug”. This was a sound way to find out and would have
been harmless on any other disk. On this one it wrote 14 GB in a hundred minutes and filled the same disk a second time.

We then looked for what was missing rather than for what was working: every payment since four o'clock was compared with the ledger.
This comparison, and not the empty queue, is what tells that it is over.`,
    'Root cause and contributing factors': `
The broker keeps messages and logs on one disk. As long as old logs were deleted every night, that was invisible. The upgrade five
weeks earlier brought a new configuration file in which the rotation is off unless it is asked for. The upgrade followed the vendor's
guide, was reviewed and was tested for a day; the difference shows after a month.

Checkout tells the customer that all is well as soon as the card provider says so. Putting the order into the queue comes after
that, and a refusal was written to a log that nobody reads. This was decided years ago, when the queue was in the same process and
could not refuse.`,
    'What went well': `
- The decision to stop payments was made within two minutes of knowing what happened. Losing sales is better than losing orders.
- Customers heard from us before most of them noticed.
- Payments keep a reference to their basket, so that every order could be restored to the last item.`,
    'What went poorly': `
- We called it over too early. Our recovery checks asked whether the queue is empty, and a queue that refuses everything is.
- There was no runbook. What to delete, and how much room is enough, was decided at five in the morning.
- A change made while investigating was not in the incident's timeline as a change, so nobody thought of undoing it.`,
    'Where we were lucky': `
It happened on a quiet night. On the first evening of a sale the same half hour would have been 4,000 orders, and comparing them by
hand would have taken days.`,
    Lessons: `
- An empty queue proves nothing. Ask both ends.
- What is switched on in order to look has to be switched off before an incident is resolved: it belongs into the timeline.
- Two hours of quiet are part of the recovery, not of the review.`,
    'Action items': `
The alert and the runbook make the next one shorter, the disk of its own makes it unlikely, and confirming a payment only with its
order makes it harmless. A second broker would have helped too; we decided against it, since it costs more each year than this morning did.`,
  };
}

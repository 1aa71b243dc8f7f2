// Recovering: the checkout was slow after a deploy, and one service is not verified yet. And what support declared meanwhile.
import {changeConfig, checkoutConfig} from '../shop.ts';
import {Story, type World} from '../story.ts';
import {after, roughly, written, type After} from '../times.ts';

const DASHBOARD = 'https://grafana.example.org/d/checkout';

/** @param recurrence id of the older incident of the same kind */
export async function slowCheckout(world: World, recurrence: string): Promise<void> {
  const t = sinceItBegan(world);
  changeConfig(world, t(-10), 'erin', 'checkout', checkoutConfig(50), 'checkout: half the connections per pod, twice the pods');

  const story = new Story(world, t(18.5), 'alice', {
    title: 'Checkout latency above objective',
    services: ['checkout'],
    impact: 'medium',
    urgency: 'high',
    type: 'performance',
    started: roughly(t(0)),
    detected: {at: written(t(18.05)), by: 'alice', text: 'p99 above 4 s in eu-west.', source: `${DASHBOARD}?panel=latency`},
    links: [{kind: 'dashboard', url: DASHBOARD, title: 'Checkout'}],
    related: [{id: recurrence, kind: 'recurrence'}],
  });
  story.at(t(19.2), 'alice').condition('checkout', 'degraded');
  story.at(t(21), 'alice').acknowledge();
  story.at(t(21.6), 'alice').assign('commander', 'alice').assign('operations', 'carol', 'erin').teams('payments');
  await story.commit(t(22), 'alice');

  story.at(t(24.17), 'alice').classify({impact: 'high', urgency: 'high', reason: 'Payments are affected too: one in five times out.'}).condition('ledger', 'degraded');
  story.at(t(24.9), 'alice').assign('communications', 'bob').assign('scribe', 'dave').teams('support', 'communications');
  const dns = story.at(t(25.3), 'carol').hypothesis('The recent change of name servers slows every look-up');
  story.at(t(26.4), 'carol').entry('evidence', 'Only checkout and ledger are slow; storefront and search answer as usual.', {source: `${DASHBOARD}?panel=services`});
  const pool = story.at(t(29.1), 'carol').hypothesis('Connection pool exhausted after the last deploy of checkout');
  story.at(t(30.2), 'erin').entry('deploy', 'checkout 4812: half the connections per pod, twice the pods. The second half of it, more pods, is not live.', {at: written(t(-7)), service: 'checkout'});
  story.at(t(31.5), 'erin').entry('evidence', 'Processors of the pods are idle while requests wait.', {source: `${DASHBOARD}?panel=cpu`});
  story.at(t(33.2), 'carol').settle(dns, 'rejected', 'Look-ups take 2 ms from every pod.');
  story.at(t(34), 'dave').task({title: 'Tell support what to answer', team: 'support', owner: 'dave', state: 'in-progress', playbook: 'support-brief'});
  story.at(t(38.2), 'erin').entry('evidence', 'Pool at 50 of 50 on all six pods, 140 requests in the queue.', {source: `${DASHBOARD}?panel=pool`});
  story.at(t(40), 'bob').update('customers', 'Some payments take longer than usual, and some have to be tried twice. Nobody pays twice. Next news within half an hour.', {next: written(t(70))});
  story.at(t(43.6), 'carol').settle(pool, 'confirmed', '50 of 50 connections in use; a pod that was given 100 by hand answers in 300 ms.');
  story.at(t(44), 'alice').status('identified');
  story.at(t(45.1), 'dave').taskState('Tell support what to answer', 'done');
  story.at(t(45.3), 'bob').update('support', 'Ask customers to wait for a minute before they try again. Orders whose confirmation has arrived are paid.');
  await story.commit(t(46), 'alice');

  story.at(t(47), 'erin').entry('evidence', 'The database itself has 180 of 400 connections free.', {source: 'https://grafana.example.org/d/database'});
  story.at(t(51), 'alice').entry('decision', 'Roll 4812 back rather than raise the limit by hand: the pods then match what is written down.').status('fixing');
  changeConfig(world, t(53), 'erin', 'checkout', checkoutConfig(100), 'Revert "checkout: half the connections per pod, twice the pods"');
  story.at(t(58.3), 'erin').entry('runbook', 'rollback-deploy: 3 of 3 steps done.', {at: written(t(52)), end: written(t(58)), source: 'runbooks/rollback-deploy.md'});
  story.at(t(60), 'erin').mitigated('Errors back to 0.1 %, p99 at 420 ms.');
  await story.commit(t(61), 'alice');

  const cause = story.at(t(66), 'erin').cause({category: 'change', kind: 'contributing', text: 'The deploy halved the connections per pod before the additional pods were there.'});
  story.at(t(67), 'erin').action({title: 'Alert on pool saturation before requests wait', kind: 'detect', owner: 'erin', due: written(t(14 * 24 * 60)).slice(0, 10), cause});
  story.at(t(68.5), 'erin').verify('ledger', 'Orders and payments of the last hour agree, and its queue is empty.');
  story.at(t(70), 'bob').update('customers', 'Payments work again at the usual speed. We keep watching, and tell you in an hour whether it has held.', {next: written(t(120))});
  story.at(t(71.2), 'carol').entry('evidence', 'Two short peaks of p99 to 900 ms at the full minute.', {source: `${DASHBOARD}?panel=latency`});
  await story.commit(t(72), 'bob');

  story.at(t(87), 'carol').entry('handover', 'Carol leaves for the storefront incident; Erin watches checkout alone.').assign('operations', 'erin');
  story.at(t(119), 'bob').update('customers', 'Payments have been fine for an hour. We look into two short slow-downs before we call it done.', {next: written(t(150))});
  await story.commit(t(120), 'bob');

  await duplicate(world, story.id);
}

/** Minutes after it began; now is 132, or a little more. It begins with a full minute, since nobody knows the second. */
function sinceItBegan({now}: World): After {
  const minute = 60_000;
  return after(Math.floor(now / minute - 132) * minute);
}

async function duplicate(world: World, of: string): Promise<void> {
  const t = sinceItBegan(world);
  const story = new Story(world, t(27), 'dave', {
    title: 'Payment page hangs for customers in Spain',
    services: ['checkout'],
    impact: 'medium',
    urgency: 'medium',
    type: 'performance',
    detected: {at: written(t(25)), by: 'dave', text: 'Four calls within ten minutes: the page hangs after the card number.'},
  });
  story.at(t(35.5), 'dave').status('duplicate', {reason: 'The same slow payments as for everybody; Spain was only the first to call.', of});
  await story.commit(t(36), 'dave');
}

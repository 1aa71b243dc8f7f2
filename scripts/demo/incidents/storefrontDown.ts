// Active, SEV1, three quarters of an hour old: four teams are at work, and not everything is committed.
import {changeConfig} from '../shop.ts';
import {Story, type World} from '../story.ts';
import {after, roughly, written} from '../times.ts';

const PROBES = 'https://grafana.example.org/d/probes';
const PODS = 'https://grafana.example.org/d/storefront';

export async function storefrontDown(world: World): Promise<void> {
  /** Minutes after it was detected; now is 47. */
  const t = after(world.now - 47 * 60_000);
  changeConfig(world, t(-16), 'carol', 'storefront', 'replicas: 12\nmemory: 512Mi\nsessions: {store: shared, client: v2}\n', 'storefront: keep sessions in the shared store');

  const story = new Story(world, t(1), 'farid', {
    title: 'Shop pages do not open for most customers',
    services: ['storefront'],
    impact: 'critical',
    urgency: 'high',
    type: 'availability',
    started: roughly(t(-8)),
    detected: {at: written(t(0)), by: 'farid', text: 'Probes fail from three of four regions: the home page answers 503.', source: PROBES},
    links: [
      {kind: 'war-room', url: 'https://meet.example.org/storefront', title: 'Call'},
      {kind: 'status-page', url: 'https://status.example.org/shop', title: 'Status page'},
    ],
  });
  story.at(t(1.3), 'farid').condition('storefront', 'down');
  story.at(t(2.5), 'carol').acknowledge();
  story.at(t(3), 'carol').assign('commander', 'carol').teams('shop');
  story.at(t(3.4), 'carol').assign('operations', 'farid');
  await story.commit(t(3.8), 'farid');

  story.at(t(4.2), 'carol').assign('communications', 'bob').assign('scribe', 'dave').teams('support', 'communications');
  story.at(t(6.1), 'farid').entry('evidence', 'Nine of twelve pods restart every 40 seconds.', {source: `${PODS}?panel=restarts`});
  const network = story.at(t(8), 'carol').hypothesis('The content delivery network has an outage');
  story.at(t(10), 'bob').update('customers', 'Our shop does not open for most of you at the moment. Orders that were confirmed are safe. Next news in a quarter of an hour.', {next: written(t(25))});
  story.at(t(12.2), 'farid').settle(network, 'rejected', 'Requests straight to our servers fail just the same, and the network reports no trouble.');
  story.at(t(13), 'bob').update('management', 'The shop is closed for about three of four customers. Cause not known yet; six people are on it. About 90 orders are lost every ten minutes.', {next: written(t(43))});
  story.at(t(14), 'dave').task({title: 'Tell support what to answer', team: 'support', owner: 'dave', state: 'in-progress', playbook: 'support-brief'})
    .task({title: 'Put a banner on every page that still opens', team: 'communications', owner: 'bob', state: 'in-progress', playbook: 'shop-banner'});
  story.at(t(15.7), 'farid').entry('deploy', 'storefront 5127: sessions move to the shared store. Live fourteen minutes before the first failed probe.', {at: written(t(-14)), service: 'storefront'});
  const memory = story.at(t(17), 'farid').hypothesis('The new session client fills the memory of each pod until it is killed');
  story.attach('restarts.csv', restarts(t));
  story.at(t(18.4), 'farid').entry('evidence', 'Memory reaches its limit 35 seconds after a pod starts.', {source: 'attachments/restarts.csv'});
  story.at(t(19), 'carol').status('identified');
  await story.commit(t(19.5), 'dave');

  story.at(t(20), 'carol').entry('decision', 'Roll 5127 back; raising the memory limit would only delay the next restart.');
  story.at(t(21), 'carol').status('fixing');
  story.at(t(22.5), 'dave').taskState('Tell support what to answer', 'done');
  story.at(t(25), 'bob').update('customers', 'We have found what may be the reason and are undoing a recent change. Baskets are kept. Next news in half an hour.', {next: written(t(55))});
  story.at(t(27.2), 'farid').entry('runbook', 'rollback-deploy: all steps done, yet the pods still restart.', {at: written(t(21.3)), end: written(t(27)), source: 'runbooks/rollback-deploy.md'});
  story.at(t(28), 'farid').entry('evidence', 'The old version restarts as well, now with an error while it reads a session.', {source: `${PODS}?panel=logs`});
  story.at(t(29), 'carol').status('investigating', {reason: 'The rollback did not help.'});
  story.at(t(29.6), 'farid').condition('search', 'degraded').condition('checkout', 'degraded');
  story.at(t(31), 'carol').entry('escalation', 'Payments called in: customers who were paying when it broke may have been charged without an order.').teams('payments').assign('operations', 'farid', 'erin');
  story.at(t(32.5), 'erin').task({title: 'Count payments without an order since it began', team: 'payments', owner: 'erin', state: 'in-progress'})
    .task({title: 'Find out whether sessions can be thrown away', team: 'shop', owner: 'farid', state: 'open'});
  story.at(t(34.2), 'erin').impacted({customers: 5400, summary: 'Three of four visitors see an error page instead of the shop.', from: roughly(t(-8))});
  story.at(t(36), 'carol').entry('decision', 'Payments stay open: whoever is past the basket can finish.');
  await story.commit(t(37), 'dave');

  story.at(t(38.5), 'farid').settle(memory, 'rejected', 'With twice the memory the pods die just as early: memory was a symptom.');
  story.at(t(39.3), 'farid').hypothesis('Pods of the old version cannot read the sessions that the new one wrote');
  story.at(t(41.8), 'erin').entry('evidence', '23 payments without an order so far; all of them can be matched by hand.', {source: 'https://ledger.example.org/reports/unmatched'});
  story.at(t(44), 'farid').entry('note', 'A single pod with an empty session store has been up for three minutes.');
  story.at(t(45), 'bob').update('management', 'First server stable again. If it holds, the shop reopens within half an hour; everybody has to sign in anew.', {state: 'draft'});
  story.leaveUncommitted();
}

function restarts(t: (minutes: number) => number): string {
  const counts = [0, 2, 7, 9, 9, 10, 9, 9];
  return ['minute,restarts', ...counts.map((count, index) => `${written(t(-11 + index * 4))},${count}`)].join('\n') + '\n';
}

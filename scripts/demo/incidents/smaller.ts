// The short ones: a fresh alert that nobody has classified, late parcel labels, a drill, a false alarm, a slow sale last year.
import {parseAlerts} from '../../../src/core/exchange/alertmanager.ts';
import {declarationFrom} from '../../../src/core/operations/alerts.ts';
import {addPoolRunbook, yearOf} from '../shop.ts';
import {Story, type World} from '../story.ts';
import {after, clockOn, daysBefore, roughly, workingDay, workingDaysFrom, written} from '../times.ts';

/** Needs classification: declared from an alert a moment ago, and not committed. */
export function unclassifiedAlert(world: World): void {
  const t = after(world.now - 6 * 60_000);
  const reading = parseAlerts(
    JSON.stringify({
      version: '4',
      status: 'firing',
      groupKey: '{}:{alertname="SearchFindsNothing"}',
      externalURL: 'https://alerts.example.org',
      alerts: [
        {
          status: 'firing',
          labels: {alertname: 'SearchFindsNothing', service: 'search', region: 'eu-west', severity: 'warning'},
          annotations: {
            summary: 'More searches than usual find nothing',
            description: '31 % of searches in the last ten minutes had no result; 6 % is usual.',
          },
          startsAt: written(t(-3.4)),
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://prometheus.example.org/graph?g0.expr=search_empty_ratio',
          fingerprint: 'c41f0be29d7753aa',
        },
      ],
    }),
  );
  if (!reading.ok) throw new Error(reading.reason);
  new Story(world, t(0), 'farid', declarationFrom(reading.alerts)).leaveUncommitted();
}

/** Active, SEV3: it can be worked around, but parcels have to leave today. */
export async function lateLabels(world: World): Promise<void> {
  const t = after(world.now - 205 * 60_000);
  const story = new Story(world, t(17), 'dave', {
    title: 'Parcel labels print late in the warehouse',
    services: ['delivery'],
    impact: 'medium',
    urgency: 'medium',
    type: 'performance',
    started: roughly(t(0)),
    detected: {at: written(t(15)), by: 'dave', text: 'The warehouse calls: labels need two minutes instead of ten seconds.'},
  });
  story.at(t(18), 'dave').condition('delivery', 'degraded').teams('shop', 'support');
  await story.commit(t(19), 'dave');
  story.at(t(25), 'farid').acknowledge().assign('commander', 'farid').assign('operations', 'farid');
  const limit = story.at(t(38), 'farid').hypothesis('The carrier “coast” answers slowly');
  story.at(t(52), 'farid').entry('evidence', 'Every tenth request is refused with 429, too many requests, and tried again after a minute.', {source: 'https://grafana.example.org/d/delivery'});
  story.at(t(61), 'farid').settle(limit, 'confirmed', 'The carrier allows 60 requests a minute since last night; we send 85.').external('carrier-desk', 'HB-20418', 'https://desk.example.org/tickets/HB-20418');
  story.at(t(62), 'farid').status('identified');
  story.at(t(70), 'dave').classify({priority: 'P2', reason: 'Parcels have to be labelled before the lorry comes.'});
  story.at(t(95), 'farid').entry('decision', 'Labels for tomorrow wait; those for today go first.').status('fixing');
  story.at(t(110), 'dave').update('support', 'Parcels that are packed already leave today. Others may leave tomorrow: please do not promise more.', {next: written(t(350))});
  await story.commit(t(112), 'farid');
  story.at(t(158), 'farid').entry('note', 'Labels for today are printed within 20 seconds again. The carrier looks into the limit.');
  await story.commit(t(160), 'farid');
}

/** Closed: exercised on an ordinary morning, so out of the metrics. */
export async function drill(world: World): Promise<void> {
  const day = workingDay(daysBefore(world.now, 40));
  const t = after(clockOn(day, '10:00'));
  const story = new Story(world, t(6), 'alice', {
    title: 'Drill: the card provider does not answer',
    mode: 'drill',
    services: ['checkout'],
    impact: 'high',
    urgency: 'high',
    type: 'availability',
    started: written(t(0)),
    detected: {at: written(t(4)), by: 'alice', text: 'The provider’s address is blocked on the rehearsal system.'},
  });
  story.at(t(7), 'alice').condition('checkout', 'down');
  story.at(t(9), 'erin').acknowledge().assign('commander', 'erin').assign('communications', 'dave').teams('payments', 'support');
  story.at(t(14), 'dave').update('customers', 'Rehearsal only: card payments do not work at the moment, all other ways of paying do.');
  story.at(t(18), 'erin').entry('note', 'Nobody knew who may switch card payments off. It took nine minutes to find out.').status('fixing');
  story.at(t(27), 'erin').mitigated('Card payments are switched off; the other ways of paying are offered first.');
  story.at(t(38), 'alice').verify('checkout', 'A purchase by bank transfer goes through on the rehearsal system.');
  story.at(t(40), 'erin').status('resolved');
  const switching = story.at(t(52), 'erin').action({title: 'Let whoever is on call switch a way of paying off', kind: 'mitigate', owner: 'alice', due: workingDaysFrom(day, 15)});
  story.at(t(54), 'erin').action({title: 'Rehearse the same at night, with one person', kind: 'process', owner: 'erin', due: workingDaysFrom(day, 60)});
  await story.commit(t(58), 'erin');
  story.at(clockOn(workingDaysFrom(day, 1), '15:30'), 'alice').status('closed', {override: 'A drill needs no review: its findings are the two actions.'});
  await story.commit(clockOn(workingDaysFrom(day, 1), '15:32'), 'alice');
  const done = clockOn(workingDaysFrom(day, 12), '11:20');
  story.at(done, 'alice').changeAction(switching, {state: 'done', link: 'https://git.example.org/harbour/checkout/pulls/611'});
  await story.commit(done + 60_000, 'alice');
}

/** Cancelled: the probe was wrong, not the service. */
export async function falseAlarm(world: World): Promise<void> {
  const t = after(clockOn(workingDay(daysBefore(world.now, 70)), '16:45'));
  const story = new Story(world, t(3), 'carol', {
    title: 'Search does not answer its probe',
    services: ['search'],
    impact: 'low',
    urgency: 'high',
    type: 'availability',
    detected: {at: written(t(0)), by: 'carol', text: 'The probe of search has failed five times in a row.'},
  });
  story.at(t(5), 'carol').acknowledge().assign('commander', 'carol');
  story.at(t(12), 'carol').entry('evidence', 'The token of the probe has expired; customers find everything.', {source: 'https://grafana.example.org/d/search'});
  story.at(t(14), 'carol').outcome('false-alarm').verify('search', 'The ten most frequent searches find something.').status('cancelled', {reason: 'Only the probe was broken; it has a new token.'});
  await story.commit(t(16), 'carol');
}

/** Closed last year, and remembered because something like it came back. @returns its id */
export async function saleLastYear(world: World): Promise<string> {
  const day = workingDay(`${yearOf(world.now) - 1}-11-14`);
  const t = after(clockOn(day, '10:02'));
  const story = new Story(world, t(16), 'erin', {
    title: 'Checkout times out on the first day of the sale',
    services: ['checkout'],
    impact: 'medium',
    urgency: 'high',
    type: 'performance',
    started: written(t(0)),
    detected: {at: written(t(11)), by: 'erin', text: 'One payment in twelve runs into the time limit of 5 s.'},
  });
  story.at(t(17), 'erin').condition('checkout', 'degraded');
  story.at(t(19), 'erin').acknowledge().assign('commander', 'erin').assign('operations', 'alice').teams('payments');
  const slow = story.at(t(24), 'alice').hypothesis('The discount rule reads every line of the basket anew');
  story.at(t(41), 'alice').settle(slow, 'confirmed', '180 queries for a basket of twelve; each holds a connection.').status('identified');
  story.at(t(48), 'alice').status('fixing');
  story.at(t(63), 'alice').entry('deploy', 'checkout 3990: discounts are read once per basket.', {service: 'checkout'});
  story.at(t(66), 'alice').mitigated('No payment over 5 s in the last minutes.');
  story.at(t(130), 'erin').verify('checkout', 'p99 below 800 ms for an hour, and a test purchase went through.');
  story.at(t(133), 'erin').impacted({customers: 310, summary: 'One payment in twelve had to be tried twice.', from: written(t(0)), to: written(t(66))}).status('resolved');
  const cause = story.at(t(150), 'erin').cause({category: 'change', kind: 'root', text: 'The discount rule asked the database once per line of the basket.'});
  const runbook = story.at(t(152), 'erin').action({title: 'Write down what to do when connections run out', kind: 'mitigate', owner: 'erin', due: workingDaysFrom(day, 10)});
  const load = story.at(t(154), 'alice').action({title: 'Play a sale day against the rehearsal system', kind: 'prevent', owner: 'alice', due: workingDaysFrom(day, 20), cause});
  await story.commit(t(160), 'erin');

  const end = clockOn(workingDaysFrom(day, 9), '14:10');
  addPoolRunbook(world, end - 20 * 60_000);
  story.at(end, 'erin').changeAction(runbook, {state: 'done', link: 'runbooks/checkout-pool-exhausted.md'})
    .changeAction(load, {state: 'declined', reason: 'The rehearsal system is a tenth of the real one; it would tell us nothing.'})
    .status('closed');
  await story.commit(end + 120_000, 'erin');
  return story.id;
}

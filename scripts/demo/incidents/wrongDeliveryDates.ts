// Awaiting review: resolved two days ago, its postmortem half written, its actions open.
import {changeConfig} from '../shop.ts';
import {Story, type World} from '../story.ts';
import {after, clock, clockOn, daysBefore, workingDay, workingDaysFrom, written, type After} from '../times.ts';

export async function wrongDeliveryDates(world: World): Promise<void> {
  const day = workingDay(daysBefore(world.now, 2));
  const t = after(clockOn(day, '08:25'));
  changeConfig(world, t(-900), 'farid', 'delivery', 'replicas: 2\ncarriers: [north, coast]\ncalendar: {import: nightly}\n', 'delivery: import the carriers’ calendars every night');

  const story = new Story(world, t(9), 'dave', {
    title: 'Delivery dates promised one day too early',
    services: ['delivery', 'storefront'],
    impact: 'medium',
    urgency: 'medium',
    type: 'data-loss',
    started: written(t(-525)),
    detected: {at: written(t(0)), by: 'dave', text: 'Two customers ask why their parcel is to come on a day on which “north” does not deliver.'},
  });
  story.at(t(11), 'dave').teams('support', 'shop');
  story.at(t(16), 'carol').acknowledge().assign('commander', 'carol').assign('operations', 'farid');
  story.at(t(21), 'carol').condition('delivery', 'degraded').condition('storefront', 'degraded');
  story.at(t(29), 'farid').entry('evidence', 'Every order since the nightly import has a date that counts Saturday as a day of delivery.', {source: 'https://grafana.example.org/d/delivery?panel=promises'});
  const empty = story.at(t(33), 'farid').hypothesis('The import dropped the days without delivery');
  story.at(t(38), 'carol').classify({impact: 'high', urgency: 'medium', reason: 'About sixty wrong promises an hour, and each one is a letter we have to write.'});
  await story.commit(t(40), 'dave');

  story.at(t(44), 'farid').settle(empty, 'confirmed', 'The file of “north” arrived with its second table empty; the import took that for “no exceptions”.').status('identified');
  story.at(t(46), 'dave').task({title: 'Tell support what to answer', team: 'support', owner: 'dave', state: 'done', playbook: 'support-brief'})
    .task({title: 'Count the records that are wrong or missing', team: 'payments', owner: 'alice', state: 'done', playbook: 'count-records'});
  story.at(t(52), 'carol').entry('decision', 'Load last week’s calendar by hand first; repair the promises already made afterwards.').status('fixing');
  story.at(t(70), 'bob').update('customers', 'Some delivery dates in our shop were a day too early. We are correcting them and write to everybody who is affected today.', {next: written(t(190))});
  story.at(t(98), 'farid').mitigated('The calendar of last week is loaded; new orders get right dates.');
  story.at(t(121), 'alice').entry('evidence', '643 orders carry a wrong date; 38 of them had paid for express.', {source: 'https://ledger.example.org/reports/promises'});
  story.at(t(146), 'farid').entry('note', 'All 643 dates are computed anew and stored.');
  story.at(t(163), 'farid').verify('delivery', 'Fifty random orders of today have the date that the carrier’s own site gives.');
  story.at(t(170), 'carol').verify('storefront', 'Product pages of three regions show the corrected dates.');
  story.at(t(184), 'bob').update('customers', 'All dates are right again. Everybody whose parcel comes later than we said has a letter from us; express is refunded.');
  story.at(t(186), 'carol').impacted({customers: 643, summary: 'They were promised their parcel a day earlier than it could come.', from: written(t(-525)), to: written(t(98))});
  story.at(t(195), 'carol').status('resolved');
  await story.commit(t(198), 'carol');

  const trusted = story.at(t(385), 'farid').cause({category: 'data', kind: 'root', text: 'The import replaces the calendar by whatever the carrier sends, and an empty table is a valid one.'});
  const nightly = story.at(t(388), 'farid').cause({category: 'change', kind: 'contributing', text: 'Importing every night instead of every week took away the hand that used to look at the file.'});
  const unseen = story.at(t(391), 'carol').cause({category: 'monitoring', kind: 'contributing', text: 'Nothing compares the dates that we promise with those that carriers publish.'});
  story.at(t(402), 'farid').action({title: 'Refuse a calendar with fewer days off than the one before', kind: 'prevent', owner: 'farid', due: workingDaysFrom(day, 10), ref: '#418', cause: trusted});
  story.at(t(405), 'carol').action({title: 'Compare fifty promises a day with the carriers’ own dates', kind: 'detect', owner: 'carol', due: workingDaysFrom(day, 20), cause: unseen});
  story.at(t(409), 'farid').action({title: 'Show what an import is about to change before it does', kind: 'prevent', owner: 'farid', cause: nightly});
  story.at(t(415), 'carol').review('draft', {owner: 'carol', due: workingDaysFrom(day, 5), reviewers: ['alice', 'dave']});
  story.writePostmortem(prose(t));
  await story.commit(t(455), 'carol');
}

/** The rest is still to be written. */
function prose(t: After): Record<string, string> {
  return {
    Summary: `
For one night and a morning our shop promised delivery dates that no carrier could keep. The nightly import of the carriers'
calendars had taken an empty table at its word and forgotten that “north” does not deliver on Saturdays. 643 customers got a
promise one day too early; all of them have been told, and the dates are right again.`,
    Impact: `
Nobody lost a parcel or money that we did not give back. What we lost is a promise: 643 people planned their day around a date
that was wrong, and 38 of them had paid for express. Support answered 71 calls and letters, three times an ordinary morning.`,
    Timeline: `
Between ${clock(t(-525))} and ${clock(t(0))} there was nothing to see: no error, no slow page, no alert. The first people who could
have known were customers who know their carrier better than we do.`,
    Detection: `
Two customers wrote to support. One of them lives beside the depot of “north” and knew that its gate stays closed on Saturdays.
Support connected the two letters within minutes; without that, the next sign would have been the first late parcel, days later.

All our alerts watch whether we answer, and how fast. None watches whether the answer is right.`,
    'Response and recovery': `
The cause was found within half an hour, because the import keeps the files it has read. Loading last week's file took longer
than finding it: the command existed only in one colleague's notes.

_To be told: how the 643 orders were found and computed anew. Alice has the query._`,
  };
}

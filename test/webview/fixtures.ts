/** Pictures of incidents to look at and to test with. */
import type {Lane, Picture, PictureBand, PictureItem, PictureTime} from '../../src/core/picture/picture.ts';
import {parseTime} from '../../src/core/time/recordedTime.ts';

const DAY = '2026-11-22';
const MINUTE = 60_000;

/** The present of the fixtures, unless they say otherwise. */
export const NOW = Date.parse(`${DAY}T06:22:20Z`);

/** A time as the file would hold it. */
export function time(text: string): PictureTime {
  const parsed = parseTime(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
  const {start, end, approximate} = parsed.time;
  return {start, end, approximate, text};
}

const at = (clock: string): number => Date.parse(`${DAY}T${clock}Z`);
const clockTime = (clock: string): PictureTime => time(clock.endsWith('~') ? `${DAY}T${clock.slice(0, -1)}Z~` : `${DAY}T${clock}Z`);

let line = 20;

/** An entry of the timeline; `when` is a clock time of the fixtures' day, or a whole time. */
export function item(lane: Lane, type: string, when: string | null, more: Partial<PictureItem> = {}): PictureItem {
  line += 1;
  const id = `e${line}`;
  const list = type === 'update' ? 'updates' : type === 'task' ? 'tasks' : 'timeline';
  return {
    key: `${list}/${id}`,
    entry: list === 'timeline' ? id : null,
    list,
    line,
    lane,
    type,
    at: when === null ? null : when.includes('-') ? time(when) : clockTime(when),
    end: null,
    by: 'alice',
    label: type,
    text: '',
    source: null,
    to: null,
    ref: null,
    editable: list === 'timeline',
    remark: '',
    state: '',
    settled: false,
    due: null,
    ...more,
  };
}

const band = (status: string, phase: PictureBand['phase'], from: string, to: string | null): PictureBand => ({
  status,
  phase,
  from: at(from),
  to: to === null ? null : at(to),
});

const unmeasured: Picture['brackets'] = (['ttd', 'tta', 'ttm', 'ttr'] as const).map((metric) => ({
  metric,
  from: null,
  to: null,
  value: null,
  running: false,
}));

const base: Picture = {
  id: '2026-11-22-checkout-latency-k7q2',
  title: 'Checkout latency above objective',
  status: 'monitoring',
  phase: 'recovery',
  severity: 'SEV2',
  severityRank: 2,
  priority: 'P1',
  mode: 'live',
  confidential: false,
  commander: 'alice',
  services: [{name: 'checkout', condition: 'degraded', verified: false}],
  items: [],
  bands: [],
  brackets: unmeasured,
  hypotheses: [],
  due: [],
  next: null,
  origin: null,
  problems: [],
  entryTypes: ['note', 'evidence', 'hypothesis', 'decision', 'runbook', 'handover', 'escalation', 'deploy', 'started', 'detected', 'acknowledged', 'mitigated'],
  writable: true,
};

/** The example of the design. */
export function checkout(): Picture {
  line = 20;
  return {
    ...base,
    items: [
      item('milestones', 'started', '05:00~'),
      item('milestones', 'detected', '05:18:03', {text: 'p99 above 4 s in eu-west.', source: 'https://grafana.example.org/d/abc'}),
      item('evidence', 'evidence', '05:19', {text: 'Errors only in eu-west', by: 'carol'}),
      item('milestones', 'acknowledged', '05:21'),
      item('status', 'severity', '05:24:10', {label: 'SEV3 → SEV2', text: 'payments affected too'}),
      item('hypotheses', 'hypothesis', '05:25', {text: 'DNS change — rejected 05:33', ref: 'h1', by: 'carol'}),
      item('evidence', 'evidence', '05:26', {text: 'Resolver answers in 2 ms', by: 'carol'}),
      item('hypotheses', 'hypothesis', '05:29', {text: 'Connection pool exhausted after the 05:00 deploy', ref: 'h2'}),
      item('evidence', 'evidence', '05:31', {text: 'DNS answers are those of yesterday', by: 'carol'}),
      item('evidence', 'evidence', '05:38', {
        text: 'Pool at 50/50 on all pods. Waiting threads grow by ten a minute, while the database itself is idle.',
        source: 'attachments/pool.png',
        by: 'carol',
      }),
      item('updates', 'update', '05:40', {text: 'to customers: Some payments take longer than usual. Next update at 06:10 UTC.', by: 'bob'}),
      item('updates', 'update', '05:45', {text: 'to management: Cause found, rolling back.', by: 'bob'}),
      item('evidence', 'evidence', '05:47', {text: 'Deploy 4812 halved the pool', by: 'carol'}),
      item('runbook', 'runbook', '05:52', {text: 'rollback-deploy 3/3', end: clockTime('05:58'), by: 'erin'}),
      item('milestones', 'mitigated', '06:00', {text: 'errors back to 0.1 %'}),
      item('updates', 'update', '06:10', {text: 'to customers: recovering', by: 'bob'}),
      item('evidence', 'evidence', '06:11', {text: 'p99 at 0.4 s for ten minutes', by: 'carol'}),
    ],
    bands: [
      band('triage', 'identification', '05:18', '05:22'),
      band('investigating', 'response', '05:22', '05:44'),
      band('identified', 'response', '05:44', '05:51'),
      band('fixing', 'response', '05:51', '06:00'),
      band('monitoring', 'recovery', '06:00', null),
    ],
    brackets: [
      {metric: 'ttd', from: clockTime('05:00~'), to: clockTime('05:18:03'), value: [783, 1383], running: false},
      {metric: 'tta', from: clockTime('05:18:03'), to: clockTime('05:21'), value: 177, running: false},
      {metric: 'ttm', from: clockTime('05:00~'), to: clockTime('06:00'), value: [3300, 3900], running: false},
      {metric: 'ttr', from: clockTime('05:00~'), to: null, value: null, running: true},
    ],
    hypotheses: [
      {key: 'hypotheses/h1', id: 'h1', text: 'DNS', state: 'rejected', from: at('05:25'), to: at('05:33')},
      {key: 'hypotheses/h2', id: 'h2', text: 'pool exhausted', state: 'confirmed', from: at('05:29'), to: at('05:44')},
    ],
    due: [{kind: 'update', label: 'Update to customers', due: at('06:30')}],
    next: {status: 'resolved', missing: ['verify checkout']},
    origin: at('05:00'),
  };
}

/** Declared two minutes ago, nothing known. */
export function triage(): Picture {
  line = 8;
  return {
    ...base,
    id: '2026-11-22-emails-delayed-b3x7',
    title: 'Emails delayed',
    status: 'triage',
    phase: 'identification',
    severity: 'undetermined',
    severityRank: 0,
    priority: null,
    commander: '',
    services: [],
    items: [item('milestones', 'declared', '06:20:11')],
    bands: [band('triage', 'identification', '06:20:11', null)],
    next: {status: 'investigating', missing: []},
    origin: at('06:20:11'),
  };
}

/** Over, reviewed, with every kind of entry, uncertain and unreadable times, and remarks about the file. */
export function closed(): Picture {
  const open = checkout();
  line = 60;
  return {
    ...open,
    status: 'closed',
    phase: 'done',
    mode: 'drill',
    confidential: true,
    severity: 'SEV1',
    severityRank: 1,
    commander: 'alice, frank',
    items: [
      ...open.items,
      item('status', 'condition', '05:19', {label: 'checkout down', text: 'no order since 05:10'}),
      item('status', 'status', '05:22', {label: 'investigating'}),
      item('status', 'role', '05:23', {label: 'commander', text: 'alice'}),
      item('milestones', 'declared', '05:18:40', {text: 'from the alert'}),
      item('evidence', 'escalation', '05:27', {text: 'called the database team', by: 'dave'}),
      item('evidence', 'decision', '05:50', {text: 'Roll back rather than raise the limit', by: 'alice', remark: 'Decided without the owner of payments.'}),
      item('tasks', 'task', '05:35', {label: 'task', text: 'Tell support what to answer', by: 'bob', end: clockTime('05:55')}),
      item('tasks', 'task', '05:44', {label: 'task', text: 'Freeze deploys', by: 'carol'}),
      item('milestones', 'resolved', '06:30', {text: 'monitoring quiet for half an hour', remark: 'Override: payments was not verified, its owner was asleep.'}),
      item('status', 'status', '2026-11-22T06:XXZ', {label: 'scope', text: 'also the mobile app, some time after six'}),
      item('milestones', 'closed', '06:55'),
      item('evidence', 'note', null, {text: 'The clock on the dashboard was wrong', remark: 'The time “soon after” cannot be read.'}),
    ].toSorted((a, b) => (a.at?.start ?? Infinity) - (b.at?.start ?? Infinity)),
    bands: [
      ...open.bands.slice(0, 4),
      band('monitoring', 'recovery', '06:00', '06:30'),
      band('resolved', 'review', '06:30', '06:55'),
      band('closed', 'done', '06:55', null),
    ],
    brackets: [
      ...open.brackets.slice(0, 3),
      {metric: 'ttr', from: clockTime('05:00~'), to: clockTime('06:30'), value: [5100, 5700], running: false},
    ],
    due: [],
    next: null,
    problems: [
      {line: 71, message: 'The time “soon after” cannot be read: expected a time such as 2026-11-22T05:18Z.', severity: 'error'},
      {line: 12, message: '“mitigated” precedes “acknowledged”.', severity: 'warning'},
      {line: 3, message: 'Unknown key “color”.', severity: 'info'},
    ],
  };
}

/** What somebody might write who wishes us ill. */
export function hostile(): Picture {
  const bad = '</title></svg><script>window.harmed = true</script><img src=x onerror="window.harmed = true">${7*7}{{7*7}}';
  line = 10;
  return {
    ...base,
    id: bad,
    title: bad,
    status: bad,
    severity: bad,
    severityRank: 5,
    priority: bad,
    mode: bad,
    commander: bad,
    items: [
      item('milestones', 'started', '05:00', {label: bad, text: bad, by: bad, remark: bad, source: bad, key: bad}),
      item('milestones', bad, '05:10', {label: bad, text: bad.repeat(20)}),
      item('status', '__proto__', '05:12', {label: bad}),
      item('hypotheses', 'hypothesis', '05:14', {text: bad, ref: bad}),
      item('tasks', 'task', '05:20', {text: bad}),
      item('runbook', 'runbook', '05:25', {text: bad, end: clockTime('05:35')}),
    ],
    bands: [{status: bad, phase: 'recovery', from: at('05:00'), to: null}],
    hypotheses: [{key: bad, id: bad, text: bad, state: 'open', from: at('05:14'), to: null}],
    due: [{kind: 'update', label: bad, due: at('06:40')}, {kind: 'deadline', label: bad, due: at('08:40')}],
    next: {status: bad, missing: [bad, bad]},
    origin: at('05:00'),
    problems: [{line: 3, message: bad, severity: 'error'}],
    entryTypes: ['note', bad],
  };
}

/** Five hundred entries in eight hours, eight hypotheses, many updates. */
export function busy(): Picture {
  const open = checkout();
  line = 100;
  const first = at('00:10');
  // A fixed sequence that looks like chance.
  const chance = (index: number): number => ((index * 7919 + 104_729) % 10_007) / 10_007;
  const lanes: readonly [Lane, string][] = [['evidence', 'evidence'], ['evidence', 'note'], ['evidence', 'decision'], ['status', 'condition'], ['evidence', 'evidence'], ['updates', 'update'], ['tasks', 'task']];
  const filler = Array.from({length: 500 - open.items.length}, (_, index): PictureItem => {
    const [lane, type] = lanes[index % lanes.length] ?? ['evidence', 'note'];
    const instant = first + Math.floor(chance(index) * 370) * MINUTE + index * 100;
    const text = new Date(instant).toISOString().replace(/\.\d+Z/, 'Z');
    return item(lane, type, text, {text: `Entry ${index}: something was seen, done or said`, label: type === 'condition' ? 'checkout degraded' : type, by: ['alice', 'bob', 'carol', 'dave'][index % 4] ?? ''});
  });
  return {
    ...open,
    items: [...open.items, ...filler].toSorted((a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0)),
    hypotheses: [
      ...open.hypotheses,
      ...Array.from({length: 6}, (_, index) => ({
        key: `hypotheses/more${index}`,
        id: `more${index}`,
        text: `Suspicion number ${index} about something rather long to say`,
        state: (['open', 'rejected', 'confirmed'] as const)[index % 3] ?? 'open',
        from: first + index * 31 * MINUTE,
        to: index % 3 === 0 ? null : first + (index * 31 + 70) * MINUTE,
      })),
    ],
    due: [{kind: 'update', label: 'Update to customers', due: at('06:18')}, {kind: 'deadline', label: 'Notice to the data protection authority', due: at('06:22') + 70 * 60 * MINUTE}],
  };
}

/** Everything at the same second. */
export function instant(): Picture {
  line = 10;
  return {
    ...triage(),
    title: 'Alert storm',
    severity: 'SEV4',
    severityRank: 4,
    items: ['detected', 'declared', 'acknowledged'].map((type) => item('milestones', type, '06:20:11')).concat([
      item('evidence', 'evidence', '06:20:11', {text: 'one'}),
      item('evidence', 'evidence', '06:20:11', {text: 'two'}),
    ]),
  };
}

/** Entries years apart, with coarse times. */
export function years(): Picture {
  line = 10;
  return {
    ...base,
    title: 'Silent corruption of archived invoices',
    status: 'investigating',
    phase: 'response',
    severity: 'SEV3',
    severityRank: 3,
    priority: 'P3',
    items: [
      item('milestones', 'started', '2023-05', {text: 'First wrong checksum in a backup of that month'}),
      item('evidence', 'evidence', '2024-02-XX', {text: 'A customer complained'}),
      item('milestones', 'detected', '2026-11-20', {text: 'Found by the auditor'}),
      item('milestones', 'declared', '2026-11-22T06:00:00Z'),
    ],
    bands: [band('investigating', 'response', '06:00', null)],
    brackets: [
      {metric: 'ttd', from: time('2023-05'), to: time('2026-11-20'), value: [109_728_000, 112_492_800], running: false},
      ...unmeasured.slice(1),
    ],
    origin: time('2023-05').start,
    next: {status: 'identified', missing: []},
  };
}

/** Nothing to draw at all, and only to be read. */
export function empty(): Picture {
  return {...triage(), title: 'Written by hand', items: [], bands: [], origin: null, writable: false, next: null};
}

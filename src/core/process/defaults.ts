/** The process of a team that has written none: the defaults of the design, each replaceable in `sitrep.yaml`. */
import { named, type IncidentType, type Process, type Severity } from './process.ts';

const MINUTES_OF_HOUR = 60;

const NO_PLAYBOOK = { teams: [], roles: [], runbooks: [], tasks: [] } as const;

export const DEFAULT_PROCESS: Process = {
  severities: [
    severity('SEV1', 'P1', 30, 'required', 3, 'A critical service is down or data is lost, for most customers.'),
    severity('SEV2', 'P2', MINUTES_OF_HOUR, 'required', 5, 'A critical service works badly, or some customers cannot work.'),
    severity('SEV3', 'P3', 4 * MINUTES_OF_HOUR, 'optional', null, 'Something works badly, and customers can work around it.'),
    severity('SEV4', 'P4', null, 'none', null, 'Hardly anybody notices.'),
  ],
  impacts: [
    { name: 'critical', meaning: 'Most customers, or data or money at stake' },
    { name: 'high', meaning: 'Many customers, or an important service' },
    { name: 'medium', meaning: 'Some customers, or a way around exists' },
    { name: 'low', meaning: 'Hardly anybody' },
  ],
  urgencies: [
    { name: 'high', meaning: 'It gets worse by the minute' },
    { name: 'medium', meaning: 'It gets worse by the hour' },
    { name: 'low', meaning: 'It can wait until working hours' },
  ],
  matrix: named([
    ['critical', named([['high', 'SEV1'], ['medium', 'SEV1'], ['low', 'SEV2']])],
    ['high', named([['high', 'SEV2'], ['medium', 'SEV2'], ['low', 'SEV3']])],
    ['medium', named([['high', 'SEV3'], ['medium', 'SEV3'], ['low', 'SEV4']])],
    ['low', named([['high', 'SEV4'], ['medium', 'SEV4'], ['low', 'SEV4']])],
  ]),
  statuses: [
    { name: 'triage', phase: 'identification' },
    { name: 'investigating', phase: 'response' },
    { name: 'identified', phase: 'response' },
    { name: 'fixing', phase: 'response' },
    { name: 'monitoring', phase: 'recovery' },
    { name: 'resolved', phase: 'review' },
    { name: 'closed', phase: 'done' },
    { name: 'cancelled', phase: 'done' },
    { name: 'duplicate', phase: 'done' },
  ],
  gates: named([
    ['resolved', ['severity-determined', 'services-verified', 'mitigated']],
    ['closed', ['review-published', 'actions-complete']],
    ['cancelled', ['reason']],
    ['duplicate', ['reason', 'other-incident']],
  ]),
  roles: named([
    ['commander', { duties: 'Decides, delegates, and keeps the whole in view' }],
    ['communications', { duties: 'Tells customers and management, on time and in their words' }],
    ['operations', { duties: 'Finds the cause and repairs it' }],
    ['scribe', { duties: 'Keeps the timeline' }],
  ]),
  teams: named([]),
  people: named([]),
  services: named([]),
  types: named([
    type('availability', 'Something is down or slow'),
    type('performance', 'Something works, but worse than promised'),
    type('data-loss', 'Data is lost or wrong'),
    type('security', 'Somebody got in, or may have'),
    type('privacy', 'Personal data was seen by somebody who must not see it'),
  ]),
  audiences: named([
    ['customers', { technical: false, template: null }],
    ['management', { technical: false, template: null }],
    ['support', { technical: false, template: null }],
    ['engineering', { technical: true, template: null }],
  ]),
  glossary: named([]),
  slas: named([]),
  calendar: { zone: null, workingDays: [1, 2, 3, 4, 5], holidays: [] },
  oncall: named([]),
  folders: { incidents: 'incidents', runbooks: 'runbooks', templates: 'templates', drills: 'drills' },
  alerts: { serviceLabels: ['service', 'service_name', 'app'] },
  masks: [],
  destructive: [],
  checks: named([]),
  language: 'en',
};

function severity(
  name: string,
  priority: string,
  cadenceMinutes: number | null,
  review: Severity['review'],
  reviewDays: number | null,
  meaning: string,
): Severity {
  return { name, meaning, priority, cadenceMinutes, review, reviewDays };
}

function type(name: string, meaning: string): readonly [string, IncidentType] {
  return [name, { meaning, playbook: NO_PLAYBOOK, deadlines: [] }];
}

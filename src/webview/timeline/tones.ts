/** One accent per meaning: what an item's colour says. The colours themselves are in `style.css`. */
import type {Picture, PictureBand, PictureItem, PictureDue} from '../../core/picture/picture.ts';

export type Tone = 'alarm' | 'warning' | 'recovery' | 'evidence' | 'hypothesis' | 'runbook' | 'plain' | 'muted';

const OF_TYPE: Readonly<Record<string, Tone>> = {
  started: 'alarm',
  detected: 'warning',
  declared: 'warning',
  acknowledged: 'warning',
  mitigated: 'recovery',
  resolved: 'recovery',
  closed: 'recovery',
  reopened: 'alarm',
  severity: 'alarm',
  priority: 'alarm',
  scope: 'alarm',
  status: 'plain',
  role: 'muted',
  condition: 'warning',
  evidence: 'evidence',
  hypothesis: 'hypothesis',
  runbook: 'runbook',
  update: 'recovery',
  escalation: 'warning',
  handover: 'plain',
  decision: 'plain',
  deploy: 'plain',
  note: 'plain',
  task: 'plain',
  action: 'plain',
};

const OF_CONDITION: Readonly<Record<string, Tone>> = {down: 'alarm', degraded: 'warning', normal: 'recovery'};

/** The tone of an item: of a service's condition its own, of an entry about a rejected hypothesis a muted one. */
export function toneOf(item: PictureItem, picture: Pick<Picture, 'hypotheses'>): Tone {
  if (item.lane === 'hypotheses' && item.ref !== null) {
    const about = picture.hypotheses.find(({id}) => id === item.ref);
    if (about?.state === 'rejected') return 'muted';
  }
  if (item.type === 'condition' && item.to !== null && Object.hasOwn(OF_CONDITION, item.to)) return OF_CONDITION[item.to] ?? 'plain';
  return Object.hasOwn(OF_TYPE, item.type) ? (OF_TYPE[item.type] ?? 'plain') : 'plain';
}

const BANDS = ['triage', 'investigating', 'identified', 'fixing', 'monitoring'];
const RESPONSE = ['investigating', 'identified', 'fixing'];

/** Class of a band: by name for the default statuses, else by phase. */
export function bandTone(band: PictureBand, bands: readonly PictureBand[]): string {
  if (BANDS.includes(band.status)) return band.status;
  switch (band.phase) {
    case 'identification':
      return 'triage';
    case 'recovery':
      return 'monitoring';
    case 'response': {
      const inOrder = [...new Set(bands.filter(({phase}) => phase === 'response').map(({status}) => status))];
      return RESPONSE[inOrder.indexOf(band.status) % RESPONSE.length] ?? 'investigating';
    }
    default:
      return 'after';
  }
}

const SOON = 15 * 60_000;

/** Teal while there is time, amber when it is soon, red when late. */
export function dueTone(due: Pick<PictureDue, 'due'>, now: number): 'recovery' | 'warning' | 'alarm' {
  if (now - due.due >= 60_000) return 'alarm';
  return due.due - now <= SOON ? 'warning' : 'recovery';
}

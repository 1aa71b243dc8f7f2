/** Ids: the incident's own, those of its items, and what refers to them. */
import * as l10n from '@vscode/l10n';
import type { Diagnosis, ListName } from '../diagnosis.ts';

const LISTS_WITH_IDS = ['timeline', 'hypotheses', 'tasks', 'updates', 'deadlines', 'causes', 'actions'] as const satisfies readonly ListName[];

export function checkIds(diagnosis: Diagnosis, folderName: string): void {
  const { incident } = diagnosis;
  if (incident.id !== undefined && incident.id !== folderName) {
    diagnosis.report(['id'], 'id-differs', 'warning', l10n.t('The folder is named “{0}”, and the folder’s name counts.', folderName));
  }
  const ids = checkUnique(diagnosis);
  const hypotheses = new Set(incident.hypotheses?.map(({ id }) => id));
  const causes = new Set(incident.causes?.map(({ id }) => id));
  for (const [index, { type, ref }] of incident.timeline.entries()) {
    if (ref === undefined) continue;
    if (type === 'hypothesis' && !hypotheses.has(ref)) {
      diagnosis.report(diagnosis.item('timeline', index, 'ref'), 'missing-ref', 'warning', l10n.t('No hypothesis has the id “{0}”.', ref));
    } else if (!ids.has(ref)) {
      diagnosis.report(diagnosis.item('timeline', index, 'ref'), 'missing-ref', 'warning', l10n.t('Nothing in this incident has the id “{0}”.', ref));
    }
  }
  for (const [index, { cause }] of (incident.actions ?? []).entries()) {
    if (cause !== undefined && !causes.has(cause)) {
      diagnosis.report(diagnosis.item('actions', index, 'cause'), 'missing-ref', 'warning', l10n.t('No cause has the id “{0}”.', cause));
    }
  }
}

/** Ids are unique in the whole incident, since operations address items by them. Returns all of them. */
function checkUnique(diagnosis: Diagnosis): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const list of LISTS_WITH_IDS) {
    for (const [index, { id }] of (diagnosis.incident[list] ?? []).entries()) {
      if (id === undefined || id === '') continue;
      if (ids.has(id)) {
        diagnosis.report(diagnosis.item(list, index, 'id'), 'duplicate-id', 'error', l10n.t('The id “{0}” stands twice in this incident. Delete one of them, and Sitrep can change both again.', id));
      }
      ids.add(id);
    }
  }
  const services = new Set<string>();
  for (const [index, { name }] of (diagnosis.incident.services ?? []).entries()) {
    if (services.has(name)) diagnosis.report(diagnosis.item('services', index, 'name'), 'duplicate-id', 'warning', l10n.t('The service “{0}” is listed twice.', name));
    services.add(name);
  }
  return ids;
}

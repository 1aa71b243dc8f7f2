/** The fixed names of the format, in a reader's words. Names that a process gives (statuses, severities, roles) stay as they are. */
import * as l10n from '@vscode/l10n';

/** An entry's type as a list shows it; a type that is not known stands as it is. */
export function entryTypeWords(type: string): string {
  switch (type) {
    case 'started':
      return l10n.t('started');
    case 'detected':
      return l10n.t('detected');
    case 'declared':
      return l10n.t('declared');
    case 'acknowledged':
      return l10n.t('acknowledged');
    case 'mitigated':
      return l10n.t('mitigated');
    case 'resolved':
      return l10n.t('resolved');
    case 'reopened':
      return l10n.t('reopened');
    case 'closed':
      return l10n.t('closed');
    case 'status':
      return l10n.t('status');
    case 'severity':
      return l10n.t('severity');
    case 'priority':
      return l10n.t('priority');
    case 'role':
      return l10n.t('role');
    case 'condition':
      return l10n.t('condition');
    case 'scope':
      return l10n.t('scope');
    case 'note':
      return l10n.t('note');
    case 'evidence':
      return l10n.t('evidence');
    case 'hypothesis':
      return l10n.t('hypothesis');
    case 'decision':
      return l10n.t('decision');
    case 'runbook':
      return l10n.t('runbook');
    case 'handover':
      return l10n.t('handover');
    case 'escalation':
      return l10n.t('escalation');
    case 'deploy':
      return l10n.t('deploy');
    default:
      return type;
  }
}

/** What state a hypothesis was brought to, in a reader's words; another text stands as it is. */
export function hypothesisStateWords(state: string): string {
  switch (state) {
    case 'open':
      return l10n.t('open');
    case 'confirmed':
      return l10n.t('confirmed');
    case 'rejected':
      return l10n.t('rejected');
    default:
      return state;
  }
}

/** A service's condition, in a reader's words; another text stands as it is. */
export function conditionWords(condition: string): string {
  switch (condition) {
    case 'down':
      return l10n.t('down');
    case 'degraded':
      return l10n.t('degraded');
    case 'normal':
      return l10n.t('normal');
    default:
      return condition;
  }
}

/** The state of a task or an action, in a reader's words; another text stands as it is. */
export function workStateWords(state: string): string {
  switch (state) {
    case 'open':
      return l10n.t('open');
    case 'in-progress':
      return l10n.t('in progress');
    case 'done':
      return l10n.t('done');
    case 'declined':
      return l10n.t('declined');
    case 'dropped':
      return l10n.t('dropped');
    default:
      return state;
  }
}

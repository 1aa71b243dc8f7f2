/** Words that several views show for the same thing. */
import * as l10n from '@vscode/l10n';
import type { Group } from '../core/incident/state.ts';

export function groupWords(group: Group): string {
  switch (group) {
    case 'needs-classification':
      return l10n.t('Needs classification');
    case 'active':
      return l10n.t('Active');
    case 'recovering':
      return l10n.t('Recovering');
    case 'awaiting-review':
      return l10n.t('Awaiting review');
    case 'closed':
      return l10n.t('Closed');
  }
}

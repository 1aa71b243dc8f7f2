/** The zone in which times are shown to this person and read from them. */
import * as vscode from 'vscode';
import type { Process } from '../../core/process/process.ts';
import { formatInZone, isZone, zoneLabel } from '../../core/time/zone.ts';

const BROWSER_ZONE = 'browserZone';

export class Zones {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** The user's setting, then the process, then the browser's or the desktop's. IANA name. */
  of(process: Process): string {
    const setting = vscode.workspace.getConfiguration('sitrep').get<string>('timeZone', '').trim();
    const wishes = [setting, process.calendar.zone, this.#memento.get<string>(BROWSER_ZONE), Intl.DateTimeFormat().resolvedOptions().timeZone];
    return wishes.find((zone) => typeof zone === 'string' && zone !== '' && isZone(zone)) ?? 'UTC';
  }

  /** A webview runs where the person is, which the extension may not. */
  async learn(zone: string): Promise<void> {
    if (isZone(zone) && this.#memento.get(BROWSER_ZONE) !== zone) await this.#memento.update(BROWSER_ZONE, zone);
  }
}

/** "2026-11-22 14:05 CET (13:05 UTC)": the absolute instant, as shown before anything is written. */
export function absolute(epochMs: number, zone: string): string {
  const local = `${formatInZone(epochMs, zone, 'date-time')} ${zoneLabel(epochMs, zone)}`;
  return zoneLabel(epochMs, zone) === 'UTC' ? local : `${local} (${formatInZone(epochMs, 'UTC', 'time')} UTC)`;
}

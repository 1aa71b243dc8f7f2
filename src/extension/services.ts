/** What the features share. Each takes of it what it needs. */
import type * as vscode from 'vscode';
import type { IncidentTargets } from './target.ts';
import type { Zones } from './input/zone.ts';
import type { Repositories } from './repositories.ts';
import type { Repository } from '../repository/repository.ts';
import type { Reporter } from './report.ts';

export interface Services {
  readonly repositories: Repositories;
  readonly reporter: Reporter;
  readonly zones: Zones;
  readonly targets: IncidentTargets;
  /** The person on whose behalf something is written, asked for when git does not say. */
  readonly person: (repository: Repository) => Promise<string | undefined>;
  readonly context: vscode.ExtensionContext;
}

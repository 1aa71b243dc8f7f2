/** What stands in the tree. Every node knows its parent and has an id that stays while its file is edited. */
import type { Entry, Incident } from '../../core/incident/schema.ts';
import type { Group, ServiceStanding } from '../../core/incident/state.ts';
import type { Listed, Readable } from '../../repository/incidentIndex.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Target } from '../target.ts';

export type Node = RepositoryNode | GroupNode | YearNode | IncidentNode | BrokenNode | SectionNode | LeafNode;

interface Base {
  readonly id: string;
  readonly parent: Node | null;
  readonly repository: Repository;
}

/** Only where the window holds more than one repository. */
export interface RepositoryNode extends Base {
  readonly kind: 'repository';
}

export interface GroupNode extends Base {
  readonly kind: 'group';
  readonly group: Group | 'unreadable';
  readonly incidents: readonly Listed[];
}

export interface YearNode extends Base {
  readonly kind: 'year';
  readonly year: number | null;
  readonly incidents: readonly Readable[];
}

export interface IncidentNode extends Base {
  readonly kind: 'incident';
  readonly listed: Readable;
  readonly group: Group;
  readonly target: Target;
}

/** A file that cannot be read, in its place, with the reason. */
export interface BrokenNode extends Base {
  readonly kind: 'broken';
  readonly listed: Listed & { readonly ok: false };
}

export type SectionName = 'services' | 'people' | 'timeline' | 'actions' | 'links' | 'files';

export interface SectionNode extends Base {
  readonly kind: 'section';
  readonly section: SectionName;
  readonly target: Target;
  /** As read when the incident was expanded. */
  readonly incident: Incident;
  readonly leaves: readonly Leaf[];
  readonly description: string;
}

export type Leaf =
  | { readonly is: 'service'; readonly standing: ServiceStanding }
  | { readonly is: 'person'; readonly role: string; readonly people: string }
  /** `key` is the entry's identity, by which operations address it. */
  | { readonly is: 'entry'; readonly entry: Entry; readonly key: string; readonly line: number }
  | { readonly is: 'action'; readonly title: string; readonly key: string; readonly state: string; readonly owner: string; readonly due: string; readonly line: number }
  | { readonly is: 'link'; readonly url: string; readonly title: string; readonly kind: string }
  | { readonly is: 'file'; readonly path: string; readonly name: string };

export interface LeafNode extends Base {
  readonly kind: 'leaf';
  readonly leaf: Leaf;
  readonly target: Target;
}

/** The tree of incidents: by phase, worst first; closed ones by year; what is broken in its place. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { identitiesOf } from '../../core/incident/identity.ts';
import { compareInQueue, groupOf, GROUPS, serviceStates, type Group } from '../../core/incident/state.ts';
import type { Incident } from '../../core/incident/schema.ts';
import { safeTarget } from '../../core/picture/target.ts';
import { keptIndices } from '../../core/yaml/kept.ts';
import type { YamlSource } from '../../core/yaml/source.ts';
import { compareTimes, parseTime } from '../../core/time/recordedTime.ts';
import { conditionWords } from '../../core/incident/words.ts';
import type { Readable } from '../../repository/incidentIndex.ts';
import type { Repository } from '../../repository/repository.ts';
import { POSTMORTEM_FILE } from '../../repository/root.ts';
import type { Repositories } from '../repositories.ts';
import type { Zones } from '../input/zone.ts';
import { itemOf } from './items.ts';
import type { BrokenNode, GroupNode, IncidentNode, Leaf, LeafNode, Node, RepositoryNode, SectionName, SectionNode, YearNode } from './nodes.ts';

/** The tree shows the last entries; the timeline shows all. */
const LAST_ENTRIES = 8;
/** Milliseconds. */
const GATHER_MS = 30;

export class IncidentTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #repositories: Repositories;
  readonly #zones: Zones;
  readonly #extensionUri: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(repositories: Repositories, zones: Zones, extensionUri: vscode.Uri) {
    this.#repositories = repositories;
    this.#zones = zones;
    this.#extensionUri = extensionUri;
  }

  /** Draws everything anew, once for all changes of a moment: elements are not to be had while that is done. */
  refresh(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      this.#changed.fire(undefined);
    }, GATHER_MS);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return itemOf(node, { extensionUri: this.#extensionUri, zone: this.#zones.of(node.repository.process), now: node.repository.now() });
  }

  getParent(node: Node): Node | null {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#roots();
    switch (node.kind) {
      case 'repository':
        return this.#groups(node.repository, node);
      case 'group':
        return this.#inGroup(node);
      case 'year':
        return node.incidents.map((one) => incidentNode(one, 'closed', node));
      case 'incident':
        return this.#sections(node);
      case 'section':
        return node.leaves.map((leaf, index): LeafNode => ({ kind: 'leaf', id: `${node.id}/${leafKey(leaf, index)}`, parent: node, repository: node.repository, leaf, target: node.target }));
      default:
        return [];
    }
  }

  /** The node of an incident, for reveal. */
  async find(file: string): Promise<IncidentNode | undefined> {
    const search = async (nodes: readonly Node[]): Promise<IncidentNode | undefined> => {
      for (const node of nodes) {
        if (node.kind === 'incident') {
          if (node.listed.file === file) return node;
        } else if (node.kind === 'repository' || node.kind === 'group' || node.kind === 'year') {
          const found = await search(await this.getChildren(node));
          if (found) return found;
        }
      }
      return undefined;
    };
    return search(this.#roots());
  }

  dispose(): void {
    clearTimeout(this.#refreshing);
    this.#changed.dispose();
  }

  #roots(): Node[] {
    const all = this.#repositories.all;
    const [only] = all;
    if (!only) return [];
    if (all.length === 1) return this.#groups(only, null);
    return all.map((repository): RepositoryNode => ({ kind: 'repository', id: repository.root.path, parent: null, repository }));
  }

  #groups(repository: Repository, parent: Node | null): GroupNode[] {
    const listed = repository.listed();
    const readable = listed.flatMap((one) => (one.ok ? [one] : []));
    const prefix = repository.root.path;
    const groups = GROUPS.map((group): GroupNode => {
      const incidents = readable.filter((one) => groupOf(repository.process, one.summary) === group).toSorted((a, b) => compareInQueue(repository.process, a.summary, b.summary));
      return { kind: 'group', id: `${prefix}#${group}`, parent, repository, group, incidents };
    });
    const broken: GroupNode = { kind: 'group', id: `${prefix}#unreadable`, parent, repository, group: 'unreadable', incidents: listed.filter((one) => !one.ok) };
    return [...groups, broken].filter(({ incidents }) => incidents.length > 0);
  }

  #inGroup(node: GroupNode): Node[] {
    const { group } = node;
    if (group === 'unreadable') {
      return node.incidents.flatMap((listed): BrokenNode[] => (listed.ok ? [] : [{ kind: 'broken', id: `${listed.file}#broken`, parent: node, repository: node.repository, listed }]));
    }
    const readable = node.incidents.flatMap((one) => (one.ok ? [one] : []));
    if (group !== 'closed') return readable.map((one) => incidentNode(one, group, node));
    const years = [...new Set(readable.map((one) => one.summary.closedYear))].toSorted((a, b) => (b ?? 0) - (a ?? 0));
    return years.map((year): YearNode => ({
      kind: 'year',
      id: `${node.id}#${year ?? ''}`,
      parent: node,
      repository: node.repository,
      year,
      incidents: readable.filter((one) => one.summary.closedYear === year).toSorted((a, b) => (b.summary.closed ?? 0) - (a.summary.closed ?? 0) || (a.id < b.id ? 1 : -1)),
    }));
  }

  async #sections(node: IncidentNode): Promise<Node[]> {
    const { repository, target, listed } = node;
    const reading = await repository.read(listed).catch(() => null);
    if (!reading?.readable) return [];
    const { incident, source } = reading;
    const section = (name: SectionName, leaves: readonly Leaf[], description: string): SectionNode[] =>
      leaves.length === 0 ? [] : [{ kind: 'section', id: `${node.id}/${name}`, parent: node, repository, section: name, target, incident, leaves, description }];
    const services = serviceStates(incident);
    const people = Object.entries(incident.roles ?? {}).map(([role, holder]): Leaf => ({ is: 'person', role, people: Array.isArray(holder) ? holder.join(', ') : holder }));
    const entries = lastEntries(incident, source);
    return [
      ...section('services', services.map((standing): Leaf => ({ is: 'service', standing })), services.map((one) => (one.condition ? `${one.name} ${conditionWords(one.condition)}` : one.name)).join(' · ')),
      ...section('people', people, people.map((leaf) => (leaf.is === 'person' ? `${leaf.role} ${leaf.people}` : '')).join(', ')),
      ...section('timeline', entries, incident.timeline.length === 1 ? l10n.t('1 entry') : l10n.t('{0} entries', incident.timeline.length)),
      ...section('actions', actionLeaves(incident, source), l10n.t('{0} of {1} done', (incident.actions ?? []).filter((one) => one.state === 'done' || one.state === 'declined').length, incident.actions?.length ?? 0)),
      ...section('links', linkLeaves(incident), ''),
      ...section('files', await fileLeaves(listed.folder), ''),
    ];
  }
}

function incidentNode(listed: Readable, group: Group, parent: GroupNode | YearNode): IncidentNode {
  const { repository } = parent;
  return { kind: 'incident', id: listed.file, parent, repository, listed, group, target: { repository, incident: listed, title: listed.summary.title } };
}

function lastEntries(incident: Incident, source: YamlSource): Leaf[] {
  const indices = keptIndices(source.value['timeline'], incident.timeline);
  const keys = identitiesOf('timeline', incident.timeline);
  return incident.timeline
    .map((entry, index) => ({ entry, index, key: keys[index] ?? '', time: parseTime(entry.at) }))
    .toSorted((a, b) => (a.time.ok && b.time.ok ? compareTimes(b.time.time, a.time.time) || b.index - a.index : b.index - a.index))
    .slice(0, LAST_ENTRIES)
    .map(({ entry, index, key }) => ({ is: 'entry', entry, key, line: source.lineOf(['timeline', indices[index] ?? index]) }));
}

function actionLeaves(incident: Incident, source: YamlSource): Leaf[] {
  const actions = incident.actions ?? [];
  const indices = keptIndices(source.value['actions'], actions);
  const keys = identitiesOf('actions', actions);
  return actions.map((action, index) => ({
    is: 'action',
    title: action.title,
    key: keys[index] ?? '',
    state: action.state ?? 'open',
    owner: action.owner ?? '',
    due: action.due ?? '',
    line: source.lineOf(['actions', indices[index] ?? index]),
  }));
}

/** Only addresses that are safe to open. */
function linkLeaves(incident: Incident): Leaf[] {
  const links = (incident.links ?? []).map((link) => ({ url: safeTarget(link.url), title: link.title ?? link.kind ?? link.url, kind: link.kind ?? '' }));
  const external = (incident.external ?? []).flatMap((one) => (one.url === undefined ? [] : [{ url: safeTarget(one.url), title: one.system, kind: one.system }]));
  const all = [...links, ...external].flatMap(({ url, title, kind }): (Leaf & { is: 'link' })[] => (url === null ? [] : [{ is: 'link', url, title, kind }]));
  return all.filter((one, index) => all.findIndex((other) => other.url === one.url) === index);
}

async function fileLeaves(folder: string): Promise<Leaf[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: false }).catch(() => []);
  const order = ['incident.yaml', POSTMORTEM_FILE];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const here = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => ({ path: join(folder, entry.name), name: entry.name }));
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() && (entry.name === 'attachments' || entry.name === 'runs'))
      .map(async (entry) => (await readdir(join(folder, entry.name)).catch(() => [])).map((name) => ({ path: join(folder, entry.name, name), name: `${entry.name}/${name}` }))),
  );
  return [...here, ...below.flat()].toSorted((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1)).map((file) => ({ is: 'file', ...file }));
}

function leafKey(leaf: Leaf, index: number): string {
  switch (leaf.is) {
    case 'service':
      return leaf.standing.name;
    case 'person':
      return leaf.role;
    case 'entry':
    case 'action':
      return leaf.key;
    case 'link':
      return `${index}`;
    case 'file':
      return leaf.name;
  }
}

/** How a node looks. Tooltips hold text, never trusted Markdown. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { conditionWords, entryTypeWords } from '../../core/incident/words.ts';
import { priorityOf, severityRank } from '../../core/process/rules.ts';
import { formatRelative } from '../../core/time/duration.ts';
import { parseTime } from '../../core/time/recordedTime.ts';
import { dayInZone, displayTime } from '../../core/time/zone.ts';
import { isUndetermined } from '../../core/process/rules.ts';
import { groupWords } from '../words.ts';
import type { GroupNode, IncidentNode, LeafNode, Node, SectionNode } from './nodes.ts';

export interface Look {
  readonly extensionUri: vscode.Uri;
  /** IANA name. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function itemOf(node: Node, look: Look): vscode.TreeItem {
  const item = build(node, look);
  item.id = node.id;
  // Menus offer only what can be done.
  if ((node.kind === 'section' || node.kind === 'leaf') && !isWritable(node)) delete item.contextValue;
  return item;
}

function build(node: Node, look: Look): vscode.TreeItem {
  switch (node.kind) {
    case 'repository': {
      const item = new vscode.TreeItem(node.repository.root.path.split(/[\\/]/).at(-1) ?? '', vscode.TreeItemCollapsibleState.Expanded);
      item.iconPath = new vscode.ThemeIcon('repo');
      item.tooltip = node.repository.root.path;
      item.contextValue = 'sitrep.repository';
      return item;
    }
    case 'group':
      return groupItem(node, look);
    case 'year': {
      const year = node.year === null ? l10n.t('Undated') : String(node.year);
      const item = new vscode.TreeItem(year, vscode.TreeItemCollapsibleState.Collapsed);
      item.description = String(node.incidents.length);
      item.accessibilityInformation = { label: `${year}, ${countWords(node.incidents.length)}` };
      item.contextValue = 'sitrep.year';
      return item;
    }
    case 'incident':
      return incidentItem(node, look);
    case 'broken': {
      const { listed } = node;
      const item = new vscode.TreeItem(listed.id, vscode.TreeItemCollapsibleState.None);
      item.description = l10n.t('line {0}: {1}', listed.error.line, listed.error.message);
      item.tooltip = `${listed.id}\n${item.description}`;
      item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
      item.contextValue = 'sitrep.broken';
      item.command = { command: '_sitrep.openAt', title: l10n.t('Open'), arguments: [listed.file, listed.error.line] };
      item.accessibilityInformation = { label: l10n.t('Unreadable: {0}, {1}', listed.id, item.description) };
      return item;
    }
    case 'section':
      return sectionItem(node);
    case 'leaf':
      return leafItem(node, look);
  }
}

function groupItem({ group, incidents }: GroupNode, { now, zone }: Look): vscode.TreeItem {
  const state = group === 'closed' || group === 'awaiting-review' ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded;
  if (group === 'unreadable') {
    const item = new vscode.TreeItem(l10n.t('Unreadable'), vscode.TreeItemCollapsibleState.Expanded);
    item.description = incidents.length === 1 ? l10n.t('1 file') : l10n.t('{0} files', incidents.length);
    item.contextValue = 'sitrep.group.unreadable';
    return item;
  }
  const item = new vscode.TreeItem(groupWords(group), state);
  const late = group === 'awaiting-review' ? incidents.filter((one) => one.ok && isOverdue(one.summary.review.due, now, zone)).length : 0;
  item.description = late === 0 ? String(incidents.length) : l10n.t('{0}, {1} overdue', incidents.length, late);
  item.accessibilityInformation = { label: [groupWords(group), countWords(incidents.length), ...(late === 0 ? [] : [l10n.t('{0} overdue', late)])].join(', ') };
  item.contextValue = `sitrep.group.${group}`;
  return item;
}

/** May the incident be changed to which a node belongs? */
function isWritable(node: Node): boolean {
  if (node.kind === 'incident') return vscode.workspace.isTrusted && node.listed.readOnly === null;
  return node.parent !== null && isWritable(node.parent);
}

function countWords(incidents: number): string {
  return incidents === 1 ? l10n.t('1 incident') : l10n.t('{0} incidents', incidents);
}

function incidentItem(node: IncidentNode, { extensionUri, now, zone }: Look): vscode.TreeItem {
  const { listed, group, repository } = node;
  const { summary } = listed;
  const { process } = repository;
  const item = new vscode.TreeItem(summary.title, vscode.TreeItemCollapsibleState.Collapsed);
  const rank = severityRank(process, summary.severity);
  item.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'severity', `${rank}-light.svg`),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'severity', `${rank}-dark.svg`),
  };
  const priority = priorityOf(process, summary);
  const severity = isUndetermined(summary.severity) ? l10n.t('undetermined') : summary.severity;
  const age = summary.since === null || group === 'closed' ? null : formatRelative(summary.since, now);
  const mode = summary.mode === 'live' ? null : summary.mode;
  const due = group === 'awaiting-review' ? summary.review.due : null;
  const review = due === null ? null : isOverdue(due, now, zone) ? l10n.t('review overdue since {0}', due) : l10n.t('review due {0}', due);
  const shown = group === 'needs-classification' ? [age, summary.status] : [severity, summary.status, review];
  item.description = [mode, ...shown, listed.readOnly ? l10n.t('read-only') : null, summary.confidential ? l10n.t('confidential') : null].filter((part) => part !== null).join(' · ');
  item.tooltip = [
    summary.title,
    [severity, priority, summary.status, mode].filter((part) => part !== null).join(' · '),
    summary.commander === '' ? l10n.t('No commander') : l10n.t('Commander: {0}', summary.commander),
    ...(age === null ? [] : [age]),
    ...(listed.readOnly ? [listed.readOnly] : []),
    listed.id,
  ].join('\n');
  item.accessibilityInformation = { label: [summary.title, ...item.description.split(' · ')].join(', ') };
  item.contextValue = ['sitrep.incident', group, isWritable(node) ? 'writable' : 'readonly'].join('.');
  item.command = { command: 'sitrep.openTimeline', title: l10n.t('Open Timeline'), arguments: [{ target: { repository, incident: listed, title: summary.title } }] };
  return item;
}

/** A day is over when the next one begins for the person who looks. */
function isOverdue(due: string | null, now: number, zone: string): boolean {
  return due !== null && /^\d{4}-\d{2}-\d{2}/.test(due) && due.slice(0, 10) < dayInZone(now, zone);
}

function sectionItem({ section, description, leaves, target }: SectionNode): vscode.TreeItem {
  const labels = { services: l10n.t('Services'), people: l10n.t('People'), timeline: l10n.t('Timeline'), actions: l10n.t('Actions'), links: l10n.t('Links'), files: l10n.t('Files') };
  const item = new vscode.TreeItem(labels[section], vscode.TreeItemCollapsibleState.Collapsed);
  item.description = description === '' ? String(leaves.length) : description;
  item.tooltip = `${labels[section]}: ${item.description}`;
  item.contextValue = `sitrep.section.${section}`;
  if (section === 'timeline') item.command = { command: 'sitrep.openTimeline', title: l10n.t('Open Timeline'), arguments: [{ target }] };
  return item;
}

function leafItem({ leaf, target }: LeafNode, { zone }: Look): vscode.TreeItem {
  const plain = (label: string, description: string, icon: vscode.ThemeIcon, contextValue: string): vscode.TreeItem => {
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.description = description;
    item.iconPath = icon;
    item.contextValue = contextValue;
    item.tooltip = description === '' ? label : `${label}\n${description}`;
    return item;
  };
  const reveal = (line: number): vscode.Command => ({ command: '_sitrep.openAt', title: l10n.t('Open'), arguments: [target.incident.file, line] });
  switch (leaf.is) {
    case 'service': {
      const { name, condition, verified, how } = leaf.standing;
      const words = condition === null ? l10n.t('condition not stated') : verified ? l10n.t('{0}, verified: {1}', conditionWords(condition), how ?? '') : conditionWords(condition);
      return plain(name, words, conditionIcon(condition, verified), `sitrep.service.${verified ? 'verified' : 'open'}`);
    }
    case 'person':
      return plain(leaf.role, leaf.people, new vscode.ThemeIcon('person'), 'sitrep.person');
    case 'entry': {
      const { entry, line } = leaf;
      const time = parseTime(entry.at);
      const when = time.ok ? displayTime(time.time, zone) : entry.at;
      const what = entry.text ?? (entry.to ? [entry.service ?? entry.role, entry.from ? `${entry.from} → ${entry.to}` : entry.to].filter((part) => part !== undefined).join(' ') : '');
      const item = plain(`${when}  ${entryTypeWords(entry.type)}`, what.split('\n')[0] ?? '', new vscode.ThemeIcon(entryIcon(entry.type)), 'sitrep.entry');
      item.tooltip = [`${when} ${entryTypeWords(entry.type)}`, entry.by ?? '', what].filter((part) => part !== '').join('\n');
      item.command = reveal(line);
      return item;
    }
    case 'action': {
      const item = plain(leaf.title, [leaf.state, leaf.owner, leaf.due].filter((part) => part !== '').join(' · '), new vscode.ThemeIcon(leaf.state === 'done' ? 'pass' : leaf.state === 'declined' ? 'circle-slash' : 'circle-large-outline'), `sitrep.action.${leaf.state}`);
      item.command = reveal(leaf.line);
      return item;
    }
    case 'link': {
      const item = plain(leaf.title, leaf.title === leaf.url ? '' : leaf.url, new vscode.ThemeIcon('link-external'), 'sitrep.link');
      item.command = { command: '_sitrep.openTarget', title: l10n.t('Open'), arguments: [target, leaf.url] };
      return item;
    }
    case 'file': {
      const item = plain(leaf.name, '', vscode.ThemeIcon.File, 'sitrep.file');
      item.resourceUri = vscode.Uri.file(leaf.path);
      item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [item.resourceUri] };
      return item;
    }
  }
}

function conditionIcon(condition: string | null, verified: boolean): vscode.ThemeIcon {
  switch (condition) {
    case 'down':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'degraded':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'normal':
      return verified ? new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')) : new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    default:
      return new vscode.ThemeIcon('question');
  }
}

function entryIcon(type: string): string {
  switch (type) {
    case 'started':
    case 'detected':
    case 'declared':
    case 'acknowledged':
    case 'mitigated':
    case 'resolved':
    case 'reopened':
    case 'closed':
      return 'milestone';
    case 'evidence':
      return 'graph';
    case 'hypothesis':
      return 'lightbulb';
    case 'decision':
      return 'law';
    case 'runbook':
      return 'notebook';
    case 'deploy':
      return 'rocket';
    case 'note':
      return 'note';
    default:
      return 'arrow-swap';
  }
}

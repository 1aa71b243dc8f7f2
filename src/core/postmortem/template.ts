/** The built-in postmortem: as a new file, and the sections that join it once the incident is resolved. */
import * as l10n from '@vscode/l10n';
import { isOpenAgain, milestone } from '../incident/metrics.ts';
import { phaseOf } from '../process/rules.ts';
import type { Language } from '../process/schema.ts';
import type { Problem } from '../yaml/source.ts';
import { renderBlock, type PostmortemFacts } from './blocks.ts';
import { inline } from './escape.ts';
import { closingMarker, findBlocks, openingMarker, type BlockName } from './markers.ts';
import { nodesOf, parseMarkdown, readMarkdown, textOf, type MarkdownTree } from './markdown.ts';
import { TEMPLATES, type Section } from './sections.ts';
import { fill } from './words.ts';

export type SectionsAdded =
  | { readonly ok: true; readonly text: string; /** Headings of the new sections. */ readonly added: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * A new postmortem in the process's language, its blocks filled. Before the incident is resolved it has only what can be
 * said then: summary, impact, timeline and notes.
 */
export function newPostmortem(facts: PostmortemFacts): string {
  const template = TEMPLATES[facts.process.language];
  const title = `# ${fill(template.title, inline(facts.incident.title))}`;
  const sections = [...template.during, ...(isResolved(facts) ? template.afterwards : [template.notes])];
  return [title, template.note, ...sections.map((section) => renderSection(section, section.block, facts))].join('\n\n') + '\n';
}

/**
 * Adds at the end the sections meant for afterwards that the text lacks, once the incident is resolved; before that,
 * nothing. A section is there when its heading is, or one that teams use for the same, at any level and in any of our
 * languages. What was written stays as it is.
 */
export async function addAfterwardsSections(text: string, facts: PostmortemFacts): Promise<SectionsAdded> {
  const found = await findBlocks(text);
  if (!found.ok) return found;
  if (!isResolved(facts)) return { ok: true, text, added: [] };
  const reading = await readMarkdown(text);
  if (!reading.ok) return reading;
  const present = headingsOf(reading.tree);
  const { language } = facts.process;
  const missing = TEMPLATES[language].afterwards.filter((_, index) => !namesOf(index).some((name) => present.has(name)));
  if (missing.length === 0) return { ok: true, text, added: [] };
  const blocks = new Set<BlockName>(found.blocks.map(({ name }) => name));
  const sections = missing.map((section) => renderSection(section, section.block && !blocks.has(section.block) ? section.block : null, facts));
  const extended = text + gapAfter(text) + `${sections.join('\n\n')}\n`.replace(/\n/g, endOfLine(text));
  const headings = headingsOf(await parseMarkdown(extended));
  if (!missing.every(({ heading }) => headings.has(normalized(heading)))) return { ok: false, problems: [unclosedEnd(reading.tree, text)] };
  return { ok: true, text: extended, added: missing.map(({ heading }) => heading) };
}

/** Whether the review has begun: by the status; by the milestones where the process does not know the status. */
function isResolved({ incident, process }: PostmortemFacts): boolean {
  const phase = phaseOf(process, incident.status);
  if (phase !== null) return phase === 'review' || phase === 'done';
  return milestone(incident, 'resolved', 'last') !== null && !isOpenAgain(incident);
}

function renderSection({ heading, prompt }: Section, block: BlockName | null, facts: PostmortemFacts): string {
  const generated = block ? [openingMarker(block), renderBlock(block, facts), closingMarker(block)] : [];
  return [`## ${heading}`, ...generated, `<!-- ${prompt} -->`].join('\n\n');
}

/** What a section is called in any language, for comparing. */
function namesOf(index: number): string[] {
  const sections = LANGUAGES.flatMap((language) => TEMPLATES[language].afterwards[index] ?? []);
  return sections.flatMap(({ heading, also = [] }) => [heading, ...also]).map(normalized);
}

const LANGUAGES: readonly Language[] = ['en', 'fr'];

function headingsOf({ root }: MarkdownTree): ReadonlySet<string> {
  return new Set([...nodesOf(root)].filter(({ type }) => type === 'heading').map((heading) => normalized(textOf(heading))));
}

/** Case, numbering, punctuation and the kind of apostrophe make no other heading. */
function normalized(heading: string): string {
  return heading.toLowerCase().replace(/^[\s\d.)]+/, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function endOfLine(text: string): string {
  return /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n';
}

/** What has to follow a text so that a heading can stand after an empty line. */
function gapAfter(text: string): string {
  const eol = endOfLine(text);
  if (/^\ufeff?$/.test(text) || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(text)) return '';
  return /[\r\n]$/.test(text) ? eol : eol + eol;
}

/** The text ends in something that would swallow whatever is written after it. */
function unclosedEnd(tree: MarkdownTree, text: string): Problem {
  const last = tree.root.children.at(-1);
  const start = last ? tree.placeOf(last).start : tree.positionAt(0);
  const message = l10n.t('What begins in line {0} has no end: a code block or a comment. Close it, so that sections can be added after it.', start.line);
  return { code: 'unclosed-end', severity: 'error', message, start, end: tree.positionAt(text.length) };
}

// Incidents and texts for the tests of postmortems.
import fc from 'fast-check';
import type { Incident } from '../../../src/core/incident/schema.ts';
import type { PostmortemFacts } from '../../../src/core/postmortem/blocks.ts';
import { DEFAULT_PROCESS } from '../../../src/core/process/defaults.ts';
import type { Language } from '../../../src/core/process/schema.ts';

export const ID = '2026-11-22-checkout-latency-k7q2';

export function factsOf(incident: Partial<Incident>, { language = 'en', zone = null }: { language?: Language; zone?: string | null } = {}): PostmortemFacts {
  return {
    id: ID,
    incident: { schema: 'sitrep/v1', title: 'Checkout latency', status: 'resolved', timeline: [], ...incident },
    process: { ...DEFAULT_PROCESS, language, calendar: { ...DEFAULT_PROCESS.calendar, zone } },
  };
}

/** An incident that was followed to its end. */
export const RESOLVED: Partial<Incident> = {
  title: 'Checkout latency above objective',
  status: 'resolved',
  type: 'availability',
  severity: 'SEV2',
  services: [{ name: 'checkout', condition: 'normal' }],
  impacted: { customers: 1200, summary: 'One payment in five timed out.', from: '2026-11-22T05:00Z~', to: '2026-11-22T06:10Z' },
  roles: { commander: 'alice' },
  timeline: [
    { id: 's7k2mq', at: '2026-11-22T05:00Z~', type: 'started' },
    { id: 'd8h1xw', at: '2026-11-22T05:18:03Z', type: 'detected', by: 'alice', text: 'p99 above 4 s.', source: 'https://grafana.example.org/d/abc' },
    { id: 'c2v9pd', at: '2026-11-22T05:24:10Z', type: 'severity', from: 'SEV3', to: 'SEV2', by: 'alice', reason: 'payments affected too' },
    { id: 'b4n7ty', at: '2026-11-22T05:19:00Z', type: 'condition', service: 'checkout', to: 'degraded', by: 'alice' },
    { id: 'h5m3rk', at: '2026-11-22T05:41:00Z', type: 'hypothesis', ref: 'p3x8wd', to: 'confirmed', by: 'carol', text: '50 of 50 in use' },
    { id: 'm5m3rk', at: '2026-11-22T06:02Z', end: '2026-11-22T06:08Z', type: 'mitigated', by: 'carol' },
    { id: 'n5m3rk', at: '2026-11-22T06:12Z', type: 'condition', service: 'checkout', to: 'normal', how: 'p99 below 300 ms' },
    { id: 'r5m3rk', at: '2026-11-22T06:40Z', type: 'resolved', from: 'monitoring', to: 'resolved', by: 'alice' },
  ],
  hypotheses: [{ id: 'p3x8wd', text: 'Pool exhausted', state: 'confirmed' }],
  updates: [
    { id: 'u9c4vb', at: '2026-11-22T05:40:00Z', by: 'bob', audience: 'customers', state: 'sent', text: 'Payments take longer.' },
    { id: 'u9c4vc', at: '2026-11-22T05:50:00Z', by: 'bob', audience: 'customers', state: 'draft', text: 'Not sent.' },
  ],
  causes: [{ id: 'r8f5ja', category: 'change', kind: 'contributing', text: 'A deploy halved the pool' }],
  actions: [{ id: 'a3k9mt', title: 'Alert on saturation', kind: 'detect', owner: 'carol', due: '2026-12-01', state: 'open', ref: '#482' }],
};

const FRAGMENTS = [
  '|', '\\', '\\|', '-->', '<!--', '<!-- sitrep:actions -->', '<!-- /sitrep:timeline -->', '\n', '\r\n', '\n\n', ' ', '  ', '\t', '@alice', '@org/team', 'bob@example.org', 'a_b@c.d_e',
  '@', '`', '```', '`@bob`', '#', '# ', '##', '*', '**', '_', '__', '~', '~~', '[', ']', '(', ')', '[x](y)', '![i](j)', '[^1]', '[^1]: x', '- ', '+ ', '1. ', '2)', '> ', '=', '===', '---', '$', '$$',
  '<b>', '</td>', '<script>', '<', '>', '&', '&lt;', '&#124;', '&amp;', 'https://example.org/a_b?c=*d*', 'https://example.org/x|y', 'http://[::1]/', 'https://', '(https://example.org/a_(b))', 'https://example.org/&copy;',
  'HTTPS://EXAMPLE.ORG', 'www.a_b.example.org', 'WWW.', 'ftp://x_y', 'mailto:a@b.c', 'javascript:alert(1)', '://', '!', '.', ':', '\u0000', '\u001b', '\u007f', '\ud800', '\u00a0', '\u2028', '\u0085', '\ufeff', '\u200b',
  'é', '漢', '👩‍💻', 'word', '12', 'x', '{{', '%}', ':tada:', '"', '’',
];

/** Texts as hostile as they get: pieces of Markdown, HTML and markers in any order, and any characters at all. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
);

/** The text as it should be read: white space is one space, what cannot be written is marked. */
export function normalized(text: string): string {
  return text.replace(/[\s\u0085]+/g, ' ').trim().replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
}

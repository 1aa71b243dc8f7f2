import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { inline, link, linkName, linkTarget, multiline } from '../../../src/core/postmortem/escape.ts';
import { nodesOf, parseMarkdown } from '../../../src/core/postmortem/markdown.ts';
import { hostileText, normalized } from './samples.ts';

describe('postmortem text', () => {
  it('leaves ordinary sentences as they are', () => {
    for (const text of ['p99 above 4 s in eu-west.', 'Pool: 50 of 50 (see above) – why?', 'It’s 3 p.m. + 5 min, 10 % of 2 & 3', 'bob-smith', 'a/b.c']) {
      assert.equal(inline(text), text);
    }
  });

  it('shows mentions as code, which notifies nobody, and leaves mail addresses alone', () => {
    assert.equal(inline('cc @alice, @org/team and bob@example.org'), 'cc `@alice`, `@org/team` and bob@example.org');
  });

  it('turns web addresses into links that stay whole', () => {
    assert.equal(inline('See https://example.org/a_b*c.'), 'See <https://example.org/a_b*c>.');
    assert.equal(inline('(https://example.org/a_(b))'), '(<https://example.org/a_(b)>)');
    assert.equal(inline('https://example.org/?q=a|b'), '[https\\://example.org/?q=a\\|b](https://example.org/?q=a%7Cb)');
  });

  it('keeps line breaks only where they are wanted', () => {
    assert.equal(inline('one\n two\n'), 'one two');
    assert.equal(multiline('one\r\n\r\n two\n'), 'one<br>two');
  });

  it('links only to http, https, mailto and files inside the folder', () => {
    const allowed = ['https://example.org/x', 'HTTP://example.org', 'mailto:bob@example.org', 'attachments/graph.png', './runs/a-b.md', 'runs/a.md#step-2'];
    for (const target of allowed) assert.equal(linkTarget(target), target);
    const refused = [
      '', 'phone', 'eu/west', 'javascript:alert(1)', 'JaVaScRiPt:a/b.c', 'data:text/html,x/y.z', 'vbscript:a/b.c', 'file:///etc/a.b', '//example.org/a.md', '/etc/a.b', '../a/b.md', 'runs/../../b.md',
      'runs/..%2f..%2fb.md', 'runs\\..\\b.md', 'C:/a/b.c', 'https://', 'https:///x', 'http://a b', 'runs/a\u202eb.md', 'command:a/b.c', 'vscode://a/b.c',
    ];
    for (const target of refused) assert.equal(linkTarget(target), null, target);
    assert.equal(linkName('https://user:secret@example.org:8080/x'), 'example.org:8080');
    assert.equal(linkName('runs/20261122-drain.md'), '20261122-drain.md');
    assert.equal(link('a]b', 'https://example.org/(x) y'), '[a\\]b](https://example.org/%28x%29%20y)');
  });

  const contexts: Readonly<Record<string, (markdown: string) => string>> = {
    'a table cell': (markdown) => `| a | b |\n| --- | --- |\n| ${markdown} | x |\n`,
    'a list item': (markdown) => `- ${markdown}\n`,
    'a heading': (markdown) => `# ${markdown}\n`,
    'a paragraph': (markdown) => `${markdown}\n`,
  };
  for (const [context, wrap] of Object.entries(contexts)) {
    for (const [name, escape] of Object.entries({ inline, multiline })) {
      it(`reads as it was written, whatever it is: ${name} in ${context}`, async () => {
        await fc.assert(
          fc.asyncProperty(hostileText, async (text) => {
            const escaped = escape(text);
            assert.doesNotMatch(escaped, /[\r\n]/);
            const { root } = await parseMarkdown(wrap(escaped));
            assert.equal(root.children.length, escaped === '' && context === 'a paragraph' ? 0 : 1);
            const [block] = root.children;
            const holder: Nodes | undefined = block?.type === 'table' ? block.children[1]?.children[0] : block;
            if (block?.type === 'table') assert.deepEqual(block.children.map((row) => row.children.length), [2, 2]);
            if (holder) assertReadsAs(holder, text);
          }),
          { numRuns: 400 },
        );
      });
    }
  }
});

const HARMLESS = new Set(['text', 'inlineCode', 'link', 'html', 'paragraph', 'list', 'listItem', 'heading', 'tableCell']);

function assertReadsAs(holder: Nodes, text: string): void {
  const nodes = [...nodesOf(holder)];
  for (const node of nodes) {
    assert.ok(HARMLESS.has(node.type), node.type);
    if (node.type === 'html') assert.equal(node.value, '<br>');
    if (node.type === 'link') assert.match(node.url, /^(?:https?:\/\/|mailto:)/i);
    if (node.type === 'listItem') assert.equal(node.checked, null);
  }
  assert.ok(nodes.filter(({ type }) => type === 'list' || type === 'heading' || type === 'paragraph').length <= 3);
  const read = nodes.map((node) => (node.type === 'html' ? ' ' : 'value' in node ? node.value : '')).join('');
  assert.equal(normalized(read), normalized(text));
  assert.doesNotMatch(looseText(holder), /(?<!\w)@(?=\w)/);
}

/** The text in which forges look for mentions: not code, not links. */
function looseText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node && node.type !== 'link' ? node.children.map(looseText).join('') : '|';
}

// The timeline in the real editor: what a person does with it, what the file does to it, and how it looks.
import {AxeBuilder} from '@axe-core/playwright';
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {FrameLocator, Locator} from 'playwright-core';
import {makeSampleRepository} from '../../scripts/demo/sample.ts';
import {EXAMPLE, EXAMPLE_ID} from '../unit/incident/example.ts';
import {useStage, waitFor} from './harness/index.ts';
import type {Workbench} from './harness/index.ts';

const FILE = `incidents/2026/${EXAMPLE_ID}/incident.yaml`;
const HOSTILE_FILE = 'incidents/2026/2026-11-22-hostile-h4x7/incident.yaml';
const BAD = `</title></svg></body><script>globalThis.harmed = 1; alert(1)</script><img src=x onerror="globalThis.harmed = 1; alert(2)">`;

/** Every text that a person may write, written by somebody who wishes us ill. */
const HOSTILE = `schema: sitrep/v1
title: 'Hostile ${BAD}'
status: investigating
mode: '${BAD}'
type: '${BAD}'
severity: '${BAD}'
priority: '${BAD}'
services: [{name: '${BAD}', condition: down}]
roles: {commander: '${BAD}', '${BAD}': '${BAD}'}
timeline:
  - {id: a23456, at: 2026-11-22T05:00Z, type: started, by: '${BAD}', text: '${BAD}', source: 'javascript:alert(3)', attachment: '${BAD}'}
  - {id: b23456, at: 2026-11-22T05:05Z, type: '${BAD}', by: '${BAD}', text: '${BAD}'}
  - {id: c23456, at: 2026-11-22T05:06Z, type: severity, from: '${BAD}', to: '${BAD}', reason: '${BAD}', override: '${BAD}'}
  - {id: d23456, at: 2026-11-22T05:07Z, type: condition, service: '${BAD}', to: '${BAD}', how: '${BAD}'}
  - {id: e23456, at: 2026-11-22T05:08Z, type: role, role: '${BAD}', to: '${BAD}'}
  - {id: f23456, at: 2026-11-22T05:09Z, type: hypothesis, ref: '${BAD}', to: '${BAD}', text: '${BAD}'}
  - {id: g23456, at: 2026-11-22T05:20Z, end: 2026-11-22T05:30Z, type: runbook, text: '${BAD}', source: 'https://example.org/"onmouseover="alert(4)'}
  - {id: '${BAD}', at: '${BAD}', type: note, text: '${BAD}'}
hypotheses: [{id: '${BAD}', text: '${BAD}', state: open}]
tasks: [{title: '${BAD}', team: '${BAD}', owner: '${BAD}', state: '${BAD}'}]
updates: [{at: 2026-11-22T05:40Z, audience: '${BAD}', text: '${BAD}', by: '${BAD}', next: 2026-11-22T06:10Z}]
deadlines: [{name: '${BAD}', due: 2026-11-25T05:18Z}]
actions: [{title: '${BAD}', owner: '${BAD}', due: '${BAD}', state: '${BAD}', ref: 'https://example.org/${BAD}'}]
'${BAD}': '${BAD}'
`;

describe('The timeline in the editor', function () {
  this.timeout(120_000);
  const stage = useStage({files: {'sitrep.yaml': '# The defaults.\n', [FILE]: EXAMPLE, [HOSTILE_FILE]: HOSTILE}, timezoneId: 'America/New_York'});
  let timeline: FrameLocator;

  const row = (text: string): Locator => timeline.locator('.row', {hasText: text}).first();
  const selectedRow = (): Locator => timeline.locator('.row.selected');
  const picture = (): Locator => timeline.getByRole('application');
  const text = (): string => stage.repository.read(FILE);
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await stage.workbench.press(key);
  };

  it('opens from the tree and shows the incident', async () => {
    const {workbench} = stage;
    timeline = await openTimeline(workbench, 'Checkout latency');
    await picture().waitFor();
    assert.deepEqual(await texts(timeline.locator('.chip, .commander, .service')), ['SEV2 · P1', 'monitoring', 'commander alice', 'checkout degraded']);
    const figures = await texts(timeline.locator('.figure'));
    assert.deepEqual(figures.slice(0, 3), ['Time to detect 13–23 min', 'to acknowledge 3 min', 'to mitigate 55–65 min']);
    assert.equal(figures.at(-1), 'Before “resolved” verify checkout');
    assert.deepEqual(await cut(timeline), []);
    await workbench.screenshot('timeline-example');
    assert.equal(await timeline.locator('.row').count(), 16);
    assert.match(await row('p99 above 4 s').innerText(), /^00:18\s+\+18\s+detected\s+p99 above 4 s/);
    assert.deepEqual(await timeline.getByRole('rowheader').allInnerTexts(), ['Tasks and actions']);
    assert.match((await texts(row('Alert on pool saturation'))).join(), /^open action Alert on pool saturation ?carol · due 2026-12-01/);
  });

  it('is moved through by keys in the picture, and shows the line of what is selected', async () => {
    const {workbench} = stage;
    await picture().focus();
    await press('ArrowRight');
    await waitFor(async () => (await selectedRow().innerText()).includes('started'), 'the first entry to be selected');
    await press('ArrowRight');
    await waitFor(async () => (await selectedRow().innerText()).includes('detected'), 'the second entry to be selected');
    await press('Enter');
    await waitFor(async () => (await workbench.activeTab()) === 'incident.yaml', 'the file to open');
    const line = text().split('\n').findIndex((one) => one.includes('id: d8h1xw')) + 1;
    await workbench.statusBarItem(`Ln ${line}, Col`).waitFor();
    assert.ok((await workbench.tabs()).some((tab) => tab.startsWith('Checkout latency')));
  });

  it('selects the entry on whose line the cursor stands', async () => {
    for (let line = 0; line < 6; line++) await press('ArrowDown');
    await waitFor(async () => (await selectedRow().innerText()).includes('declared'), 'the entry on the line to be selected');
  });

  it('shows the time of the person or UTC', async () => {
    await timeline.getByRole('button', {name: 'UTC'}).click();
    await waitFor(async () => (await row('p99 above').innerText()).startsWith('05:18'), 'the times of UTC');
    await timeline.getByRole('button', {name: 'Local'}).click();
    await waitFor(async () => (await row('p99 above').innerText()).startsWith('00:18'), 'the times of New York');
  });

  it('adds an entry, whose time it shows before', async () => {
    await timeline.locator('#add').fill('2026-11-22T05:30Z looked at the pool');
    await timeline.getByText(/05:30 UTC.* · note/).waitFor();
    await timeline.getByLabel('Type of the entry').selectOption('evidence');
    await timeline.locator('#add').press('Enter');
    await row('looked at the pool').waitFor();
    assert.match(text(), /at: 2026-11-22T05:30:00Z\n {4}type: evidence\n {4}by: Alice Example\n {4}text: looked at the pool/);
    await timeline.getByRole('button', {name: 'Undo'}).click();
    await waitFor(() => text() === EXAMPLE, 'the file to be as before');
    await row('looked at the pool').waitFor({state: 'detached'});
  });

  it('edits an entry in place', async () => {
    await row('errors back').click();
    await press('F2');
    await timeline.locator('.edit-text').fill('errors back to 0.2 %');
    await press('Enter');
    await waitFor(() => text() === EXAMPLE.replace('0.1 %', '0.2 %'), 'only the text to change');
    await row('errors back to 0.2 %').waitFor();
    await timeline.locator('.edit').waitFor({state: 'detached'});
    stage.repository.write(FILE, EXAMPLE);
    await row('errors back to 0.1 %').waitFor();
  });

  it('asks before it deletes', async () => {
    await row('rollback-deploy').click();
    await press('Delete');
    await timeline.getByRole('button', {name: 'No'}).click();
    await timeline.locator('.question').waitFor({state: 'detached'});
    assert.equal(text(), EXAMPLE);
    await press('Delete');
    await timeline.getByRole('button', {name: 'Yes'}).click();
    await row('rollback-deploy').waitFor({state: 'detached'});
    assert.doesNotMatch(text(), /rollback-deploy/);
    stage.repository.write(FILE, EXAMPLE);
    await row('rollback-deploy').waitFor();
  });

  it('follows what others write', async () => {
    const note = '  - {id: n2w9en, at: 2026-11-22T06:05:00Z, type: note, by: carol, text: written by another process}\n';
    stage.repository.write(FILE, EXAMPLE.replace('hypotheses:', `${note}hypotheses:`));
    await row('written by another process').waitFor();
    assert.match(await timeline.locator('.announcement').innerText(), /written by another process/);
    stage.repository.write(FILE, EXAMPLE);
    await row('written by another process').waitFor({state: 'detached'});
  });

  it('says why the file cannot be read, where, and recovers', async () => {
    const {workbench, repository} = stage;
    repository.write(FILE, `${EXAMPLE}<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n`);
    await timeline.getByRole('heading', {name: 'This incident cannot be shown'}).waitFor();
    await workbench.screenshot('timeline-unreadable');
    const line = EXAMPLE.split('\n').length;
    await timeline.getByRole('button', {name: `Open the file at line ${line}`}).click();
    await workbench.statusBarItem(`Ln ${line}, Col`).waitFor();
    repository.write(FILE, EXAMPLE);
    await picture().waitFor();
    await row('p99 above').waitFor();
  });

  it('asks for what a chip stands for', async () => {
    const {workbench} = stage;
    await timeline.getByRole('button', {name: 'checkout degraded'}).click();
    await workbench.quickInput.waitFor({placeholder: /service/i});
    await workbench.quickInput.escape();
    await workbench.quickInput.waitUntilClosed();
    assert.equal(text(), EXAMPLE);
  });

  it('comes back as it was after a reload of the window', async () => {
    const {workbench} = stage;
    await row('p99 above').click();
    await picture().focus();
    await press('+', '+');
    await timeline.locator('#add').fill('half a sentence');
    const zoomed = await timeline.locator('.axis .tick').allTextContents();
    assert.equal(await timeline.getByRole('button', {name: 'Fit'}).isDisabled(), false);
    // The state is saved a moment after the last change.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // An orderly reload, in which the workbench writes down what it knows of its editors.
    const loaded = workbench.page.waitForEvent('load');
    await workbench.runCommand('Developer: Reload Window');
    await loaded;
    timeline = await shownTimeline(workbench, 'p99 above');
    assert.equal(await timeline.locator('#add').inputValue(), 'half a sentence');
    assert.match(await selectedRow().innerText(), /p99 above/);
    assert.deepEqual(await timeline.locator('.axis .tick').allTextContents(), zoomed);
    assert.equal(text(), EXAMPLE);
  });

  it('shows hostile text as text', async () => {
    const {workbench} = stage;
    const dialogs: string[] = [];
    workbench.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    timeline = await openTimeline(workbench, 'Hostile');
    await row('</title>').waitFor();
    assert.equal(await timeline.locator('.row').count(), 11);
    for (const one of await timeline.locator('.row').all()) {
      await one.click({position: {x: 8, y: 8}});
      await one.press('F2');
      if ((await timeline.locator('.edit').count()) > 0) await timeline.locator('.edit-text').press('Escape');
    }
    await timeline.locator('.problems .summary').click();
    await timeline.getByRole('button', {name: /Types shown/}).click();
    await workbench.screenshot('timeline-hostile');
    await timeline.getByRole('button', {name: /Types shown/}).click();
    assert.equal(await timeline.locator('body').evaluate('globalThis.harmed ?? null'), null);
    assert.equal(await workbench.page.evaluate('globalThis.harmed ?? null'), null);
    assert.equal(await timeline.locator('#app :is(img, script, iframe, a, object, [onerror], [onmouseover])').count(), 0);
    assert.equal(await timeline.locator('title').first().textContent(), 'Timeline');
    assert.deepEqual(dialogs, []);
    assert.deepEqual(workbench.consoleErrors.filter((error) => /Content Security Policy/.test(error) && /timeline|sitrep/i.test(error)), []);
  });
});

describe('The timeline’s looks in the editor', function () {
  this.timeout(240_000);
  const stage = useStage({openFolder: false});
  let folder: string;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sitrep-looks-'));
    await makeSampleRepository(folder);
    await stage.workbench.open(folder);
  });
  after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));

  for (const theme of ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'] as const) {
    it(`have no barrier and nothing that is cut in ${theme}`, async () => {
      const {workbench} = stage;
      const name = theme.toLowerCase().replaceAll(' ', '-');
      await workbench.setTheme(theme);
      const timeline = await openTimeline(workbench, 'Checkout latency above objective');
      await timeline.locator('.row', {hasText: 'Pool at 50 of 50'}).first().click();
      await workbench.screenshot(`timeline-${name}`);
      await noBarrier(workbench);
      assert.deepEqual(await cut(timeline), []);
      await workbench.page.setViewportSize({width: 1600, height: 1000});
      await workbench.screenshot(`timeline-${name}-wide`);
      assert.deepEqual(await cut(timeline), []);
      await workbench.page.setViewportSize({width: 1280, height: 800});
    });
  }

  it('hold for other incidents, and in a narrow group', async () => {
    const {workbench} = stage;
    await workbench.setTheme('Dark Modern');
    await workbench.openView('Sitrep');
    for (const group of [/^Awaiting review/, /^Closed/]) await workbench.expand(workbench.treeItem(group));
    for (const [title, name] of incidents) {
      const timeline = await openTimeline(workbench, title);
      await workbench.screenshot(`timeline-sample-${name}`);
      assert.deepEqual(await cut(timeline), [], title);
    }
    const timeline = await openTimeline(workbench, 'Checkout latency above objective');
    await workbench.page.setViewportSize({width: 808, height: 800});
    await workbench.screenshot('timeline-narrow');
    await noBarrier(workbench);
    assert.deepEqual(await cut(timeline), []);
    await workbench.page.setViewportSize({width: 1280, height: 800});
  });
});

/** Other incidents of the sample that are worth a look. */
const incidents = [
  ['Shop pages do not open', 'down'],
  ['More searches than usual', 'triage'],
  ['Delivery dates promised', 'review'],
] as const;

/** Opens the timeline of an incident by a click in the tree. */
async function openTimeline(workbench: Workbench, title: string): Promise<FrameLocator> {
  await workbench.openView('Sitrep');
  const item = workbench.treeItem(title).first();
  await item.waitFor();
  await item.click();
  return shownTimeline(workbench, title);
}

/** The timeline in sight, once it shows this text. */
async function shownTimeline(workbench: Workbench, text: string): Promise<FrameLocator> {
  let timeline = await workbench.webview('Timeline');
  // The timeline that was there before may be in sight for a moment.
  await waitFor(async () => {
    timeline = await workbench.webview('Timeline');
    return (await timeline.locator('.row').count()) > 0 && (await timeline.locator('.app').innerText({timeout: 1000})).includes(text);
  }, `a timeline that shows “${text}”`);
  return timeline;
}

async function noBarrier(workbench: Workbench): Promise<void> {
  const {violations} = await new AxeBuilder({page: workbench.page}).include(['iframe.webview.ready', '#active-frame', '.app']).analyze();
  assert.deepEqual(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 200)).join(' | ')}`), []);
}

/** The words of the header and the figures that do not fit their places. */
async function cut(timeline: FrameLocator): Promise<string[]> {
  const words: string[] = [];
  for (const element of await timeline.locator('h1, .chip, .commander, .service, .figure .name, .figure .value, .menu-words').all()) {
    const {scrollWidth, clientWidth} = await element.evaluate((node) => {
      const box = node as Box;
      return {scrollWidth: box.scrollWidth, clientWidth: box.clientWidth};
    });
    if (scrollWidth > clientWidth + 1) words.push(await element.innerText());
  }
  return words;
}

/** As much of an element as is needed. */
interface Box {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

async function texts(locator: Locator): Promise<string[]> {
  const found = await locator.allInnerTexts();
  return found.map((one) => one.replaceAll(/\s+/g, ' ').trim());
}

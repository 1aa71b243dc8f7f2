import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {useStage, waitFor} from './harness/index.ts';
import {incidentTexts} from './incidents.ts';

const processFile = `services:
  checkout: {title: Checkout, tier: 1, owner: payments}
  search: {title: Search, tier: 2, owner: discovery}
`;
const webhook = readFileSync(path.join(import.meta.dirname, '../fixtures/alertmanager-webhook.json'), 'utf8');

describe('Declaring', () => {
  const alert = (name: string, fingerprint: string, status = 'firing'): object => ({
    labels: {alertname: name, service: name.toLowerCase()},
    annotations: {summary: `${name} is slow`},
    startsAt: '2026-11-22T05:18:03Z',
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-11-22T06:00:00Z',
    status,
    fingerprint,
    generatorURL: 'https://prometheus.example.org/graph',
  });
  const payload = (groupKey: string, ...alerts: object[]): string => JSON.stringify({version: '4', status: 'firing', receiver: 'x', groupKey, groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'https://alerts.example.org', alerts}, undefined, 2);

  const stage = useStage({
    files: {
      'sitrep.yaml': processFile,
      'alerts/several.json': payload('{}:{several}', alert('Search', '0000000000000001'), alert('Checkout', '0000000000000002'), alert('Mail', '0000000000000003')),
      'alerts/resolved.json': payload('{}:{several}', alert('Search', '0000000000000001', 'resolved')),
      'alerts/unknown-resolved.json': payload('{}:{other}', alert('Other', '0000000000000009', 'resolved')),
      'alerts/broken.json': '{"alerts": [\n  {"labels": }\n]}\n',
      'alerts/inside.json': `{"log": "before",\n"webhook":\n${webhook.trim()}\n}\n`,
    },
  });
  const last = (): string => incidentTexts(stage.repository).find((text) => text.includes(title)) ?? '';
  let title = '';

  before(async () => {
    await stage.workbench.openView('Sitrep');
    await waitFor(async () => (await stage.workbench.welcome()).includes('All quiet'), 'the view to say that all is quiet');
  });

  it('takes a title and Enter, well under five seconds', async () => {
    const {workbench} = stage;
    const {quickInput} = workbench;
    title = 'Checkout is slow';
    await workbench.runCommand('Sitrep: Declare Incident');
    await quickInput.waitFor({title: 'Declare Incident', message: /Enter declares it/});
    await quickInput.accept();
    await quickInput.waitFor({message: 'An incident needs a title.'});
    assert.deepEqual(incidentTexts(stage.repository), []);

    await quickInput.type(title);
    const from = performance.now();
    await quickInput.accept();
    await waitFor(() => last() !== '', 'the incident to be written');
    const took = performance.now() - from;
    assert.ok(took < 2500, `${took} ms`);
    assert.match(last(), /^status: triage$/m);
    assert.match(last(), /^severity: undetermined$/m);
    assert.match(last(), /type: declared\n +by: Alice Example/);
    await workbench.treeItem(/^Needs classification/).waitFor();
  });

  it('goes on to services, known ones and others that are typed', async () => {
    const {workbench} = stage;
    const {quickInput} = workbench;
    await quickInput.waitFor({title: 'Declared: Checkout is slow', placeholder: /Which services/});
    await workbench.screenshot('declare-services');
    await quickInput.enter('sear');
    await waitFor(async () => (await quickInput.value()) === '', 'the typed filter to be taken');
    await quickInput.enter('ledger');
    await waitFor(async () => (await quickInput.value()) === '', 'the typed service to be taken');
    await quickInput.row('ledger').waitFor();
    await quickInput.accept();
    await quickInput.waitFor({placeholder: /impact/});
    assert.match(last(), /services:\n(.*\n)*.*name: search(.*\n)*.*name: ledger/);
    assert.doesNotMatch(last(), /name: checkout/);
  });

  it('says what the matrix makes of impact and urgency', async () => {
    const {workbench} = stage;
    const {quickInput} = workbench;
    await quickInput.pick('high');
    await quickInput.waitFor({placeholder: /urgency/});
    await waitFor(async () => (await quickInput.row('high').innerText()).replaceAll('\u00a0', ' ').includes('→ SEV2 · P2'), 'the suggestion beside the urgency');
    await workbench.screenshot('declare-urgency');
    await quickInput.pick('high');
    await quickInput.waitFor({message: /When did it start/});
    assert.match(last(), /^impact: high$/m);
    assert.match(last(), /^urgency: high$/m);
  });

  it('shows the absolute start before it is written', async () => {
    const {workbench} = stage;
    const {quickInput} = workbench;
    await quickInput.type('20 min ago');
    await quickInput.waitFor({message: /^\d{4}-\d\d-\d\d \d\d:\d\d.*UTC/});
    await workbench.screenshot('declare-started');
    assert.doesNotMatch(last(), /type: started/);
    await quickInput.accept();
    await waitFor(() => /type: started/.test(last()), 'the start to be written');
    const at = Date.parse(/at: (\S+?)~?\n +type: started/.exec(last())?.[1] ?? '');
    assert.ok(Math.abs(Date.now() - 20 * 60_000 - at) < 120_000, last());
    await workbench.webview('Timeline');
    await waitFor(async () => (await workbench.activeTab()) === title, 'the timeline to be shown');
  });

  it('keeps what is written at Escape, at every step', async () => {
    const {workbench} = stage;
    const {quickInput} = workbench;
    title = 'Escaped at the services';
    await workbench.runCommand('Sitrep: Declare Incident');
    await quickInput.waitFor({title: 'Declare Incident'});
    await quickInput.enter(title);
    await quickInput.waitFor({placeholder: /Which services/});
    await quickInput.escape();
    await waitFor(async () => (await workbench.activeTab()) === title, 'the timeline to be shown');
    assert.match(last(), /^status: triage$/m);
    assert.doesNotMatch(last(), /^services/m);

    title = 'Escaped at the urgency';
    await workbench.runCommand('Sitrep: Declare Incident');
    await quickInput.waitFor({title: 'Declare Incident'});
    await quickInput.enter(title);
    await quickInput.waitFor({placeholder: /Which services/});
    await quickInput.enter('checkout');
    await waitFor(async () => (await quickInput.value()) === '', 'the typed service to be taken');
    await quickInput.accept();
    await quickInput.waitFor({placeholder: /impact/});
    await quickInput.pick('low');
    await quickInput.waitFor({placeholder: /urgency/});
    await quickInput.escape();
    await waitFor(async () => (await workbench.activeTab()) === title, 'the timeline to be shown');
    assert.match(last(), /name: checkout/);
    assert.doesNotMatch(last(), /^impact/m);

    const before = incidentTexts(stage.repository).length;
    await workbench.runCommand('Sitrep: Declare Incident');
    await quickInput.waitFor({title: 'Declare Incident'});
    await quickInput.type('Never declared');
    await quickInput.escape();
    await quickInput.waitUntilClosed();
    assert.equal(incidentTexts(stage.repository).length, before);
  });

  describe('from an alert', () => {
    it('takes the selection in a JSON editor', async () => {
      const {workbench} = stage;
      title = '5xx ratio above 5% for 10m (checkout)';
      await workbench.setClipboard(payload('{}:{clipboard}', alert('Clipboard', '00000000000000ff')));
      await workbench.openFile('inside.json');
      await workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
      await workbench.press('Control+Home');
      await workbench.press('ArrowDown');
      await workbench.press('ArrowDown');
      await workbench.press('Control+Shift+End');
      await workbench.press('Shift+ArrowUp');
      await workbench.press('Shift+ArrowUp');
      await workbench.press('Shift+End');
      await workbench.runCommand('Sitrep: Declare from Alert');
      await waitFor(() => last() !== '', 'the incident to be written');
      assert.match(last(), /system: alertmanager/);
      assert.match(last(), /type: detected/);
    });

    it('adds the same alert to the incident that is open', async () => {
      const {workbench, repository} = stage;
      const before = incidentTexts(repository).length;
      await workbench.setClipboard(webhook);
      await workbench.runCommand('Sitrep: Declare from Alert');
      await workbench.quickInput.waitFor({placeholder: 'Where is the alert?'});
      await workbench.screenshot('alert-sources');
      await workbench.quickInput.pick(/Clipboard/);
      await workbench.waitForNotification(/Not added to “5xx.*knows this alert already/);
      await workbench.clearNotifications();
      await workbench.setClipboard(webhook.replace('16dc0c9194713a72', '26dc0c9194713a72'));
      await workbench.runCommand('Sitrep: Declare from Alert');
      await workbench.quickInput.pick(/Clipboard/);
      await workbench.waitForNotification(/is about this alert already/);
      assert.equal(incidentTexts(repository).length, before);
      assert.match(last(), /26dc0c9194713a72/);
      await workbench.clearNotifications();
    });

    it('asks which alerts of a file are one incident', async () => {
      const {workbench} = stage;
      const {quickInput} = workbench;
      title = 'Search';
      await workbench.openView('Explorer');
      await workbench.expand(workbench.treeItem(/^alerts/));
      await workbench.contextMenu(workbench.treeItem('several.json'), 'Declare from Alert');
      await quickInput.waitFor({placeholder: 'Which alerts are one incident?'});
      await workbench.screenshot('alert-several');
      await quickInput.pick(/Mail/);
      await quickInput.accept();
      await waitFor(() => incidentTexts(stage.repository).some((text) => text.includes('0000000000000001')), 'the incident to be written');
      const text = incidentTexts(stage.repository).find((one) => one.includes('0000000000000001')) ?? '';
      assert.match(text, /0000000000000002/);
      assert.doesNotMatch(text, /0000000000000003/);
    });

    it('notes that an alert has resolved, and declares none for it', async () => {
      const {workbench, repository} = stage;
      const before = incidentTexts(repository);
      await workbench.openView('Explorer');
      await workbench.contextMenu(workbench.treeItem(/^resolved\.json/), 'Declare from Alert');
      await workbench.waitForNotification(/is about this alert already/);
      const after = incidentTexts(repository);
      assert.equal(after.length, before.length);
      const changed = after.find((text) => !before.includes(text)) ?? '';
      assert.match(changed, /type: note/);
      await workbench.clearNotifications();
      await workbench.openView('Explorer');
      await workbench.contextMenu(workbench.treeItem('unknown-resolved.json'), 'Declare from Alert');
      await workbench.waitForNotification(/nothing to declare/);
      assert.deepEqual(incidentTexts(repository), after);
      await workbench.clearNotifications();
    });

    it('says what is wrong with JSON that cannot be read', async () => {
      const {workbench, repository} = stage;
      const before = incidentTexts(repository);
      await workbench.openView('Explorer');
      await workbench.contextMenu(workbench.treeItem('broken.json'), 'Declare from Alert');
      const notification = await workbench.waitForNotification(/No alert could be read: /);
      assert.match(await notification.innerText(), /line 2/i);
      await workbench.screenshot('alert-broken');
      assert.deepEqual(incidentTexts(repository), before);
      await workbench.clearNotifications();
    });
  });
});

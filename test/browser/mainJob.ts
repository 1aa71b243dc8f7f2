// One incident, from the empty repository to closed, as a person would do it in the workbench.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Locator} from 'playwright-core';
import {waitFor} from './harness/index.ts';
import type {Workbench} from './harness/index.ts';

export interface StepResult {
  /** Counted from 1. */
  number: number;
  name: string;
  ok: boolean;
  error?: string;
}

export interface MainJobOptions {
  /** The repository that is open in the workbench: an empty one. */
  folder: string;
  /** Where the screenshot of each step goes is the workbench's affair; this only says whether to take them. */
  shots: boolean;
  onStep: (result: StepResult) => void;
}

interface Stage {
  readonly workbench: Workbench;
  readonly folder: string;
}

type Step = [name: string, play: (stage: Stage) => Promise<void>];

const alertFile = path.join(import.meta.dirname, '../fixtures/alertmanager-webhook.json');
const title = '5xx ratio above 5% for 10m (checkout)';

const steps: readonly Step[] = [
  [
    'An empty repository is welcomed',
    async ({workbench}) => {
      await workbench.openView('Sitrep');
      await waitFor(async () => (await workbench.welcome()).includes('Initialize'), 'the welcome text to offer “Initialize”');
    },
  ],
  [
    'Initialize writes a commented sitrep.yaml and nothing else',
    async ({workbench, folder}) => {
      await workbench.welcomeButton('Initialize');
      await waitFor(async () => (await workbench.activeTab()) === 'sitrep.yaml', 'sitrep.yaml to open');
      assert.deepEqual(readdirSync(folder).filter((name) => name !== '.git'), ['sitrep.yaml']);
      await workbench.openView('Sitrep');
      await waitFor(async () => (await workbench.welcome()).includes('All quiet'), 'the view to say that all is quiet');
    },
  ],
  [
    'An incident is declared from an alert in the clipboard',
    async ({workbench, folder}) => {
      await workbench.setClipboard(readFileSync(alertFile, 'utf8'));
      await workbench.runCommand('Sitrep: Declare from Alert');
      await workbench.quickInput.waitFor({placeholder: 'Where is the alert?'});
      await workbench.quickInput.pick(/Clipboard/);
      await workbench.treeItem(title).waitFor();
      await (await timelineRow(workbench, 'declared')).waitFor();
      const text = incidentText(folder);
      assert.match(text, /^status: triage$/m);
      assert.match(text, /^severity: undetermined$/m);
      assert.match(text, /type: declared\n {4}by: alice/i);
    },
  ],
  [
    'The tree shows what needs classification, with its services and entries',
    async ({workbench}) => {
      await workbench.treeItem(/^Needs classification/).waitFor();
      const incident = workbench.treeItem(title);
      await workbench.expand(incident);
      await workbench.expand(workbench.treeItem(/^Services/));
      await workbench.expand(workbench.treeItem(/^Timeline/));
      await workbench.treeItem(/^checkout/).waitFor();
    },
  ],
  [
    'It is classified: the matrix suggests the severity',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Classify Incident');
      await workbench.quickInput.pick('Impact and urgency');
      await workbench.quickInput.waitFor({placeholder: /impact/});
      await workbench.quickInput.pick('high');
      await workbench.quickInput.waitFor({placeholder: /urgency/});
      await workbench.quickInput.pick('high');
      await workbench.quickInput.waitFor({placeholder: 'Severity'});
      await workbench.quickInput.accept();
      await workbench.quickInput.waitFor({message: /Why\?/});
      await workbench.quickInput.enter('one payment in five fails');
      await waitFor(() => /^severity: SEV2$/m.test(incidentText(folder)), 'the severity to be written');
      await workbench.treeItem(/^Active/).waitFor();
    },
  ],
  [
    'A commander is assigned',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Assign Role');
      await workbench.quickInput.pick('commander');
      await workbench.quickInput.waitFor({placeholder: /Who is commander/});
      await workbench.quickInput.accept();
      await waitFor(() => /commander: alice/i.test(incidentText(folder)), 'the commander to be written');
    },
  ],
  [
    'The response begins, and who took it on is stamped',
    async ({workbench, folder}) => {
      await setStatus(workbench, 'investigating');
      await workbench.quickInput.waitFor({message: /acknowledged|UTC/});
      await workbench.quickInput.accept();
      await waitFor(() => /type: acknowledged/.test(incidentText(folder)) && /^status: investigating$/m.test(incidentText(folder)), 'the status to be written');
    },
  ],
  [
    'The condition of the service is stated',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Set Service Condition');
      await workbench.quickInput.pick('checkout');
      await workbench.quickInput.pick('degraded');
      await waitFor(() => /condition: degraded/.test(incidentText(folder)), 'the condition to be written');
    },
  ],
  [
    'Entries are recorded by key, with time and type as typed',
    async ({workbench, folder}) => {
      await (await workbench.webview('Timeline')).locator('body').click({position: {x: 5, y: 5}});
      await workbench.press('Alt+n');
      await workbench.quickInput.waitFor({message: /What happened/});
      await workbench.quickInput.type('3 min ago evidence: connection pool at 50 of 50 on all pods');
      await workbench.quickInput.waitFor({message: /UTC.* · evidence/});
      await workbench.quickInput.accept();
      await waitFor(() => /type: evidence/.test(incidentText(folder)), 'the entry to be written');
    },
  ],
  [
    'An entry is added in the timeline itself',
    async ({workbench, folder}) => {
      const timeline = await workbench.webview('Timeline');
      await timeline.locator('#add').fill('1 min ago rolled back deploy 4812');
      await timeline.getByText(/UTC.* · note/).waitFor();
      await timeline.locator('#add').press('Enter');
      await waitFor(() => /text: rolled back deploy 4812/.test(incidentText(folder)), 'the entry to be written');
      await (await timelineRow(workbench, 'rolled back deploy 4812')).waitFor();
    },
  ],
  [
    'The harm is stopped: monitoring proposes “mitigated”',
    async ({workbench, folder}) => {
      await setStatus(workbench, 'monitoring');
      await workbench.quickInput.waitFor({message: /mitigated|UTC/});
      await workbench.quickInput.accept();
      await waitFor(() => /type: mitigated/.test(incidentText(folder)), 'the milestone to be written');
      await workbench.treeItem(/^Recovering/).waitFor();
    },
  ],
  [
    'The gate to “resolved” says what is missing',
    async ({workbench}) => {
      await setStatus(workbench, 'resolved');
      await workbench.quickInput.waitFor({placeholder: /Before “resolved”: verify checkout/});
    },
  ],
  [
    'What is missing is supplied then and there',
    async ({workbench, folder}) => {
      await workbench.quickInput.pick('Supply what is missing');
      await workbench.quickInput.waitFor({message: /How was it verified that checkout is back to normal/});
      await workbench.quickInput.enter('error ratio below 0.1 % for 15 min');
      await waitFor(() => /^status: resolved$/m.test(incidentText(folder)), 'the incident to be resolved');
      assert.match(incidentText(folder), /how: error ratio below 0\.1 % for 15 min/);
      await workbench.treeItem(/^Awaiting review/).waitFor();
    },
  ],
  [
    'The timeline shows the whole incident',
    async ({workbench}) => {
      await workbench.runCommand('Sitrep: Open Timeline');
      await (await timelineRow(workbench, 'resolved')).waitFor();
    },
  ],
  [
    'The postmortem is made, with its facts filled in',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Create Postmortem');
      await waitFor(async () => (await workbench.activeTab()) === 'postmortem.md', 'the postmortem to open');
      const text = readFileSync(path.join(incidentFolder(folder), 'postmortem.md'), 'utf8');
      assert.match(text, /<!-- sitrep:timeline -->[^]*rolled back deploy 4812[^]*<!-- \/sitrep:timeline -->/);
    },
  ],
  [
    'An action is added, owned and dated',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Add Action');
      await workbench.quickInput.waitFor({message: 'What is to be done?'});
      await workbench.quickInput.enter('Alert on pool saturation');
      await workbench.quickInput.waitFor({placeholder: 'What kind of action is it?'});
      await workbench.quickInput.pick('detect');
      await workbench.quickInput.waitFor({placeholder: /Who owns it/});
      await workbench.quickInput.accept();
      await workbench.quickInput.waitFor({message: /When is it due/});
      await workbench.quickInput.enter('2027-01-15');
      await waitFor(() => /due: 2027-01-15/.test(incidentText(folder)), 'the action to be written');
    },
  ],
  [
    'The postmortem is refreshed: only its blocks change',
    async ({workbench, folder}) => {
      const file = path.join(incidentFolder(folder), 'postmortem.md');
      const before = readFileSync(file, 'utf8');
      await workbench.runCommand('Sitrep: Refresh Postmortem');
      await waitFor(() => readFileSync(file, 'utf8').includes('Alert on pool saturation'), 'the block of actions to be refreshed');
      const outside = (text: string): string => text.replaceAll(/<!-- sitrep:(\w+) -->[^]*?<!-- \/sitrep:\1 -->/g, '');
      assert.equal(outside(readFileSync(file, 'utf8')), outside(before));
    },
  ],
  [
    'The review is published',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Set Review State');
      await workbench.quickInput.pick('published');
      await waitFor(() => /state: published/.test(incidentText(folder)), 'the review to be written');
    },
  ],
  [
    'The incident is closed',
    async ({workbench, folder}) => {
      await workbench.runCommand('Sitrep: Close Incident');
      await waitFor(() => /^status: closed$/m.test(incidentText(folder)), 'the incident to be closed');
      await workbench.treeItem(/^Closed/).waitFor();
    },
  ],
  [
    'It is committed: its own files, with a message that says what happened',
    async ({workbench, folder}) => {
      await workbench.openFile('incident.yaml');
      await workbench.runCommand('Sitrep: Commit Incident');
      // It was closed after the postmortem was refreshed.
      await workbench.dialogButton('Refresh and Commit');
      const git = (...args: string[]): string => execFileSync('git', args, {cwd: folder, encoding: 'utf8'});
      await waitFor(() => git('log', '--oneline', '--all').includes('5xx ratio'), 'the commit to be made');
      assert.deepEqual(git('show', '--name-only', '--format=').trim().split('\n').map((file) => path.basename(file)), ['incident.yaml', 'postmortem.md']);
      assert.match(git('status', '--porcelain'), /^\?\? sitrep\.yaml$/m);
    },
  ],
  [
    'The timeline of the closed incident',
    async ({workbench}) => {
      await workbench.runCommand('Sitrep: Open Timeline');
      await (await timelineRow(workbench, 'closed')).waitFor();
    },
  ],
];

/** Plays the steps up to the first that fails; says whether all went well. */
export async function playMainJob(workbench: Workbench, {folder, shots, onStep}: MainJobOptions): Promise<boolean> {
  for (const [index, [name, play]] of steps.entries()) {
    const result: StepResult = {number: index + 1, name, ok: true};
    try {
      await play({workbench, folder});
    } catch (error) {
      result.ok = false;
      result.error = error instanceof Error ? error.message : String(error);
    }
    if (shots) await workbench.screenshot(`${String(index + 1).padStart(2, '0')}-${fileName(name)}`);
    onStep(result);
    if (!result.ok) return false;
  }
  return true;
}

/** A row of the timeline's list. */
async function timelineRow(workbench: Workbench, text: string): Promise<Locator> {
  return (await workbench.webview('Timeline')).locator('.row').filter({hasText: text}).first();
}

async function setStatus(workbench: Workbench, status: string): Promise<void> {
  await workbench.runCommand('Sitrep: Change Status');
  await workbench.quickInput.waitFor({placeholder: /The status is/});
  await workbench.quickInput.pick(status);
}

function incidentFolder(folder: string): string {
  const [year = ''] = readdirSync(path.join(folder, 'incidents'));
  const [id = ''] = readdirSync(path.join(folder, 'incidents', year));
  return path.join(folder, 'incidents', year, id);
}

function incidentText(folder: string): string {
  return readFileSync(path.join(incidentFolder(folder), 'incident.yaml'), 'utf8');
}

function fileName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

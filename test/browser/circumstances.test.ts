import assert from 'node:assert/strict';
import {appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createTestRepository, useStage, waitFor, type TestRepository} from './harness/index.ts';
import {incidentFile, incidentText, incidentTexts, waitForText} from './incidents.ts';

const checkout = incidentFile('2026-11-22-checkout-latency-k7q2');
const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'sitrep-home-')));
after(() => rmSync(home, {recursive: true, force: true, maxRetries: 5}));

describe('Where there is nothing yet', () => {
  const plain = createTestRepository({git: false, files: {'README.md': '# Plain\n'}});
  after(() => plain.dispose());
  const stage = useStage({openFolder: false});

  it('an empty window offers to open a folder', async () => {
    const {workbench} = stage;
    await workbench.openView('Sitrep');
    await waitFor(async () => (await workbench.welcome()).includes('Incidents live in a folder under git'), 'the welcome text');
    await workbench.screenshot('welcome-no-folder');
    await workbench.page.locator('.welcome-view-content .monaco-button', {hasText: 'Open Folder'}).waitFor();
    for (const command of ['Add Timeline Entry', 'Declare Incident']) {
      await workbench.runCommand(`Sitrep: ${command}`);
      await workbench.waitForNotification(/Open one first/);
      await workbench.clearNotifications();
    }
  });

  it('a folder without git can be initialized, and comes under git', async () => {
    const {workbench} = stage;
    await workbench.open(plain.folder);
    await workbench.openView('Sitrep');
    await waitFor(async () => (await workbench.welcome()).includes('not under git'), 'the welcome text');
    await workbench.screenshot('welcome-no-git');
    await workbench.page.locator('.welcome-view-content .monaco-button').getByText('Initialize', {exact: true}).click();
    await waitFor(() => existsSync(path.join(plain.folder, 'sitrep.yaml')), 'sitrep.yaml to be written');
    await workbench.notificationButton(/not under git yet/, 'Initialize Git Repository');
    await waitFor(() => existsSync(path.join(plain.folder, '.git', 'HEAD')), 'git to be initialized');
    await waitFor(async () => (await workbench.welcome()).includes('All quiet'), 'the view to say that all is quiet');
    assert.deepEqual(readdirSync(plain.folder).sort(), ['.git', 'README.md', 'sitrep.yaml']);
  });

  it('a folder that comes under git by other means is noticed', async () => {
    const {workbench} = stage;
    const other = createTestRepository({git: false, files: {'README.md': '# Plain\n'}});
    try {
      await workbench.open(other.folder);
      await workbench.openView('Sitrep');
      await waitFor(async () => (await workbench.welcome()).includes('not under git'), 'the welcome text');
      other.git('init', '--quiet');
      await waitFor(async () => (await workbench.welcome()).includes('Turn this repository into a home for incidents'), 'the welcome text of a repository');
      await workbench.screenshot('welcome-not-initialized');
      other.write(checkout, incidentText({title: 'Written by hand'}));
      await workbench.treeItem('Written by hand').waitFor();
    } finally {
      await workbench.open(plain.folder);
      other.dispose();
    }
  });
});

describe('Several repositories in one window', () => {
  const shop = createTestRepository({files: {'sitrep.yaml': '{}\n', [checkout]: incidentText({title: 'Checkout latency'})}});
  const bank = createTestRepository({files: {'sitrep.yaml': '{}\n', [incidentFile('2026-11-22-ledger-p3w8')]: incidentText({title: 'Ledger is late'})}});
  const workspace = path.join(home, 'both.code-workspace');
  writeFileSync(workspace, JSON.stringify({folders: [{path: shop.folder}, {path: bank.folder}]}));
  after(() => {
    shop.dispose();
    bank.dispose();
  });
  const stage = useStage({open: workspace});

  it('stand apart in the tree, and a declaration asks for one', async () => {
    const {workbench} = stage;
    await workbench.openView('Sitrep');
    await workbench.treeItem(path.basename(shop.folder)).waitFor();
    await workbench.treeItem(path.basename(bank.folder)).waitFor();
    await workbench.treeItem('Ledger is late').waitFor();
    await workbench.screenshot('two-repositories');
    await waitFor(async () => (await workbench.activity('Sitrep').innerText()).includes('2'), 'the badge to count both');

    await workbench.runCommand('Sitrep: Declare Incident');
    await workbench.quickInput.waitFor({placeholder: 'In which repository?'});
    await workbench.quickInput.pick(path.basename(bank.folder));
    await workbench.quickInput.waitFor({title: 'Declare Incident', message: /Enter declares it/});
    await workbench.quickInput.enter('Interest is wrong');
    await workbench.quickInput.waitFor({placeholder: /Which services/});
    await workbench.quickInput.escape();
    assert.ok(incidentTexts(bank).some((text) => text.includes('title: Interest is wrong')));
    assert.equal(incidentTexts(shop).length, 1);
    await workbench.webview('Timeline');
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Sitrep: Undo Last Change');
    await waitFor(() => incidentTexts(bank).length === 1, 'the declaration to be taken back');
  });
});

describe('Restricted mode', () => {
  const calls = path.join(home, 'calls');
  const programs = path.join(home, 'programs');
  mkdirSync(programs, {recursive: true});
  writeFileSync(calls, '');
  const realGit = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'git')).find((file) => existsSync(file)) ?? 'git';
  writeFileSync(path.join(programs, 'git'), `#!/bin/sh\necho "$@" >> '${calls}'\nexec '${realGit}' "$@"\n`);
  chmodSync(path.join(programs, 'git'), 0o755);
  const stage = useStage({
    trust: false,
    env: {PATH: [programs, process.env.PATH].join(path.delimiter)},
    files: {'sitrep.yaml': '{}\n', [checkout]: incidentText({title: 'Checkout latency'})},
    settings: {'git.path': path.join(programs, 'git')},
  });

  it('reads incidents, changes none and says how to get out; no program starts', async () => {
    const {repository, workbench} = stage;
    await workbench.openView('Sitrep');
    await workbench.treeItem('Checkout latency').click();
    await (await workbench.webview('Timeline')).locator('.row').filter({hasText: 'declared'}).first().waitFor();
    await workbench.page.locator('.part.sidebar').getByText('Restricted mode: incidents can be read, not changed.').waitFor();
    await workbench.screenshot('restricted');
    const labels = await workbench.contextMenuLabels(workbench.treeItem('Checkout latency'));
    assert.ok(labels.includes('Open Timeline') && !labels.includes('Add Timeline Entry'), labels.join(', '));
    const before = repository.read(checkout);
    for (const command of ['Add Timeline Entry', 'Change Status', 'Declare Incident', 'Commit Incident', 'Undo Last Change']) {
      await workbench.runCommand(`Sitrep: ${command}`);
      await workbench.waitForNotification(/restricted mode: incidents can be read, not changed/);
      await workbench.clearNotifications();
    }
    assert.equal(repository.read(checkout), before);
    assert.deepEqual(readdirSync(path.join(repository.folder, '.git')).filter((name) => name === 'sitrep'), []);
    assert.equal(readFileSync(calls, 'utf8'), '');
  });

  it('trust lets the same window write', async () => {
    const {repository, workbench} = stage;
    await workbench.runCommand('Sitrep: Add Timeline Entry');
    await workbench.notificationButton(/restricted mode/, 'Manage Trust');
    await workbench.page.locator('.workspace-trust-editor .monaco-button', {hasText: /^Trust/}).first().click();
    await workbench.page.locator('.part.sidebar').getByText('Restricted mode: incidents').waitFor({state: 'hidden'});
    await workbench.openFile(checkout);
    await workbench.pressToBeAsked('Alt+n');
    await workbench.quickInput.waitFor({message: /What happened/});
    await workbench.quickInput.enter('trusted now');
    await waitForText(repository, checkout, /by: Alice Example\n +text: trusted now/);
  });
});

describe('A repository in all states', () => {
  const id = (day: number, name: string): string => `2025-01-${String(day).padStart(2, '0')}-${name}`;
  const files: Record<string, string> = {
    'sitrep.yaml': '{}\n',
    [checkout]: incidentText({title: 'Checkout latency', facts: ['links: [{kind: graph, url: "https://grafana.example.org/d/1"}, {kind: bad, url: "javascript:alert(1)"}]']}),
    [incidentFile('2026-11-21-broken-p3w8')]: 'schema: sitrep/v1\ntitle: Broken\nstatus: [triage\ntimeline: []\n',
    [incidentFile('2026-11-20-merged-b5t2')]: `<<<<<<< HEAD\n${incidentText({title: 'Ours'})}=======\n${incidentText({title: 'Theirs'})}>>>>>>> branch\n`,
    [incidentFile('2026-11-19-newer-c6v3')]: incidentText({title: 'From the future'}).replace('sitrep/v1', 'sitrep/v9'),
    [incidentFile('2024-12-24-old-d7x4')]: incidentText({title: 'Christmas outage', status: 'closed', entries: ['{id: c00001, at: 2024-12-25T10:00:00Z, type: closed, from: resolved, to: closed}']}),
  };
  for (let number = 1; number <= 200; number++) {
    const name = id((number % 28) + 1, `closed-${number}-a${String(number).padStart(3, '2').replaceAll(/[01]/g, '9')}`);
    files[incidentFile(name)] = incidentText({title: `Closed number ${number}`, status: 'closed', entries: ['{id: c00001, at: 2025-02-01T10:00:00Z, type: closed, from: resolved, to: closed}']});
  }
  const stage = useStage({files});

  it('shows what is broken in its place, with the reason, and opens it there', async () => {
    const {repository, workbench} = stage;
    await workbench.openView('Sitrep');
    await workbench.treeItem(/^Unreadable/).waitFor();
    const broken = workbench.treeItem('2026-11-21-broken-p3w8');
    await broken.waitFor();
    assert.match((await broken.getAttribute('aria-label')) ?? '', /^Unreadable: 2026-11-21-broken-p3w8, line \d+: .+/);
    await workbench.screenshot('broken');
    const text = repository.read(incidentFile('2026-11-21-broken-p3w8'));
    await broken.click();
    await waitFor(async () => (await workbench.activeTab()).includes('incident.yaml'), 'the file to open');
    await workbench.statusBarItem(/Ln [34],/).waitFor();
    await workbench.runCommand('Sitrep: Add Timeline Entry');
    await workbench.quickInput.waitFor({message: /What happened/}).catch(() => undefined);
    if (await workbench.quickInput.widget.isVisible()) await workbench.quickInput.enter('into the broken one');
    await workbench.waitForNotification(/line \d/i);
    await workbench.screenshot('broken-refused');
    await workbench.clearNotifications();
    assert.equal(repository.read(incidentFile('2026-11-21-broken-p3w8')), text);
    assert.match((await workbench.treeItem('2026-11-20-merged-b5t2').getAttribute('aria-label')) ?? '', /conflict/i);
  });

  it('shows a newer format read-only', async () => {
    const {repository, workbench} = stage;
    const newer = workbench.treeItem('From the future');
    assert.match(await newer.innerText(), /read-only/);
    const labels = await workbench.contextMenuLabels(newer);
    assert.ok(labels.includes('Open Timeline'), labels.join(', '));
    assert.ok(!labels.includes('Add Timeline Entry'), labels.join(', '));
    const before = repository.read(incidentFile('2026-11-19-newer-c6v3'));
    await newer.click();
    await workbench.webview('Timeline');
    await workbench.pressToBeAsked('Alt+n');
    await workbench.quickInput.waitFor({message: /What happened/});
    await workbench.quickInput.enter('into the newer one');
    await workbench.waitForNotification(/newer format/);
    await workbench.clearNotifications();
    assert.equal(repository.read(incidentFile('2026-11-19-newer-c6v3')), before);
  });

  it('groups what is closed by year, and counts what is open', async () => {
    const {workbench} = stage;
    const closed = workbench.treeItem(/^Closed *201$/);
    await workbench.expand(closed);
    await workbench.expand(workbench.treeItem(/^2024/));
    await workbench.treeItem('Christmas outage').waitFor();
    await workbench.expand(workbench.treeItem(/^2025.*200/));
    await workbench.treeItem('Closed number').first().waitFor();
    await workbench.screenshot('years');
    await workbench.collapse(closed);
    await waitFor(async () => /\b2\b/.test(await workbench.activity('Sitrep').innerText()), 'the badge to count the open ones');
  });

  it('speaks of every row in words', async () => {
    const {workbench} = stage;
    await workbench.expand(workbench.treeItem(/^Active/));
    await workbench.expand(workbench.treeItem('Checkout latency'));
    await workbench.expand(workbench.treeItem(/^Timeline/));
    await workbench.expand(workbench.treeItem(/^Links/));
    const labels = await workbench.page.locator('.part.sidebar .monaco-list-row[role="treeitem"]').evaluateAll((rows) => rows.map((row) => (row as unknown as {getAttribute(name: string): string | null}).getAttribute('aria-label') ?? ''));
    assert.ok(labels.includes('Checkout latency, SEV2, investigating'), labels.join('\n'));
    assert.ok(labels.some((label) => /^Active, 2 incidents$/.test(label)), labels.join('\n'));
    assert.ok(labels.some((label) => /05:18 declared/.test(label)), labels.join('\n'));
    assert.deepEqual(labels.filter((label) => label.trim() === '' || /javascript:/.test(label)), []);
    await workbench.screenshot('tree-rows');
  });

  it('follows no link out of the repository', async () => {
    const {repository, workbench} = stage;
    const outside = path.join(home, 'outside.yaml');
    writeFileSync(outside, incidentText({title: 'Outside'}));
    const folder = path.join(repository.folder, 'incidents/2026/2026-11-18-linked-f9z6');
    mkdirSync(folder, {recursive: true});
    symlinkSync(outside, path.join(folder, 'incident.yaml'));
    await workbench.runCommand('Sitrep: Refresh Incidents');
    const linked = workbench.treeItem('2026-11-18-linked-f9z6');
    await linked.waitFor();
    assert.equal(await workbench.treeItem(/^Outside/).count(), 0);
    rmSync(folder, {recursive: true});
    await linked.waitFor({state: 'hidden'});
  });
});

describe('Committing', () => {
  const stage = useStage({
    env: {HOME: home, XDG_CONFIG_HOME: home},
    files: {'sitrep.yaml': '{}\n', 'other.txt': 'one\n', [checkout]: incidentText({title: 'Checkout latency'})},
  });
  const git = (...args: string[]): string => stage.repository.git(...args);
  const change = (repository: TestRepository, text: string): void => appendFileSync(path.join(repository.folder, checkout), `  - {id: n${text.length}0001, at: 2026-11-22T05:30:00Z, type: note, text: ${text}}\n`);

  before(async () => {
    await stage.workbench.openView('Sitrep');
    await stage.workbench.treeItem('Checkout latency').waitFor();
    await stage.workbench.openFile(checkout);
  });

  it('leaves what else is staged as it was', async () => {
    const {repository, workbench} = stage;
    repository.write('other.txt', 'two\n');
    git('add', 'other.txt');
    change(repository, 'a');
    await workbench.runCommand('Sitrep: Commit Incident');
    await waitFor(() => git('log', '--oneline').split('\n').length > 2, 'the commit');
    await workbench.statusBarItem(/Committed [0-9a-f]{8}: 1 file/).waitFor();
    assert.equal(git('show', '--name-only', '--format=').trim(), checkout);
    assert.equal(git('status', '--porcelain').trim(), 'M  other.txt');
    await workbench.runCommand('Sitrep: Commit Incident');
    await workbench.waitForNotification(/There is nothing to commit/);
    await workbench.clearNotifications();
  });

  it('says that a hook has refused, and loses nothing', async () => {
    const {repository, workbench} = stage;
    const hook = path.join(repository.folder, '.git/hooks/pre-commit');
    mkdirSync(path.dirname(hook), {recursive: true});
    writeFileSync(hook, '#!/bin/sh\necho "no commits on Sunday" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    change(repository, 'bb');
    const head = git('rev-parse', 'HEAD');
    const text = repository.read(checkout);
    await workbench.runCommand('Sitrep: Commit Incident');
    await workbench.waitForNotification(/A hook of the repository refused the commit/);
    await workbench.screenshot('hook');
    await workbench.clearNotifications();
    assert.equal(git('rev-parse', 'HEAD'), head);
    assert.equal(repository.read(checkout), text);
    assert.match(git('status', '--porcelain'), /^M {2}other\.txt$/m);
    rmSync(hook);
  });

  it('asks before it saves what is not saved, and commits nothing when that is refused', async () => {
    const {workbench} = stage;
    const head = git('rev-parse', 'HEAD');
    await workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
    await workbench.press('Control+Home');
    await workbench.page.keyboard.insertText('# a comment\n');
    await waitFor(() => workbench.isDirty('incident.yaml'), 'the document to have unsaved changes');
    await workbench.runCommand('Sitrep: Commit Incident');
    assert.match(await workbench.dialog(), /unsaved changes/);
    await workbench.screenshot('commit-unsaved');
    await workbench.dialogButton('Cancel');
    assert.equal(git('rev-parse', 'HEAD'), head);
    await workbench.runCommand('Sitrep: Commit Incident');
    await workbench.dialogButton('Save and Commit');
    await waitFor(() => git('show', `HEAD:${checkout}`).startsWith('# a comment'), 'the commit of what was saved');
  });

  it('refuses during a merge', async () => {
    const {repository, workbench} = stage;
    git('reset', '--quiet', '--hard');
    git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
    repository.write('side.txt', 'side\n');
    git('add', 'side.txt');
    git('commit', '--quiet', '-m', 'Side');
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    change(repository, 'ccc');
    const head = git('rev-parse', 'HEAD');
    await workbench.runCommand('Sitrep: Commit Incident');
    await workbench.waitForNotification(/merge/);
    await workbench.clearNotifications();
    assert.equal(git('rev-parse', 'HEAD'), head);
    git('merge', '--abort');
  });

  it('asks once for a name where git knows none', async () => {
    const {repository, workbench} = stage;
    const {quickInput} = workbench;
    git('config', '--unset', 'user.name');
    git('config', '--unset', 'user.email');
    git('checkout', '--quiet', '--', checkout);
    await workbench.runCommand('Sitrep: Add Timeline Entry');
    await quickInput.waitFor({message: /What happened/});
    await quickInput.enter('who am I');
    await quickInput.waitFor({title: 'Who are you?'});
    await workbench.screenshot('who');
    await quickInput.escape();
    await quickInput.waitUntilClosed();
    assert.doesNotMatch(repository.read(checkout), /who am I/);

    await workbench.runCommand('Sitrep: Add Timeline Entry');
    await quickInput.waitFor({message: /What happened/});
    await quickInput.enter('still me');
    await quickInput.waitFor({title: 'Who are you?'});
    await quickInput.enter('carol');
    await waitForText(repository, checkout, /by: carol\n +text: still me/);
    await workbench.runCommand('Sitrep: Add Timeline Entry');
    await quickInput.waitFor({message: /What happened/});
    await quickInput.enter('once more');
    await waitForText(repository, checkout, /by: carol\n +text: once more/);
    await workbench.runCommand('Sitrep: Commit Incident');
    await workbench.waitForNotification(/name|e-mail/i);
    await workbench.screenshot('no-identity');
    await workbench.clearNotifications();
  });
});

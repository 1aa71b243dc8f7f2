import assert from 'node:assert/strict';
import {useStage, waitFor} from './harness/index.ts';
import {incidentFile, incidentText, waitForText} from './incidents.ts';

const checkout = incidentFile('2026-11-22-checkout-latency-k7q2');
const search = incidentFile('2026-11-22-search-is-slow-m4x7');

describe('Recording', () => {
  const stage = useStage({
    files: {
      'sitrep.yaml': '{}\n',
      [checkout]: incidentText({title: 'Checkout latency', facts: ['services: [{name: checkout, condition: degraded}] # as said on the phone'], entries: ['{id: n00001, at: 2026-11-22T05:30:00Z, type: note, by: bob, text: first look}']}),
      [search]: incidentText({title: 'Search is slow'}),
      [checkout.replace('incident.yaml', 'postmortem.md')]: '# Checkout latency\n',
    },
  });
  const read = (): string => stage.repository.read(checkout);
  const original = (): string => stage.repository.git('show', `HEAD:${checkout}`);

  const undo = async (): Promise<void> => {
    await stage.workbench.runCommand('Sitrep: Undo Last Change');
    await waitForText(stage.repository, checkout, (text) => text === original());
    // The tree has taken it in.
    await stage.workbench.statusBarItem(/Undone/).waitFor();
  };

  /** Adds an entry by what the key binding opens. */
  const addByKey = async (typed: string, understood: RegExp): Promise<void> => {
    const {quickInput} = stage.workbench;
    await stage.workbench.pressToBeAsked('Alt+n');
    await quickInput.waitFor({title: 'Checkout latency', message: /What happened/});
    await quickInput.type(typed);
    await quickInput.waitFor({message: understood});
    await quickInput.accept();
    await quickInput.waitUntilClosed();
  };

  before(async () => {
    await stage.workbench.openView('Sitrep');
    await stage.workbench.treeItem('Checkout latency').waitFor();
  });

  afterEach(() => {
    if (read() !== original()) stage.repository.write(checkout, original());
  });

  it('works by key in the incident’s file, time and type in front', async () => {
    const {workbench} = stage;
    await workbench.openFile(checkout);
    await workbench.press('Control+Home');
    await addByKey('2026-11-22 05:41 hypothesis: pool exhausted', /^2026-11-22 05:41 UTC · hypothesis$/);
    const text = await waitForText(stage.repository, checkout, /type: hypothesis/);
    assert.match(text, /at: 2026-11-22T05:41:00Z/);
    assert.match(text, /text: pool exhausted/);
    assert.ok(text.includes('# as said on the phone'));
    await undo();
  });

  it('works by key in the postmortem', async () => {
    await stage.workbench.openFile('postmortem.md');
    await addByKey('14 deploys since', /now.* · note$/);
    await waitForText(stage.repository, checkout, /text: 14 deploys since/);
    await undo();
  });

  it('works by key in the tree, for what is selected there', async () => {
    const {workbench} = stage;
    await workbench.openFile('sitrep.yaml');
    await workbench.openView('Sitrep');
    await workbench.treeItem('Checkout latency').click();
    await workbench.webview('Timeline');
    await workbench.openFile(search);
    await workbench.expand(workbench.treeItem('Checkout latency'));
    await workbench.treeItem(/^Services/).click();
    await addByKey('seen in the tree', /now.* · note$/);
    await waitForText(stage.repository, checkout, /text: seen in the tree/);
    await undo();
  });

  it('works by key in the webview, and in the file of another incident while that is beside', async () => {
    const {workbench, repository} = stage;
    await workbench.treeItem('Checkout latency').click();
    await (await workbench.webview('Timeline')).locator('h1').click();
    await addByKey('seen in the webview', /now.* · note$/);
    await waitForText(repository, checkout, /text: seen in the webview/);
    await undo();

    // The timeline stays in sight, in a group of its own.
    await workbench.runCommand('View: Split Editor Right');
    await workbench.openFile(search);
    await workbench.press('Control+Home');
    await workbench.pressToBeAsked('Alt+n');
    await workbench.quickInput.waitFor({title: 'Search is slow'});
    await workbench.quickInput.enter('seen in the other file');
    await waitForText(repository, search, /text: seen in the other file/);
    assert.equal(read(), original());
    await workbench.runCommand('Sitrep: Undo Last Change');
    await waitForText(repository, search, (text) => !text.includes('seen in the other file'));
    await workbench.runCommand('View: Close All Editors');
  });

  it('writes nothing when it is cancelled, and no note without a text', async () => {
    const {workbench} = stage;
    const {quickInput} = workbench;
    await workbench.openFile(checkout);
    await workbench.pressToBeAsked('Alt+n');
    await quickInput.waitFor({message: /What happened/});
    await quickInput.accept();
    await quickInput.waitFor({message: 'Type what happened.'});
    await quickInput.type('05:00');
    await quickInput.waitFor({message: 'A note needs a text.'});
    await quickInput.type('never mind');
    await quickInput.escape();
    await quickInput.waitUntilClosed();
    assert.equal(read(), original());
  });

  it('corrects, retimes and deletes from the tree', async () => {
    const {workbench, repository} = stage;
    const {quickInput} = workbench;
    const entry = workbench.treeItem('first look');
    await workbench.openView('Sitrep');
    await workbench.expand(workbench.treeItem('Checkout latency'));
    await workbench.expand(workbench.treeItem(/^Timeline/));
    await entry.waitFor();
    await workbench.screenshot('tree-entries');

    await workbench.contextMenu(entry, 'Correct Timeline Entry');
    await quickInput.waitFor({message: 'Correct the text.'});
    assert.equal(await quickInput.value(), 'first look');
    await quickInput.enter('first look at the graphs');
    await waitForText(repository, checkout, /text: first look at the graphs/);
    await undo();

    await workbench.contextMenu(entry, 'Retime Timeline Entry');
    await quickInput.waitFor({message: /2026-11-22 05:30 UTC/});
    await quickInput.type('2026-11-22 04:50');
    await quickInput.waitFor({message: '2026-11-22 04:50 UTC'});
    await quickInput.accept();
    await waitForText(repository, checkout, /at: 2026-11-22T04:50:00Z/);
    await undo();

    await workbench.contextMenu(entry, 'Delete Timeline Entry');
    assert.match(await workbench.dialog(), /Delete this entry\? “note: first look”/);
    await workbench.screenshot('delete-entry');
    await workbench.dialogButton('Cancel');
    await workbench.page.locator('.monaco-dialog-box').waitFor({state: 'hidden'});
    assert.equal(read(), original());
    await workbench.contextMenu(entry, 'Delete Timeline Entry');
    await workbench.dialogButton('Delete');
    await waitForText(repository, checkout, (text) => !text.includes('first look'));
    await workbench.treeItem('first look').waitFor({state: 'hidden'});
    await undo();
    await entry.waitFor();
  });

  it('corrects, retimes and deletes from the palette', async () => {
    const {workbench, repository} = stage;
    const {quickInput} = workbench;
    await workbench.openFile(checkout);
    await workbench.runCommand('Sitrep: Correct Timeline Entry');
    await quickInput.waitFor({title: 'Checkout latency', placeholder: /corrected/});
    await workbench.screenshot('which-entry');
    await quickInput.pick(/note/);
    await quickInput.waitFor({message: 'Correct the text.'});
    await quickInput.enter('');
    await waitFor(async () => (await workbench.notifications()).length > 0 || read() !== original(), 'an answer');
    await workbench.screenshot('emptied-note');
    await workbench.clearNotifications();
    assert.equal(read(), original());

    await workbench.runCommand('Sitrep: Retime Timeline Entry');
    await quickInput.pick(/note/);
    await quickInput.waitFor({message: /UTC/});
    await quickInput.type('gibberish');
    await quickInput.waitFor({message: /^(?!.*UTC$)/});
    await quickInput.accept();
    assert.equal(read(), original());
    await quickInput.enter('2026-11-22T05~');
    await waitForText(repository, checkout, /at: 2026-11-22T05Z?~/);
    await undo();

    await workbench.runCommand('Sitrep: Delete Timeline Entry');
    await quickInput.pick(/note/);
    await workbench.dialogButton('Delete');
    await waitForText(repository, checkout, (text) => !text.includes('first look'));
    await undo();
  });

  it('edits a document with unsaved changes in its editor, and does not save it', async () => {
    const {workbench} = stage;
    await workbench.openFile(checkout);
    await workbench.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
    await workbench.press('Control+Home');
    await workbench.page.keyboard.insertText('# mine, not saved\n');
    await waitFor(() => workbench.isDirty('incident.yaml'), 'the document to have unsaved changes');
    await addByKey('beside what I was typing', /now.* · note$/);
    await waitFor(async () => (await workbench.editorText()).includes('beside what I was typing'), 'the document to be edited');
    assert.ok((await workbench.editorText()).startsWith('# mine, not saved'));
    assert.equal(read(), original());
    assert.ok(await workbench.isDirty('incident.yaml'));
    await workbench.treeItem('beside what I was typing').waitFor();

    await workbench.runCommand('Sitrep: Undo Last Change');
    await waitFor(async () => !(await workbench.editorText()).includes('beside what I was typing'), 'the edit to be taken back');
    assert.ok((await workbench.editorText()).startsWith('# mine, not saved'));
    assert.equal(read(), original());
    await workbench.runCommand('File: Revert File');
    await waitFor(async () => !(await workbench.isDirty('incident.yaml')), 'the document to be reverted');
  });

  it('shows what another program writes, and takes nothing of it back', async () => {
    const {workbench, repository} = stage;
    await workbench.openFile(checkout);
    await addByKey('mine', /now.* · note$/);
    const text = await waitForText(repository, checkout, /text: mine/);
    repository.write(checkout, `${text}  - {id: x00001, at: 2026-11-22T05:50:00Z, type: note, text: from elsewhere}\n`);
    await workbench.treeItem('from elsewhere').waitFor();
    await workbench.runCommand('Sitrep: Undo Last Change');
    const after = await waitForText(repository, checkout, (now) => !now.includes('mine'));
    assert.ok(after.includes('from elsewhere'));
    repository.write(checkout, original());
    await workbench.treeItem('from elsewhere').waitFor({state: 'hidden'});
  });
});

import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import {editorDocuments} from '../../src/extension/documents.ts';
import {addEntry} from '../../src/core/operations/entries.ts';
import {openAt, SYSTEM_CLOCK, SYSTEM_RANDOM} from '../../src/repository/repository.ts';
import {emptyWorkspace, workspaceRepository} from './workspace.ts';

const name = 'incidents/2026/2026-11-22-checkout-latency-k7q2/incident.yaml';
const text = 'schema: sitrep/v1\r\ntitle: Überlast 🔥 # as reported\r\nstatus: investigating\r\ntimeline:\r\n  - {id: d00001, at: 2026-11-22T05:18:03Z, type: declared}\r\n';

describe('Documents with unsaved changes', () => {
  const file = (): string => path.join(workspaceRepository().folder, name);
  const onDisk = (): string => workspaceRepository().read(name);

  const type = async (typed: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(file());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), typed);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.isDirty, true);
    return document;
  };

  beforeEach(async () => {
    (await emptyWorkspace()).write(name, text);
    await vscode.window.showTextDocument(vscode.Uri.file(file()));
  });
  afterEach(async () => {
    await emptyWorkspace();
  });

  it('are told from those that are saved', async () => {
    assert.equal(editorDocuments.unsaved(file()), null);
    const document = await type('# mine\r\n');
    assert.deepEqual(editorDocuments.unsaved(file()), {text: document.getText()});
  });

  it('are edited by offsets, and not saved', async () => {
    const document = await type('# mine\r\n');
    const before = document.getText();
    const at = before.indexOf('investigating');
    assert.equal(await editorDocuments.edit(file(), before, [{start: at, end: at + 'investigating'.length, text: 'fixing'}, {start: before.length, end: before.length, text: '# end\r\n'}]), true);
    assert.equal(document.getText(), `${before.replace('investigating', 'fixing')}# end\r\n`);
    assert.equal(document.isDirty, true);
    assert.equal(onDisk(), text);
  });

  it('are left alone when they have changed meanwhile', async () => {
    const document = await type('# mine\r\n');
    assert.equal(await editorDocuments.edit(file(), text, [{start: 0, end: 0, text: 'x'}]), false);
    assert.equal(document.getText(), `# mine\r\n${text}`);
  });

  it('take an operation and give it back, byte for byte, with all that was typed between', async () => {
    const document = await type('# mine\r\n');
    const before = document.getText();
    const {folder} = workspaceRepository();
    const repository = await openAt(folder, {documents: editorDocuments, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git: null});
    await repository.index.refresh();
    const [incident] = repository.listed();
    assert.ok(incident);
    const outcome = await repository.edit(incident, addEntry(repository.context('alice'), {type: 'note', text: 'seen'}));
    assert.equal(outcome.ok, true);
    assert.match(document.getText(), /text: seen\r\n/);
    assert.equal(onDisk(), text);

    await type('# more\r\n');
    assert.equal((await repository.undo(incident.id)).ok, true);
    assert.equal(document.getText(), `# more\r\n${before}`);
    assert.equal(onDisk(), text);
  });

  it('show in the list what they say, as long as that can be read', async () => {
    const {folder} = workspaceRepository();
    const repository = await openAt(folder, {documents: editorDocuments, clock: SYSTEM_CLOCK, random: SYSTEM_RANDOM, git: null});
    await repository.index.refresh();
    const titles = (): (string | null)[] => repository.listed().map((one) => (one.ok ? one.summary.title : null));
    const document = await type(' ');
    const replace = async (typed: string): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), typed);
      await vscode.workspace.applyEdit(edit);
    };
    await replace(text.replace('Überlast', 'Overload'));
    assert.deepEqual(titles(), ['Overload 🔥']);
    await replace(`title: [\r\n${text}`);
    assert.deepEqual(titles(), ['Überlast 🔥']);
  });
});

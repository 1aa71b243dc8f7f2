import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import {emptyWorkspace, workspaceRepository} from './workspace.ts';

const incident = (title: string, status = 'triage'): string =>
  `schema: sitrep/v1\ntitle: ${title}\nstatus: ${status}\ntimeline:\n  - {id: d00001, at: 2026-11-22T05:18:03Z, type: declared}\n`;

/** Waits until the Problems view shows what it should of a file: the way in which the list is seen from outside. */
async function problemsOf(file: string, wanted: (messages: readonly string[]) => boolean): Promise<void> {
  const uri = vscode.Uri.file(file);
  const read = (): string[] => vscode.languages.getDiagnostics(uri).map(({message}) => message);
  if (wanted(read())) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      listening.dispose();
      reject(new Error(`problems of ${path.basename(file)}: ${JSON.stringify(read())}`));
    }, 8000);
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (!wanted(read())) return;
      clearTimeout(timer);
      listening.dispose();
      resolve();
    });
  });
}

describe('The list of incidents', () => {
  const folder = (id: string): string => path.join(workspaceRepository().folder, 'incidents', '2026', id);
  const write = (id: string, text: string): string => {
    mkdirSync(folder(id), {recursive: true});
    const file = path.join(folder(id), 'incident.yaml');
    writeFileSync(file, text);
    return file;
  };

  before(async () => {
    await vscode.extensions.getExtension('sitrep.sitrep')?.activate();
  });
  afterEach(async () => {
    await emptyWorkspace();
  });

  it('notices files that others write, change, move and delete', async () => {
    const file = write('2026-11-22-one-k7q2', 'title: [');
    await problemsOf(file, (messages) => messages.length === 1);
    const temporary = `${file}.new`;
    writeFileSync(temporary, incident('One'));
    renameSync(temporary, file);
    await problemsOf(file, (messages) => messages.length === 0);
    writeFileSync(file, 'title: {');
    await problemsOf(file, (messages) => messages.length === 1);
    renameSync(folder('2026-11-22-one-k7q2'), folder('2026-11-22-one-m4x7'));
    await problemsOf(path.join(folder('2026-11-22-one-m4x7'), 'incident.yaml'), (messages) => messages.length === 1);
    await problemsOf(file, (messages) => messages.length === 0);
    rmSync(path.join(workspaceRepository().folder, 'incidents'), {recursive: true});
    await problemsOf(path.join(folder('2026-11-22-one-m4x7'), 'incident.yaml'), (messages) => messages.length === 0);
  }).timeout(60_000);
});

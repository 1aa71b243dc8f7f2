import assert from 'node:assert/strict';
import {useStage} from './harness/index.ts';

describe('The workbench', () => {
  const stage = useStage({files: {'README.md': '# A repository\n\nSome text.\n', 'docs/guide.md': '# Guide\n'}});

  it('offers the commands of Sitrep in the palette', async () => {
    const titles = await stage.workbench.paletteTitles('Sitrep');
    assert.ok(titles.includes('Sitrep: Initialize'), titles.join(', '));
  });

  it('runs one of them', async () => {
    await stage.workbench.runCommand('Sitrep: Initialize');
    await stage.workbench.screenshot('workbench');
    assert.deepEqual(stage.workbench.consoleErrors.filter((text) => text.includes('sitrep')), []);
  });

  it('lets tests look into trees, editors and webviews', async () => {
    const {workbench} = stage;
    await workbench.openView('Explorer');
    await workbench.expand(workbench.treeItem(/^docs/));
    await workbench.treeItem('guide.md').waitFor();
    await workbench.openFile('README.md');
    assert.match(await workbench.editorText(), /# A repository\n\nSome text\./);
    await workbench.contextMenu(workbench.treeItem('README.md'), 'Open Preview');
    const preview = await workbench.webview();
    await preview.getByRole('heading', {name: 'A repository'}).waitFor();
    await workbench.setTheme('Dark High Contrast');
    await workbench.screenshot('preview-high-contrast');
  });
});

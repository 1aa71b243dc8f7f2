// Remakes the pictures of the documents, light and dark, from the sample repository in a real workbench:
//   npm run screenshots [-- DIR]
import {spawnSync} from 'node:child_process';
import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {openWorkbench, startServer, type Workbench} from '../test/browser/harness/index.ts';
import {makeSampleRepository} from './demo/sample.ts';
import {root} from './setup.mjs';

const screenshots = path.resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? path.join(root, 'docs/images'));
const themes = {light: 'Light Modern', dark: 'Dark Modern'} as const;

if (spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], {stdio: ['ignore', 'ignore', 'inherit']}).status !== 0) throw new Error('The extension does not build.');
const temporary = realpathSync(mkdtempSync(path.join(tmpdir(), 'sitrep-pictures-')));
const folder = path.join(temporary, 'harbour');
await makeSampleRepository(folder);
const server = await startServer({folder, settings: {'workbench.layoutControl.enabled': false, 'window.commandCenter': false, 'workbench.activityBar.location': 'default'}});
try {
  const workbench = await openWorkbench(server, {screenshots, viewport: {width: 1400, height: 780}, timezoneId: 'Europe/Paris'});
  try {
    await showIncident(workbench);
    for (const [name, theme] of Object.entries(themes)) {
      await workbench.setTheme(theme);
      // The pointer would leave a hover in the picture.
      await workbench.page.mouse.move(700, 5);
      await (await workbench.webview()).locator('svg').first().waitFor({state: 'visible'});
      await workbench.page.waitForTimeout(800);
      console.log(await workbench.screenshot(`timeline-${name}`));
    }
  } finally {
    await workbench.close();
  }
} finally {
  await server.stop();
  rmSync(temporary, {recursive: true, force: true, maxRetries: 5});
}

/** The tree with the incident that has most to tell, and its timeline beside. */
async function showIncident(workbench: Workbench): Promise<void> {
  await workbench.openView('Sitrep');
  const incident = workbench.treeItem(/SEV2/).first();
  await workbench.expand(incident);
  await workbench.expand(workbench.treeItem(/^Services/));
  await workbench.expand(workbench.treeItem(/^People/));
  await incident.click();
  await workbench.webview();
}

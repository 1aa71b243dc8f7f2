// Takes pictures of the timeline in all themes and sizes, to be looked at: out/screenshots/webview/.
//   node test/webview/preview.ts [NAME…]
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {launchBrowser} from '../../scripts/vscode/browser.ts';
import * as fixtures from './fixtures.ts';
import {TimelinePage} from './timelinePage.ts';
import type {TimelinePageOptions} from './timelinePage.ts';

type Shot = TimelinePageOptions & {readonly act?: (timeline: TimelinePage) => Promise<void>};

const choose = (text: string) => async ({page}: TimelinePage): Promise<void> => page.locator('.row', {hasText: text}).first().click();

const shots: Readonly<Record<string, Shot>> = {
  checkout: {picture: fixtures.checkout(), state: {utc: true}, act: choose('Pool at 50/50')},
  'checkout-light': {picture: fixtures.checkout(), theme: 'light', state: {utc: true}, act: choose('Pool at 50/50')},
  'checkout-hc': {picture: fixtures.checkout(), theme: 'hc', act: choose('Pool at 50/50')},
  'checkout-hc-light': {picture: fixtures.checkout(), theme: 'hc-light', act: choose('Pool at 50/50')},
  'checkout-narrow': {picture: fixtures.checkout(), width: 480, height: 800},
  'checkout-wide': {picture: fixtures.checkout(), width: 1900, height: 1000},
  'checkout-menu': {picture: fixtures.checkout(), act: async ({page}) => page.getByRole('button', {name: /Types shown/}).click()},
  'checkout-adding': {picture: fixtures.checkout(), act: async ({page}) => {
    await page.locator('#add').fill('10 min ago rolled back deploy 4812');
    await page.getByText('06:12 · 22 Nov').waitFor();
  }},
  'checkout-editing': {picture: fixtures.checkout(), theme: 'light', act: async (timeline) => {
    await choose('Pool at 50/50')(timeline);
    await timeline.page.keyboard.press('F2');
  }},
  'checkout-deleting': {picture: fixtures.checkout(), act: async (timeline) => {
    await choose('Deploy 4812')(timeline);
    await timeline.page.keyboard.press('Delete');
  }},
  'checkout-zoomed': {picture: fixtures.checkout(), act: async ({page}) => {
    await page.locator('.picture > svg').focus();
    for (const key of ['ArrowRight', '+', '+', '+', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  }},
  triage: {picture: fixtures.triage()},
  closed: {picture: fixtures.closed(), now: fixtures.NOW + 86_400_000, act: choose('quiet for half')},
  'closed-light': {picture: fixtures.closed(), theme: 'light', height: 760, act: async ({page}) => page.locator('.problems .summary').click()},
  hostile: {picture: fixtures.hostile()},
  busy: {picture: fixtures.busy(), height: 800},
  instant: {picture: fixtures.instant()},
  years: {picture: fixtures.years()},
  empty: {picture: fixtures.empty()},
  skeleton: {picture: null},
  unreadable: {picture: fixtures.checkout(), act: async (timeline) =>
    timeline.send({type: 'unreadable', title: 'incidents/2026/2026-11-22-checkout-latency-k7q2/incident.yaml', message: 'Line 14: a merge conflict is not resolved.', line: 14})},
};

const folder = path.resolve('out/screenshots/webview');
const wanted = process.argv.slice(2);
await mkdir(folder, {recursive: true});
const browser = await launchBrowser();
try {
  for (const [name, {act, ...options}] of Object.entries(shots)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const timeline = await TimelinePage.open(browser, options);
    if (options.picture) await timeline.page.waitForSelector('.picture > svg, .unreadable');
    await act?.(timeline);
    await timeline.page.waitForTimeout(120);
    await timeline.page.screenshot({path: path.join(folder, `${name}.png`)});
    console.log(name, ...timeline.errors);
    await timeline.close();
  }
} finally {
  await browser.close();
}

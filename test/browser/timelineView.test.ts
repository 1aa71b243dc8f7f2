import {AxeBuilder} from '@axe-core/playwright';
import assert from 'node:assert/strict';
import type {Browser, Locator} from 'playwright-core';
import {launchBrowser} from '../../scripts/vscode/browser.ts';
import * as fixtures from '../webview/fixtures.ts';
import {THEMES} from '../webview/themes.ts';
import type {ThemeName} from '../webview/themes.ts';
import {TimelinePage} from '../webview/timelinePage.ts';
import type {TimelinePageOptions} from '../webview/timelinePage.ts';

describe('The timeline in a browser', () => {
  let browser: Browser;
  let timeline: TimelinePage;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  afterEach(async () => {
    const {errors} = timeline;
    await timeline.close();
    assert.deepEqual(errors, []);
  });

  async function open(options: Partial<TimelinePageOptions> = {}): Promise<void> {
    timeline = await TimelinePage.open(browser, {picture: fixtures.checkout(), ...options});
    if (options.picture !== null) await timeline.page.waitForSelector('.picture > svg');
  }

  const picture = (): Locator => timeline.page.getByRole('application');
  const row = (text: string): Locator => timeline.page.locator('.row', {hasText: text}).first();
  const selectedRow = (): Locator => timeline.page.locator('.row.selected');
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await timeline.page.keyboard.press(key);
  };
  const focused = (): Promise<string> => timeline.page.evaluate("document.activeElement.tagName.toLowerCase() + '.' + (document.activeElement.getAttribute('class') ?? '')");

  describe('shows', () => {
    it('the design’s example', async () => {
      await open({state: {utc: true}});
      const figures = await timeline.page.locator('.figure').allInnerTexts();
      assert.deepEqual(
        figures.map((text) => text.replace(/\s+/g, ' ').trim()),
        ['Time to detect 13–23 min', 'to acknowledge 3 min', 'to mitigate 55–65 min', 'to resolve running 1 h 22 min', 'Next update in 8 min', 'Before “resolved” verify checkout'],
      );
      assert.equal(await timeline.page.locator('.row').count(), 17);
      const words = await picture().locator('text').allTextContents();
      for (const expected of ['started 05:00~', 'SEV3 → SEV2', 'pool exhausted ✓', 'rollback-deploy 3/3', 'due 06:30', 'now', 'UTC']) assert.ok(words.includes(expected), expected);
    });

    it('times in the person’s zone, not the browser’s, or in UTC', async () => {
      await open();
      assert.match(await row('p99 above').innerText(), /^06:18/);
      await timeline.page.getByRole('button', {name: 'UTC'}).click();
      assert.match(await row('p99 above').innerText(), /^05:18/);
      assert.equal((await timeline.state())?.utc, true);
    });

    it('figures that follow the clock without a new rendering of what does not change', async () => {
      await open();
      await timeline.page.evaluate("figure = document.querySelectorAll('.figure')[4]; band = document.querySelector('.band'); undefined");
      await timeline.page.clock.fastForward('12:00');
      await timeline.page.getByText('4 min late').waitFor();
      assert.ok(await timeline.page.evaluate("figure === document.querySelectorAll('.figure')[4] && band === document.querySelector('.band')"));
      assert.match((await timeline.page.locator('.figure .value').nth(4).getAttribute('class')) ?? '', /alarm/);
    });

    it('the language of the person', async () => {
      await open({strings: {'to mitigate': 'bis entschärft', now: 'jetzt', 'Next update': 'Nächste Meldung'}});
      await timeline.page.getByText('bis entschärft').waitFor();
      assert.ok((await picture().locator('text').allTextContents()).includes('jetzt'));
    });

    it('hostile text as text', async () => {
      await open({picture: fixtures.hostile()});
      for (const text of await timeline.page.locator('.row').all()) await text.click({position: {x: 5, y: 8}});
      assert.equal(await timeline.page.evaluate("globalThis.harmed"), undefined);
      assert.equal(await timeline.page.locator('#app img, #app script').count(), 0);
      assert.equal(await timeline.page.title(), 'Timeline');
    });

    it('five hundred entries quickly, as counts that open when clicked', async () => {
      await open({picture: fixtures.busy()});
      assert.equal(await timeline.page.locator('.row').count(), 500);
      const count = async (): Promise<number> => picture().locator('.mark').count();
      const before = await count();
      assert.ok(before < 120, `${before} marks`);
      await picture().locator('.evidence .mark', {has: timeline.page.locator('.counter')}).first().click();
      const state = await timeline.state();
      assert.ok(state?.domain && state.domain[1] - state.domain[0] < 2 * 3_600_000);
    });

    it('one entry after the other where all happened in the same second', async () => {
      await open({picture: fixtures.instant()});
      const cluster = picture().locator('.milestones .mark');
      await cluster.click();
      assert.match(await selectedRow().innerText(), /detected/);
      await cluster.click();
      assert.match(await selectedRow().innerText(), /declared/);
    });

    it('entries without a readable time in the list only', async () => {
      await open({picture: fixtures.closed()});
      await timeline.page.getByRole('rowheader', {name: 'Without a readable time'}).waitFor();
      assert.match(await row('The clock on the dashboard').innerText(), /no time/);
    });

    it('tasks and actions below, with state, owner and due date', async () => {
      const work = {list: 'actions', entry: null, state: 'open', by: 'carol'} as const;
      const items = [
        ...fixtures.checkout().items,
        fixtures.item('tasks', 'action', null, {...work, key: 'actions a', text: 'Alert on saturation', due: fixtures.time('2026-11-20')}),
        fixtures.item('tasks', 'action', null, {...work, key: 'actions b', text: 'Ask for more', by: '', due: null}),
        fixtures.item('tasks', 'action', null, {...work, key: 'actions c', text: 'Roll back', state: 'done', settled: true, due: fixtures.time('2026-11-20')}),
      ];
      await open({picture: {...fixtures.checkout(), items}});
      await timeline.page.getByRole('rowheader', {name: 'Tasks and actions'}).waitFor();
      assert.equal(await timeline.page.getByRole('rowheader', {name: 'Without a readable time'}).count(), 0);
      const said = async (text: string): Promise<string> => (await row(text).innerText()).replaceAll(/\s+/g, ' ');
      assert.match(await said('Alert on saturation'), /^open action Alert on saturation carol · due 2026-11-20, overdue$/);
      assert.match(await said('Ask for more'), /no owner · no date$/);
      assert.match(await said('Roll back'), /^done .*due 2026-11-20$/);
    });

    it('how the services are, the worst first, and leads to where that is set', async () => {
      const services = [
        {name: 'ledger', condition: 'normal', verified: true},
        {name: 'search', condition: 'normal', verified: false},
        {name: 'checkout', condition: 'degraded', verified: false},
        {name: 'storefront', condition: 'down', verified: false},
      ] as const;
      await open({picture: {...fixtures.checkout(), services}});
      assert.deepEqual(await timeline.page.locator('.service').allInnerTexts(), ['storefront down', 'checkout degraded', 'search normal, not verified', 'ledger normal ✓ verified']);
      await timeline.page.getByRole('button', {name: 'storefront down'}).click();
      assert.deepEqual(timeline.said('command').map(({command}) => command), ['condition']);
    });

    it('remarks about the file, with their lines', async () => {
      await open({picture: fixtures.closed()});
      await timeline.page.getByRole('button', {name: /3 remarks/}).click();
      await timeline.page.getByRole('button', {name: 'line 12'}).click();
      assert.deepEqual(timeline.said('reveal').map(({line}) => line), [12]);
    });

    it('why a file cannot be read, and opens it; and the picture when it can be again', async () => {
      await open();
      await timeline.send({type: 'unreadable', title: 'incident.yaml', message: 'A merge conflict is not resolved.', line: 14});
      await timeline.page.getByText('A merge conflict').waitFor();
      await timeline.page.getByRole('button', {name: 'Open the file at line 14'}).click();
      assert.deepEqual(timeline.said('reveal').map(({line}) => line), [14]);
      await timeline.show(fixtures.checkout());
      await picture().waitFor();
    });

    it('something calm before there is data', async () => {
      await open({picture: null});
      await timeline.page.getByRole('status', {name: 'Loading'}).waitFor();
      assert.equal(timeline.said('ready').length, 1);
    });

    it('nothing to change where the file may only be read', async () => {
      await open({picture: {...fixtures.checkout(), writable: false}});
      await row('p99 above').click();
      assert.equal(await timeline.page.locator('#add').count(), 0);
      assert.deepEqual(await timeline.page.locator('.detail .buttons button').allInnerTexts(), ['Reveal in YAML']);
      await press('F2', 'Delete');
      assert.equal(await timeline.page.locator('.edit, .question').count(), 0);
    });
  });

  describe('by keyboard', () => {
    it('moves through the picture in time and between lanes', async () => {
      await open();
      await picture().focus();
      await press('ArrowRight');
      assert.match(await selectedRow().innerText(), /started/);
      await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown');
      assert.match(await selectedRow().innerText(), /SEV3/);
      const active = await picture().getAttribute('aria-activedescendant');
      assert.match((await timeline.page.locator(`#${active}`).getAttribute('aria-label')) ?? '', /SEV3/);
      await press('Enter');
      assert.equal(timeline.said('reveal').length, 1);
      await press('Escape');
      assert.equal(await selectedRow().count(), 0);
      assert.equal(timeline.said('selected').at(-1)?.line, null);
    });

    it('zooms, pans and shows everything again', async () => {
      await open();
      await picture().focus();
      const domain = async () => (await timeline.state())?.domain ?? null;
      assert.equal(await domain(), null);
      await press('+', '+');
      const closer = await domain();
      assert.ok(closer);
      await press('Shift+ArrowRight');
      const moved = await domain();
      assert.ok(moved && moved[0] > closer[0] && Math.abs(moved[1] - moved[0] - (closer[1] - closer[0])) < 5);
      await press('Home');
      assert.equal(await domain(), null);
    });

    it('moves through the list, which selects in the picture', async () => {
      await open();
      await row('started').focus();
      await press('ArrowDown', 'ArrowDown');
      assert.match(await selectedRow().innerText(), /Errors only in eu-west/);
      assert.equal(await picture().locator('.mark.selected').count(), 1);
      await press('End');
      assert.match(await selectedRow().innerText(), /p99 at 0.4 s/);
      await press('PageUp', 'Home');
      assert.match(await selectedRow().innerText(), /started/);
      assert.equal(await timeline.page.locator('.row[tabindex="0"]').count(), 1);
      await press('Enter');
      assert.equal(timeline.said('reveal').at(-1)?.line, fixtures.checkout().items[0]?.line);
    });

    it('filters by type and person', async () => {
      await open();
      await timeline.page.getByRole('button', {name: /Types shown/}).focus();
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
      assert.equal(await timeline.page.locator('.row').count(), 6);
      await press('Escape');
      assert.equal(await timeline.page.getByRole('menu').count(), 0);
      await timeline.page.getByRole('button', {name: /People shown/}).focus();
      await press('ArrowDown', 'End', 'Enter');
      assert.equal(await timeline.page.locator('.row').count(), 0);
      assert.equal((await timeline.state())?.person, 'erin');
      await timeline.page.getByRole('button', {name: 'Show all'}).click();
      assert.equal(await timeline.page.locator('.row').count(), 17);
    });

    it('reaches every control in order', async () => {
      await open();
      await press('Tab');
      const seen: string[] = [];
      for (let index = 0; index < 16; index++) {
        seen.push(await focused());
        await press('Tab');
      }
      assert.equal(new Set(seen).has('body.'), false, seen.join(' '));
      assert.ok(seen.includes('svg.') && seen.some((name) => name.startsWith('input')) && seen.some((name) => name.includes('row')), seen.join(' '));
    });
  });

  describe('by mouse', () => {
    it('zooms where the wheel turns, pans by dragging, and selects nothing by that', async () => {
      await open({state: {utc: true}});
      const box = await picture().boundingBox();
      assert.ok(box);
      await timeline.page.mouse.move(box.x + 600, box.y + 350);
      await timeline.page.mouse.wheel(0, -400);
      const zoomed = (await timeline.state())?.domain;
      assert.ok(zoomed && zoomed[1] - zoomed[0] < 80 * 60_000);
      await timeline.page.mouse.down();
      await timeline.page.mouse.move(box.x + 450, box.y + 350, {steps: 5});
      await timeline.page.mouse.up();
      const panned = (await timeline.state())?.domain;
      assert.ok(panned && panned[0] > zoomed[0]);
      assert.equal(timeline.said('selected').length, 0);
      await timeline.page.getByRole('button', {name: 'Fit'}).click();
      assert.equal((await timeline.state())?.domain, null);
    });

    it('selects a mark, and its row comes into view', async () => {
      await open({height: 420});
      const mark = picture().locator('.evidence .mark').last();
      await mark.click();
      assert.match(await selectedRow().innerText(), /p99 at 0.4 s/);
      const [own, list] = [await selectedRow().boundingBox(), await timeline.page.getByRole('grid').boundingBox()];
      assert.ok(own && list && own.y >= list.y && own.y + own.height <= list.y + list.height + 1);
      assert.equal(timeline.said('selected').length, 1);
    });

    it('asks the extension to open sources and run commands', async () => {
      await open();
      await row('p99 above').click();
      await timeline.page.getByRole('button', {name: /grafana/}).click();
      await timeline.page.getByRole('button', {name: 'SEV2 · P1'}).click();
      await timeline.page.getByRole('button', {name: 'commander alice'}).click();
      await timeline.page.getByRole('button', {name: /Before/}).click();
      assert.deepEqual(timeline.said('open').map(({target}) => target), ['https://grafana.example.org/d/abc']);
      assert.deepEqual(timeline.said('command').map(({command}) => command), ['classify', 'assign', 'status']);
    });
  });

  describe('changes', () => {
    it('adds an entry, after saying how its time is read', async () => {
      await open();
      await timeline.send({type: 'focus-input'});
      await timeline.page.locator('#add:focus').waitFor();
      await timeline.page.keyboard.type('10 min ago rolled back');
      await timeline.page.getByText('06:12 · 22 Nov 2026, 06:12 UTC').waitFor();
      assert.ok(timeline.said('read-time').length < 10);
      await timeline.page.getByLabel('Type of the entry').selectOption('decision');
      await timeline.page.locator('#add').press('Enter');
      await row('10 min ago rolled back').waitFor();
      await timeline.page.waitForFunction("document.querySelector('#add').value === ''");
      assert.deepEqual(timeline.said('add').map(({input, entryType}) => [input, entryType]), [['10 min ago rolled back', 'decision']]);
      await timeline.page.getByRole('button', {name: 'Undo'}).click();
      assert.deepEqual(timeline.said('command').map(({command}) => command), ['undo']);
      assert.equal(await timeline.page.getByRole('button', {name: 'Undo'}).count(), 0);
    });

    it('keeps the text that could not be added, and says why', async () => {
      await open();
      await timeline.page.locator('#add').fill('tomorrow we rest');
      await press('Enter');
      await timeline.page.getByRole('alert').filter({hasText: 'This time lies in the future.'}).waitFor();
      assert.equal(await timeline.page.locator('#add').inputValue(), 'tomorrow we rest');
      assert.equal((await timeline.state())?.draft, 'tomorrow we rest');
    });

    it('edits text and time in place', async () => {
      await open();
      await row('Deploy 4812').click();
      await press('e');
      await timeline.page.locator('.edit-text:focus').fill('Deploy 4812 halved the pool, by mistake');
      await press('Enter');
      await row('by mistake').waitFor();
      await timeline.page.locator('.edit').waitFor({state: 'detached'});
      assert.match(await focused(), /row/);
      assert.deepEqual(timeline.said('edit').map(({at, text}) => [at, text]), [[undefined, 'Deploy 4812 halved the pool, by mistake']]);

      await press('F2');
      await timeline.page.locator('.edit-at').fill('nonsense');
      await press('Enter');
      await timeline.page.getByRole('alert').waitFor();
      assert.equal(await timeline.page.locator('.edit-at').inputValue(), 'nonsense');
      await press('Escape');
      assert.equal(await timeline.page.locator('.edit').count(), 0);
      assert.match(await focused(), /row/);
    });

    it('deletes only after a yes', async () => {
      await open();
      await row('Deploy 4812').click();
      await press('Delete', 'Enter');
      assert.equal(timeline.said('delete').length, 0);
      await press('Delete');
      await timeline.page.getByRole('button', {name: 'Yes'}).click();
      assert.equal(timeline.said('delete').length, 1);
      await timeline.show({...fixtures.checkout(), items: fixtures.checkout().items.filter(({text}) => !text.startsWith('Deploy'))});
      assert.match(await focused(), /row/);
    });

    it('leaves entries of other lists to the file', async () => {
      await open();
      await row('to customers: recovering').click();
      assert.deepEqual(await timeline.page.locator('.detail .buttons button').allInnerTexts(), ['Reveal in YAML']);
    });
  });

  describe('keeps', () => {
    it('focus, text, selection and the stretch shown when the file changes', async () => {
      await open();
      await row('p99 above').click();
      await picture().focus();
      await press('+', '+');
      const before = (await timeline.state())?.domain;
      await timeline.page.locator('#add').fill('half a sen');
      await timeline.page.evaluate("document.querySelector('#add').setSelectionRange(4, 4)");
      const more = [...fixtures.checkout().items, fixtures.item('evidence', 'note', '06:40', {text: 'new', key: 'timeline/new'})];
      await timeline.show({...fixtures.checkout(), items: more});
      assert.equal(await timeline.page.locator('.row').count(), 18);
      assert.deepEqual(await timeline.page.evaluate('[document.activeElement.value, document.activeElement.selectionStart]'), ['half a sen', 4]);
      assert.match(await selectedRow().innerText(), /p99 above/);
      assert.deepEqual((await timeline.state())?.domain, before);
      assert.match(await timeline.page.locator('.announcement').innerText(), /New entry: 07:40 note new/);
    });

    it('all of it over a reload', async () => {
      await open();
      await row('p99 above').click();
      await timeline.page.getByRole('button', {name: 'UTC'}).click();
      await timeline.page.locator('#add').fill('half a sen');
      await timeline.page.waitForTimeout(250);
      await timeline.page.reload();
      await picture().waitFor();
      assert.match(await selectedRow().innerText(), /p99 above/);
      assert.equal(await timeline.page.locator('#add').inputValue(), 'half a sen');
      assert.equal((await timeline.state())?.incident, 'file:///repository/incident.yaml');
      assert.equal(await timeline.page.getByRole('button', {name: 'UTC'}).getAttribute('aria-pressed'), 'true');
    });

    it('to what the extension selects, without an echo', async () => {
      await open();
      await timeline.send({type: 'select', key: fixtures.checkout().items[12]?.key ?? ''});
      assert.match(await selectedRow().innerText(), /Deploy 4812/);
      await timeline.send({type: 'select', key: null});
      assert.equal(await selectedRow().count(), 0);
      assert.equal(timeline.said('selected').length, 0);
    });
  });

  describe('has no barrier that axe finds', () => {
    for (const theme of Object.keys(THEMES) as ThemeName[]) {
      it(`in ${theme}`, async () => {
        await open({theme, picture: fixtures.closed(), height: 900});
        const check = async (state: string): Promise<void> => {
          const {violations} = await new AxeBuilder({page: timeline.page}).analyze();
          assert.deepEqual(violations.map(({id, nodes}) => `${state}: ${id}: ${nodes.map(({html}) => html.slice(0, 200)).join(' | ')}`), []);
        };
        await check('at first');
        await timeline.page.getByRole('button', {name: /remarks/}).click();
        await timeline.page.getByRole('button', {name: /Types shown/}).click();
        await check('with menu and remarks open');
        await press('Escape');
        await row('p99 above').click();
        await check('with a selected row');
        await press('F2');
        await timeline.page.locator('.edit-at').fill('nonsense');
        await press('Enter');
        await timeline.page.getByRole('alert').waitFor();
        await timeline.page.locator('#add').fill('tomorrow');
        await press('Enter');
        await timeline.page.locator('.add .error').waitFor();
        await check('while editing, with errors');
        await timeline.show(fixtures.checkout());
        await check('of an incident that runs');
        await timeline.send({type: 'unreadable', title: 'incident.yaml', message: 'A merge conflict.', line: 14});
        await check('unreadable');
      });
    }
  });
});

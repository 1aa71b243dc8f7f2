/** The built timeline in a browser without VS Code: what the extension would do is played here. */
import type {Browser, BrowserContext, Page} from 'playwright-core';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Picture, PictureItem} from '../../src/core/picture/picture.ts';
import type {FromTimeline, TimelineState, ToTimeline} from '../../src/webview/protocol.ts';
import {NOW, time} from './fixtures.ts';
import {THEMES} from './themes.ts';
import type {ThemeName} from './themes.ts';

export interface TimelinePageOptions {
  readonly picture: Picture | null;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly zone?: string;
  readonly now?: number;
  readonly strings?: Readonly<Record<string, string>>;
  /** What an earlier page has left. */
  readonly state?: Partial<TimelineState>;
}

/** What the functions below find in the page; the tests' own types know no browser. */
declare const sessionStorage: {getItem(name: string): string | null; setItem(name: string, value: string): void};
declare function postMessage(message: unknown, origin: string): void;
declare function hostReceives(message: unknown): void;

const ORIGIN = 'http://timeline.test';
const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const BUILT = path.join(root, process.env.SITREP_WEBVIEWS ?? 'dist/webview');

/** A page that shows the timeline, and what the timeline has said. */
export class TimelinePage {
  readonly page: Page;
  readonly posted: FromTimeline[] = [];
  readonly errors: string[] = [];
  picture: Picture | null;
  /** Answers nothing when off. */
  answering = true;
  readonly #context: BrowserContext;
  readonly #options: TimelinePageOptions;

  private constructor(page: Page, context: BrowserContext, options: TimelinePageOptions) {
    this.page = page;
    this.picture = options.picture;
    this.#context = context;
    this.#options = options;
  }

  static async open(browser: Browser, options: TimelinePageOptions): Promise<TimelinePage> {
    const {width = 1240, height = 600} = options;
    const context = await browser.newContext({viewport: {width, height}, reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'America/New_York'});
    const page = await context.newPage();
    const opened = new TimelinePage(page, context, options);
    await opened.#prepare();
    return opened;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async send(message: ToTimeline<Picture>): Promise<void> {
    await this.page.evaluate((data) => postMessage(data, '*'), message);
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }

  /** Posts the picture anew, as after a change of the file. */
  async show(picture: Picture): Promise<void> {
    this.picture = picture;
    await this.send({type: 'show', picture, zone: this.#options.zone ?? 'Europe/Berlin', strings: this.#options.strings ?? {}});
  }

  async state(): Promise<TimelineState | null> {
    await this.page.waitForTimeout(250);
    return this.page.evaluate((): TimelineState | null => JSON.parse(sessionStorage.getItem('state') ?? 'null') as TimelineState | null);
  }

  /** The messages of one type so far. */
  said<T extends FromTimeline['type']>(type: T): Extract<FromTimeline, {readonly type: T}>[] {
    return this.posted.filter((message): message is Extract<FromTimeline, {readonly type: T}> => message.type === type);
  }

  async #prepare(): Promise<void> {
    const {page} = this;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    await page.clock.install({time: this.#options.now ?? NOW});
    await page.exposeFunction('hostReceives', (message: FromTimeline) => this.#receive(message));
    await page.addInitScript((saved) => {
      if (saved && !sessionStorage.getItem('state')) sessionStorage.setItem('state', JSON.stringify(saved));
      Object.assign(globalThis, {
        acquireVsCodeApi: () => ({
          postMessage: (message: unknown) => hostReceives(message),
          getState: (): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
          setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
        }),
      });
    }, this.#options.state ?? null);
    await page.route(`${ORIGIN}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') await route.fulfill({contentType: 'text/html', body: this.#html(), headers: {'content-security-policy': policy}});
      else if (/^timeline\.(js|css)$/.test(name)) await route.fulfill({path: path.join(BUILT, name)});
      else if (name === 'theme.css') await route.fulfill({contentType: 'text/css', body: this.#css()});
      else await route.fulfill({status: 404});
    });
    await page.goto(`${ORIGIN}/`);
    await page.waitForSelector('.app');
  }

  async #receive(message: FromTimeline): Promise<void> {
    this.posted.push(message);
    if (message.type === 'ready' && this.picture) await this.show(this.picture);
    if (!this.answering || !('request' in message)) return;
    const {request} = message;
    const refused = message.type === 'add' || message.type === 'read-time' ? message.input.startsWith('tomorrow') : message.type === 'edit' && message.at === 'nonsense';
    if (refused) {
      await this.send({type: 'reply', request, ok: false, words: 'This time lies in the future.'});
      return;
    }
    if (message.type === 'add') await this.#change((items) => [...items, added(message.input, message.entryType)]);
    if (message.type === 'delete') await this.#change((items) => items.filter((item) => item.entry !== message.entry));
    if (message.type === 'edit') {
      const {entry, at, text} = message;
      await this.#change((items) => items.map((item) => (item.entry === entry ? {...item, ...(at !== undefined && {at: time(at)}), ...(text !== undefined && {text})} : item)));
    }
    await this.send({type: 'reply', request, ok: true, words: message.type === 'read-time' ? '06:12 · 22 Nov 2026, 06:12 UTC · note' : 'Done.'});
  }

  async #change(change: (items: readonly PictureItem[]) => readonly PictureItem[]): Promise<void> {
    if (this.picture) await this.show({...this.picture, items: change(this.picture.items).toSorted((a, b) => (a.at?.start ?? Infinity) - (b.at?.start ?? Infinity))});
  }

  #html(): string {
    const {classes} = THEMES[this.#options.theme ?? 'dark'];
    return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Timeline</title><link rel="stylesheet" href="theme.css"><link rel="stylesheet" href="timeline.css"></head>
<body class="${classes}" data-incident="file:///repository/incident.yaml"><div id="app"></div><script nonce="abc" src="timeline.js"></script></body>
</html>`;
  }

  #css(): string {
    const {variables} = THEMES[this.#options.theme ?? 'dark'];
    const lines = Object.entries(variables).map(([name, value]) => `--vscode-${name}: ${value};`);
    // VS Code gives the body such a padding of its own.
    return `:root {${lines.join('')}} body {padding: 0 20px}`;
  }
}

/** The policy of the extension's webview. */
const policy = `default-src 'none'; style-src ${ORIGIN}; script-src 'nonce-abc'; img-src ${ORIGIN}`;

function added(input: string, entryType: string | null): PictureItem {
  return {
    key: `timeline/new-${input}`,
    entry: 'newone',
    list: 'timeline',
    line: 90,
    lane: 'evidence',
    type: entryType ?? 'note',
    at: time('2026-11-22T06:12:00Z'),
    end: null,
    by: 'alice',
    label: entryType ?? 'note',
    text: input,
    source: null,
    to: null,
    ref: null,
    editable: true,
    remark: '',
    state: '',
    settled: false,
    due: null,
  };
}

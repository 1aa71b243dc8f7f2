// A page object around the real workbench in a headless browser. Everything waits for conditions, nothing sleeps.
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import type {BrowserContext, FrameLocator, Locator, Page} from 'playwright-core';
import {launchBrowser} from '../../../scripts/vscode/browser.ts';
import {QuickInput} from './quickInput.ts';
import {projectRoot, type TestServer} from './server.ts';
import {waitFor} from './waitFor.ts';

export interface WorkbenchOptions {
  /** Instead of the server's own folder. */
  folder?: string;
  viewport?: {width: number; height: number};
  /** Where screenshots go; `out/screenshots` if not said. */
  screenshots?: string;
  /** The zone of the browser, as of a person far from the server. */
  timezoneId?: string;
}

/** As much of the DOM as is needed; the harness is compiled without its types. */
interface LineContainer {
  querySelectorAll(selector: string): Iterable<{style: {top: string}; textContent: string}>;
}

const themeClasses = {
  'Dark Modern': 'vs-dark.vscode-theme-defaults-themes-dark_modern-json',
  'Light Modern': 'vs.vscode-theme-defaults-themes-light_modern-json',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
};

export async function openWorkbench(server: TestServer, options: WorkbenchOptions = {}): Promise<Workbench> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({
      viewport: options.viewport ?? {width: 1280, height: 800},
      locale: 'en-US',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...(options.timezoneId ? {timezoneId: options.timezoneId} : {}),
    });
    const page = await context.newPage();
    const workbench = new Workbench(server, page, context, options);
    await workbench.open(options.folder);
    return workbench;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

export class Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: TestServer;
  readonly quickInput: QuickInput;
  readonly screenshots: string;
  /** Errors that the page and its webviews have logged, violations of a content security policy among them. */
  readonly consoleErrors: string[] = [];

  constructor(server: TestServer, page: Page, context: BrowserContext, {screenshots}: WorkbenchOptions = {}) {
    this.server = server;
    this.page = page;
    this.context = context;
    this.quickInput = new QuickInput(page);
    this.screenshots = screenshots ?? path.join(projectRoot, 'out/screenshots');
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
    page.on('pageerror', (error) => this.consoleErrors.push(String(error)));
  }

  /** Opens a window on the server's folder, or on another one. */
  async open(folder?: string): Promise<void> {
    await this.page.goto(this.server.address(folder));
    await this.#untilReady();
  }

  /** As "Developer: Reload Window". */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#untilReady();
  }

  async close(): Promise<void> {
    await this.context.browser()?.close();
  }

  /** Runs a command by its title in the palette, for instance `Sitrep: Declare Incident`. */
  async runCommand(title: string): Promise<void> {
    const {input, widget} = this.quickInput;
    const row = this.quickInput.row(title).first();
    // Commands appear only once the extensions have been found, and an open palette does not notice.
    await waitFor(async () => {
      const isPalette = (await widget.isVisible()) && (await input.inputValue()).startsWith('>');
      if (!isPalette) await this.page.keyboard.press('F1');
      await input.waitFor({state: 'visible', timeout: 2000});
      // What opens at the same moment may take the keyboard away, and with it the palette.
      await input.fill('>', {timeout: 1000});
      await input.fill(`>${title}`, {timeout: 1000});
      await row.waitFor({state: 'visible', timeout: 1000});
      return true;
    }, `the command "${title}" in the palette`);
    await row.click();
    await waitFor(
      async () => !(await widget.isVisible()) || !(await input.inputValue()).startsWith('>'),
      `the palette to close after "${title}"`,
    );
  }

  /** The titles that the palette offers for this text. */
  async paletteTitles(text: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${text}`);
    let titles: string[] = [];
    await waitFor(async () => {
      await this.quickInput.type('>');
      await this.quickInput.type(`>${text}`);
      titles = (await this.quickInput.labels()).filter((label) => label.includes(text));
      return titles.length > 0;
    }, `commands with "${text}" in the palette`);
    await this.quickInput.escape();
    await this.quickInput.waitUntilClosed();
    return titles;
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Presses keys that open a quick input; again, if the window did not know yet what is in focus. */
  async pressToBeAsked(keys: string): Promise<void> {
    await waitFor(async () => {
      await this.page.keyboard.press(keys);
      await this.quickInput.widget.waitFor({state: 'visible', timeout: 2000});
      return true;
    }, `${keys} to open a quick input`);
  }

  // Side bar and trees

  /** Shows a view container of the activity bar, if it is not shown already. */
  async openView(title: string): Promise<void> {
    const tab = this.activity(title);
    await tab.waitFor({state: 'visible'});
    await waitFor(async () => {
      if ((await tab.getAttribute('aria-expanded')) === 'true') return true;
      await tab.click();
      return false;
    }, `the view container "${title}"`);
  }

  /** The item of the activity bar; a badge is text in it. */
  activity(title: string): Locator {
    return this.page
      .locator('.activitybar .action-item')
      .filter({has: this.page.locator(`.action-label[aria-label="${title}"], .action-label[aria-label^="${title} ("], .action-label[aria-label^="${title} -"]`)})
      .first();
  }

  /** The section of the side bar with this title. */
  view(title: string): Locator {
    return this.page.locator('.part.sidebar .pane, .part.auxiliarybar .pane, .part.panel .pane').filter({has: this.page.locator('.pane-header .title', {hasText: title})});
  }

  /** Rows of trees whose label or description contains the text. */
  treeItem(text: string | RegExp, within: Locator = this.page.locator('.part.sidebar')): Locator {
    return within.locator('.monaco-list-row[role="treeitem"]').filter({hasText: text});
  }

  async expand(item: Locator): Promise<void> {
    await item.waitFor({state: 'visible'});
    await waitFor(async () => {
      if ((await item.getAttribute('aria-expanded')) === 'true') return true;
      await item.locator('.monaco-tl-twistie').click();
      await waitFor(async () => (await item.getAttribute('aria-expanded')) === 'true', 'the item to open', 2000);
      return true;
    }, 'a tree item to expand');
  }

  async collapse(item: Locator): Promise<void> {
    if ((await item.getAttribute('aria-expanded')) === 'true') await item.locator('.monaco-tl-twistie').click();
    await waitFor(async () => (await item.getAttribute('aria-expanded')) === 'false', 'a tree item to collapse');
  }

  /** Opens the context menu of an element and chooses an entry. */
  async contextMenu(item: Locator, label: string): Promise<void> {
    await item.click({button: 'right'});
    const entry = this.page.locator('.monaco-menu .action-menu-item').filter({has: this.page.locator(`.action-label[aria-label="${label}"]`)});
    await entry.waitFor({state: 'visible'});
    // A menu takes a click that comes too soon after its opening for a part of the click that opened it.
    const menu = this.page.locator('.monaco-menu').first();
    await waitFor(async () => {
      if (await menu.isVisible()) await entry.click({timeout: 1000});
      await menu.waitFor({state: 'hidden', timeout: 1000});
      return true;
    }, `the context menu to take "${label}"`);
  }

  /** The entries of an element's context menu. */
  async contextMenuLabels(item: Locator): Promise<string[]> {
    await item.click({button: 'right'});
    const entries = this.page.locator('.monaco-menu .action-label:not(.separator)');
    await entries.first().waitFor({state: 'visible'});
    const labels = [];
    for (const entry of await entries.all()) labels.push((await entry.getAttribute('aria-label')) ?? '');
    await this.page.keyboard.press('Escape');
    return labels;
  }

  /** Clicks one of the small buttons that a tree item shows. */
  async inlineAction(item: Locator, label: string): Promise<void> {
    await item.hover();
    await item.locator(`.actions .action-label[aria-label^="${label}"]`).click();
  }

  /** The same for an action that asks something. While the tree is drawn anew, a click can go to a row that is gone. */
  async inlineActionToBeAsked(item: Locator, label: string): Promise<void> {
    await waitFor(async () => {
      await this.inlineAction(item, label);
      await this.quickInput.widget.waitFor({state: 'visible', timeout: 3000});
      return true;
    }, `${label} to open a quick input`);
  }

  /** Clicks a button in the header of a view, or of its container where the view is the only one. */
  async viewAction(viewTitle: string, label: string): Promise<void> {
    const header = this.view(viewTitle).locator('.pane-header');
    if (await header.isVisible()) await header.hover();
    await this.page.locator(`.part.sidebar .action-label[aria-label^="${label}"]`).first().click();
  }

  /** The text that views show instead of an empty tree. */
  async welcome(): Promise<string> {
    const texts = await this.page.locator('.part.sidebar .welcome-view-content').allInnerTexts();
    return texts.join('\n').trim();
  }

  async welcomeButton(label: string): Promise<void> {
    await this.page.locator('.part.sidebar .welcome-view-content .monaco-button', {hasText: label}).click();
  }

  // Editors

  /** Opens a file of the folder by its path, or a part of it that is unique. */
  async openFile(file: string): Promise<void> {
    const name = path.posix.basename(file);
    await waitFor(async () => {
      await this.page.keyboard.press('Control+P');
      await this.quickInput.input.fill(file, {timeout: 1000});
      await this.quickInput.row(name).first().waitFor({state: 'visible', timeout: 2000});
      return true;
    }, `"${file}" in quick open`);
    await this.quickInput.row(name).first().click();
    await this.page.locator('.tabs-container .tab.active', {hasText: name}).waitFor({state: 'visible'});
  }

  /** The labels of the open tabs. */
  async tabs(): Promise<string[]> {
    const labels = await this.page.locator('.tabs-container .tab .monaco-icon-label-container').allInnerTexts();
    return labels.map(oneLine);
  }

  async activeTab(): Promise<string> {
    return oneLine(await this.page.locator('.editor-group-container.active .tabs-container .tab.active .monaco-icon-label-container').innerText());
  }

  async isDirty(tab: string): Promise<boolean> {
    return (await this.page.locator('.tabs-container .tab.dirty', {hasText: tab}).count()) > 0;
  }

  /** The lines in sight of the active text editor. */
  async editorText(): Promise<string> {
    const group = this.page.locator('.editor-group-container.active');
    const name = (await group.locator('.tab.active').getAttribute('data-resource-name')) ?? '';
    const view = group.locator(`.monaco-editor[data-uri$="${encodeURIComponent(name)}"] .view-lines`).first();
    await view.locator('.view-line').first().waitFor({state: 'attached'});
    return view.evaluate((element) =>
      [...(element as LineContainer).querySelectorAll('.view-line')]
        .sort((one, other) => Number.parseFloat(one.style.top) - Number.parseFloat(other.style.top))
        .map((line) => line.textContent.replaceAll('\u00a0', ' '))
        .join('\n'),
    );
  }

  /** Types into the active text editor, where its cursor is. */
  async typeInEditor(text: string): Promise<void> {
    await this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
    await this.page.keyboard.insertText(text);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.editor-group-container.active .tab.active.dirty').waitFor({state: 'hidden'});
  }

  // Webviews

  /** The document inside the webview whose HTML has this title; without a title the only one in sight. */
  async webview(title?: string): Promise<FrameLocator> {
    let frame: FrameLocator | undefined;
    let seen: string[] = [];
    await waitFor(
      async () => {
        seen = [];
        for (const outer of await this.page.locator('iframe.webview.ready').all()) {
          if (!(await outer.isVisible())) continue;
          const name = await outer.getAttribute('name');
          const content = this.page.frameLocator(`iframe.webview[name="${name}"]`).frameLocator('#active-frame');
          if (title === undefined) frame = content;
          else seen.push(await content.locator('title').first().innerText({timeout: 1000}));
          if (title !== undefined && seen.at(-1) === title) frame = content;
        }
        return frame !== undefined;
      },
      () => `a webview ${title ?? ''}; those in sight are ${JSON.stringify(seen)}`,
    );
    if (!frame) throw new Error('No webview.');
    return frame;
  }

  // Messages

  /** The texts of the notifications that are there. */
  async notifications(): Promise<string[]> {
    await this.#showNotifications();
    return this.page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
  }

  async waitForNotification(text: string | RegExp): Promise<Locator> {
    const notification = this.page.locator('.notifications-center .notification-list-item').filter({hasText: text}).first();
    await waitFor(async () => {
      await this.#showNotifications();
      return notification.isVisible();
    }, `a notification ${String(text)}`);
    return notification;
  }

  /** The smoke test driver, by which the extension is loaded, keeps notifications from popping up: their list is opened. */
  async #showNotifications(): Promise<void> {
    const list = this.page.locator('.notifications-center.visible');
    if (await list.isVisible()) return;
    await this.page.locator('.part.statusbar .statusbar-item[id="status.notifications"] a').click();
    await list.waitFor({state: 'visible'});
  }

  async notificationButton(text: string | RegExp, button: string): Promise<void> {
    const notification = await this.waitForNotification(text);
    await notification.locator('.monaco-button', {hasText: button}).click();
  }

  async clearNotifications(): Promise<void> {
    await this.#showNotifications();
    const list = this.page.locator('.notifications-center.visible');
    await list.locator('.notifications-center-header .codicon-notifications-clear-all').click();
    await list.waitFor({state: 'hidden'});
  }

  /** The text of the modal dialog. */
  async dialog(): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor({state: 'visible'});
    return dialog.innerText();
  }

  async dialogButton(label: string): Promise<void> {
    await this.page.locator('.monaco-dialog-box .monaco-button', {hasText: label}).click();
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({hasText: text});
  }

  // Surroundings

  async setClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** By the name that the theme picker shows. */
  async setTheme(name: keyof typeof themeClasses): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.waitFor({placeholder: /theme/i});
    await this.quickInput.type(name);
    await this.quickInput.pick(name);
    await this.quickInput.waitUntilClosed();
    await this.page.locator(`.monaco-workbench.${themeClasses[name]}`).waitFor({state: 'visible'});
  }

  /** Saves a PNG of the window and returns its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(this.screenshots, {recursive: true});
    const file = path.join(this.screenshots, `${name}.png`);
    await this.page.screenshot({path: file});
    return file;
  }

  async #untilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.editor').waitFor({state: 'visible', timeout: 60_000});
    await this.page.locator('.activitybar .action-item').first().waitFor({state: 'visible', timeout: 60_000});
    await this.page.locator('.part.statusbar .statusbar-item').first().waitFor({state: 'visible', timeout: 60_000});
    // Themes come from extensions: once one is set, the extensions are known.
    await this.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({state: 'visible', timeout: 60_000});
  }
}

/** Narrow tabs show a file's extension in an element of its own. */
function oneLine(label: string): string {
  return label.replaceAll('\n', '');
}

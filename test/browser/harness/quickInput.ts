// The quick pick or input box that is open in the workbench.
import type {Locator, Page} from 'playwright-core';
import {waitFor} from './waitFor.ts';

export interface QuickInputLook {
  /** Part of the title bar's text. */
  title?: string | RegExp;
  /** Part of the placeholder of the input. */
  placeholder?: string | RegExp;
  /** Part of the message below the input: prompt or validation. */
  message?: string | RegExp;
}

export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Waits until a quick input is open that looks so. */
  async waitFor(look: QuickInputLook = {}): Promise<void> {
    await this.widget.waitFor({state: 'visible'});
    const seen = {title: '', placeholder: '', message: ''};
    await waitFor(
      async () => {
        seen.title = await this.title();
        seen.placeholder = (await this.input.getAttribute('placeholder')) ?? '';
        seen.message = await this.message();
        return matches(seen.title, look.title) && matches(seen.placeholder, look.placeholder) && matches(seen.message, look.message);
      },
      () => `a quick input with ${describe(look)}; it shows ${JSON.stringify(seen)}`,
    );
  }

  async waitUntilClosed(): Promise<void> {
    await this.widget.waitFor({state: 'hidden'});
  }

  /** Replaces the text of the input. */
  async type(text: string): Promise<void> {
    await this.input.waitFor({state: 'visible'});
    await this.input.fill(text);
  }

  /** Enter. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Escape. */
  async escape(): Promise<void> {
    await this.#page.keyboard.press('Escape');
  }

  /** Types a text and accepts it. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Chooses the row with this label; in a pick of many it toggles it. */
  async pick(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    try {
      await row.first().waitFor({state: 'visible', timeout: 3000});
    } catch {
      // Long lists draw only what is in sight: filter it into sight.
      if (typeof label === 'string') await this.type(label);
      await row.first().waitFor({state: 'visible'}).catch(async () => {
        throw new Error(`No row ${String(label)} in the quick pick; it has ${JSON.stringify(await this.labels())}.`);
      });
    }
    await row.first().click();
  }

  /** The rows with exactly this label, or one that matches. */
  row(label: string | RegExp): Locator {
    const pattern = typeof label === 'string' ? new RegExp(`^\\s*${escapeRegExp(label)}\\s*$`) : label;
    return this.widget.locator('.monaco-list-row').filter({has: this.#page.locator('.quick-input-list-row .label-name').filter({hasText: pattern})});
  }

  /** The labels of the rows in sight. */
  async labels(): Promise<string[]> {
    const labels = await this.widget.locator('.monaco-list-row .quick-input-list-row:first-child .label-name').allTextContents();
    return labels.map(plain);
  }

  async title(): Promise<string> {
    return plain(await this.widget.locator('.quick-input-title').innerText());
  }

  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** The prompt or the validation message. */
  async message(): Promise<string> {
    return plain(await this.widget.locator('.quick-input-message').innerText());
  }

  /** Clicks a button of the title bar. */
  async button(label: string): Promise<void> {
    await this.widget.locator(`.quick-input-titlebar .action-label[aria-label="${label}"], .quick-input-titlebar .action-label[title="${label}"]`).click();
  }
}

function matches(text: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

function describe(look: QuickInputLook): string {
  return Object.entries(look)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

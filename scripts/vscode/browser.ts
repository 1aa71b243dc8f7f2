// The Chromium that shows the served VS Code. `node scripts/vscode/browser.ts --try` says whether it starts.
import sparticuz from '@sparticuz/chromium';
import {existsSync} from 'node:fs';
import {chromium, type Browser, type LaunchOptions} from 'playwright-core';

const installed = ['/usr/bin/google-chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(await executable()),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

/** The npm package carries a Chromium for Linux on x64; elsewhere the machine's own is used. */
async function executable(): Promise<LaunchOptions> {
  if (process.platform !== 'linux') return {channel: 'chrome'};
  if (process.arch === 'x64') return {executablePath: await sparticuz.executablePath()};
  const found = installed.find((file) => existsSync(file));
  return found ? {executablePath: found} : {channel: 'chrome'};
}

if (import.meta.main && process.argv[2] === '--try') {
  try {
    await (await launchBrowser()).close();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const missing = /error while loading shared libraries: (\S+):/.exec(text)?.[1];
    console.error(missing ? `${missing} is missing` : text.split('\n')[0]);
    process.exitCode = 1;
  }
}

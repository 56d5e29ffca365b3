// A real Chromium, and pages in it that tell everything they do.
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The program that CHROMIUM_PATH names, or else the first of its usual names on the PATH. */
export const executablePath: string | undefined = process.env.CHROMIUM_PATH || onPath();

export const isContinuousIntegration = process.env.CI === 'true';

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

/** An open page, and what it did beyond being shown: requests, errors, dialogs, breaches of its policy. */
export interface Visit {
  readonly page: Page;
  readonly noise: readonly string[];
  /** Where it was opened from. */
  readonly url: string;
}

export class Chromium {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'flowlink-page-'));
  #files = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** With an empty profile, which is Playwright's way, and nothing of its own to tell any network. */
  static async start(): Promise<Chromium> {
    const isRoot = process.getuid?.() === 0;
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new Chromium(browser);
  }

  /** Saves the document and opens it as a file, offline. @param fragment with its `#` */
  async open(html: string, options: BrowserContextOptions = {}, fragment = ''): Promise<Visit> {
    const path = join(this.#folder, `${this.#files++}.html`);
    writeFileSync(path, html);
    const url = pathToFileURL(path).href;
    const context = await this.#browser.newContext({ viewport: desktop, offline: true, ...options });
    const page = await context.newPage();
    const noise: string[] = [];
    page.on('request', (request) => {
      if (request.url() !== url) noise.push(`request ${request.url()}`);
    });
    page.on('pageerror', (error) => noise.push(`error ${error.message}`));
    page.on('console', (message) => noise.push(`console ${message.text()}`));
    page.on('dialog', (dialog) => {
      noise.push(`dialog ${dialog.message()}`);
      return dialog.dismiss();
    });
    await page.goto(`${url}${fragment}`);
    return { page, noise, url };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Whether nothing is wider than the window. */
export function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { watchConsole } from './page-checks.ts';
import { provokeCase } from './provoke-case.ts';
import { signIn } from './sign-in.ts';
import { readStack, stackDirectory, type RunningStack } from './stack.ts';

const directory = stackDirectory();
/** The demo's first case opens by itself within three minutes of the stack being ready. */
const FIRST_CASE_MS = 240_000;
const SEALED_MS = 180_000;
/** Assets that never write to controllers in the demo's own story. */
const WRITERS = ['HIST-AQ-01', 'NTP-AQ-01', 'SW-CONTROL-01'];

describe.skipIf(directory === undefined)('the portal on a running stack (WF_TEST_STACK)', { timeout: 120_000 }, () => {
  let stack: RunningStack;
  let browser: TestBrowser;
  let context: BrowserContext;
  let page: Page;
  let complaints: readonly string[];

  const open = async (role: string, path?: string): Promise<void> => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    complaints = watchConsole(page);
    await signIn(page, stack.portal, stack.login(role), path);
  };

  beforeAll(async () => {
    stack = readStack(directory ?? '');
    browser = await launchChromium();
  });
  afterEach(async () => {
    expect(complaints, 'the console of the page').toEqual([]);
    await context.close();
  });
  afterAll(() => browser?.close());

  test('an analyst signs in through Keycloak and sees the case that opened by itself', { timeout: FIRST_CASE_MS + 60_000 }, async () => {
    await open('analyst', '/cases?status=ALL');
    await page.locator('a[data-case-id]').first().waitFor({ timeout: FIRST_CASE_MS }); // arrives without loading the page again
    const row = page.locator('tbody tr').first();
    await expect(row.innerText()).resolves.toMatch(/Critical|High|Medium|Low|Info/);
  });

  test('j and k walk the queue, Enter opens a case, ? shows the keys', async () => {
    await open('analyst', '/cases?status=ALL');
    const links = page.locator('a[data-case-id]');
    await links.first().waitFor();
    const inFocus = (): Promise<string | null> => page.evaluate<string | null>('document.activeElement.dataset.caseId ?? null');
    const ids = await links.evaluateAll((found) => found.map((link) => link.getAttribute('data-case-id')));
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('j');
    expect(await inFocus()).toBe(ids[0]);
    await page.keyboard.press('j');
    expect(await inFocus()).toBe(ids[Math.min(1, ids.length - 1)]);
    await page.keyboard.press('k');
    expect(await inFocus()).toBe(ids[0]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
  });

  test('a new case arrives by itself; acknowledging it stops its escalation and stands in the ledger', { timeout: 240_000 }, async (context) => {
    await open('analyst', '/cases?status=ALL');
    const links = page.locator('a[data-case-id]');
    await links.first().waitFor();
    const titles = (await links.allInnerTexts()).join(' ');
    const writer = WRITERS.find((name) => !titles.includes(name)) ?? context.skip('every writer has its case already');
    await page.getByRole('img', { name: 'Updates: Live' }).waitFor();
    await provokeCase(directory ?? '', writer);
    const first = page.locator('a[data-case-id]', { hasText: writer }).first();
    await first.waitFor({ timeout: 120_000 });
    await first.click();
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    const ledger = page.getByRole('region', { name: 'Ledger' });
    await ledger.getByText('acknowledged the case').waitFor({ timeout: 30_000 });
    await page.getByRole('region', { name: 'Escalation' }).getByText('stopped', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'detached' });
    await ledger.getByRole('textbox', { name: 'Comment' }).fill('The control room knows of no work tonight.');
    await ledger.getByRole('button', { name: 'Comment' }).click();
    await ledger.getByRole('listitem').getByText('The control room knows of no work tonight.').waitFor({ timeout: 30_000 });
  });

  test('each act on a case opens its dialog, takes what it needs and stands in the ledger', { timeout: 240_000 }, async () => {
    await open('analyst', '/cases?status=ALL');
    await page.locator('a[data-case-id]', { hasText: new RegExp(WRITERS.join('|')) }).first().click();
    const ledger = page.getByRole('region', { name: 'Ledger' });
    const act = async (button: string, fill: (dialog: Locator) => Promise<unknown>, recorded: string): Promise<void> => {
      await page.getByRole('region', { name: 'Actions' }).getByRole('button', { name: button, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await fill(dialog);
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await dialog.waitFor({ state: 'detached', timeout: 30_000 });
      await ledger.getByText(recorded).first().waitFor({ timeout: 30_000 });
    };
    await act('Assign', (dialog) => dialog.getByLabel('User name').waitFor(), 'assigned');
    await act('Re-rate', async (dialog) => {
      await dialog.getByLabel('Severity').selectOption('LOW');
      await dialog.getByLabel('Reason').fill('A historian that is being moved.');
    }, 'A historian that is being moved.');
    await act('Put on hold', (dialog) => expect(dialog.getByLabel('Reason').locator('option').count()).resolves.toBeGreaterThan(0), 'hold');
    await page.getByRole('button', { name: 'Resume' }).click();
    await ledger.getByText('ended the hold').first().waitFor({ timeout: 30_000 });
    await act('Resolve', async (dialog) => {
      await dialog.getByLabel('Verdict').selectOption('EXERCISE');
      await dialog.getByLabel('Reason').fill('A test of the portal.');
    }, 'A test of the portal.');
    await act('Reopen', (dialog) => dialog.getByLabel('Reason').fill('The test goes on.'), 'The test goes on.');
  });

  test('a lead creates a sensor and sees its key this once', async () => {
    await open('lead', '/sensors?customer=aqua-utility');
    await page.getByRole('button', { name: /sensor/i }).click();
    const dialog = page.getByRole('dialog');
    const name = `portal test ${Date.now()}`;
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(dialog.getByLabel('Sensor key').innerText({ timeout: 30_000 })).resolves.toMatch(/^wfs_[\w-]{43}$/);
    await dialog.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('region', { name: 'Sensors' }).getByText(name).waitFor({ timeout: 30_000 });
    await expect(page.content()).resolves.not.toMatch(/wfs_[\w-]{43}/);
  });

  test('an event search finds Modbus events and shows one as received and as OCSF', async () => {
    await open('analyst', '/events?customer=aqua-utility&last=60');
    const form = page.getByRole('search', { name: 'Search events' });
    await form.getByLabel('Protocol').fill('modbus');
    await form.getByRole('button', { name: 'Search' }).click();
    await expect.poll(() => page.url()).toContain('protocol=modbus');
    const found = page.getByRole('region', { name: 'Events found' });
    await found.locator('tbody tr').first().waitFor({ timeout: 60_000 });
    await found.locator('tbody button').first().click();
    const event = page.getByRole('dialog', { name: 'Event' });
    await expect(event.getByLabel('OCSF event').innerText({ timeout: 30_000 })).resolves.toContain('"class_uid"');
    expect((await event.getByLabel('Line as received').innerText()).length).toBeGreaterThan(10);
  });

  test('assets stand under their Purdue levels, with controllers at level 1', async () => {
    await open('analyst', '/assets?customer=aqua-utility');
    for (const level of ['5', '4', '3.5', '3', '2', '1', '0']) await page.getByRole('region', { name: new RegExp(`^Level ${level} `) }).waitFor();
    expect(await page.getByRole('region', { name: /^Level 1 / }).getByRole('listitem').count()).toBeGreaterThan(0);
  });

  test('a lead requests an evidence package, sees it sealed and downloads it', { timeout: SEALED_MS + 60_000 }, async () => {
    await open('lead', '/evidence?customer=aqua-utility');
    await page.getByRole('region', { name: 'Controls' }).locator('details').first().waitFor();
    const form = page.getByRole('form', { name: 'Request a package' });
    await form.getByLabel('Period').selectOption('1');
    const packages = page.getByRole('region', { name: 'Packages' }).getByRole('article');
    await page.getByRole('region', { name: 'Packages' }).locator('article, strong').first().waitFor();
    const before = await packages.count();
    await form.getByRole('button', { name: 'Request' }).click();
    await expect.poll(() => packages.count(), { timeout: 30_000 }).toBe(before + 1);
    const newest = packages.first();
    await newest.getByText('sealed').waitFor({ timeout: SEALED_MS });
    const [download] = await Promise.all([page.waitForEvent('download'), newest.getByRole('button', { name: 'Download' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^aqua-utility-.*\.zip$/);
    expect(await download.failure()).toBeNull();
  });

  test("a customer's engineer sees one customer and cannot act on its cases", async () => {
    await open('customer-engineer', '/cases?status=ALL');
    await page.locator('a[data-case-id]').first().click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    expect(await page.getByLabel('Customer', { exact: true }).count()).toBe(0);
    for (const action of ['Acknowledge', 'Assign', 'Resolve', 'Put on hold']) expect(await page.getByRole('button', { name: action, exact: true }).count()).toBe(0);
    await page.getByText('Your provider sees this comment.').waitFor();
  });

  test('signing out ends the session: the portal asks for the password again', async () => {
    await open('analyst');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#username').waitFor({ timeout: 30_000 });
  });
});

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { horizontalOverflow, seriousFaults, watchConsole } from './page-checks.ts';
import { openPage, portalPages } from './portal-pages.ts';
import { signIn } from './sign-in.ts';
import { readStack, stackDirectory } from './stack.ts';

const directory = stackDirectory();
const screenshots = join(import.meta.dirname, '../../dist/screenshots');
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

describe.skipIf(directory === undefined)('every page of the portal (WF_TEST_STACK)', { timeout: 300_000 }, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    await mkdir(screenshots, { recursive: true });
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test.each(['light', 'dark'] as const)('is accessible, fits a phone and keeps the console quiet in the %s scheme', async (colorScheme) => {
    const stack = readStack(directory ?? '');
    const context = await browser.newContext({ viewport: WINDOWS[0], colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const complaints = watchConsole(page);
    const faults: Record<string, unknown> = {};
    await signIn(page, stack.portal, stack.login('lead'));
    for (const place of await portalPages(page, stack.portal, 'aqua-utility')) {
      for (const size of WINDOWS) {
        await page.setViewportSize(size);
        await openPage(page, stack.portal, place);
        const found = [...(await seriousFaults(page)), ...((await horizontalOverflow(page)) > 0 ? [`wider than ${size.width} px`] : [])];
        if (found.length > 0) faults[`${place.name} at ${size.width}`] = found;
        await page.screenshot({ path: join(screenshots, `${place.name}-${size.width}-${colorScheme}.png`) });
      }
    }
    expect(faults).toEqual({});
    expect(complaints).toEqual([]);
    await context.close();
  });
});

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { openPage, portalPages } from './portal-pages.ts';
import { signIn } from './sign-in.ts';
import { readStack } from './stack.ts';

const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/**
 * Takes a picture of every page of a running stack, as its lead sees it, at 1440 and 390 px, light and dark:
 * `<page>-<width>-<scheme>.png` in `outDir`. Resolves to the files written.
 */
export async function captureAll(stackDir: string, outDir: string): Promise<string[]> {
  const stack = readStack(stackDir);
  const lead = stack.login('lead');
  const customer = lead.tenants[0] ?? '';
  const written: string[] = [];
  await mkdir(outDir, { recursive: true });
  const browser = await launchChromium();
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: WINDOWS[0], colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await signIn(page, stack.portal, lead);
      for (const place of await portalPages(page, stack.portal, customer)) {
        for (const size of WINDOWS) {
          await page.setViewportSize(size);
          await openPage(page, stack.portal, place);
          const file = join(outDir, `${place.name}-${size.width}-${colorScheme}.png`);
          await page.screenshot({ path: file });
          written.push(file);
        }
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return written;
}

import type { Page } from 'playwright-core';

/** A page of the portal: where it is, and what shows that its data has arrived. */
export interface PortalPage {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
}

/** Every page, for a customer; the case is the first of the queue, which must hold one. */
export async function portalPages(page: Page, portal: string, customer: string): Promise<PortalPage[]> {
  await page.goto(`${portal}/cases?status=ALL`);
  const first = page.locator('a[data-case-id]').first();
  await first.waitFor({ timeout: 60_000 });
  const href = await first.getAttribute('href');
  if (href === null) throw new Error('the first case of the queue has no address');
  return [
    { name: 'queue', path: '/cases?status=ALL', ready: 'a[data-case-id]' },
    { name: 'case', path: new URL(href, portal).pathname, ready: 'section[aria-label="Ledger"] ol li' },
    { name: 'events', path: `/events?customer=${customer}&last=1440`, ready: 'section[aria-label="Events found"] tbody tr' },
    { name: 'assets', path: `/assets?customer=${customer}`, ready: 'section[aria-label^="Level 1"] li' },
    { name: 'evidence', path: `/evidence?customer=${customer}`, ready: 'section[aria-label="Controls"] li, section[aria-label="Controls"] details' },
    { name: 'sensors', path: `/sensors?customer=${customer}`, ready: 'section[aria-label="Sensors"] tbody tr' },
  ];
}

/** Opens a page and waits until its data is drawn. */
export async function openPage(page: Page, portal: string, { path, ready }: PortalPage): Promise<void> {
  await page.goto(`${portal}${path}`);
  await page.locator(ready).first().waitFor({ timeout: 60_000 });
  await page.evaluate('document.fonts.ready');
}

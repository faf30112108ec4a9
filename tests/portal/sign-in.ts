import type { Page } from 'playwright-core';
import type { DemoLogin } from './stack.ts';

/** Long enough for a cold Keycloak on a busy machine. */
const LOGIN_MS = 60_000;

/** Opens the portal at a path and, where Keycloak asks, signs in as the person; resolves when the page's heading is there. */
export async function signIn(page: Page, portal: string, person: DemoLogin, path = '/cases'): Promise<void> {
  await page.goto(`${portal}${path}`);
  const heading = page.locator('main h1');
  const username = page.locator('#username');
  await username.or(page.getByRole('heading', { level: 1, name: /queue|events|assets|evidence|sensors/i })).first().waitFor({ timeout: LOGIN_MS });
  if (await username.isVisible()) {
    await username.fill(person.user);
    const password = page.locator('#password');
    // A realm with organisations asks for the user name first, on a page of its own.
    if (!(await password.isVisible())) await page.locator('#kc-login').click();
    await password.fill(person.password, { timeout: LOGIN_MS });
    await page.locator('#kc-login').click();
  }
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ timeout: LOGIN_MS });
  await heading.first().waitFor({ timeout: LOGIN_MS });
}

import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { PortalConfig } from '../config.ts';

/** Tokens that end within this many seconds are renewed before they are used. */
const RENEW_BEFORE_SECONDS = 15;
export const CALLBACK_PATH = '/login/callback';
export const SIGNED_OUT_PATH = '/signed-out';

/**
 * The person's Keycloak session in this tab: authorisation code with PKCE, tokens in sessionStorage only, renewed with the refresh
 * token. `organization:*` asks for the customers that the person belongs to.
 */
export class Session {
  readonly #manager: UserManager;
  readonly #listeners = new Set<() => void>();
  #ended = false;
  #renewal: Promise<User | null> | undefined;

  constructor(config: PortalConfig) {
    const store = new WebStorageStateStore({ store: window.sessionStorage });
    this.#manager = new UserManager({
      authority: `${config.keycloakUrl.replace(/\/$/, '')}/realms/${encodeURIComponent(config.realm)}`,
      client_id: config.clientId,
      redirect_uri: `${window.location.origin}${CALLBACK_PATH}`,
      post_logout_redirect_uri: `${window.location.origin}${SIGNED_OUT_PATH}`,
      scope: 'openid organization:*',
      response_type: 'code',
      userStore: store,
      stateStore: store,
      automaticSilentRenew: true,
      accessTokenExpiringNotificationTimeInSeconds: 45,
      monitorSession: false,
    });
    this.#manager.events.addSilentRenewError(() => this.end());
  }

  /** True once the session cannot be renewed: the console then asks to sign in again and keeps the page. */
  readonly hasEnded = (): boolean => this.#ended;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Resolves true when a person is signed in; otherwise leaves for Keycloak's login and resolves false. */
  async start(): Promise<boolean> {
    if (window.location.pathname === CALLBACK_PATH) {
      const user = await this.#manager.signinCallback(window.location.href);
      window.history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/');
      return true;
    }
    const user = await this.#manager.getUser();
    if (user !== null && user.expired !== true) return true;
    if (user?.refresh_token !== undefined && (await this.renew()) !== null) return true;
    await this.signIn();
    return false;
  }

  /** A token that is good for at least a few seconds; throws when the session has ended. */
  async accessToken(): Promise<string> {
    let user = await this.#manager.getUser();
    if (user === null || (user.expires_in ?? 0) < RENEW_BEFORE_SECONDS) user = await this.renew();
    if (user === null) throw new Error('Your session has ended. Sign in again.');
    return user.access_token;
  }

  /** Renews with the refresh token (one request for any number of callers); null, and ended, when Keycloak refuses. */
  renew(): Promise<User | null> {
    this.#renewal ??= this.#manager
      .signinSilent()
      .catch(() => null)
      .then((user) => {
        this.#renewal = undefined;
        if (user === null) this.end();
        return user;
      });
    return this.#renewal;
  }

  /** Goes to Keycloak's login and comes back to the page that is open now. */
  async signIn(returnTo = `${window.location.pathname}${window.location.search}`): Promise<void> {
    await this.#manager.signinRedirect({ state: returnTo });
  }

  /** Ends the session here and at Keycloak. */
  async signOut(): Promise<void> {
    await this.#manager.signoutRedirect();
  }

  /** Marks the session as over: requests fail until the person signs in again. */
  end(): void {
    this.#ended = true;
    for (const listener of this.#listeners) listener();
  }
}

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router';
import { eventSearchOf } from './pages/event/event-search-params.ts';
import { queueSearchOf } from './pages/case/queue-search-params.ts';
import { NotFoundPage, PageCrash } from './shell/fault-pages.tsx';
import type { ScopeSearch } from './shell/customer-scope.ts';
import { Shell } from './shell/shell.tsx';
import { LoadingRows } from './ui/states.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageCrash,
  validateSearch: (search): ScopeSearch => (typeof search['customer'] === 'string' ? { customer: search['customer'] } : {}),
  search: { middlewares: [retainSearchParams(['customer'])] },
});

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/cases', replace: true });
  },
});

const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: queueSearchOf,
  component: lazyRouteComponent(() => import('./pages/case/queue-page.tsx'), 'QueuePage'),
});

const oneCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('./pages/case/case-page.tsx'), 'CasePage'),
});

const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: eventSearchOf,
  component: lazyRouteComponent(() => import('./pages/event/events-page.tsx'), 'EventsPage'),
});

const assets = createRoute({
  getParentRoute: () => root,
  path: '/assets',
  validateSearch: (search): { readonly site?: string } => (typeof search['site'] === 'string' ? { site: search['site'] } : {}),
  component: lazyRouteComponent(() => import('./pages/asset/assets-page.tsx'), 'AssetsPage'),
});

const evidence = createRoute({
  getParentRoute: () => root,
  path: '/evidence',
  component: lazyRouteComponent(() => import('./pages/evidence/evidence-page.tsx'), 'EvidencePage'),
});

const sensors = createRoute({
  getParentRoute: () => root,
  path: '/sensors',
  component: lazyRouteComponent(() => import('./pages/sensor/sensors-page.tsx'), 'SensorsPage'),
});

/** The console's addresses; each page is loaded when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([index, cases, oneCase, events, assets, evidence, sensors]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <LoadingRows what="the page" />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

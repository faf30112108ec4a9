import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The api of a running `npm start` (its default port) serves GraphQL, the runtime configuration and evidence. */
const api = 'http://127.0.0.1:4000';
const proxy = {
  '/graphql': { target: api, ws: true },
  '/config.json': { target: api },
  '/evidence/': { target: api },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173, proxy },
  preview: { host: '127.0.0.1', port: 5173, proxy },
  build: {
    outDir: '../../dist/apps/portal',
    emptyOutDir: true,
    sourcemap: true,
    // Fonts and images as files: the page's content security policy then needs no data: source.
    assetsInlineLimit: 0,
  },
});

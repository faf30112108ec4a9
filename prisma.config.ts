import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['WF_POSTGRES_URL'] ?? 'postgresql://localhost:5432/none' },
});

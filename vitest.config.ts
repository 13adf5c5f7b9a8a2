import { defineConfig } from 'vitest/config'

/**
 * Two projects: `unit` needs nothing; `db` starts one embedded PostgreSQL for the run (see testing/global-setup.ts)
 * and gives each test file its own database made from a template.
 */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/core/src/**/*.test.ts', 'packages/web/src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['packages/server/src/**/*.test.ts', 'packages/cli/src/**/*.test.ts'],
          globalSetup: ['packages/server/src/testing/global-setup.ts'],
          maxWorkers: 2,
        },
      },
    ],
  },
})

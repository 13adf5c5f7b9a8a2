import { defineConfig, type Plugin } from 'vitest/config'

/** What property tests draw is the same each time; `TEST_SEED=random` looks further, a number repeats what was found so. */
const seed = process.env['TEST_SEED'] ?? '20260302'
const fixedSeed: Plugin = {
  name: 'fixed-seed',
  enforce: 'pre',
  transform(code, id) {
    if (seed === 'random' || !id.includes('.test.ts') || !code.includes("from 'fast-check'")) return null
    return { code: `${code}\nfc.configureGlobal({ ...fc.readConfigureGlobal(), seed: ${Number(seed)} })\n`, map: null }
  },
}

/**
 * Two projects: `unit` needs nothing; `db` starts one embedded PostgreSQL for the run (see testing/global-setup.ts)
 * and gives each test file its own database made from a template.
 */
export default defineConfig({
  plugins: [fixedSeed],
  test: {
    // What follows the log waits for every transaction on the server, so also for the longest of the file beside it: seconds here, minutes on a slow machine.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    // Files share a process: half of the time went into importing the same modules for each. Nothing may be kept between them but what is found by an id.
    isolate: false,
    // One pool for both projects; more than two files at once only wait for the one database.
    maxWorkers: 2,
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
        },
      },
    ],
  },
})

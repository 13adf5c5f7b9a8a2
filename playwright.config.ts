import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/browser.ts'

const baseURL = process.env['SLUICE_URL'] ?? `http://127.0.0.1:${process.env['SLUICE_PORT'] ?? '8420'}`
const launch = await launchOptions()

/** Tests in a real Chromium, on a desktop and on a phone, against a server that runs already (`SLUICE_URL`). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // Two cores carry two products and two browsers: what is slow is not wrong.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // Two cores, one database: tests that change data take turns.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  reporter: [['list']],
  use: {
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'America/New_York', // Not the organisation's: a page that shows the viewer's zone is found out.
    // A trace of every test costs much on two cores; `--trace retain-on-failure` keeps one of what is looked into.
    trace: 'off',
    screenshot: 'only-on-failure',
    // Nothing glides: a test waits for what is there, not for how it arrives.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: launch,
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } }, testIgnore: '**/*.phone.e2e.ts' },
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
      testMatch: '**/*.phone.e2e.ts',
    },
  ],
})

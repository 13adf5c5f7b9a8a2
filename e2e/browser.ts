import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LaunchOptions } from '@playwright/test'

const require = createRequire(import.meta.url)

/**
 * Flags for a browser in a container. Those that @sparticuz/chromium proposes itself are not used: among them are
 * --single-process, with which closing one context ends the browser, and --disable-web-security.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A fontconfig that knows only the Chinese face from npm, in the weights the product uses: without it a bare Linux shows a
 * box for each Chinese character, and with the machine's own fonts pictures would differ from one machine to the next.
 */
function fontConfig(): string {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const folder = join(tmpdir(), 'sluice-fonts')
  mkdirSync(join(folder, 'cache'), { recursive: true })
  const file = join(folder, 'fonts.conf')
  const folders = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) => `  <dir>${join(fonts, weight)}</dir>`)
  writeFileSync(
    file,
    [
      '<?xml version="1.0"?>',
      '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
      '<fontconfig>',
      ...folders,
      `  <cachedir>${join(folder, 'cache')}</cachedir>`,
      '</fontconfig>',
    ].join('\n'),
  )
  return file
}

/**
 * How to launch a browser here: `SLUICE_CHROMIUM` when given; on Linux x64 the Chromium that npm installed (unpacked once
 * into the temporary folder); elsewhere the Chrome of the machine.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  const given = process.env['SLUICE_CHROMIUM']
  if (given !== undefined && !existsSync(given)) throw new Error(`SLUICE_CHROMIUM names no file: ${given}`)
  const npm = process.platform === 'linux' && process.arch === 'x64'
  if (given === undefined && !npm) return { channel: 'chrome' }
  const executablePath = given ?? (await (await import('@sparticuz/chromium')).default.executablePath())
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  // Without a UTF-8 locale Chromium cannot name a downloaded file in Chinese.
  return { executablePath, args: flags, env: npm ? { ...env, LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: fontConfig() } : env }
}

/**
 * `node tools/complete-lockfile.ts [--check]`: adds to package-lock.json the binaries of other platforms that npm left
 * out. npm drops an optional package that its registry does not offer at the moment (a mirror that lags behind), and
 * `npm ci` then refuses the whole lockfile. Their versions are exact in their parents, so they can be named without
 * asking; run it after every `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface Entry {
  version?: string
  cpu?: string[]
  dev?: boolean
  libc?: string[]
  license?: string
  optional?: boolean
  os?: string[]
  engines?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }

const systems: Record<string, string> = {
  android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', openharmony: 'openharmony', win32: 'win32', windows: 'win32',
}
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64']

/** Reads `binding-linux-arm64-musl` and the like; null when the name is no platform's. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> | null {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = words.map((word) => systems[word]).find((found) => found !== undefined)
  const cpu = words.find((word) => processors.includes(word))
  if (os === undefined || cpu === undefined) return null
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') && os === 'linux' ? ['glibc'] : undefined
  return { cpu: [cpu], ...(libc && { libc }), os: [os] }
}

const added: string[] = []
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const places = [`node_modules/${name}`, `${path}/node_modules/${name}`]
    if (places.some((place) => place in lock.packages)) continue
    const platform = platformOf(name)
    if (platform === null || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue
    const { cpu, libc, os } = platform
    lock.packages[`node_modules/${name}`] = {
      version, cpu, ...(parent.dev && { dev: true }), ...(libc && { libc }), ...(parent.license && { license: parent.license }), optional: true, os,
      ...(parent.engines && { engines: parent.engines }),
    }
    added.push(`${name}@${version}`)
  }
}

if (added.length > 0 && process.argv.includes('--check')) {
  console.error(`package-lock.json lacks ${added.length} binaries of other platforms, and npm ci will refuse it: node tools/complete-lockfile.ts`)
  process.exitCode = 1
} else if (added.length > 0) {
  const [root, ...rest] = Object.entries(lock.packages)
  if (root === undefined) throw new Error('package-lock.json is empty')
  const ordered = [root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(ordered) }, null, 2)}\n`)
  console.log(`added ${added.length} binaries of other platforms to package-lock.json`)
}

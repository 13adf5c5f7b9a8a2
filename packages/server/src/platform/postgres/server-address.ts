import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateFolder } from './data-folder.ts'
import type { ServerUser } from './privileges.ts'

/** Where the embedded server listens: `host` is a socket folder, or 127.0.0.1 where sockets do not exist. */
export type ServerAddress = { host: string; port: number; settings: Record<string, string>; dispose: () => void }

const PORT = 5432

/** The smallest limit on a socket's path among the systems supported (macOS; Linux allows 107). */
const PATH_LIMIT = 103

/**
 * Chooses a socket in `<dataDir>/run`, in a new short folder for temporary files when that path is too long or
 * holds characters with a meaning in the server's list of folders, and on Windows a free loopback port.
 */
export async function chooseAddress(dataDir: string, user: ServerUser | undefined): Promise<ServerAddress> {
  if (process.platform === 'win32') {
    const port = await freePort()
    return { host: '127.0.0.1', port, settings: { listen_addresses: '127.0.0.1', port: String(port) }, dispose: () => {} }
  }
  const inside = join(dataDir, 'run')
  // No server runs on this folder now; a killed one's socket and its lock file, with a pid, would stop the next.
  rmSync(inside, { recursive: true, force: true })
  const host = fits(inside) ? privateFolder(inside, user) : privateFolder(temporaryFolder(), user)
  return {
    host,
    port: PORT,
    settings: { listen_addresses: '', port: String(PORT), unix_socket_directories: host, unix_socket_permissions: '0700' },
    dispose: () => {
      if (host !== inside) rmSync(host, { recursive: true, force: true })
    },
  }
}

function fits(folder: string): boolean {
  return /^[\w./-]+$/.test(folder) && Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= PATH_LIMIT
}

function temporaryFolder(): string {
  const base = fits(join(tmpdir(), 'sluice-XXXXXX')) ? tmpdir() : '/tmp'
  return mkdtempSync(join(base, 'sluice-'))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

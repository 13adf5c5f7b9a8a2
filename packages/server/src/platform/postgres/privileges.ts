import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

/** The user the server runs as, when it is not the user Sluice runs as. */
export type ServerUser = { uid: number; gid: number }

export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * PostgreSQL refuses to run as root. As root this is the owner of the existing cluster, so that a folder made by an
 * ordinary user stays his, else `nobody`; undefined when Sluice itself is not root.
 */
export function serverUser(clusterDir: string): ServerUser | undefined {
  if (!isRoot()) return undefined
  try {
    const { uid, gid } = statSync(clusterDir)
    if (uid !== 0) return { uid, gid }
  } catch {
    // No cluster yet.
  }
  return nobody()
}

function nobody(): ServerUser {
  try {
    const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
    const ordinary = entries.filter(([, , uid, gid]) => Number(uid) > 0 && Number(gid) > 0)
    // The server wants a user with a name; any will do where `nobody` is missing.
    const [, , uid, gid] = ordinary.find(([name]) => name === 'nobody') ?? ordinary[0] ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  } catch {
    // Images without /etc/passwd.
  }
  return { uid: 65534, gid: 65534 }
}

/** Whether processes of that user can be started at all (a container may lack the capability). */
export function canBecome(user: ServerUser): boolean {
  return spawnSync('/bin/sh', ['-c', ':'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}

/**
 * Asks the kernel, as that user, whether every path passes: `x` enters a folder or executes a file, `r` reads it.
 * Looking at mode bits instead would miss access lists and read-only mounts.
 */
export function canAccess(user: ServerUser, mode: 'r' | 'x', paths: string[]): boolean {
  const script = `for p in "$@"; do test -${mode} "$p" || exit 1; done`
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}

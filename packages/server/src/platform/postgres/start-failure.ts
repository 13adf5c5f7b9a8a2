import { statfsSync } from 'node:fs'
import { DatabaseError, type DatabaseErrorCode } from './errors.ts'

const SIGNS: Array<[RegExp, DatabaseErrorCode]> = [
  [/No space left on device|Disk quota exceeded|could not extend file/i, 'database.disk_full'],
  [/was initialized by PostgreSQL version|database files are incompatible/i, 'database.folder_version'],
  [/lock file ".*" already exists|pre-existing shared memory block/i, 'database.folder_locked'],
  [/error while loading shared libraries|Library not loaded|GLIBC|symbol lookup error/i, 'database.binaries_damaged'],
  [/could not look up (effective user ID|local user)/i, 'database.user_unknown'],
  [/cannot be run as root/i, 'database.cannot_drop_root'],
  [
    /could not locate a valid checkpoint|invalid checkpoint record|is not a valid|could not read file|could not find|could not open (file|directory)|invalid data in|incorrect checksum|PANIC:|CRC/i,
    'database.folder_corrupted',
  ],
  [/Permission denied|Read-only file system/i, 'database.folder_not_writable'],
]

/** Below this the server cannot even write its log, so an empty one is read as a full disk. */
const FULL_BELOW_BYTES = 16 * 1024 * 1024

/** Free bytes for this process on the file system of `path`; undefined when the system does not tell. */
export function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return undefined
  }
}

/** Reads the cause of a failed initdb or start out of what the program printed. */
export function startFailure(output: string, dataDir: string): DatabaseError {
  const code = SIGNS.find(([sign]) => sign.test(output))?.[1]
  const full = (freeBytes(dataDir) ?? Infinity) < FULL_BELOW_BYTES
  const lines = output.trim().split('\n')
  const telling = lines.filter((line) => /FATAL|PANIC|error/i.test(line))
  const detail = `${dataDir}: ${(telling.length ? telling : lines).slice(-3).join(' | ')}`
  return new DatabaseError(code ?? (full ? 'database.disk_full' : 'database.start_failed'), detail)
}

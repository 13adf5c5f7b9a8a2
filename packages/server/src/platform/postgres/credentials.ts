import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { errorCode, folderError } from './errors.ts'

/** Passwords of the two logins of the embedded cluster. */
export type Credentials = { admin: string; app: string }

/** Reads the generated passwords from `credentials.json` in the data folder; undefined when missing or damaged. */
export function readCredentials(dataDir: string): Credentials | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8'))
    if (!value || typeof value !== 'object' || !('admin' in value) || !('app' in value)) return undefined
    const { admin, app } = value
    return typeof admin === 'string' && typeof app === 'string' && admin && app ? { admin, app } : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw folderError(error, dataDir)
  }
}

/** Generates new passwords and stores them, readable by the owner of the folder alone. */
export function createCredentials(dataDir: string): Credentials {
  const made = { admin: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') }
  const path = join(dataDir, 'credentials.json')
  try {
    writeFileSync(`${path}.new`, JSON.stringify(made), { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
    return made
  } catch (error) {
    throw folderError(error, path)
  }
}

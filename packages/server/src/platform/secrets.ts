import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Passwords of other systems, and links that must not be guessed. The key is the installation's: whoever has the database alone can
 * read neither. A new key makes what was sealed unreadable: it has to be entered again, and links in mails sent before lead nowhere.
 */
export interface Secrets {
  /** A text that only `open` reads; AES-256-GCM, bound to `context` (organisation and what it is for). */
  seal(text: string, context: string): string
  /** Null when it was sealed with another key, for something else, or changed. */
  open(sealed: string, context: string): string | null
  /** 16 bytes that nobody else can make for this message. */
  sign(message: string): Buffer
  verify(message: string, signature: Buffer): boolean
  /** So many bytes that are this installation's for `use`, and always the same. */
  derive(use: string, bytes: number): Buffer
}

export function secretsOf(master: Buffer): Secrets {
  const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', master, '', `sluice ${use}`, bytes))
  const [sealing, signing] = [derive('seal', 32), derive('sign', 32)]
  const sign = (message: string) => createHmac('sha256', signing).update(message).digest().subarray(0, 16)
  return {
    seal(text, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(3), 'base64url')
      if (!sealed.startsWith('v1.') || bytes.length < 28) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
    sign,
    verify: (message, signature) => signature.length === 16 && timingSafeEqual(signature, sign(message)),
    derive,
  }
}

/** The key of this installation: SLUICE_SECRET_KEY, else a file in the data folder that is made once and read by its owner alone. */
export function readSecretKey(setting: string | undefined, folder: string): Buffer {
  if (setting !== undefined) return Buffer.from(hkdfSync('sha256', setting, '', 'sluice master', 32))
  const path = join(folder, 'secret.key')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    const fresh = `${path}.${randomBytes(6).toString('hex')}`
    writeFileSync(fresh, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
    try {
      // A link is made whole or not at all: of two that start at once, both read the first one's key.
      linkSync(fresh, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`${path} does not hold a key of 32 bytes`)
  return key
}

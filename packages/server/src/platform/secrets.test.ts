import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSecretKey, secretsOf } from './secrets.ts'

const secrets = secretsOf(Buffer.alloc(32, 7))

test('what was sealed opens with the same key for the same use only, and shows nothing', () => {
  const sealed = secrets.seal('p@ss 密码', 'org-1 smtp')
  expect(sealed).not.toContain('p@ss')
  expect(secrets.seal('p@ss 密码', 'org-1 smtp')).not.toBe(sealed)
  expect(secrets.open(sealed, 'org-1 smtp')).toBe('p@ss 密码')
  expect(secrets.open(sealed, 'org-2 smtp')).toBeNull()
  expect(secretsOf(Buffer.alloc(32, 8)).open(sealed, 'org-1 smtp')).toBeNull()
  const spoilt = Buffer.from(sealed.slice(3), 'base64url')
  spoilt.writeUInt8(spoilt.readUInt8(spoilt.length - 1) ^ 1, spoilt.length - 1)
  expect(secrets.open(`v1.${spoilt.toString('base64url')}`, 'org-1 smtp')).toBeNull()
  expect([secrets.open('', ''), secrets.open('v1.', ''), secrets.open('v1.AAAA', '')]).toEqual([null, null, null])
})

test('a signature fits its message alone', () => {
  const signature = secrets.sign('a')
  expect([secrets.verify('a', signature), secrets.verify('b', signature), secrets.verify('a', signature.subarray(0, 8)), secretsOf(Buffer.alloc(32)).verify('a', signature)]).toEqual([true, false, false, false])
})

test('the key is made once, for its owner alone; one from the environment needs no file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-key-'))
  try {
    const key = readSecretKey(undefined, folder)
    expect(key).toHaveLength(32)
    expect(readSecretKey(undefined, folder)).toEqual(key)
    expect(statSync(join(folder, 'secret.key')).mode & 0o077).toBe(0)
    expect(readSecretKey('a long pass phrase of ours', join(folder, 'nowhere'))).toHaveLength(32)
    writeFileSync(join(folder, 'secret.key'), 'short')
    expect(() => readSecretKey(undefined, folder)).toThrow('32 bytes')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { acquireLock, lockHolder, lockPath } from './cluster-lock.ts'
import { processIdentity } from './process-identity.ts'
import { temporaryFolder } from './test-folders.ts'

test('held until given back; the holder is named; nothing else is left in the folder', () => {
  const dir = temporaryFolder()
  expect(lockHolder(dir)).toBeUndefined()
  const release = acquireLock(dir)
  expect(lockHolder(dir)?.pid).toBe(process.pid)
  expect(() => acquireLock(dir)).toThrow(expect.objectContaining({ code: 'database.folder_locked' }))
  expect(readdirSync(dir)).toEqual(['sluice.lock'])
  release()
  expect(readdirSync(dir)).toEqual([])
})

test('a lock of a dead process, of a reused pid, or of rubbish gives way', () => {
  const dir = temporaryFolder()
  for (const stale of [
    JSON.stringify({ pid: 2 ** 22 + 7, identity: 'gone' }),
    JSON.stringify({ pid: process.pid, identity: 'an earlier process with this pid' }),
    '',
    '{"pid":',
    'null',
  ]) {
    writeFileSync(lockPath(dir), stale)
    expect(lockHolder(dir)).toBeUndefined()
    acquireLock(dir)()
    expect(existsSync(lockPath(dir))).toBe(false)
  }
})

test('giving back does not remove the lock of a later holder', () => {
  const dir = temporaryFolder()
  const release = acquireLock(dir)
  const later = JSON.stringify({ pid: 1, identity: processIdentity(1) ?? 'x' })
  writeFileSync(lockPath(dir), later)
  release()
  expect(existsSync(lockPath(dir))).toBe(true)
})

test('many processes finding one stale lock: exactly one gets it', async () => {
  const dir = temporaryFolder()
  writeFileSync(lockPath(dir), JSON.stringify({ pid: 2 ** 22 + 7, identity: 'gone' }))
  // Each tries at the same moment and then holds on to what it got until the test ends.
  const begin = Date.now() + 1_500
  const script = `
    const { acquireLock } = await import(${JSON.stringify(new URL('cluster-lock.ts', import.meta.url).href)})
    while (Date.now() < ${begin});
    try { acquireLock(${JSON.stringify(dir)}); console.log('got') } catch (error) { console.log(error.code) }
    process.stdin.resume()`
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
      onTestFinished(() => void child.kill('SIGKILL'))
      return new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())))
    }),
  )
  expect(answers.sort()).toEqual([...Array.from({ length: 4 }, () => 'database.folder_locked'), 'got'])
})

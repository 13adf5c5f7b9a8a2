import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../testing/database.ts'
import { clusterDir } from './data-folder.ts'
import { diagnose, type Finding } from './doctor.ts'
import { startEmbedded } from './embedded.ts'
import { silentLog } from './log.ts'
import { temporaryFolder } from './test-folders.ts'

async function report(env: Record<string, string>): Promise<Map<string, Finding>> {
  const findings = await diagnose(env)
  for (const { check, detail, hint } of findings) {
    for (const words of [check, detail, ...(hint ? [hint] : [])]) {
      expect(words.zh).not.toBe('')
      expect(words.en).not.toBe('')
    }
  }
  return new Map(findings.map((finding) => [finding.id, finding]))
}

const failing = (findings: Map<string, Finding>): string[] => [...findings.values()].filter(({ ok }) => !ok).map(({ id }) => id)

test('before the first start nothing is wrong and nothing is made', async () => {
  const parent = temporaryFolder()
  chmodSync(parent, 0o711)
  const findings = await report({ SLUICE_DATA: join(parent, 'new') })
  expect(failing(findings)).toEqual([])
  expect(findings.get('folder')?.detail.en).toContain('first start')
  expect(findings.get('binaries')?.detail.en).toContain('PostgreSQL) 18')
  expect(failing(await report({ SLUICE_DATA: join(parent, 'new') }))).toEqual([])
})

test('a running database is reached from outside, and pending migrations are listed', async () => {
  const dataDir = temporaryFolder()
  const database = await startEmbedded({ dataDir, log: silentLog, throwaway: true })
  onTestFinished(() => database.stop())
  const findings = await report({ SLUICE_DATA: dataDir })
  expect(failing(findings)).toEqual(['migrations'])
  expect(findings.get('lock')?.detail.en).toContain(String(process.pid))
  expect(findings.get('server')?.detail.en).toContain('PostgreSQL 18')
  expect(findings.get('migrations')?.detail.en).toContain('0001_')
  expect(JSON.stringify([...findings.values()])).not.toContain(database.admin.password)
})

test('a damaged folder is named by its code', async () => {
  const dataDir = temporaryFolder()
  mkdirSync(clusterDir(dataDir))
  writeFileSync(join(clusterDir(dataDir), 'PG_VERSION'), '15\n')
  const findings = await report({ SLUICE_DATA: dataDir })
  expect(failing(findings)).toEqual(['files'])
  expect(findings.get('files')?.detail.en).toContain('database.folder_version')
})

test('a folder that cannot be one is named by its code', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  expect(failing(await report({ SLUICE_DATA: join(file, 'data') }))).toContain('folder')
})

test('with DATABASE_URL only that server is looked at', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const { user, password, host, port } = inject('testServer').admin
  const url = `postgres://${user}:${password}@/${database.admin.database}?host=${encodeURIComponent(host)}&port=${port}`
  const findings = await report({ DATABASE_URL: url })
  expect(failing(findings)).toEqual([])
  expect([...findings.keys()]).toEqual(['node', 'server', 'migrations'])
  const refused = await report({ DATABASE_URL: url.replace(password, 'wrong') })
  expect(refused.get('server')?.detail.en).toContain('database.login_refused')
  expect(JSON.stringify([...refused.values()])).not.toContain('wrong')
})

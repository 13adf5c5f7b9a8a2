/**
 * `npm run db:reset [-- --yes]`: deletes the embedded database in the data folder, with everything in it. It stops
 * nothing: while Sluice, or a database it left behind, runs there it refuses. A server of DATABASE_URL is never touched.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { acquireLock } from '../packages/server/src/platform/postgres/cluster-lock.ts'
import { clusterDir, dataFolder } from '../packages/server/src/platform/postgres/data-folder.ts'
import { DatabaseError } from '../packages/server/src/platform/postgres/errors.ts'
import { clusterExists } from '../packages/server/src/platform/postgres/init-cluster.ts'
import { readPostmasterFile } from '../packages/server/src/platform/postgres/postmaster.ts'

const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } })

/** Signal 0 asks only; a process of another user answers EPERM, and lives. */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function agreed(question: string): Promise<boolean> {
  if (values.yes) return true
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^(y|yes|是)$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } finally {
    terminal.close()
  }
}

async function reset(): Promise<number> {
  if (process.env['DATABASE_URL']) {
    console.error('DATABASE_URL 已设置：不会删除您自己的服务器 / DATABASE_URL is set: a server of yours is not touched')
    return 1
  }
  const dataDir = dataFolder(process.env)
  const cluster = clusterDir(dataDir)
  if (!clusterExists(dataDir)) {
    console.log(`没有数据库 / no database: ${cluster}`)
    return 0
  }
  const release = acquireLock(dataDir)
  try {
    const left = readPostmasterFile(cluster)
    if (left && lives(left.pid)) {
      console.error(`数据库仍在运行 / the database still runs: pid ${left.pid}. 请先启动并正常退出 Sluice / start Sluice and end it normally first`)
      return 1
    }
    if (!(await agreed(`删除 ${cluster} 及全部数据 / delete it with all data?`))) {
      console.error('未删除；加 --yes 直接删除 / nothing was deleted; --yes does not ask')
      return 1
    }
    rmSync(cluster, { recursive: true, force: true })
    console.log(`已删除 / deleted: ${cluster}`)
    return 0
  } finally {
    release()
  }
}

try {
  process.exitCode = await reset()
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/app.ts'
import { attempt } from './attempt.ts'
import type { Tx } from './db.ts'
import { newId } from './ids.ts'
import { refuse } from './refusal.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('what is refused leaves nothing behind, inside another attempt too; what went before and comes after stays; a fault goes through', async () => {
  const { orgId } = await t.org()
  const write = (tx: Tx, name: string) => sql`insert into tag (org_id, id, name) values (${orgId}, ${newId()}, ${name})`.execute(tx).then(() => undefined)
  const names = () => t.db.read(orgId, async (tx) => (await sql<{ name: string }>`select name from tag where org_id = ${orgId} and name like '试%' order by name`.execute(tx)).rows.map((row) => row.name))
  const codes = await t.db.write(orgId, async (tx) => {
    await write(tx, '试1')
    const outer = await attempt(tx, async () => {
      await write(tx, '试2')
      const inner = await attempt(tx, async () => {
        await write(tx, '试3')
        refuse('record.not_found')
      })
      expect(inner?.code).toBe('record.not_found')
    })
    const refused = await attempt(tx, async () => {
      await write(tx, '试4')
      refuse('permission.denied')
    })
    await write(tx, '试5')
    return [outer?.code, refused?.code]
  })
  expect(codes).toEqual([undefined, 'permission.denied'])
  expect(await names()).toEqual(['试1', '试2', '试5'])

  await expect(t.db.write(orgId, async (tx) => {
    await write(tx, '试6')
    await attempt(tx, () => sql`select 1 / 0`.execute(tx).then(() => undefined))
  })).rejects.toThrow('division by zero')
  expect(await names()).toEqual(['试1', '试2', '试5'])
})

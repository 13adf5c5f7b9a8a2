import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { dumpSchema } from './schema-dump.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new Client(database.admin)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

test('every kind of change shows, and taking it back restores the text', async () => {
  const before = await dumpSchema(client)
  const changes: Array<[make: string, undo: string, shown: string]> = [
    ['CREATE TABLE zz (a int NOT NULL DEFAULT 3, b text, PRIMARY KEY (a), CHECK (b <> $$x$$))', '', "CONSTRAINT zz_b_check CHECK ((b <> 'x'::text))"],
    ['ALTER TABLE zz ADD c bigint GENERATED ALWAYS AS (a * 2) STORED', '', 'c bigint GENERATED ALWAYS AS ((a * 2)) STORED'],
    ['CREATE INDEX zz_b ON zz (b) WHERE a > 1', '', 'CREATE INDEX zz_b ON public.zz USING btree (b) WHERE (a > 1);'],
    ['ALTER TABLE zz ENABLE ROW LEVEL SECURITY', '', 'ALTER TABLE zz ENABLE ROW LEVEL SECURITY;'],
    ['CREATE POLICY few ON zz FOR SELECT TO sluice_app USING (a > 1)', '', 'CREATE POLICY few ON zz FOR SELECT TO sluice_app USING ((a > 1));'],
    ['GRANT SELECT, INSERT ON zz TO sluice_app', '', 'GRANT INSERT, SELECT ON TABLE zz TO sluice_app;'],
    ['GRANT UPDATE (b) ON zz TO sluice_app', '', 'GRANT UPDATE ON COLUMN zz.b TO sluice_app;'],
    ['CREATE VIEW zv AS SELECT a FROM zz', 'DROP VIEW zv', 'CREATE VIEW zv AS'],
    ['CREATE FUNCTION zf(n int) RETURNS int LANGUAGE sql AS $$ SELECT n $$', 'DROP FUNCTION zf', 'CREATE OR REPLACE FUNCTION public.zf(n integer)'],
    ['REVOKE ALL ON FUNCTION zf(int) FROM public', '', ''],
    ['CREATE TYPE ze AS ENUM ($$b$$, $$a$$)', 'DROP TYPE ze', "CREATE TYPE ze AS ENUM ('b', 'a');"],
    ['CREATE SEQUENCE zs', 'DROP SEQUENCE zs', 'CREATE SEQUENCE zs AS bigint START 1 INCREMENT 1;'],
  ]
  let last = before
  for (const [make, , shown] of changes) {
    await client.query(make)
    const now = await dumpSchema(client)
    expect(now, make).not.toBe(last)
    expect(now).toContain(shown)
    last = now
  }
  for (const [, undo] of changes.toReversed()) if (undo) await client.query(undo)
  await client.query('DROP TABLE zz')
  expect(await dumpSchema(client)).toBe(before)
})

test('the order in which things were made does not matter', async () => {
  await client.query('CREATE TABLE z1 (a int); CREATE TABLE z2 (a int); CREATE INDEX i1 ON z1 (a); CREATE INDEX i2 ON z2 (a)')
  const one = await dumpSchema(client)
  await client.query('DROP TABLE z1, z2; CREATE TABLE z2 (a int); CREATE INDEX i2 ON z2 (a); CREATE TABLE z1 (a int); CREATE INDEX i1 ON z1 (a)')
  expect(await dumpSchema(client)).toBe(one)
})

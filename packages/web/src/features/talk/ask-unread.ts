import { listUnread } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { call } from '../../api/client.ts'

type Unread = ResponseOf<typeof listUnread>['items'][number]
interface Waiting {
  id: string
  done: (found: Unread | null) => void
  fail: (error: unknown) => void
}
const waiting = new Map<SubjectType, Waiting[]>()
const atOnce = 200

/** What is unread of a record; null: nothing. Those asked for in the same moment (the rows of a list) go in one question. */
export function askUnread(type: SubjectType, id: string): Promise<Unread | null> {
  return new Promise((done, fail) => {
    const queue = waiting.get(type)
    if (queue !== undefined) return void queue.push({ id, done, fail })
    waiting.set(type, [{ id, done, fail }])
    setTimeout(() => {
      const asked = waiting.get(type) ?? []
      waiting.delete(type)
      for (let from = 0; from < asked.length; from += atOnce) void ask(type, asked.slice(from, from + atOnce))
    }, 20)
  })
}

async function ask(subjectType: SubjectType, asked: readonly Waiting[]): Promise<void> {
  try {
    const { items } = await call(listUnread, { query: { subjectType, ids: [...new Set(asked.map(({ id }) => id))].join(',') } })
    const found = new Map(items.map((one) => [one.id, one]))
    for (const { id, done } of asked) done(found.get(id) ?? null)
  } catch (error) {
    for (const { fail } of asked) fail(error)
  }
}

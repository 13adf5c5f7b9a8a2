import { changeMailSettings, changeSequence, createMailTemplate, createSequence, publishSequence, type SequencePage } from '@sluice/core/nurture/contract'
import type { sequenceDefinition } from '@sluice/core/nurture/sequence'
import type { z } from 'zod'
import type { TestApp, TestClient } from '../../testing/app.ts'

export type DraftIn = z.input<typeof sequenceDefinition>

/** The organisation's mails go to this port, at any hour, from one sender. */
export const setUpMail = (client: TestClient, port: number, more: object = {}) =>
  client.ok(changeMailSettings, {
    version: 0,
    body: { host: '127.0.0.1', port, security: 'none', senders: [{ id: 'main', name: '云帆科技', address: 'hello@sender.example', replyTo: null }], sendFrom: '00:00', sendTo: '00:00', capMails: 50, ...more },
  })

export const templateOf = (client: TestClient, more: object = {}) =>
  client.ok(createMailTemplate, { body: { name: '欢迎', subject: '{{ lead.name }}，您好', body: '您好 {{ lead.name }}：\n\n请看[案例](https://example.cn/case?a=1)。\n\n{{ owner.name }}', ...more } })

/** A sequence that is published and runs. */
export async function publish(client: TestClient, draft: DraftIn, name = '培育'): Promise<SequencePage> {
  const made = await client.ok(createSequence, { body: { name } })
  const saved = await client.ok(changeSequence, { params: { id: made.id }, version: made.version, body: { draft } })
  return client.ok(publishSequence, { params: { id: made.id }, version: saved.version, body: {} })
}

/** One round of the periodic work at the time of the test's clock. */
export const round = (t: TestApp) => t.app.schedule.round(['nurture'])

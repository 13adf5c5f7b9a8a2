import { chatNobody, chatUnreachable } from '@sluice/core/messages/chat-app-faults'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWecom } from '../wecom/open-wecom.ts'
import { openChatApps } from './open-chat-apps.ts'

/** A gateway before the platforms that is out of order, and says so in JSON of its own. */
const asked: string[] = []
let answer: object = {}
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => new Promise<void>((done) => server.close(() => done())))

const kinds = ['wecom', 'dingtalk', 'feishu'] as const
const account = { clientId: 'id', agentId: '1', secret: 'secret' }
const message = { id: 'm', title: '通知', text: '', url: null, at: '2026-03-02T02:00:00.000Z' }
const opened = () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const now = () => new Date(message.at)
  return openChatApps(openWecom(url, now), { dingtalk: url, feishu: url }, now)
}

test('a server error passes, whatever its body says', async () => {
  for (const body of [{ message: 'bad gateway' }, { errcode: 40_035, code: 230_001 }]) {
    answer = body
    for (const kind of kinds) expect(await opened().send({ kind, ...account }, 'zhangsan', message)).toMatchObject({ kind: 'unreached', code: chatUnreachable })
  }
})

test('nothing is written to everybody, or to several', async () => {
  asked.length = 0
  for (const kind of kinds) for (const id of ['@all', '@x', 'a|b', 'a,b']) expect(await opened().send({ kind, ...account }, id, message)).toMatchObject({ kind: 'refused', code: chatNobody })
  expect(asked).toEqual([])
})

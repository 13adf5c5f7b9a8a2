import { chatNobody, chatNotUnderstood, chatUnreachable } from '@sluice/core/messages/chat-app-faults'
import { plainInChat } from '@sluice/core/messages/chat-text'
import { cutText } from '@sluice/core/messages/cut-text'
import { z } from 'zod'
import { askJson } from '../ask-json.ts'
import { feishuCard } from '../robots/feishu.ts'
import { ChatAppError, type AppPlatform } from './platform.ts'

const patienceMs = 8000
const tokenAnswer = z.object({ tenant_access_token: z.string().min(1).max(2000), expire: z.number().int().min(0).max(100_000) })
const foundAnswer = z.object({ data: z.object({ user_list: z.array(z.object({ user_id: z.string().optional() })).default([]) }) })
const status = z.object({ code: z.number().int(), msg: z.string().default('') })

/** Which of a person's ids it is, by its form. */
const idType = (id: string) => (id.startsWith('ou_') ? 'open_id' : id.startsWith('on_') ? 'union_id' : id.includes('@') ? 'email' : 'user_id')

/**
 * 飞书「自建应用获取 tenant_access_token」, 「发送消息」 (im/v1/messages, https://open.feishu.cn/document/server-docs/im-v1/message/create) and 「通过手机号或邮箱获取用户 ID」
 * (contact/v3/users/batch_get_id): a card of at most 30 KB; the same `uuid` (50 characters) within an hour is sent once.
 */
export function feishuApp(base: string): AppPlatform {
  const ask = async <T extends z.ZodType>(schema: T, path: string, token: string | null, body: unknown): Promise<z.output<T>> => {
    const told = await askJson(`${base.replace(/\/+$/, '')}${path}`, body, { patienceMs, headers: token === null ? {} : { authorization: `Bearer ${token}` } })
    if (told === null) throw new ChatAppError(chatUnreachable)
    // A gateway before the platform speaks JSON too: it passes, whatever it says.
    if (told.status >= 500) throw new ChatAppError(chatUnreachable, `HTTP ${told.status}`)
    const state = status.safeParse(told.answer)
    if (!state.success) throw new ChatAppError(told.status === 429 ? 99_991_400 : chatNotUnderstood, `HTTP ${told.status}`)
    if (state.data.code !== 0) throw new ChatAppError(state.data.code, state.data.msg)
    const result = schema.safeParse(told.answer)
    if (!result.success) throw new ChatAppError(chatNotUnderstood)
    return result.data
  }
  return {
    async token({ clientId, secret }) {
      const answer = await ask(tokenAnswer, '/open-apis/auth/v3/tenant_access_token/internal', null, { app_id: clientId, app_secret: secret })
      return { token: answer.tenant_access_token, seconds: answer.expire }
    },
    async send(token, _, externalId, { id, title, text, url }) {
      const card = feishuCard({ title: cutText(title, 180), text: text === '' ? plainInChat(title) : plainInChat(text), url })
      await ask(z.object({ data: z.object({ message_id: z.string() }) }), `/open-apis/im/v1/messages?receive_id_type=${idType(externalId)}`, token, { receive_id: externalId, msg_type: 'interactive', content: JSON.stringify(card), uuid: id.slice(0, 50) })
    },
    async find(token, mobile) {
      const { data } = await ask(foundAnswer, '/open-apis/contact/v3/users/batch_get_id?user_id_type=open_id', token, { mobiles: [mobile] })
      return data.user_list[0]?.user_id ?? Promise.reject(new ChatAppError(chatNobody))
    },
  }
}

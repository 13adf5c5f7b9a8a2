import { chatNotUnderstood, chatUnreachable } from '@sluice/core/messages/chat-app-faults'
import { cutText } from '@sluice/core/messages/cut-text'
import { plainInChat } from '@sluice/core/messages/chat-text'
import { z } from 'zod'
import { askJson } from '../ask-json.ts'
import { ChatAppError, type AppPlatform } from './platform.ts'

const patienceMs = 8000
const tokenAnswer = z.object({ access_token: z.string().min(1).max(2000), expires_in: z.number().int().min(0).max(100_000) })
const foundAnswer = z.object({ result: z.object({ userid: z.string().min(1).max(64) }) })
const status = z.object({ errcode: z.number().int(), errmsg: z.string().default(''), sub_code: z.string().optional(), sub_msg: z.string().optional() })

/** By its clock it is told apart from the same words earlier that day, which DingTalk would take for a repetition. */
const clockOf = (at: string) => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(new Date(at))

/**
 * 钉钉「获取企业内部应用的 access_token」, 「发送工作通知」 (topapi/message/corpconversation/asyncsend_v2) and 「根据手机号查询用户」 (topapi/v2/user/getbymobile),
 * https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages: a message of at most 2048 bytes, a card's title of 64
 * characters, its text of 1000, its button of 20, its address of 500.
 */
export function dingtalkApp(base: string): AppPlatform {
  const ask = async <T extends z.ZodType>(schema: T, path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<z.output<T>> => {
    const told = await askJson(`${base.replace(/\/+$/, '')}${path}?${new URLSearchParams(query).toString()}`, body, { patienceMs })
    if (told === null) throw new ChatAppError(chatUnreachable)
    // A gateway before the platform speaks JSON too: it passes, whatever it says.
    if (told.status >= 500) throw new ChatAppError(chatUnreachable, `HTTP ${told.status}`)
    const state = status.safeParse(told.answer)
    if (!state.success) throw new ChatAppError(told.status === 429 ? 90_018 : chatNotUnderstood, `HTTP ${told.status}`)
    const { errcode, errmsg, sub_code: sub, sub_msg: subSaid } = state.data
    // 88 wraps what an older interface said.
    if (errcode !== 0) throw new ChatAppError(errcode === 88 && sub !== undefined && /^\d+$/.test(sub) ? Number(sub) : errcode, subSaid ?? errmsg)
    const result = schema.safeParse(told.answer)
    if (!result.success) throw new ChatAppError(chatNotUnderstood)
    return result.data
  }
  return {
    async token({ clientId, secret }) {
      const answer = await ask(tokenAnswer, '/gettoken', { appkey: clientId, appsecret: secret }, null)
      return { token: answer.access_token, seconds: answer.expires_in }
    },
    async send(token, { agentId }, externalId, { title, text, url, at }) {
      const heading = cutText(plainInChat(title), 180)
      const markdown = [`**${heading}**`, ...(text === '' ? [] : [`> ${cutText(plainInChat(text), 900)}`]), clockOf(at)].join('\n\n')
      const hasCard = url !== null && url.length <= 500
      const msg = hasCard
        ? { msgtype: 'action_card', action_card: { title: cutText(heading, 64), markdown, single_title: '查看详情', single_url: url } }
        : { msgtype: 'markdown', markdown: { title: cutText(heading, 64), text: markdown } }
      await ask(z.object({ task_id: z.number() }), '/topapi/message/corpconversation/asyncsend_v2', { access_token: token }, { agent_id: Number(agentId), userid_list: externalId, msg })
    },
    find: async (token, mobile) => (await ask(foundAnswer, '/topapi/v2/user/getbymobile', { access_token: token }, { mobile })).result.userid,
  }
}

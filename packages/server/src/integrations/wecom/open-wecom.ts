import { isOnePerson } from '@sluice/core/messages/chat-app'
import { errcodeKind, notUnderstood, unreachable } from '@sluice/core/wecom/errcodes'
import { externalContact } from '@sluice/core/wecom/external-contact'
import { WecomError, type WecomAccount, type WecomGateway } from '@sluice/core/wecom/gateway'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { askJson } from '../ask-json.ts'
import { keepTokens } from '../kept-tokens.ts'
import { fetchPicture } from './fetch-picture.ts'

const patienceMs = 8000
/** The same message to the same person again within so many seconds is taken once; WeCom allows up to four hours. */
const repeatSeconds = 14_400

/**
 * WeCom's customer contact over HTTP: https://developer.work.weixin.qq.com/document/path/92109. `base` is the operator's (platform/env), never an
 * organisation's. Tokens are kept in memory by company and secret, and fetched once however many ask at the same time; one that WeCom calls over is
 * fetched anew and the call made once more. No error holds an address, for addresses hold tokens.
 */
export function openWecom(base: string, now: () => Date): WecomGateway {
  const tokens = keepTokens(now)
  const keyOf = ({ corpId, secret }: WecomAccount) => createHash('sha256').update(JSON.stringify([corpId, secret])).digest('base64')

  const fetchToken = async (account: WecomAccount): Promise<{ token: string; seconds: number }> => {
    const answer = await ask(address('/cgi-bin/gettoken', { corpid: account.corpId, corpsecret: account.secret }), null)
    const { access_token: token, expires_in: seconds } = read(tokenAnswer, answer)
    return { token, seconds }
  }
  const tokenOf = (account: WecomAccount): Promise<string> => tokens.get(keyOf(account), () => fetchToken(account))
  const address = (path: string, query: Readonly<Record<string, string>>) => `${base.replace(/\/+$/, '')}${path}?${new URLSearchParams(query).toString()}`

  const call = async (account: WecomAccount, path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      const token = await tokenOf(account)
      try {
        return await ask(address(path, { access_token: token, ...query }), body)
      } catch (error) {
        if (attempt > 1 || !(error instanceof WecomError) || errcodeKind(error.errcode) !== 'token') throw error
        await tokens.drop(keyOf(account), token)
      }
    }
  }

  return {
    host: new URL(base).host,
    async check(account) {
      await tokens.drop(keyOf(account))
      await tokenOf(account)
    },
    async contact(account, externalUserid) {
      return read(externalContact, await call(account, '/cgi-bin/externalcontact/get', { external_userid: externalUserid }, null))
    },
    async addContactWay(account, { userids, state, remark }) {
      const answer = read(wayAnswer, await call(account, '/cgi-bin/externalcontact/add_contact_way', {}, { type: userids.length === 1 ? 1 : 2, scene: 2, remark, skip_verify: true, state, user: userids }))
      return { configId: answer.config_id, qrUrl: answer.qr_code }
    },
    async removeContactWay(account, configId) {
      await call(account, '/cgi-bin/externalcontact/del_contact_way', {}, { config_id: configId })
    },
    async sendMessage(account, { agentId, userid, content }) {
      if (!isOnePerson(userid)) throw new WecomError(noReceiver)
      const answer = read(sentAnswer, await call(account, '/cgi-bin/message/send', {}, { touser: userid, agentid: Number(agentId), ...content, enable_duplicate_check: 1, duplicate_check_interval: repeatSeconds }))
      // Taken, and written to nobody.
      if (answer.invaliduser !== '' || answer.unlicenseduser !== '') throw new WecomError(noReceiver)
    },
    async useridOf(account, mobile) {
      return read(useridAnswer, await call(account, '/cgi-bin/user/getuserid', {}, { mobile })).userid
    },
    picture: (url) => fetchPicture(url, base, patienceMs),
  }
}

const status = z.object({ errcode: z.number().int().default(0) })
const tokenAnswer = z.object({ access_token: z.string().min(1).max(2000), expires_in: z.number().int().min(0).max(100_000) })
const wayAnswer = z.object({ config_id: z.string().min(1).max(200), qr_code: z.string().min(1).max(2000) })

const sentAnswer = z.object({ invaliduser: z.string().default(''), unlicenseduser: z.string().default('') })
const useridAnswer = z.object({ userid: z.string().min(1).max(64) })
/** WeCom's own for "all receivers are unknown, or the app may not see them". */
const noReceiver = 81013

function read<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  const result = schema.safeParse(answer)
  if (!result.success) throw new WecomError(notUnderstood)
  return result.data
}

/** One request; null as body is a GET. @throws WecomError */
async function ask(url: string, body: unknown): Promise<unknown> {
  const told = await askJson(url, body, { patienceMs })
  if (told === null || told.status < 200 || told.status > 299) throw new WecomError(unreachable)
  const { answer } = told
  const { errcode } = read(status, answer)
  if (errcode !== 0) throw new WecomError(errcode)
  return answer
}

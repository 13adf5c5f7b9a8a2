import { errcodeKind, notUnderstood, unreachable } from '@sluice/core/wecom/errcodes'
import { externalContact } from '@sluice/core/wecom/external-contact'
import { WecomError, type WecomAccount, type WecomGateway } from '@sluice/core/wecom/gateway'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fetchPicture, readBounded } from './fetch-picture.ts'

const patienceMs = 8000
const answerBytes = 1024 * 1024
/** A token is fetched anew this long before it ends. */
const marginMs = 5 * 60_000
const mostTokens = 1000

/**
 * WeCom's customer contact over HTTP: https://developer.work.weixin.qq.com/document/path/92109. `base` is the operator's (platform/env), never an
 * organisation's. Tokens are kept in memory by company and secret, and fetched once however many ask at the same time; one that WeCom calls over is
 * fetched anew and the call made once more. No error holds an address, for addresses hold tokens.
 */
export function openWecom(base: string, now: () => Date): WecomGateway {
  const tokens = new Map<string, { token: Promise<string>; endsAt: number }>()
  const keyOf = ({ corpId, secret }: WecomAccount) => createHash('sha256').update(JSON.stringify([corpId, secret])).digest('base64')

  const fetchToken = async (account: WecomAccount): Promise<{ token: string; seconds: number }> => {
    const answer = await ask(address('/cgi-bin/gettoken', { corpid: account.corpId, corpsecret: account.secret }), null)
    const { access_token: token, expires_in: seconds } = read(tokenAnswer, answer)
    return { token, seconds }
  }
  const tokenOf = (account: WecomAccount): Promise<string> => {
    const key = keyOf(account)
    const kept = tokens.get(key)
    if (kept !== undefined && kept.endsAt > now().getTime()) return kept.token
    const entry = { token: Promise.resolve(''), endsAt: now().getTime() + patienceMs }
    entry.token = fetchToken(account).then(({ token, seconds }) => {
      entry.endsAt = now().getTime() + Math.max(0, seconds * 1000 - marginMs)
      return token
    }, (error: unknown) => {
      if (tokens.get(key) === entry) tokens.delete(key)
      throw error
    })
    tokens.delete(key)
    tokens.set(key, entry)
    const [oldest] = tokens.keys()
    if (tokens.size > mostTokens && oldest !== undefined) tokens.delete(oldest)
    return entry.token
  }
  const address = (path: string, query: Readonly<Record<string, string>>) => `${base.replace(/\/+$/, '')}${path}?${new URLSearchParams(query).toString()}`

  const call = async (account: WecomAccount, path: string, query: Readonly<Record<string, string>>, body: unknown): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      const token = await tokenOf(account)
      try {
        return await ask(address(path, { access_token: token, ...query }), body)
      } catch (error) {
        if (attempt > 1 || !(error instanceof WecomError) || errcodeKind(error.errcode) !== 'token') throw error
        // Only the token that was refused: another call may have fetched the next meanwhile.
        const kept = tokens.get(keyOf(account))
        if (kept !== undefined && (await kept.token.catch(() => '')) === token) tokens.delete(keyOf(account))
      }
    }
  }

  return {
    host: new URL(base).host,
    async check(account) {
      tokens.delete(keyOf(account))
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
    picture: (url) => fetchPicture(url, base, patienceMs),
  }
}

const status = z.object({ errcode: z.number().int().default(0) })
const tokenAnswer = z.object({ access_token: z.string().min(1).max(2000), expires_in: z.number().int().min(0).max(100_000) })
const wayAnswer = z.object({ config_id: z.string().min(1).max(200), qr_code: z.string().min(1).max(2000) })

function read<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
  const result = schema.safeParse(answer)
  if (!result.success) throw new WecomError(notUnderstood)
  return result.data
}

/** One request; null as body is a GET. @throws WecomError */
async function ask(url: string, body: unknown): Promise<unknown> {
  let answer: unknown
  try {
    const response = await fetch(url, {
      redirect: 'error', signal: AbortSignal.timeout(patienceMs),
      ...(body !== null && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const bytes = await readBounded(response, answerBytes)
    if (!response.ok || bytes === null) throw new WecomError(unreachable)
    answer = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new WecomError(unreachable)
  }
  const { errcode } = read(status, answer)
  if (errcode !== 0) throw new WecomError(errcode)
  return answer
}

import { isOnePerson, type ChatAppAccount, type ChatAppGateway, type ChatAppResult } from '@sluice/core/messages/chat-app'
import { chatFault, chatNobody, chatUnreachable } from '@sluice/core/messages/chat-app-faults'
import { WecomError, type WecomGateway } from '@sluice/core/wecom/gateway'
import { createHash } from 'node:crypto'
import { keepTokens } from '../kept-tokens.ts'
import { dingtalkApp } from './dingtalk.ts'
import { feishuApp } from './feishu.ts'
import { ChatAppError, type AppPlatform } from './platform.ts'
import { wecomContent } from './wecom.ts'

/** Apps of chat platforms over HTTP. WeCom's calls are those of its own client; where calls go is the operator's (platform/env), never an organisation's. */
export function openChatApps(wecom: WecomGateway, bases: { dingtalk: string; feishu: string }, now: () => Date): ChatAppGateway {
  const tokens = keepTokens(now)
  const platforms: Record<'dingtalk' | 'feishu', AppPlatform> = { dingtalk: dingtalkApp(bases.dingtalk), feishu: feishuApp(bases.feishu) }
  const keyOf = ({ kind, clientId, secret }: ChatAppAccount) => createHash('sha256').update(JSON.stringify([kind, clientId, secret])).digest('base64')

  /** With a token; one that the platform calls over is fetched anew, and the call made once more. */
  const withToken = async <T>(account: ChatAppAccount, platform: AppPlatform, call: (token: string) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const token = await tokens.get(keyOf(account), () => platform.token(account))
      try {
        return await call(token)
      } catch (error) {
        if (attempt > 1 || !(error instanceof ChatAppError) || chatFault(account.kind, error.code) !== 'token') throw error
        await tokens.drop(keyOf(account), token)
      }
    }
  }
  const send = (account: ChatAppAccount, externalId: string, message: Parameters<ChatAppGateway['send']>[2]): Promise<void> => {
    const { kind, clientId, secret, agentId } = account
    if (kind === 'wecom') return wecom.sendMessage({ corpId: clientId, secret }, { agentId, userid: externalId, content: wecomContent(message) })
    return withToken(account, platforms[kind], (token) => platforms[kind].send(token, account, externalId, message))
  }
  return {
    hosts: { wecom: wecom.host, dingtalk: new URL(bases.dingtalk).host, feishu: new URL(bases.feishu).host },
    async check(account) {
      const { kind, clientId, secret } = account
      try {
        if (kind === 'wecom') await wecom.check({ corpId: clientId, secret })
        else {
          await tokens.drop(keyOf(account))
          await tokens.get(keyOf(account), () => platforms[kind].token(account))
        }
        return null
      } catch (error) {
        return faultOf(error).code
      }
    },
    async findByMobile(account, mobile) {
      const { kind, clientId, secret } = account
      try {
        return { externalId: kind === 'wecom' ? await wecom.useridOf({ corpId: clientId, secret }, mobile) : await withToken(account, platforms[kind], (token) => platforms[kind].find(token, mobile)) }
      } catch (error) {
        return { code: faultOf(error).code }
      }
    },
    async send(account, externalId, message): Promise<ChatAppResult> {
      try {
        if (!isOnePerson(externalId)) throw new ChatAppError(chatNobody, 'not one person')
        await send(account, externalId, message)
        return { kind: 'posted' }
      } catch (error) {
        const { code, said } = faultOf(error)
        const met = chatFault(account.kind, code)
        const told = { said: said === '' ? String(code) : `${code} ${said}`, code }
        if (met === 'rate') return { kind: 'rate', waitMs: 60_000, ...told }
        // All three take the same message once: what may have arrived may be sent again for a while.
        return { kind: met === 'setting' ? 'setting' : met === 'final' ? 'refused' : 'unreached', ...told }
      }
    },
  }
}

function faultOf(error: unknown): { code: number; said: string } {
  if (error instanceof WecomError) return { code: error.errcode, said: '' }
  if (error instanceof ChatAppError) return error
  return { code: chatUnreachable, said: '' }
}

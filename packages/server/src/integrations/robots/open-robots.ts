import type { RobotGateway } from '@sluice/core/messages/robot'
import { post, type Reach } from '../../platform/outgoing.ts'
import { dingtalkAnswer, dingtalkRequest } from './dingtalk.ts'
import { feishuAnswer, feishuRequest } from './feishu.ts'
import type { Platform } from './platform.ts'
import { wecomAnswer, wecomRequest } from './wecom.ts'

const patienceMs = 8000

const platforms: Record<'wecom' | 'dingtalk' | 'feishu', Platform> = {
  wecom: { request: wecomRequest, meet: wecomAnswer },
  dingtalk: { request: dingtalkRequest, meet: dingtalkAnswer },
  feishu: { request: feishuRequest, meet: feishuAnswer },
}

/** Group robots over HTTP. What a platform answers with an error code was surely not posted; any other answer leaves that open. */
export function openRobots(reach: Reach): RobotGateway {
  return {
    async post(target, message, now) {
      const { request, meet } = platforms[target.kind]
      const outcome = await post({ ...request(target, message, now), headers: {}, patienceMs }, reach)
      if (outcome.kind === 'failed') return { kind: outcome.isLost ? 'unknown' : 'unreached', said: outcome.said }
      const answer = readAnswer(outcome.body)
      if (outcome.status === 429) return { kind: 'rate', waitMs: Math.min(outcome.retryAfterMs ?? 60_000, 3_600_000), said: 'HTTP 429' }
      if (answer === null) return outcome.status >= 400 && outcome.status < 500 ? { kind: 'setting', said: `HTTP ${outcome.status}` } : { kind: 'unknown', said: `HTTP ${outcome.status}` }
      const { code, text } = answer
      if (code === 0) return { kind: 'posted' }
      const said = `${code} ${text}`.slice(0, 500)
      return meet(code) === 'rate' ? { kind: 'rate', waitMs: platforms[target.kind] === platforms.dingtalk ? 600_000 : 60_000, said } : { kind: meet(code) === 'setting' ? 'setting' : 'refused', said }
    },
  }
}

/** All three answer with a number, 0 for done; Feishu's older form calls it StatusCode. Null: it is none of theirs. */
function readAnswer(body: string): { code: number; text: string } | null {
  let answer: Record<string, unknown>
  try {
    answer = Object(JSON.parse(body)) as Record<string, unknown>
  } catch {
    return null
  }
  const code = answer['errcode'] ?? answer['code'] ?? answer['StatusCode']
  const text = answer['errmsg'] ?? answer['msg'] ?? answer['StatusMessage']
  return typeof code === 'number' ? { code, text: typeof text === 'string' ? text : '' } : null
}

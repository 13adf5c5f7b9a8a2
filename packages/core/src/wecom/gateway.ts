import type { z } from 'zod'
import type { externalContact } from './external-contact.ts'

/** Whom WeCom knows us as: a company and the secret of its customer-contact app. */
export interface WecomAccount {
  corpId: string
  secret: string
}
export type ExternalContact = z.output<typeof externalContact>

/** A call that was not done: WeCom's own `errcode`, or one of ours (errcodes.ts). Holds nothing secret. */
export class WecomError extends Error {
  readonly errcode: number
  constructor(errcode: number) {
    super(`WeCom: errcode ${errcode}`)
    this.errcode = errcode
  }
}

/** WeCom's customer contact and app messages, as far as we use them. All throw WecomError. */
export interface WecomGateway {
  /** Where calls go: shown to administrators of private deployments. */
  host: string
  /** Gets a new token, whatever is kept: do id and secret fit? */
  check(account: WecomAccount): Promise<void>
  contact(account: WecomAccount, externalUserid: string): Promise<ExternalContact>
  addContactWay(account: WecomAccount, way: { userids: readonly string[]; state: string; remark: string }): Promise<{ configId: string; qrUrl: string }>
  removeContactWay(account: WecomAccount, configId: string): Promise<void>
  /** Writes to one employee by an app: https://developer.work.weixin.qq.com/document/path/90236. `content` is `msgtype` with what belongs to it. */
  sendMessage(account: WecomAccount, message: { agentId: string; userid: string; content: Readonly<Record<string, unknown>> }): Promise<void>
  /** The employee with this mobile number: https://developer.work.weixin.qq.com/document/path/95402. */
  useridOf(account: WecomAccount, mobile: string): Promise<string>
  /** The picture at the address that `addContactWay` answered, as a data URL; null when it is none, or not to be had. */
  picture(url: string): Promise<string | null>
}

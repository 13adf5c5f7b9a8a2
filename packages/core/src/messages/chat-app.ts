import type { PostResult, RobotKind } from './robot.ts'

/** Apps of chat platforms (应用消息) by which single people are written to. The clients are the server's `integrations/chat-apps`. */

/** Whom a platform knows us as: CorpID, AgentId and secret of WeCom, AppKey, AgentId and AppSecret of DingTalk, App ID and App Secret of Feishu (no agent). */
export interface ChatAppAccount {
  kind: RobotKind
  clientId: string
  agentId: string
  secret: string
}

/** Plain text. `url` is where "open" leads; null where it is not known what we are called. */
export interface ChatAppMessage {
  /** The same is taken once by platforms that can tell. */
  id: string
  title: string
  text: string
  url: string | null
  /** When it was written, ISO UTC. */
  at: string
}

/** `code` is the platform's own, or one of ours (chat-app-faults.ts). */
export type ChatAppResult = PostResult & { code?: number }

export interface ChatAppGateway {
  /** Where calls go: shown to administrators of private deployments. */
  hosts: Readonly<Record<RobotKind, string>>
  /** Gets a new token: do id and secret fit? Null when they do, else the code. */
  check(account: ChatAppAccount): Promise<number | null>
  /** Who has this mobile number. */
  findByMobile(account: ChatAppAccount, mobile: string): Promise<{ externalId: string } | { code: number }>
  send(account: ChatAppAccount, externalId: string, message: ChatAppMessage): Promise<ChatAppResult>
}

/**
 * WeCom drops without a word what exceeds 30 messages a minute or 1000 an hour to one person, DingTalk what exceeds 500 a day; Feishu takes five a second.
 * What is too much waits here.
 */
export const toOnePerson = { aMinute: 15, aDay: 500 }

/** Whether an id is that of one person: `@all` is a whole company for WeCom, `|` and `,` part several receivers. */
export const isOnePerson = (externalId: string): boolean => /^[^@|,\s][^|,\s]*$/u.test(externalId)

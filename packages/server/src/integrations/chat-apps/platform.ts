import type { ChatAppAccount, ChatAppMessage } from '@sluice/core/messages/chat-app'

/** A call that was not done: the platform's own code, or one of ours. Holds nothing secret. */
export class ChatAppError extends Error {
  readonly code: number
  readonly said: string
  constructor(code: number, said = '') {
    super(`chat app: ${code}`)
    this.code = code
    this.said = said.slice(0, 300)
  }
}

/** How one platform is spoken to. All throw ChatAppError. */
export interface AppPlatform {
  token(account: ChatAppAccount): Promise<{ token: string; seconds: number }>
  send(token: string, account: ChatAppAccount, externalId: string, message: ChatAppMessage): Promise<void>
  find(token: string, mobile: string): Promise<string>
}

/** Group robots of chat platforms (机器人): what is said by them, and how their answers are met. The clients are the server's `integrations/robots`. */

export const robotKinds = ['wecom', 'dingtalk', 'feishu'] as const
export type RobotKind = (typeof robotKinds)[number]

/** Which robot: the whole address that its platform gave, key included, and the secret where it signs. */
export interface RobotTarget {
  kind: RobotKind
  address: string
  secret: string | null
}

/** What is posted. `text` is markdown; `url` is where "open" leads. */
export interface RobotMessage {
  title: string
  text: string
  url: string | null
}

/** What became of a post. Only `unknown` may or may not have arrived. */
export type PostResult =
  | { kind: 'posted' }
  /** Too many: the whole robot waits for so long. */
  | { kind: 'rate'; waitMs: number; said: string }
  /** What an administrator has to set right: key, signature, words that must occur, trusted addresses. */
  | { kind: 'setting'; said: string }
  /** This message will not be taken, however often it is sent. */
  | { kind: 'refused'; said: string }
  /** Nothing has left. */
  | { kind: 'unreached'; said: string }
  | { kind: 'unknown'; said: string }

export interface RobotGateway {
  /** The platform is asked at `now`: signatures hold for a time. */
  post(target: RobotTarget, message: RobotMessage, now: Date): Promise<PostResult>
}

/** All three take 20 posts a minute (Feishu more, but no more than five a second); what is too much waits here instead of being refused there. */
export const postsPerMinute = 20

/** Where the language model is, and with which key. */
export interface LanguageModelAccount {
  /** Up to and without `/chat/completions`. */
  baseUrl: string
  model: string
  key: string
}

/** Why there is no answer. `said`: a status or a code, never what was sent. */
export type LanguageModelFault = 'unreachable' | 'timeout' | 'key' | 'limit' | 'refused' | 'garbage'
export class LanguageModelError extends Error {
  readonly fault: LanguageModelFault
  readonly said: string

  constructor(fault: LanguageModelFault, said: string) {
    super(`language model: ${fault} (${said})`)
    this.fault = fault
    this.said = said
  }
}

export interface LanguageModelAnswer {
  text: string
  promptTokens: number | null
  answerTokens: number | null
}

/** One question, one answer, both text: no tools, no history, no streaming. Throws LanguageModelError. */
export interface LanguageModelGateway {
  ask(account: LanguageModelAccount, question: { system: string; user: string; maxTokens: number }): Promise<LanguageModelAnswer>
}

import type { Said } from './said.ts'
import type { Params } from './say.ts'
import type { SentenceKey } from './words.zh.ts'

/** A sentence that there are words for. */
export const tell = (key: SentenceKey, params: Params): Said => ({ key, params })

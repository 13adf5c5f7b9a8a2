/** Filled with the verdicts. */
export type SentenceKey = string

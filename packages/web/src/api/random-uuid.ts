import { randomKey } from './random-key.ts'

/** A random uuid (version 4), for parts of documents that the browser makes; also where `crypto.randomUUID` is not offered. */
export function randomUuid(): string {
  const hex = randomKey()
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

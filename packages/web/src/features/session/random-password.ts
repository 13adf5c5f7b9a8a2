/** Without the look-alikes 0 O 1 l I, so that it can be read out and typed on a phone. */
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A first password of three groups, `kT7m-Wq3x-9fRd`: about 69 bits. */
export function randomPassword(): string {
  // Bytes beyond the last whole round of the alphabet are thrown away: every letter is as likely as the next.
  const limit = 256 - (256 % letters.length)
  let picked = ''
  while (picked.length < 12) for (const byte of crypto.getRandomValues(new Uint8Array(32))) if (byte < limit) picked += letters[byte % letters.length] ?? ''
  return [picked.slice(0, 4), picked.slice(4, 8), picked.slice(8, 12)].join('-')
}

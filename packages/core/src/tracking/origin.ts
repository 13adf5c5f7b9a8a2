/** A web origin as a browser writes it (`https://www.example.cn`), of what a person typed; null when it is none. */
export function readOrigin(text: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*\.[^/]*:\d/.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole)) return null
  const url = new URL(whole)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.hostname === '') return null
  return url.origin
}

/** A short name of an origin, so that the public script need not list an organisation's sites in clear. FNV-1a, 32 bits, base 36. */
export function originKey(origin: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < origin.length; i++) hash = Math.imul(hash ^ origin.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

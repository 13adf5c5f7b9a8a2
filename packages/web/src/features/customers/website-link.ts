/** The address of a website as people write it (`www.hx.com`); null for what is no web address, such as `javascript:…`. Pure. */
export function websiteLink(text: string | null): string | null {
  if (text === null || text.trim() === '') return null
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text.trim()) && !/^[\w.-]+:\d+/.test(text.trim()) ? text.trim() : `https://${text.trim()}`
  try {
    const url = new URL(address)
    return ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.') ? url.href : null
  } catch {
    return null
  }
}

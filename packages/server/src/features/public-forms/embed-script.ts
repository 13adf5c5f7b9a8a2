/**
 * `<script src="…/f/<slug>/<key>/embed.js" async></script>` puts the form where it stands, in a frame as high as the form. The embedding
 * page's source (utm, click ids, short link) and its address without query go along; nothing else of it is read. Sent as its own source.
 */
export function embedScript(): void {
  const script = document.currentScript as HTMLScriptElement | null
  if (!script) return
  const own = new URL(script.src)
  const base = own.origin + own.pathname.replace(/\/embed\.js$/, '')
  const here = new URL(location.href)
  const more = (script.dataset.params ?? '').split(',')
  const query = new URLSearchParams()
  here.searchParams.forEach((value, name) => {
    if (/^(utm_(source|medium|campaign|term|content)|sl|sl_code|gclid|wbraid|gbraid|bd_vid|qhclickid|sogou_vid|clickid|msclkid|fbclid|ttclid|gdt_vid|li_fat_id)$/.test(name) || more.includes(name)) query.append(name, value.slice(0, 300))
  })
  query.set('page', here.origin + here.pathname)
  if (document.referrer) query.set('from', new URL(document.referrer).origin)
  if (script.dataset.lang) query.set('lang', script.dataset.lang)
  const frame = document.createElement('iframe')
  frame.src = `${base}?${query.toString()}`
  frame.title = script.dataset.title ?? 'form'
  frame.style.cssText = 'width:100%;border:0;height:520px;display:block'
  script.parentNode?.insertBefore(frame, script)
  // Where the page is tracked, the form says whose visits these were; the frame may be ready before the snippet is, or after it.
  let visitor: string | null = null
  const tell = () => void (visitor && frame.contentWindow?.postMessage({ sluiceVisitor: visitor }, own.origin))
  frame.addEventListener('load', tell)
  const tracker = (window as Window & { sluice?: (name: string, value: unknown) => void }).sluice
  tracker?.('visitor', (id: string | null) => {
    visitor = id
    tell()
  })
  window.addEventListener('message', (event: MessageEvent<{ sluiceForm?: string; height?: number } | null>) => {
    if (event.origin !== own.origin || event.source !== frame.contentWindow) return
    const height = Number(event.data?.sluiceForm !== undefined && event.data.height)
    if (height > 0 && height < 20_000) frame.style.height = `${Math.ceil(height)}px`
  })
}

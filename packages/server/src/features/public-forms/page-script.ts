/** What the page is told, in its one data block. */
export interface PageData {
  /** `/f/<slug>/<key>` */
  path: string
  version: number
  language: string
  trap: string
  words: Record<string, string>
  hidden: { key: string; param: string; value: string }[]
}

/**
 * The script of the hosted page. It is sent as its own source (`toString`), so it names nothing outside itself; it never writes markup:
 * everything that came from a form or a server goes in as text.
 */
export function pageScript(): void {
  interface Challenge { algorithm: string; challenge: string; maxnumber: number; salt: string; signature: string }
  interface Solved { algorithm: string; challenge: string; number: number; salt: string; signature: string }
  interface Problem { code?: string; title?: string; errors?: { path: string; code: string }[]; data?: { seconds?: number } }
  interface Done { thanks: { text: string | null; url: string | null }; reward: { url: string; label: string } | null }

  const byId = (id: string) => document.getElementById(id) as HTMLElement
  const data = JSON.parse(byId('data').textContent ?? '{}') as PageData
  const { words } = data
  const form = byId('f') as HTMLFormElement
  const send = byId('send') as HTMLButtonElement
  const label = send.textContent
  const problem = byId('problem')
  const query = new URLSearchParams(location.search)
  const framed = window.parent !== window

  // ---- SHA-256 of an ASCII text as eight words (FIPS 180-4). Web Crypto is missing on plain http, and slower for so many small texts.
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)
  const fraction = (x: number) => ((x - Math.floor(x)) * 4294967296) | 0
  const K = primes.map((p) => fraction(Math.cbrt(p)))
  const H = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)))
  const W = new Int32Array(64)
  const sha256 = (text: string): number[] => {
    const blocks = ((text.length + 8) >> 6) + 1
    const h = H.slice()
    for (let block = 0; block < blocks; block++) {
      for (let i = 0; i < 16; i++) {
        let word = 0
        for (let j = 0; j < 4; j++) {
          const at = block * 64 + i * 4 + j
          word = (word << 8) | (at < text.length ? text.charCodeAt(at) : at === text.length ? 128 : 0)
        }
        W[i] = word
      }
      if (block === blocks - 1) W[15] = text.length * 8
      for (let i = 16; i < 64; i++) {
        const a = W[i - 15] as number
        const b = W[i - 2] as number
        const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3)
        const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10)
        W[i] = ((W[i - 16] as number) + s0 + (W[i - 7] as number) + s1) | 0
      }
      let [a, b, c, d, e, f, g, z] = h as [number, number, number, number, number, number, number, number]
      for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
        const t1 = (z + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (W[i] as number)) | 0
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
        z = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0
      }
      const sums = [a, b, c, d, e, f, g, z]
      for (let i = 0; i < 8; i++) h[i] = ((h[i] as number) + (sums[i] as number)) | 0
    }
    return h
  }
  const hex = (sum: number[]) => sum.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')

  // ---- The proof of work: begun when somebody goes into a field, done long before they have typed.
  const solve = (challenge: Challenge) =>
    new Promise<Solved>((resolve, reject) => {
      let number = 0
      // Nearly all differ in the first word already: only then is the text of a sum made.
      const wanted = Number.parseInt(challenge.challenge.slice(0, 8), 16) | 0
      const some = () => {
        // In slices of some milliseconds: typing stays smooth on slow phones.
        for (const end = performance.now() + 24; performance.now() < end; ) {
          for (let n = 0; n < 50; n++, number++) {
            if (number > challenge.maxnumber) return reject(new Error('unsolved'))
            const sum = sha256(challenge.salt + number)
            if (sum[0] === wanted && hex(sum) === challenge.challenge) {
              const { algorithm, salt, signature } = challenge
              return resolve({ algorithm, challenge: challenge.challenge, number, salt, signature })
            }
          }
        }
        setTimeout(some, 0)
      }
      some()
    })
  let proof: Promise<Solved> | null = null
  const prove = () =>
    (proof ??= fetch(`${data.path}/start`, { method: 'POST', headers: { 'accept-language': data.language } })
      .then(async (answer) => {
        if (!answer.ok) throw Object.assign(new Error(), (await answer.json()) as Problem)
        return solve((await answer.json()) as Challenge)
      })
      .catch((error: unknown) => {
        proof = null
        throw error
      }))
  form.addEventListener('focusin', () => void prove().catch(() => undefined), { once: true })

  // ---- Where this visitor came from: in a frame the embedding page says it, else the address here.
  let visitor: string | undefined
  if (framed) {
    window.addEventListener('message', (event: MessageEvent<{ sluiceVisitor?: unknown } | null>) => {
      const id = event.source === window.parent ? event.data?.sluiceVisitor : undefined
      if (typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) visitor = id
    })
  }
  const page = () => {
    const outer = framed ? (query.get('page') ?? document.referrer) : ''
    if (outer === '') return { url: location.href.slice(0, 4000), ...(document.referrer && { referrer: document.referrer.slice(0, 4000) }) }
    const from = query.get('from')
    const source = new URLSearchParams(query)
    for (const own of ['page', 'from', 'lang']) source.delete(own)
    return { url: `${outer}${outer.includes('?') ? '&' : '?'}${source.toString()}`.slice(0, 4000), ...(visitor && { visitorId: visitor }), ...(from && { referrer: from.slice(0, 4000) }) }
  }

  const fields = () => Array.from(form.querySelectorAll<HTMLElement>('[data-field]'))
  const inputsOf = (field: HTMLElement) => Array.from(field.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('input,select,textarea'))
  const answerOf = (field: HTMLElement): unknown => {
    const [first] = inputsOf(field)
    if (first === undefined) return null
    const chosen = inputsOf(field).filter((one) => (one as HTMLInputElement).checked)
    if (field.dataset.type === 'boolean' || field.dataset.field === 'consent') return (first as HTMLInputElement).checked
    if (field.dataset.type === 'multi_select') return chosen.map((one) => one.value)
    return first.type === 'radio' ? (chosen[0]?.value ?? null) : first.value
  }
  const mark = (field: HTMLElement, text: string | null) => {
    const line = field.querySelector<HTMLElement>('.error')
    if (line) {
      line.textContent = text ?? ''
      line.hidden = text === null
    }
    for (const input of inputsOf(field)) {
      if (text === null) input.removeAttribute('aria-invalid')
      else input.setAttribute('aria-invalid', 'true')
    }
  }
  form.addEventListener('input', (event) => {
    const field = (event.target as HTMLElement).closest<HTMLElement>('[data-field]')
    if (field) mark(field, null)
  })
  const showProblem = (text: string | null) => {
    problem.textContent = text ?? ''
    problem.hidden = text === null
  }
  const wordFor = (code: string) => words[code.replace('.', '_')] ?? words['public_form_bad_value'] ?? ''
  const showErrors = (errors: { path: string; code: string }[]) => {
    const marked = fields().filter((field) => {
      const error = errors.find((one) => one.path === `answers.${field.dataset.field}` || one.path === field.dataset.field)
      mark(field, error ? wordFor(error.code) : null)
      return error !== undefined
    })
    showProblem((words['fixThese'] ?? '').replace('{n}', String(marked.length)))
    const first = marked[0] && inputsOf(marked[0])[0]
    if (first) first.focus()
  }

  let busy = false
  const rest = () => {
    busy = false
    send.removeAttribute('aria-busy')
    send.textContent = label
  }
  const submit = async (again: boolean): Promise<void> => {
    send.textContent = words['checking'] ?? ''
    const solved = await prove()
    send.textContent = words['sending'] ?? ''
    const answers: Record<string, unknown> = {}
    for (const field of fields()) if (field.dataset.field !== 'consent') answers[field.dataset.field ?? ''] = answerOf(field)
    for (const { key, param, value } of data.hidden) answers[key] = (param && query.get(param)) || value
    const consent = form.elements.namedItem('consent') as HTMLInputElement | null
    const trap = form.elements.namedItem(data.trap) as HTMLInputElement | null
    const answer = await fetch(data.path, {
      method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': data.language },
      body: JSON.stringify({ version: data.version, language: data.language, answers, consent: consent?.checked ?? false, website: trap?.value ?? '', proof: solved, page: page() }),
    })
    const body = (await answer.json().catch(() => ({}))) as Problem & Done
    if (answer.ok) return finish(body)
    if (body.code === 'public_form.proof_expired' && !again) {
      proof = null
      return submit(true)
    }
    rest()
    if (body.errors && body.errors.length > 0) showErrors(body.errors)
    else showProblem(body.title ?? words['failed'] ?? '')
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (busy) return
    showProblem(null)
    const missing = fields().flatMap((field) => {
      const answer = answerOf(field)
      const needed = field.querySelector('[required]') !== null || field.querySelector('legend i') !== null
      const empty = answer === null || answer === false || (Array.isArray(answer) ? answer.length === 0 : typeof answer === 'string' && answer.trim() === '')
      return needed && empty ? [{ path: field.dataset.field ?? '', code: field.dataset.field === 'consent' ? 'public_form.consent_required' : 'public_form.required' }] : []
    })
    if (missing.length > 0) return showErrors(missing)
    busy = true
    send.setAttribute('aria-busy', 'true')
    submit(false).catch((error: Problem) => {
      rest()
      showProblem(error.title ?? words['offline'] ?? '')
    })
  })

  const finish = ({ thanks, reward }: Done) => {
    if (thanks.url !== null) {
      // In a frame the whole page goes there, as far as its site allows; else the frame.
      try {
        ;(window.top ?? window).location.href = thanks.url
      } catch {
        location.href = thanks.url
      }
      return
    }
    form.hidden = true
    for (const intro of Array.from(document.querySelectorAll<HTMLElement>('.intro'))) intro.hidden = true
    byId('thanks-text').textContent = thanks.text
    if (reward) {
      const link = byId('reward') as HTMLAnchorElement
      link.href = reward.url
      link.textContent = reward.label
      link.hidden = false
    }
    byId('thanks').hidden = false
    byId('thanks').focus()
  }

  if (framed) {
    document.body.className = 'framed'
    const tell = () => window.parent.postMessage({ sluiceForm: data.path, height: (document.querySelector('main') as HTMLElement).offsetHeight }, '*')
    new ResizeObserver(tell).observe(document.querySelector('main') as HTMLElement)
    tell()
  }
}

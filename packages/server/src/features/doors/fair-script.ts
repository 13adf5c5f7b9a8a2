/**
 * The script of the fair's page. It is sent as its own source (`toString`), so it names nothing outside itself. Entries go into the browser's
 * own database first and to the server when there is a network; the id is made here, so that sending twice makes one lead. What was typed is
 * shown as text only.
 */
export function fairScript(): void {
  interface Entry { id: string; at: string; userId: string; name: string; company: string | null; title: string | null; phone: string | null; email: string | null; wechat: string | null; note: string; code: string | null; campaignId: null; problem?: string }
  interface Who { userId: string; name: string; org: string }
  interface Code { code: string; label: string }
  const zh = !/^en/i.test(navigator.language)
  const say = (inChinese: string, inEnglish: string) => (zh ? inChinese : inEnglish)
  const byId = (id: string) => document.getElementById(id) as HTMLElement
  const fields = ['name', 'company', 'phone', 'title', 'email', 'wechat', 'note'] as const
  const form = byId('f') as HTMLFormElement
  const input = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  const preset = form.elements.namedItem('code') as HTMLSelectElement
  const keep = { read: <T,>(key: string): T | null => { try { return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null } catch { return null } }, write: (key: string, value: unknown) => { try { localStorage.setItem(key, JSON.stringify(value)) } catch { /* A full or closed store: the page works without. */ } } }
  let who = keep.read<Who>('fair.who')
  let sent = Number(keep.read<number>('fair.sent') ?? 0)
  let busy = false
  /** Asked for while one was under way, which may have begun without a network. */
  let again = false
  let signedOut = false

  for (const one of Array.from(document.querySelectorAll<HTMLElement>('[data-en]'))) if (!zh) one.textContent = one.dataset['en'] ?? ''

  const open = () => new Promise<IDBDatabase>((done, fail) => {
    const asked = indexedDB.open('sluice-fair', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('entry', { keyPath: 'id' })
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error ?? new Error('indexedDB'))
  })
  const store = async <T,>(mode: IDBTransactionMode, work: (entries: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const db = await open()
    try {
      return await new Promise<T>((done, fail) => {
        const change = db.transaction('entry', mode)
        const asked = work(change.objectStore('entry'))
        change.oncomplete = () => done(asked.result)
        change.onabort = change.onerror = () => fail(change.error ?? new Error('indexedDB'))
      })
    } finally {
      db.close()
    }
  }
  const waiting = async () => (await store<Entry[]>('readonly', (entries) => entries.getAll() as IDBRequest<Entry[]>)).sort((a, b) => (a.at < b.at ? 1 : -1))
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  const show = async () => {
    const list = await waiting()
    byId('waiting').textContent = String(list.length)
    byId('sent').textContent = String(sent)
    byId('net').textContent = navigator.onLine ? say('在线', 'Online') : say('离线，已存在本机', 'Offline, kept on this device')
    byId('net').className = navigator.onLine ? 'on' : 'off'
    byId('who').textContent = who === null ? '' : `${who.name} · ${who.org}`
    byId('signin').hidden = !signedOut
    const rows = list.slice(0, 50).map((entry) => {
      const row = document.createElement('li')
      const text = document.createElement('span')
      text.textContent = [entry.name, entry.company, entry.phone].filter(Boolean).join(' · ')
      row.append(text)
      if (entry.problem !== undefined) {
        const problem = document.createElement('em')
        problem.textContent = entry.problem
        const drop = document.createElement('button')
        drop.type = 'button'
        drop.textContent = say('修改', 'Edit')
        drop.onclick = () => void edit(entry)
        row.append(problem, drop)
      }
      return row
    })
    byId('list').replaceChildren(...rows)
  }
  const edit = async (entry: Entry) => {
    for (const name of fields) input(name).value = entry[name] ?? ''
    await store('readwrite', (entries) => entries.delete(entry.id))
    await show()
    input('name').focus()
  }

  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(`/api/v1${path}`, {
      credentials: 'same-origin', cache: 'no-store',
      ...(body !== undefined && { method: 'POST', headers: { 'content-type': 'application/json', 'x-sluice-csrf': '1' }, body: JSON.stringify(body) }),
    })
    if (answer.status === 401) signedOut = true
    return answer
  }
  const meet = async () => {
    const me = await ask('/me')
    if (!me.ok) return
    signedOut = false
    const said = (await me.json()) as { user: { id: string; name: string }; org: { name: string } }
    who = { userId: said.user.id, name: said.user.name, org: said.org.name }
    keep.write('fair.who', who)
    const codes = await ask('/channel-codes?limit=200')
    if (!codes.ok) return
    const { items } = (await codes.json()) as { items: { code: string; campaign: { name: string }; channel: { name: string }; promoter: { name: string } | null; placement: string; isEnded: boolean }[] }
    keep.write('fair.codes', items.filter((one) => !one.isEnded).map((one) => ({ code: one.code, label: [one.campaign.name, one.channel.name, one.promoter?.name, one.placement].filter(Boolean).join(' · ') })))
    offer()
  }
  const offer = () => {
    const chosen = keep.read<string>('fair.code') ?? ''
    const none = new Option(say('不指定', 'None'), '')
    preset.replaceChildren(none, ...(keep.read<Code[]>('fair.codes') ?? []).map((one) => new Option(one.label, one.code)))
    preset.value = chosen
    if (preset.selectedIndex < 0) preset.value = ''
  }

  const sync = async () => {
    again = busy
    if (busy) return
    busy = true
    try {
      if (who === null || signedOut) await meet()
      const mine = (await waiting()).filter((entry) => entry.userId === (who?.userId ?? entry.userId) && entry.problem === undefined).reverse()
      for (let from = 0; from < mine.length && !signedOut; from += 20) {
        const part = mine.slice(from, from + 20)
        const answer = await ask('/captures', { items: part.map(({ userId: _, problem: __, ...entry }) => entry) })
        if (!answer.ok) break
        const { items } = (await answer.json()) as { items: { id: string; leadId: string | null; isNew: boolean; code: string | null }[] }
        for (const one of items) {
          const entry = part.find((other) => other.id === one.id)
          if (entry === undefined) continue
          if (one.leadId !== null) {
            sent += 1
            await store('readwrite', (entries) => entries.delete(entry.id))
          } else await store('readwrite', (entries) => entries.put({ ...entry, problem: one.code === 'campaign.unknown' ? say('活动不存在', 'Unknown campaign') : say('内容有误，请修改', 'Not accepted, please edit') }))
        }
        keep.write('fair.sent', sent)
      }
    } catch {
      // No network: the entries wait.
    } finally {
      busy = false
      await show()
      if (again) void sync()
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void (async () => {
      const text = (name: string) => input(name).value.trim()
      const value = (name: string) => (text(name) === '' ? null : text(name))
      if (text('name') === '') return
      await store('readwrite', (entries) => entries.put({
        id: newId(), at: new Date().toISOString(), userId: who?.userId ?? '', name: text('name'), company: value('company'), title: value('title'), phone: value('phone'), email: value('email'), wechat: value('wechat'), note: text('note'),
        code: preset.value === '' ? null : preset.value, campaignId: null,
      } satisfies Entry))
      for (const name of fields) input(name).value = ''
      byId('done').textContent = say('已记下', 'Noted')
      input('name').focus()
      await show()
      await sync()
    })().catch((error: unknown) => {
      byId('done').textContent = `${say('没有存下：', 'Not kept: ')}${String(error)}`
    })
  })
  preset.addEventListener('change', () => keep.write('fair.code', preset.value))
  byId('now').addEventListener('click', () => void sync())
  addEventListener('online', () => void sync())
  addEventListener('offline', () => void show())
  setInterval(() => void (navigator.onLine ? sync() : show()), 30_000)
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/fair/sw.js', { scope: '/fair/' }).catch(() => undefined)
  offer()
  void show()
  void (async () => {
    await meet().catch(() => undefined)
    await sync()
  })()
}

/** A key combination or sequence as text: `?`, `mod+k` (Ctrl, or ⌘ on a Mac), `g d` (one after the other). Pure. */
export interface Stroke {
  key: string
  mod: boolean
}

export function parseHotkey(text: string): Stroke[] {
  return text.split(' ').map((part) => {
    const mod = part.startsWith('mod+')
    return { key: (mod ? part.slice(4) : part).toLowerCase(), mod }
  })
}

interface KeyLike {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

export function strokeOf(event: KeyLike): Stroke | null {
  if (event.altKey || ['Shift', 'Control', 'Meta', 'Alt', 'Process', 'Unidentified'].includes(event.key)) return null
  return { key: event.key.toLowerCase(), mod: event.ctrlKey || event.metaKey }
}

const same = (a: Stroke | undefined, b: Stroke) => a !== undefined && a.key === b.key && a.mod === b.mod

/**
 * Which hotkey the strokes typed so far complete, and whether a longer one may still come.
 * The strokes match at their end, so that a wrong first key does not block the next try.
 */
export function matchHotkey(typed: readonly Stroke[], hotkeys: readonly string[]): { hit: string | null; waiting: boolean } {
  let waiting = false
  let hit: string | null = null
  for (const hotkey of hotkeys) {
    const wanted = parseHotkey(hotkey)
    const tail = typed.slice(-wanted.length)
    if (tail.length === wanted.length && wanted.every((stroke, index) => same(tail[index], stroke))) {
      if (hit === null || wanted.length > parseHotkey(hit).length) hit = hotkey
    } else if (wanted.length > 1 && same(typed.at(-1), wanted[0] ?? { key: '', mod: false })) waiting = true
  }
  return { hit, waiting: waiting && hit === null }
}

/** As shown on a key cap: `⌘K` on a Mac, `Ctrl K` elsewhere, `G 然后 D` as two caps. */
export function hotkeyCaps(hotkey: string, mac: boolean): string[] {
  return parseHotkey(hotkey).flatMap(({ key, mod }) => {
    const name = { escape: 'Esc', enter: '↵', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→' }[key] ?? key.toUpperCase()
    return mod ? [mac ? '⌘' : 'Ctrl', name] : [name]
  })
}

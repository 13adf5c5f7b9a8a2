import { useEffect, useRef, useSyncExternalStore } from 'react'
import { matchHotkey, strokeOf } from './hotkey.ts'
import type { Stroke } from './hotkey.ts'

export interface Registered {
  hotkey: string
  /** What it does, in words, for the list of shortcuts; left out of it when empty. */
  label: string
  group: string
  run: () => void
}

let registered: readonly Registered[] = []
const watchers = new Set<() => void>()
let strokes: Stroke[] = []
let forget: ReturnType<typeof setTimeout> | undefined

function change(next: readonly Registered[]) {
  registered = next
  for (const watcher of watchers) watcher()
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function onKeyDown(event: KeyboardEvent) {
  // While an input method composes Chinese, its keys are letters of a word.
  if (event.defaultPrevented || event.isComposing) return
  const stroke = strokeOf(event)
  if (!stroke || (typing(event.target) && !stroke.mod)) return
  strokes = [...strokes, stroke].slice(-3)
  clearTimeout(forget)
  forget = setTimeout(() => (strokes = []), 900)
  const { hit } = matchHotkey(strokes, registered.map((one) => one.hotkey))
  if (hit === null) return
  strokes = []
  event.preventDefault()
  // The latest registration wins: a page or drawer may take over a key of the frame.
  registered.findLast((one) => one.hotkey === hit)?.run()
}

/** Runs `run` on a key (`?`, `mod+k`, `g d`) while the component is shown. Silent in text fields, except with mod. */
export function useHotkey(hotkey: string | undefined, run: () => void, about: { label?: string; group?: string } = {}): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const { label = '', group = '' } = about
  useEffect(() => {
    if (!hotkey) return
    const entry: Registered = { hotkey, label, group, run: () => latest.current() }
    if (registered.length === 0) window.addEventListener('keydown', onKeyDown)
    change([...registered, entry])
    return () => {
      change(registered.filter((one) => one !== entry))
      if (registered.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [hotkey, label, group])
}

/** Every hotkey in force, for the list of shortcuts. */
export function useHotkeys(): readonly Registered[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => registered,
  )
}

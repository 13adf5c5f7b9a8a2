/** Edits that can be undone and redone. */
export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** What the last edit was about: further edits of the same are one with it (typing in one field). */
  about: string | null
  /** Rises with every undo and redo: editors that keep input of their own begin anew. */
  jumps: number
}

const most = 200

export function begin<T>(present: T, jumps = 0): History<T> {
  return { past: [], present, future: [], about: null, jumps }
}

/** `about`: the same as of the last edit makes one edit of both; null never does. */
export function edit<T>(history: History<T>, next: T, about: string | null): History<T> {
  if (next === history.present) return history
  const joins = about !== null && about === history.about && history.past.length > 0
  return { ...history, past: joins ? history.past : [...history.past, history.present].slice(-most), present: next, future: [], about }
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], about: null, jumps: history.jumps + 1 }
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, about: null, jumps: history.jumps + 1 }
}

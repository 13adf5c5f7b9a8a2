export type StageNames = { ok: true; names: string[] } | { ok: false; problem: 'none' | 'many' | 'twice'; name?: string }

/** Stage names as typed, one a line; numbering (`1.`, `2、`) and blank lines are left out. Pure. */
export function readStageNames(text: string): StageNames {
  const names = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\d{1,2}\s*[.、．)）]\s*/, '').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
  if (names.length === 0) return { ok: false, problem: 'none' }
  if (names.length > 30 || names.some((name) => name.length > 60)) return { ok: false, problem: 'many' }
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? { ok: true, names } : { ok: false, problem: 'twice', name: twice }
}

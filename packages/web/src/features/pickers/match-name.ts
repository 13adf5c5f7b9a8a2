/** Whether what was typed is found in a name: its characters, or the start of its pinyin (`letters`: initials and full, apart by a blank). Pure. */
export function matchName(typed: string, name: string, letters = ''): boolean {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, ' ')
  if (wanted === '') return true
  if (name.toLowerCase().includes(wanted)) return true
  const compact = wanted.replace(/[\s']/g, '')
  return letters.split(' ').some((one) => one.includes(compact))
}

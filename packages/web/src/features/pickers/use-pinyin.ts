import { useEffect, useState } from 'react'

type Letters = ReadonlyMap<string, string>
const none: Letters = new Map()
const known = new Map<string, string>()

/**
 * The pinyin of some names, initials and full, for filtering a local list as one types. The dictionary is big, so it is
 * fetched when a list is first opened; until then names are found by their characters.
 */
export function usePinyin(names: readonly string[], wanted: boolean): Letters {
  const [letters, setLetters] = useState<Letters>(none)
  const key = names.join('\n')
  useEffect(() => {
    if (!wanted) return
    let left = false
    void import('@sluice/core/lib/pinyin').then(({ pinyinInitials, fullPinyin }) => {
      if (left) return
      for (const name of key.split('\n')) if (!known.has(name)) known.set(name, `${pinyinInitials(name)} ${fullPinyin(name)}`)
      setLetters(new Map(known))
    })
    return () => {
      left = true
    }
  }, [key, wanted])
  return letters
}

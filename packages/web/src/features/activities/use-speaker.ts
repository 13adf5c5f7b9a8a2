import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import type { Speaker } from './speaker.ts'

/** The words, figures and dates of the reader, with the names that came with a timeline. */
export function useSpeaker(names: Readonly<Record<string, string>>): Speaker {
  const { t } = useTranslation('activities')
  const format = useFormat()
  return useMemo(
    () => ({
      language: format.language,
      t,
      name: (id) => names[id],
      money: format.money,
      day: format.day,
      dateTime: format.dateTime,
      percent: (share) => format.percent(share, 0),
    }),
    [t, format, names],
  )
}

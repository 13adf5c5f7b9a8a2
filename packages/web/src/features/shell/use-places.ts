import type { Action, Noun } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { navEntries } from './nav.tsx'

/** The places where this role finds something, in the words of the language. */
export function usePlaces(may: (noun: Noun, action: Action) => boolean) {
  const { t } = useTranslation('shell')
  return navEntries.filter(({ needs, needsToo }) => [needs, needsToo].every((right) => right === undefined || may(right.noun, right.action))).map((entry) => ({ ...entry, label: t(`nav.${entry.key}`) }))
}

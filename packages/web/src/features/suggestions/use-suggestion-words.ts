import type { Suggestions } from '@sluice/core/suggestions/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { kindName } from '../activities/activity-names.ts'

export type SuggestionItem = Suggestions['items'][number]

/** What to do, why, and how deals went on with and without it, in words. */
export function useSuggestionWords() {
  const { t } = useTranslation('suggestions')
  const format = useFormat()
  // Each kind has places of its own; what one lacks stays empty.
  const say = t as unknown as (key: string, facts: Record<string, unknown>) => string
  const activityOf = (one: { activity: string | null }) => (one.activity === null ? '' : kindName(one.activity, format.language))
  return {
    what: (one: SuggestionItem) => say(`do.${one.kind}`, { ...one.data, activity: activityOf(one) }),
    why: (one: SuggestionItem) => say(one.kind === 'silence' && one.data['usual'] !== null ? 'why.silence_own' : `why.${one.kind}`, { ...one.data, count: Number(one.data['more'] ?? 0) + 1 }),
    effect: (one: SuggestionItem) =>
      one.effect && {
        words: t('effect.words', {
          activity: kindName(one.effect.activity, format.language), withShare: format.percent(one.effect.with.share, 0), withN: one.effect.with.n,
          withoutShare: format.percent(one.effect.without.share, 0), withoutN: one.effect.without.n,
        }),
        verdict: t(one.effect.isSignificant ? 'effect.significant' : 'effect.insignificant'),
        note: t('effect.note', { points: format.points(one.effect.difference), low: format.points(one.effect.low), high: format.points(one.effect.high), p: one.effect.p < 0.001 ? '< 0.001' : format.number(one.effect.p, 3) }),
      },
  }
}

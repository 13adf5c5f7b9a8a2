import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { toPercent } from './rule-draft.ts'
import { saySentence } from './say-sentence.ts'
import type { Places } from './use-places.ts'

/** A rule as plain words, the same sentence that its editor fills in. */
export function useRuleWords(places: Places): (rule: AlarmRule) => string {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  return (rule) => {
    const percent = (share: number, by: 'relative' | 'points' = 'relative') => (by === 'points' ? `${format.number(toPercent(share), 1)} ${t('rules.editor.points')}` : `${format.number(toPercent(share), 1)}%`)
    const stages = rule.scope.stageIds === null ? t('rules.editor.stages') : rule.scope.stageIds.map((id) => `「${places.stageName(id)}」`).join('')
    const values: Record<string, string> = { stages }
    for (const [key, value] of Object.entries(rule)) if (typeof value === 'number') values[key] = String(value)
    switch (rule.kind) {
      case 'conversion_below_mean':
        values['drop'] = percent(rule.drop, rule.by)
        break
      case 'below_line':
        values['line'] = rule.line === null ? t('rules.editor.lineOwn') : percent(rule.line)
        break
      case 'stock_growth':
        values['growth'] = percent(rule.growth)
        break
      case 'dwell_over':
        values['basis'] = t(rule.basis === 'mean' ? 'rules.editor.basisMean' : 'rules.editor.basisP75')
        values['times'] = rule.basis === 'mean' ? t('rules.editor.timesMean', { field: format.number(rule.times, 2) }) : t('rules.editor.timesP75')
        break
      case 'win_rate_swing':
        values['swing'] = percent(rule.swing, rule.by)
        break
      case 'stage_days':
        values['share'] = percent(rule.share)
        break
      case 'inflow_drop':
        values['drop'] = percent(rule.drop)
        break
    }
    // Between Chinese words the spaces of the editor's fields are too many.
    return saySentence(t, rule.kind, values).replace(`当 ${stages} `, `当${stages}`)
  }
}

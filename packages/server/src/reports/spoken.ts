import type { Said } from '@sluice/core/diagnosis/said'
import { type Language, sentence } from '@sluice/core/diagnosis/sentence'
import type { Reader } from '../platform/db.ts'
import type { Dimension } from '../replica/dimension-catalogue.ts'
import { type Names, selectNames } from './names.query.ts'

/** Says sentences in both languages with the organisation's own names; `names`: those of one, for whoever shows values beside. */
export async function spokenBy(tx: Reader, orgId: string, pipelineId: string, values: readonly { dimension: string; value: string }[], dimensions: readonly Dimension[]): Promise<{ speak: (said: Said) => { zh: string; en: string }; names: Names }> {
  const named = { zh: await selectNames(tx, orgId, pipelineId, values, 'zh'), en: await selectNames(tx, orgId, pipelineId, values, 'en') }
  const labels = new Map(dimensions.map(({ key, label }) => [key, label]))
  const say = (said: Said, language: Language) => {
    const names = named[language]
    return sentence(said, language, {
      stage: (id) => names[id],
      dimension: (key) => labels.get(key)?.[language] ?? (key === 'loss_reason' ? { zh: '丢单原因', en: 'Loss reason' }[language] : undefined),
      value: (dimension, value) => names[`${dimension}:${value}`] ?? (dimension === 'loss_reason' ? names[value] : undefined),
    })
  }
  return { speak: (said) => ({ zh: say(said, 'zh'), en: say(said, 'en') }), names: named.zh }
}

import type { ImportItem } from '@sluice/core/imports/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'
import { useFailureText } from './use-failure-text.ts'

const tones: Record<ImportItem['status'], Tone> = {
  uploaded: 'neutral', reading: 'brand', read: 'warn', checking: 'brand', checked: 'warn', running: 'brand', done: 'good', failed: 'bad', undoing: 'brand', undone: 'neutral',
}

/** Where an import stands; a running job with its share. */
export function ImportStatusTag({ item }: { item: ImportItem }) {
  const { t } = useTranslation('imports')
  const say = useFailureText()
  const { done = 0, total = null } = item.progress ?? {}
  const share = total && total > 0 && tones[item.status] === 'brand' ? ` ${Math.min(99, Math.floor((done / total) * 100))}%` : ''
  return (
    <span title={item.status === 'failed' && item.error ? say(item.error) : undefined}>
      <Tag tone={tones[item.status]}>
        {t(`status.${item.status}`)}
        {share}
      </Tag>
    </span>
  )
}

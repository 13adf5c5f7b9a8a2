import type { Lead } from '@sluice/core/leads/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'

const tones: Record<Lead['status'], Tone> = { new: 'brand', working: 'warn', nurturing: 'neutral', qualified: 'good', converted: 'good', invalid: 'bad' }

/** Where a lead stands. */
export function LeadStatusTag({ status }: { status: Lead['status'] }) {
  const { t } = useTranslation('leads')
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}

import type { Approval } from '@sluice/core/approvals/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'

const tones: Readonly<Record<Approval['status'], Tone>> = { waiting: 'brand', returned: 'warn', approved: 'good', rejected: 'bad', withdrawn: 'neutral' }

export function ApprovalStatusTag({ status }: { status: Approval['status'] }) {
  const { t } = useTranslation('approvals')
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}

import type { Approval } from '@sluice/core/approvals/contract'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session.ts'
import { openTasks } from './approval-steps.ts'

/** For whom it waits, in words; nothing once it has ended. */
export function WhereItWaits({ approval }: { approval: Approval }) {
  const { t, i18n } = useTranslation('approvals')
  const { user } = useSession()
  if (approval.status !== 'waiting') return null
  const names = openTasks(approval).map((task) => task.user)
  if (names.some((one) => one.id === user.id)) return <>{t('waitsForMe')}</>
  return <>{names.length === 0 ? t('noOne') : t('waitsFor', { names: names.map((one) => one.name).join(i18n.language === 'en' ? ', ' : '、') })}</>
}

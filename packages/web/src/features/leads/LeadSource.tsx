import type { Touch } from '@sluice/core/touches/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMay } from '../session/use-may.ts'
import styles from './Leads.module.css'

/** Where a lead came from: its first touch, and the last before it was captured when that is another. */
export function LeadSource({ first, last }: { first: Touch | null; last: Touch | null }) {
  const { t } = useTranslation('leads')
  if (first === null && last === null) return null
  const touches = first?.id === last?.id ? [[t('touch.only'), first] as const] : [[t('touch.first'), first] as const, [t('touch.last'), last] as const]
  return (
    <RecordBox title={t('touch.title')}>
      <dl className={styles.touches}>
        {touches.map(([label, touch]) => touch && <TouchLine key={touch.id} label={label} touch={touch} />)}
      </dl>
    </RecordBox>
  )
}

function TouchLine({ label, touch }: { label: string; touch: Touch }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const may = useMay()
  const { campaign, channel, promoter, utm } = touch
  const how = touch.code === null ? t(`touch.kinds.${touch.kind}`) : t('touch.code', { code: touch.code })
  const tags = Object.values(utm).filter((one) => one !== null)
  return (
    <>
      <dt>
        {label}
        <span className={`num ${styles.muted}`}>{format.dateTime(touch.at)}</span>
      </dt>
      <dd>
        <span className={styles.touchSource}>
          {campaign && (may('campaign', 'read') ? <Link to={paths.campaign(campaign.id)}>{campaign.name}</Link> : <span>{campaign.name}</span>)}
          {channel && <span>{channel.name}</span>}
          {promoter && <span>{t('touch.promoter', { name: promoter.name })}</span>}
        </span>
        <span className={styles.muted}>
          {[how, tags.length > 0 ? `utm ${tags.join(' / ')}` : null, touch.clickIdKind, touch.referrerHost, touch.landingPage].filter((one) => one !== null).join(' · ')}
        </span>
      </dd>
    </>
  )
}

import { HeartOutlined } from '@ant-design/icons'
import { getDealHealth } from '@sluice/core/diagnosis/contract'
import { Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Health.module.css'
import { HealthParts } from './HealthParts.tsx'
import { healthLevel } from './health-level.ts'

/** How healthy an open deal is, in a chip; a tap shows the parts of the sum. Nothing while it is not known. */
export function DealHealth({ id }: { id: string }) {
  const { t, i18n } = useTranslation('health')
  const format = useFormat()
  const { data: health } = useContractQuery(getDealHealth, { params: { id } }, { staleTime: 60_000 })
  if (!health) return null
  const { score } = health
  return (
    <Popover
      trigger={['click']}
      placement="bottomLeft"
      content={
        <div className={styles.pop}>
          <strong>{t('title')}</strong>
          <p className={styles.why}>{i18n.language === 'en' ? health.text.en : health.text.zh}</p>
          <HealthParts health={health} />
        </div>
      }
    >
      <button type="button" className={`num ${styles.chip}`} data-level={score === null ? 'none' : healthLevel(score)}>
        <HeartOutlined aria-hidden /> {score === null ? t('chipNone') : t('chip', { score: format.number(score, 0) })}
        {score !== null && <small>{t(`level.${healthLevel(score)}`)}</small>}
      </button>
    </Popover>
  )
}

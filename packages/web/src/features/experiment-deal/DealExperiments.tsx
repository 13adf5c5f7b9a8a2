import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { type DealExperiment, listDealExperiments } from '@sluice/core/experiments/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './DealExperiments.module.css'

/** Which experiments a deal takes part in, and the path that it follows; nothing when there is none. */
export function DealExperiments({ dealId }: { dealId: string }) {
  const { t } = useTranslation('experiments')
  const read = useContractQuery(listDealExperiments, { params: { id: dealId } })
  const items = read.data?.items.filter((one) => one.state === 'running') ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('deal.title')}>
      {items.map((one) => <Path key={one.experiment.id} one={one} canOpen={read.data?.canOpen === true} />)}
    </Section>
  )
}

function Path({ one, canOpen }: { one: DealExperiment; canOpen: boolean }) {
  const { t, i18n } = useTranslation('experiments')
  const format = useFormat()
  const { experiment, arm } = one
  const role = defaultContactRoles.find(({ key }) => key === arm.firstRole)?.name[i18n.language === 'en' ? 'en' : 'zh']
  return (
    <div className={styles.path}>
      <span className={styles.head}>
        <strong>{t('deal.follows', { arm: arm.name })}</strong>
        {role !== undefined && <Tag tone="brand">{t('deal.first', { role })}</Tag>}
      </span>
      <p className={styles.text}>{arm.path}</p>
      {one.tasks.length > 0 && (
        <ul className={styles.tasks} aria-label={t('deal.tasks')}>
          {one.tasks.map((task) => (
            <li key={task.id}>
              <span className={task.status === 'open' ? undefined : styles.over}>{task.title}</span>
              <span className={`num ${styles.muted}`}>{task.status === 'open' ? (task.dueOn === null ? '' : t('deal.due', { day: format.day(task.dueOn) })) : t(`deal.${task.status}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <span className={`num ${styles.muted}`}>
        {canOpen ? <Link to={paths.experiment(experiment.id)}>{experiment.name}</Link> : experiment.name} · {t('deal.until', { day: format.day(one.untilOn) })}
      </span>
    </div>
  )
}

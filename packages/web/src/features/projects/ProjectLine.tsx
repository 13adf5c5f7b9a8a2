import type { ProjectSummary } from '@sluice/core/projects/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ProjectProgress } from './ProjectProgress.tsx'
import styles from './Projects.module.css'

const handOverTones = { open: 'brand', accepted: 'good', rejected: 'bad' } as const

/** A project in a list: whose it is, how far it is, what is late. `isOfRecord`: beside its account, which need not be named. */
export function ProjectLine({ project, isOfRecord }: { project: ProjectSummary; isOfRecord?: boolean }) {
  const { t } = useTranslation('projects')
  const format = useFormat()
  const { state, progress, handOver } = project
  const running = state === 'running'
  return (
    <li>
      <Link className={isOfRecord === true ? styles.line : `${styles.line} ${styles.listed}`} to={paths.project(project.id)}>
        <span className={styles.lineMain}>
          <strong className={running ? styles.lineName : styles.lineEnded}>{project.name}</strong>
          <span className={styles.facts}>
            {isOfRecord !== true && !project.name.includes(project.account.name) && <span>{project.account.name}</span>}
            <span>{project.owner.name}</span>
            <span className="num">{t('startsOn', { day: format.day(project.startsOn) })}</span>
          </span>
        </span>
        <ProjectProgress progress={progress} />
        <span className={styles.marks}>
          {!running && <Tag tone={state === 'done' ? 'good' : 'neutral'}>{t(`state.${state}`)}</Tag>}
          {running && progress.late > 0 && <Tag tone="bad">{t('lateCount', { count: progress.late })}</Tag>}
          {running && progress.late === 0 && progress.nextDue !== null && <span className={`num ${styles.quiet}`}>{t('nextDue', { day: format.day(progress.nextDue) })}</span>}
          {running && handOver !== null && handOver !== 'accepted' && <Tag tone={handOverTones[handOver]}>{t(`handOver.${handOver}`)}</Tag>}
        </span>
      </Link>
    </li>
  )
}

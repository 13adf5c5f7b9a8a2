import { ProjectOutlined, RocketOutlined } from '@ant-design/icons'
import { listProjects } from '@sluice/core/projects/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { ProjectLine } from './ProjectLine.tsx'
import styles from './Projects.module.css'
import { StartProject } from './StartProject.tsx'

const useProjectsOf = (of: { account: string } | { deal: string }) => useContractQuery(listProjects, { query: { ...of, limit: 50 } })

/** The projects of an account, and the way to start one. */
export function ProjectsOfAccount({ accountId, mayStart }: { accountId: string; mayStart: boolean }) {
  const { t } = useTranslation('projects')
  const read = useProjectsOf({ account: accountId })
  const [starting, setStarting] = useState(false)
  const start = mayStart && <Button icon={<RocketOutlined />} onClick={() => setStarting(true)}>{t('start')}</Button>
  return (
    <div className={styles.stack}>
      {read.error ? (
        <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
      ) : !read.data ? (
        <Skeletons kind="rows" count={2} />
      ) : read.data.items.length === 0 ? (
        <EmptyState compact icon={<ProjectOutlined />} title={t('of.none')} text={t('of.noneText')} action={start} />
      ) : (
        <>
          <ul className={styles.box} aria-label={t('of.title')}>{read.data.items.map((project) => <ProjectLine key={project.id} project={project} isOfRecord />)}</ul>
          {start && <div>{start}</div>}
        </>
      )}
      {starting && <StartProject of={{ accountId }} onClose={() => setStarting(false)} />}
    </div>
  )
}

/** The projects of a won deal: nothing for others without one. */
export function ProjectsOfDeal({ dealId, isWon, mayStart }: { dealId: string; isWon: boolean; mayStart: boolean }) {
  const { t } = useTranslation('projects')
  const projects = useProjectsOf({ deal: dealId }).data?.items
  const [starting, setStarting] = useState(false)
  if (projects === undefined || (projects.length === 0 && !(isWon && mayStart))) return null
  return (
    <Section title={t('of.title')} flush={projects.length > 0} actions={isWon && mayStart && <Button size="small" icon={<RocketOutlined />} onClick={() => setStarting(true)}>{t('start')}</Button>}>
      {projects.length === 0 ? <span className={styles.quiet}>{t('of.noneText')}</span> : <ul className={styles.rows} aria-label={t('of.title')}>{projects.map((project) => <ProjectLine key={project.id} project={project} isOfRecord />)}</ul>}
      {starting && <StartProject of={{ dealId }} onClose={() => setStarting(false)} />}
    </Section>
  )
}

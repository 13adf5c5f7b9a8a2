import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { cancelProject, finishProject, getProject, reopenProject, type ProjectDetail } from '@sluice/core/projects/contract'
import { App, Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { AddTask } from './AddTask.tsx'
import { EditProject } from './EditProject.tsx'
import { HandOver } from './HandOver.tsx'
import { ProjectNotes } from './ProjectNotes.tsx'
import { ProjectProgress } from './ProjectProgress.tsx'
import { ProjectTaskRow } from './ProjectTaskRow.tsx'
import styles from './Projects.module.css'
import { useProjectCall } from './use-project-call.ts'

/** One project: its tasks by phase, who does them, what was handed over, what is late. */
export default function ProjectPage() {
  const { t } = useTranslation('projects')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const read = useContractQuery(getProject, { params: { id } })
  const project = read.data
  if (project) return <Shown project={project} onBack={() => void navigate(paths.projects)} />
  return (
    <>
      <PageHeader title={t('title')} onBack={() => void navigate(paths.projects)} />
      <Page>{read.error?.status === 404 ? <EmptyState title={t('notFound')} /> : read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="record" />}</Page>
    </>
  )
}

function Shown({ project, onBack }: { project: ProjectDetail; onBack: () => void }) {
  const { t } = useTranslation('projects')
  const { modal } = App.useApp()
  const phone = usePhone()
  const { run, busy } = useProjectCall()
  const [adding, setAdding] = useState(false)
  const [editing, setEditing] = useState(false)
  const { id, state, progress, canWrite } = project
  const running = state === 'running'
  const open = project.tasks.filter((task) => task.status === 'open').length
  const finish = () => {
    const end = () => run(() => call(finishProject, { params: { id }, body: { skipOpen: open > 0 } }), t('page.finished'))
    if (open === 0) void end()
    else void modal.confirm({ title: t('page.finishAsk', { count: open }), onOk: end })
  }
  const cancel = () => {
    let outcome = ''
    void modal.confirm({
      title: t('page.cancel'), okButtonProps: { danger: true },
      content: <div className={styles.stack}><span>{t('page.cancelAsk')}</span><Input.TextArea aria-label={t('page.reason')} placeholder={t('page.reason')} maxLength={2000} autoSize={{ minRows: 2 }} onChange={(event) => (outcome = event.target.value)} /></div>,
      onOk: () => run(() => call(cancelProject, { params: { id }, body: { outcome } }), t('page.cancelled')),
    })
  }
  const actions = canWrite && (
    <>
      {running ? (
        <>
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('page.add')}</Button>
          <Button type={open === 0 && progress.all > 0 ? 'primary' : 'default'} loading={busy} onClick={finish}>{t('page.finish')}</Button>
        </>
      ) : (
        <Button loading={busy} onClick={() => void run(() => call(reopenProject, { params: { id } }), t('page.reopened'))}>{t('page.reopen')}</Button>
      )}
      {running && (
        <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: [{ key: 'edit', label: t('page.edit'), onClick: () => setEditing(true) }, { key: 'cancel', label: t('page.cancel'), danger: true, onClick: cancel }] }}>
          <Button icon={<EllipsisOutlined />} aria-label={t('page.more')} />
        </Dropdown>
      )}
    </>
  )
  const aside = (
    <span className={styles.tags}>
      <Tag tone={state === 'running' ? 'brand' : state === 'done' ? 'good' : 'neutral'}>{t(`state.${state}`)}</Tag>
      {running && progress.late > 0 && <Tag tone="bad">{t('lateCount', { count: progress.late })}</Tag>}
    </span>
  )
  return (
    <>
      <PageHeader title={project.name} onBack={onBack} aside={aside} actions={!phone && actions} description={running && open === 0 && progress.all > 0 ? t('page.allDone') : undefined}>
        {phone && actions && <div className={styles.buttons}>{actions}</div>}
      </PageHeader>
      <Page>
        <div className={styles.grid}>
          <Tasks project={project} />
          <div className={styles.stack}>
            <Section><Facts project={project} /></Section>
            <HandOver project={project} />
            <ProjectNotes project={project} />
            <People project={project} />
          </div>
        </div>
      </Page>
      {adding && <AddTask project={project} onClose={() => setAdding(false)} />}
      {editing && <EditProject project={project} onClose={() => setEditing(false)} />}
    </>
  )
}

/** Phases in their order; tasks without one come under a heading of their own where there are others. */
function Tasks({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects')
  const phases = [...new Set(project.tasks.map((task) => task.phase))]
  return (
    <Section title={t('page.tasks')} flush>
      {project.tasks.length === 0 && <EmptyState compact title={t('noTasks')} />}
      {phases.map((phase) => (
        <section key={phase}>
          {phases.length > 1 && <h3 className={styles.phase}>{phase === '' ? t('page.phase') : phase}</h3>}
          <ul className={styles.rows} aria-label={phase === '' ? t('page.tasks') : phase}>
            {project.tasks.filter((task) => task.phase === phase).map((task) => <ProjectTaskRow key={task.id} project={project} task={task} />)}
          </ul>
        </section>
      ))}
    </Section>
  )
}

function Facts({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects')
  const format = useFormat()
  const { account, deal, owner, template, endedBy, endedAt } = project
  return (
    <div className={styles.stack}>
      <ProjectProgress progress={project.progress} isWide />
      <dl className={styles.dl}>
        <dt>{t('page.account')}</dt>
        <dd><Link to={paths.account(account.id)}>{account.name}</Link></dd>
        {deal !== null && <><dt>{t('page.deal')}</dt><dd><Link to={paths.deal(deal.id)} title={t('page.history')}>{deal.title}</Link></dd></>}
        <dt>{t('owner')}</dt>
        <dd><UserAvatar name={owner.name} size={20} label /></dd>
        <dt>{t('page.startsOn')}</dt>
        <dd className="num">{format.day(project.startsOn)}</dd>
      </dl>
      <span className={styles.text}>
        {template !== null && t('page.template', { name: template.name, version: template.version })}
        {project.isAutomatic && ` · ${t('page.automatic')}`}
        {endedAt !== null && <><br />{t('page.ended', { day: format.date(endedAt), name: endedBy?.name ?? '' })}{project.outcome !== '' && `：${project.outcome}`}</>}
      </span>
    </div>
  )
}

/** Who has how much of it. */
function People({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation('projects')
  const people = new Map<string, { name: string; done: number; all: number }>()
  for (const { assignee, status } of project.tasks) {
    if (assignee === null || status === 'dropped') continue
    const before = people.get(assignee.id) ?? { name: assignee.name, done: 0, all: 0 }
    people.set(assignee.id, { ...before, all: before.all + 1, done: before.done + Number(status === 'done') })
  }
  if (people.size === 0) return null
  return (
    <Section title={t('page.people')}>
      <ul className={styles.people}>
        {[...people].map(([id, { name, done, all }]) => (
          <li key={id}><UserAvatar name={name} size={20} label /><span className={`num ${styles.quiet}`}>{t('page.peopleTasks', { done, all })}</span></li>
        ))}
      </ul>
    </Section>
  )
}

import { EllipsisOutlined } from '@ant-design/icons'
import { listActions } from '@sluice/core/actions/contract'
import { roleNames, roles, type Role } from '@sluice/core/identity/role'
import type { ProjectDetail, ProjectTask } from '@sluice/core/projects/contract'
import { Button, Checkbox, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useRefresh } from '../../api/refresh.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import { useActionMoves } from '../actions/use-action-moves.ts'
import styles from './Projects.module.css'

type Item = (Awaited<ReturnType<typeof call<typeof listActions>>>)['items'][number]
const isRole = (who: string): who is Role => (roles as readonly string[]).includes(who)

/** A task of a project, ticked, skipped or changed where it stands. */
export function ProjectTaskRow({ project, task }: { project: ProjectDetail; task: ProjectTask }) {
  const { t, i18n } = useTranslation('projects')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { end, reopen } = useActionMoves()
  const [editing, setEditing] = useState<Item | null>(null)
  const [busy, setBusy] = useState(false)
  /** Shown as ticked before the server has said so; what it refuses goes back. */
  const [ticked, setTicked] = useState<{ version: number; isDone: boolean } | null>(null)
  const told = () => refresh({ type: 'project.changed', subjectType: 'account', subjectId: project.account.id })
  const act = async (how: () => Promise<boolean>) => {
    setBusy(true)
    if (!(await how())) setTicked(null)
    setBusy(false)
    told()
  }
  const edit = async () => {
    const found = await call(listActions, { query: { box: 'all', q: task.title.slice(0, 100), limit: 200 } }).catch((error: unknown) => {
      toast.failed(error)
      return null
    })
    setEditing(found?.items.find((one) => one.id === task.id) ?? null)
  }
  const open = task.status === 'open'
  const who = task.unfilled === null ? '' : isRole(task.unfilled) ? roleNames[task.unfilled][i18n.language === 'en' ? 'en' : 'zh'] : t(`person.${task.unfilled}`)
  return (
    <li className={open ? styles.task : `${styles.task} ${styles.ended}`}>
      <Checkbox checked={ticked?.version === task.version ? ticked.isDone : task.status === 'done'} disabled={!task.canWrite || busy} aria-label={t(open ? 'task.done' : 'task.reopen', { title: task.title })} onChange={() => {
          setTicked({ version: task.version, isDone: open })
          void act(() => (open ? end(task, 'done', '') : reopen(task)))
        }} />
      <div className={styles.taskMain}>
        <span className={styles.taskTitle}>{task.title}</span>
        {open && task.body !== '' && <span className={styles.text}>{task.body}</span>}
        <span className={styles.facts}>
          {task.status === 'done' ? (
            <span>{t('task.doneAt', { name: task.doneBy?.name ?? '', day: format.date(task.doneAt) })}</span>
          ) : (
            <>
              {task.assignee !== null && <span>{task.assignee.name}</span>}
              {task.status === 'dropped' ? <span>{t('task.skipped')}</span> : <span className="num">{task.dueOn === null ? t('task.noDay') : t('task.due', { day: format.day(task.dueOn) })}</span>}
            </>
          )}
          {task.outcome !== '' && <span>{task.outcome}</span>}
          {open && task.unfilled !== null && <span className={styles.bad}>{t('task.unfilled', { who })}</span>}
        </span>
      </div>
      {task.isOverdue && <Tag tone="bad">{t('task.late')}</Tag>}
      {task.canWrite && open && (
        <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: [{ key: 'edit', label: t('task.edit'), onClick: () => void edit() }, { key: 'skip', label: t('task.skip'), onClick: () => void act(() => end(task, 'dropped', '')) }] }}>
          <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={t('task.more', { title: task.title })} />
        </Dropdown>
      )}
      {editing !== null && <ActionSheet item={editing} onClose={() => setEditing(null)} onMade={told} />}
    </li>
  )
}

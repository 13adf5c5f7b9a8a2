import { changeAction, createAction, listActions } from '@sluice/core/actions/contract'
import type { ActionItem } from '@sluice/core/actions/contract'
import type { Recurrence } from '@sluice/core/actions/recurrence'
import { managesFunnel } from '@sluice/core/identity/policy'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Alert, Button, Input, Radio, Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { DueField } from '../activities/DueField.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import styles from './Actions.module.css'
import { RepeatField } from './RepeatField.tsx'
import { useActionMoves } from './use-action-moves.ts'

/** What a new item begins with: from an alarm, a remedy, or nothing. */
export type ActionStart = Partial<BodyInputOf<typeof createAction>>

/** One form for a task or a review topic: what, who, until when. `above` tells where it comes from. */
export function ActionSheet(props: { item?: ActionItem; start?: ActionStart; above?: ReactNode; onClose: () => void; onMade?: (item: ActionItem) => void }) {
  const { t } = useTranslation('actions')
  const { t: tu } = useTranslation('ui')
  const { user } = useSession()
  const toast = useToast()
  const { changed } = useActionMoves()
  const { item, start = {} } = props
  const manages = managesFunnel(user)
  const [kind, setKind] = useState<ActionItem['kind']>(item?.kind ?? start.kind ?? 'task')
  const [title, setTitle] = useState(item?.title ?? start.title ?? '')
  const [body, setBody] = useState(item?.body ?? start.body ?? '')
  const [assigneeId, setAssignee] = useState(item ? (item.assignee?.id ?? null) : (start.assigneeId ?? user.id))
  const [dueOn, setDue] = useState(item ? item.dueOn : (start.dueOn ?? null))
  const repeating = item?.repeats && item.repeats.nextOn !== null ? item.repeats.rule : null
  const [repeat, setRepeat] = useState<Recurrence | null>(repeating)
  const [following, setFollowing] = useState(false)
  const [version, setVersion] = useState(item?.version ?? 0)
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState(false)
  const [stale, setStale] = useState(false)

  const save = async () => {
    if (title.trim() === '') {
      setMissing(true)
      return
    }
    setBusy(true)
    const what = { title: title.trim(), body, assigneeId, dueOn }
    const rule = dueOn === null || kind !== 'task' ? null : repeat
    const change = { ...what, ...(JSON.stringify(rule) !== JSON.stringify(repeating) && { repeat: rule }), ...(following && { following }) }
    try {
      const saved = item
        ? await call(changeAction, { params: { id: item.id }, body: change, ifMatch: version })
        : await call(createAction, { body: { ...start, ...what, kind, repeat: rule } })
      changed(saved.id)
      if (item) toast.done(t('saved'))
      else toast.done(t('created', { title: saved.title }))
      props.onMade?.(saved)
      props.onClose()
    } catch (error) {
      if (item && error instanceof ApiError && error.code === 'conflict.stale_version') {
        // What was typed stays; it is saved on top of what the other one wrote.
        const latest = await call(listActions, { query: { box: 'all', status: item.status, limit: 100 } }).catch(() => null)
        setVersion(latest?.items.find((one) => one.id === item.id)?.version ?? version + 1)
        setStale(true)
      } else toast.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <BottomSheet
      open
      width={480}
      title={t(item ? 'sheet.edit' : 'sheet.new')}
      onClose={props.onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={props.onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => void save()}>
            {t(item ? 'sheet.save' : 'sheet.create')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        {props.above}
        {!item && (
          <Segmented
            block
            aria-label={t('sheet.kind')}
            value={kind}
            onChange={setKind}
            options={(['task', 'review_topic'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        )}
        <label className={styles.field}>
          <span>{t('sheet.title')}</span>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={200}
            value={title}
            status={missing ? 'error' : undefined}
            placeholder={t('sheet.titlePlaceholder')}
            onChange={(event) => {
              setTitle(event.target.value.replace(/\n/g, ' '))
              setMissing(false)
            }}
          />
          {missing && (
            <span role="alert" className={styles.bad}>
              {t('sheet.required')}
            </span>
          )}
        </label>
        <label className={styles.field}>
          <span>{t('sheet.body')}</span>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={10_000} value={body} onChange={(event) => setBody(event.target.value)} />
        </label>
        <div className={styles.field}>
          <span>{t('sheet.assignee')}</span>
          <UserSelect
            value={assigneeId}
            onChange={setAssignee}
            allowClear={manages}
            disabled={!manages}
            aria-label={t('sheet.assignee')}
            placeholder={t('sheet.assigneePlaceholder')}
            style={{ width: '100%' }}
          />
          {!manages && <small className={styles.quiet}>{t('sheet.onlySelf')}</small>}
        </div>
        <div className={styles.field}>
          <span>{t('sheet.due')}</span>
          <DueField value={dueOn} onChange={setDue} label={t('sheet.due')} />
        </div>
        {kind === 'task' && (
          <div className={styles.field}>
            <span>{t('repeat.label')}</span>
            <RepeatField value={repeat} dueOn={dueOn} onChange={setRepeat} />
          </div>
        )}
        {repeating && (
          <Radio.Group
            aria-label={t('repeat.reach')}
            value={following}
            onChange={(event) => setFollowing(event.target.value === true)}
            options={[{ value: false, label: t('repeat.onlyThis') }, { value: true, label: t('repeat.following') }]}
          />
        )}
        {repeating && <small className={styles.quiet}>{t('repeat.ruleFollows')}</small>}
        {stale && <Alert type="warning" showIcon title={t('sheet.stale')} />}
      </div>
    </BottomSheet>
  )
}

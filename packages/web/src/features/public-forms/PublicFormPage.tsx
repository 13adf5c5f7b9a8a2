import { InboxOutlined, PauseOutlined, PlayCircleOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { getPublicForm } from '@sluice/core/public-forms/contract'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Builder } from './Builder.tsx'
import { FormFiguresOf } from './FormFiguresOf.tsx'
import { formUrl } from './forms-url.ts'
import styles from './PublicForms.module.css'
import { Share } from './Share.tsx'
import { statusTones } from './status-tones.ts'
import { SubmissionsOf } from './SubmissionsOf.tsx'
import { useFormEdit } from './use-form-edit.ts'

/** One public form: its design, what was sent, its figures, and how it is shown elsewhere. */
export default function PublicFormPage() {
  const { t } = useTranslation('publicForms')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const read = useContractQuery(getPublicForm, { params: { id } })
  if (read.data) return <OneForm key={id} form={read.data} />
  return (
    <>
      <PageHeader title={t('title')} onBack={() => void navigate(paths.publicForms)} />
      <Page>{read.isPending ? <Skeletons kind="rows" count={8} /> : read.error?.status === 404 ? <EmptyState title={t('notFound')} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
    </>
  )
}

function OneForm({ form }: { form: WholeForm }) {
  const { t } = useTranslation('publicForms')
  const navigate = useNavigate()
  const phone = usePhone()
  const say = useProblemText()
  const format = useFormat()
  const [url, setUrl] = useUrlState(formUrl)
  const edit = useFormEdit(form)
  const blocked = edit.problems.some((one) => one.isAdvice !== true)
  const mayWrite = form.canWrite && form.status !== 'archived'
  const isOpen = form.status === 'open'
  const tabs = (['design', 'submissions', 'figures', 'share'] as const).map((value) => ({
    value, label: t(`tabs.${value}`), ...(value === 'submissions' && { count: format.count(form.figures.submissions + form.figures.suspected) }),
  }))
  const actions = form.canWrite && (
    <>
      {url.tab === 'design' && mayWrite && !phone && (
        <>
          <Button type="text" icon={<UndoOutlined />} disabled={!edit.canUndo} aria-label={t('undo')} title={t('undo')} onClick={edit.undo} />
          <Button type="text" icon={<RedoOutlined />} disabled={!edit.canRedo} aria-label={t('redo')} title={t('redo')} onClick={edit.redo} />
        </>
      )}
      {form.publishedNo !== null && mayWrite && (
        <Button icon={isOpen ? <PauseOutlined /> : <PlayCircleOutlined />} aria-label={t(isOpen ? 'close' : 'open')} onClick={() => void edit.set({ isOpen: !isOpen }, t(isOpen ? 'closedDone' : 'openDone'))}>
          {phone ? null : t(isOpen ? 'close' : 'open')}
        </Button>
      )}
      <Button icon={<InboxOutlined />} aria-label={t(form.status === 'archived' ? 'restore' : 'archive')} onClick={() => void edit.set({ isArchived: form.status !== 'archived' }, t(form.status === 'archived' ? 'restoredDone' : 'archivedDone', { name: form.name }))}>
        {phone ? null : t(form.status === 'archived' ? 'restore' : 'archive')}
      </Button>
      {mayWrite && (
        <>
          <Button disabled={!edit.dirty} loading={edit.busy} onClick={() => void edit.save()}>
            {t('save')}
          </Button>
          <Button type="primary" disabled={blocked || (!edit.dirty && !form.isChanged && isOpen)} loading={edit.busy} onClick={() => void edit.publish()}>
            {t('publish')}
          </Button>
        </>
      )}
    </>
  )
  return (
    <>
      <PageHeader
        title={form.name}
        onBack={() => void navigate(paths.publicForms)}
        aside={
          <span className={styles.tools}>
            <Tag tone={statusTones[form.status]} dot>{t(`statuses.${form.status}`)}</Tag>
            {edit.dirty ? <Tag tone="warn">{t('unsaved')}</Tag> : form.isChanged && <Tag tone="warn">{t('changed')}</Tag>}
          </span>
        }
        actions={phone ? undefined : actions}
      >
        {phone && actions && <div className={styles.tools}>{actions}</div>}
        <Tabs label={t('tabs.label')} value={url.tab} tabs={tabs} onChange={(tab) => setUrl({ tab })} />
      </PageHeader>
      <Page>
        {edit.isConflict && (
          <Alert
            type="warning" showIcon role="alert" title={t('conflict')}
            action={
              <span className={styles.tools}>
                <Button size="small" type="primary" onClick={() => void edit.overwrite()}>{t('overwrite')}</Button>
                <Button size="small" onClick={() => void edit.takeTheirs()}>{t('takeTheirs')}</Button>
              </span>
            }
          />
        )}
        {edit.problem !== null && !edit.isConflict && <Alert type="error" showIcon role="alert" title={say(edit.problem)} />}
        {!form.canWrite && <Alert type="info" showIcon title={t('readOnly')} />}
        {url.tab === 'design' && <Builder form={form} edit={edit} mayWrite={mayWrite} />}
        {url.tab === 'submissions' && <SubmissionsOf form={form} />}
        {url.tab === 'figures' && <FormFiguresOf form={form} />}
        {url.tab === 'share' && <Share form={form} edit={edit} mayWrite={mayWrite} />}
      </Page>
    </>
  )
}

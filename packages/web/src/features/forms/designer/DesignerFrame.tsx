import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { roleNames, roles } from '@sluice/core/identity/role'
import type { Role } from '@sluice/core/identity/role'
import { Alert, Button, Input, Segmented, Select } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../../paths.ts'
import { Page } from '../../../ui/Page.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import styles from './Designer.module.css'

export type DesignMode = 'design' | 'preview'

/** The head of a designer: what is designed, steps back and on, design or preview, saving, and what stands in its way. */
export function DesignerFrame(props: {
  kind: ReactNode
  name: string
  onName: (name: string) => void
  mode: DesignMode
  onMode: (mode: DesignMode) => void
  asRole: Role | null
  onRole?: (role: Role | null) => void
  draft: { undo: () => void; redo: () => void; canUndo: boolean; canRedo: boolean; dirty: boolean; busy: boolean; problem: unknown; isConflict: boolean; save: () => void; overwrite: () => void; takeTheirs: () => void }
  /** What must be mended before it can be saved. */
  problems: readonly string[]
  mayWrite: boolean
  children: ReactNode
}) {
  const { t, i18n } = useTranslation('forms')
  const say = useProblemText()
  const phone = usePhone()
  const navigate = useNavigate()
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { draft } = props
  const { undo, redo, save } = draft
  const blocked = props.problems.length > 0 || props.name.trim() === ''
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.isComposing) return
      const key = event.key.toLowerCase()
      // In a text field the browser's own undo is meant.
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(event.target.tagName)
      if (key === 's') {
        event.preventDefault()
        if (!blocked && draft.dirty) save()
      } else if (!typing && (key === 'z' || key === 'y')) {
        event.preventDefault()
        if (key === 'y' || event.shiftKey) redo()
        else undo()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [undo, redo, save, blocked, draft.dirty])

  const tools = (
    <>
      {props.mayWrite && (
        <>
          <Button type="text" icon={<UndoOutlined />} disabled={!draft.canUndo} aria-label={t('designer.undo')} title={t('designer.undo')} onClick={undo} />
          <Button type="text" icon={<RedoOutlined />} disabled={!draft.canRedo} aria-label={t('designer.redo')} title={t('designer.redo')} onClick={redo} />
        </>
      )}
      <Segmented
        value={props.mode}
        aria-label={t('designer.mode')}
        options={[
          { value: 'design', label: t('designer.design') },
          { value: 'preview', label: t('designer.preview') },
        ]}
        onChange={props.onMode}
      />
      {props.mode === 'preview' && props.onRole && (
        <Select<Role>
          allowClear
          className={styles.role}
          value={props.asRole ?? undefined}
          placeholder={t('designer.asRole')}
          aria-label={t('designer.asRole')}
          options={roles.map((role) => ({ value: role, label: t('designer.seenBy', { role: roleNames[role][lang] }) }))}
          onChange={(role) => props.onRole?.(role ?? null)}
        />
      )}
      {props.mayWrite && (
        <Button type="primary" loading={draft.busy} disabled={!draft.dirty || blocked} onClick={save}>
          {t('designer.save')}
        </Button>
      )}
    </>
  )
  return (
    <>
      <PageHeader
        title={
          props.mayWrite ? (
            <Input variant="borderless" className={styles.name} value={props.name} maxLength={60} aria-label={t('designer.name')} status={props.name.trim() === '' ? 'error' : undefined} onChange={(event) => props.onName(event.target.value)} />
          ) : (
            props.name
          )
        }
        documentTitle={props.name}
        aside={
          <span className={styles.facts}>
            {props.kind}
            {draft.dirty && <Tag tone="warn">{t('designer.unsaved')}</Tag>}
          </span>
        }
        actions={phone ? undefined : <div className={styles.tools}>{tools}</div>}
        onBack={() => void navigate(paths.settingsSection('forms'))}
      >
        {phone && <div className={styles.tools}>{tools}</div>}
      </PageHeader>
      <Page>
        {draft.isConflict && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={t('designer.conflict')}
            action={
              <span className={styles.tools}>
                <Button size="small" type="primary" onClick={draft.overwrite}>
                  {t('designer.overwrite')}
                </Button>
                <Button size="small" onClick={draft.takeTheirs}>
                  {t('designer.takeTheirs')}
                </Button>
              </span>
            }
          />
        )}
        {draft.problem !== null && !draft.isConflict && <Alert type="error" showIcon role="alert" title={say(draft.problem)} />}
        {props.problems.length > 0 && <Alert type="warning" showIcon role="status" title={props.problems.join('；')} />}
        {!props.mayWrite && <Alert type="info" showIcon title={t('designer.readOnly')} />}
        {props.children}
      </Page>
    </>
  )
}

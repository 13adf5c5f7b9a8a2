import { EllipsisOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { saveDraft } from '@sluice/core/designer/contract'
import type { Draft } from '@sluice/core/designer/contract'
import { Alert, App, Button, Dropdown } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { call } from '../../api/client.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { showSection } from './Anchor.tsx'
import styles from './Designer.module.css'
import { EditView } from './EditView.tsx'
import { placeOf } from './model/problems.ts'
import type { DesignProblem } from './model/problems.ts'
import { SaveMark } from './SaveMark.tsx'
import { useDesign } from './use-design.ts'
import { useUndoKeys } from './use-undo-keys.ts'

const PublishView = lazy(async () => ({ default: (await import('./publish/PublishView.tsx')).PublishView }))
const VersionsView = lazy(async () => ({ default: (await import('./versions/VersionsView.tsx')).VersionsView }))

const urlState = z.object({ view: z.enum(['edit', 'publish', 'versions']).default('edit'), at: z.string().max(60).default('') })

/** The designer of one pipeline: its draft, what publishing would do, its versions. */
export function Designer({ pipeline, draft }: { pipeline: Pipeline; draft: Draft }) {
  const { t } = useTranslation('designer')
  const phone = usePhone()
  const navigate = useNavigate()
  const toast = useToast()
  const refresh = useRefresh()
  const { modal } = App.useApp()
  const [{ view, at }, setUrl] = useUrlState(urlState)
  const editor = useDesign(pipeline.id, draft)
  const { state, design } = editor
  const editing = view === 'edit'
  useUndoKeys(editing ? editor.undo : null, editing ? editor.redo : null)

  const goTo = (problem: DesignProblem) => {
    const place = placeOf(problem.path, design.definition)
    setUrl({ view: 'edit', at: place.at }, { push: true })
    showSection(place.section)
  }
  const discard = () => {
    const { definition, mapping } = design
    void modal.confirm({
      title: t('actions.discardTitle'),
      content: t('actions.discardText'),
      okText: t('actions.discard'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await editor.discard()
          refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id })
          toast.undoable(t('actions.discarded'), async () => {
            await call(saveDraft, { params: { id: pipeline.id }, body: { definition, mapping, version: 0 } })
            await editor.reload()
            refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id })
          })
        } catch (error) {
          toast.failed(error)
        }
      },
    })
  }

  const name = design.definition.name.trim() || pipeline.name
  const wrong = new Set(state.kind === 'invalid' ? state.problems.map((problem) => placeOf(problem.path, design.definition).at) : [])
  const title = view === 'publish' ? t('publish.title', { name }) : view === 'versions' ? t('versions.title', { name }) : name
  const menu = [
    ...(phone
      ? [
          { key: 'undo', label: t('undo'), disabled: editor.undo === null },
          { key: 'redo', label: t('redo'), disabled: editor.redo === null },
          { key: 'versions', label: t('actions.versions') },
        ]
      : []),
    { key: 'discard', label: t('actions.discard'), danger: true, disabled: !editor.isDraft },
  ]
  const onMenu = (key: string) => {
    if (key === 'undo') editor.undo?.()
    else if (key === 'redo') editor.redo?.()
    else if (key === 'versions') setUrl({ view: 'versions' }, { push: true })
    else discard()
  }

  return (
    <>
      <PageHeader
        sticky
        title={title}
        onBack={() => (editing ? void navigate(paths.pipelines) : setUrl({ view: 'edit' }))}
        aside={
          <span className={styles.headTags}>
            {pipeline.isArchived && <Tag>{t('archived')}</Tag>}
            <Tag>{pipeline.publishedN > 0 ? t('version', { n: pipeline.publishedN }) : t('unpublished')}</Tag>
            {editor.isDraft && (
              <span title={t('draftHelp')}>
                <Tag tone="warn">{t('draft')}</Tag>
              </span>
            )}
            {view !== 'versions' && <SaveMark state={state} onRetry={() => void editor.flush()} onShow={goTo} />}
          </span>
        }
        actions={
          editing && (
            <>
              {!phone && (
                <>
                  <Button type="text" icon={<UndoOutlined />} disabled={editor.undo === null} aria-label={t('undo')} title={`${t('undo')} (Ctrl+Z)`} onClick={() => editor.undo?.()} />
                  <Button type="text" icon={<RedoOutlined />} disabled={editor.redo === null} aria-label={t('redo')} title={`${t('redo')} (Ctrl+Y)`} onClick={() => editor.redo?.()} />
                  <Button onClick={() => setUrl({ view: 'versions' }, { push: true })}>{t('actions.versions')}</Button>
                </>
              )}
              <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: menu, onClick: ({ key }) => onMenu(key) }}>
                <Button type={phone ? 'text' : 'default'} icon={<EllipsisOutlined />} aria-label={t('more')} />
              </Dropdown>
              <Button type="primary" disabled={!editor.isDraft} title={editor.isDraft ? undefined : t('actions.nothingToPublish')} onClick={() => setUrl({ view: 'publish' }, { push: true })}>
                {t('actions.publish')}
              </Button>
            </>
          )
        }
      />
      <Page>
        {state.kind === 'conflict' && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={state.theirs.isDraft && state.by ? t('conflict.by', { name: state.by.name }) : t('conflict.gone')}
            action={
              <span className={styles.headTags}>
                <Button size="small" onClick={editor.takeTheirs}>
                  {t('conflict.theirs')}
                </Button>
                <Button size="small" title={t('conflict.mineHelp')} onClick={editor.keepMine}>
                  {t('conflict.mine')}
                </Button>
              </span>
            }
          />
        )}
        <Suspense fallback={<Skeletons kind="cards" count={3} />}>
          {view === 'publish' ? (
            <PublishView pipeline={pipeline} editor={editor} onGo={goTo} onBack={() => setUrl({ view: 'edit' })} />
          ) : view === 'versions' ? (
            <VersionsView pipeline={pipeline} onUndone={editor.reload} />
          ) : (
            <EditView pipeline={pipeline} editor={editor} at={at} wrong={wrong} onOpen={(next) => setUrl({ at: next }, { push: phone })} />
          )}
        </Suspense>
      </Page>
    </>
  )
}

import type { Pipeline } from '@sluice/core/catalog/contract'
import { getDraftEffect, publishDraft, undoPublication } from '@sluice/core/designer/contract'
import { Alert, Button, Input, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useUrlState } from '../../../ui/use-url-state.ts'
import designer from '../Designer.module.css'
import { Field } from '../Field.tsx'
import { mapStage } from '../model/design.ts'
import type { DesignProblem } from '../model/problems.ts'
import type { DesignEditor } from '../use-design.ts'
import { BacktestTab } from './BacktestTab.tsx'
import { EffectList, removedListId } from './EffectList.tsx'
import { ProblemList } from './ProblemList.tsx'

const urlState = z.object({ tab: z.enum(['effect', 'backtest']).default('effect') })

/** Before a draft becomes the rule: what it changes, whom it would have stopped in the past, and the note that stays with it. */
export function PublishView(props: { pipeline: Pipeline; editor: DesignEditor; onGo: (problem: DesignProblem) => void; onBack: () => void }) {
  const { t } = useTranslation('designer')
  const toast = useToast()
  const refresh = useRefresh()
  const { pipeline, editor } = props
  const [{ tab }, setUrl] = useUrlState(urlState)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const { flush, state, version } = editor
  const settled = state.kind === 'saved' || state.kind === 'live'
  const effect = useContractQuery(getDraftEffect, { params: { id: pipeline.id } }, { enabled: settled && version > 0, staleTime: 0 })
  const { refetch } = effect
  useEffect(() => void flush(), [flush])
  // The effect is of the draft as it was saved last.
  useEffect(() => {
    if (version > 0) void refetch()
  }, [version, refetch])

  const problems = effect.data?.problems ?? (state.kind === 'invalid' ? state.problems : [])
  const unmapped = (effect.data?.removedStages ?? []).some((stage) => stage.to === null && (stage.openDeals > 0 || stage.stays > 0))
  const ready = settled && version > 0 && effect.data !== undefined && problems.length === 0 && !unmapped

  const tell = () => refresh({ type: 'pipeline.published', subjectType: 'pipeline', subjectId: pipeline.id })
  const publish = async () => {
    setBusy(true)
    try {
      const saved = await flush()
      if (saved === null) return
      const live = await call(publishDraft, { params: { id: pipeline.id }, body: { version: saved, note } })
      tell()
      await editor.reload()
      toast.undoable(
        t('publish.published', { name: live.name, n: live.publishedN }),
        async () => {
          await call(undoPublication, { params: { id: pipeline.id }, body: { n: live.publishedN } })
          tell()
          await editor.reload()
        },
        12,
      )
      props.onBack()
    } catch (error) {
      toast.failed(error)
      void refetch()
    } finally {
      setBusy(false)
    }
  }

  const go = (problem: DesignProblem) => {
    if (!problem.path.startsWith('mapping.')) props.onGo(problem)
    else {
      setUrl({ tab: 'effect' })
      requestAnimationFrame(() => document.getElementById(removedListId)?.scrollIntoView({ block: 'center', behavior: 'smooth' }))
    }
  }
  if (state.kind === 'live')
    return <EmptyState title={t('publish.nothing')} text={t('publish.nothingText')} action={<Button onClick={props.onBack}>{t('publish.back')}</Button>} />
  const body = effect.error ? (
    <ErrorState error={effect.error} onRetry={() => void refetch()} />
  ) : effect.data ? (
    <EffectList effect={effect.data} design={editor.design} onMap={(from, to) => editor.apply((design) => mapStage(design, from, to))} />
  ) : state.kind === 'invalid' || state.kind === 'failed' || state.kind === 'conflict' ? null : (
    <Skeletons kind="cards" count={2} />
  )
  return (
    <>
      {problems.length > 0 && <ProblemList problems={problems} definition={editor.design.definition} removed={effect.data?.removedStages ?? []} onGo={go} />}
      <Tabs
        activeKey={tab}
        onChange={(key) => setUrl({ tab: key === 'backtest' ? 'backtest' : 'effect' })}
        items={[
          { key: 'effect', label: t('publish.effect'), children: body },
          { key: 'backtest', label: t('publish.backtest'), children: settled && version > 0 ? <BacktestTab pipeline={pipeline} editor={editor} /> : <Alert type="info" title={t('publish.saveFirst')} /> },
        ]}
      />
      <Section>
        <div className={designer.fields}>
          <Field label={t('publish.note')}>
            {(id) => <Input.TextArea id={id} value={note} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t('publish.notePlaceholder')} onChange={(event) => setNote(event.target.value)} />}
          </Field>
          <div className={designer.publishFoot}>
            <span className={designer.note}>{ready ? t('publish.ready') : problems.length > 0 || unmapped ? t('publish.blocked') : settled ? '' : t('publish.saveFirst')}</span>
            {tab === 'effect' && (
              <Button type="link" onClick={() => setUrl({ tab: 'backtest' })}>
                {t('publish.backtestFirst')}
              </Button>
            )}
            <Button type="primary" size="large" disabled={!ready} loading={busy} onClick={() => void publish()}>
              {t('publish.action')}
            </Button>
          </div>
        </div>
      </Section>
    </>
  )
}

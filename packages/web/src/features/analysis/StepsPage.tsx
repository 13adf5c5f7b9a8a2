import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { changeCustomFunnel, createCustomFunnel, listCustomFunnels, removeCustomFunnel } from '@sluice/core/custom-funnels/contract'
import type { CustomFunnel } from '@sluice/core/custom-funnels/contract'
import type { CustomView } from '@sluice/core/funnel/measures/custom-view'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { isSame, missingOf, questionOf, readDraft } from './steps-draft.ts'
import { StepsAnswer } from './StepsAnswer.tsx'
import { StepsEditor } from './StepsEditor.tsx'
import styles from './StepsPage.module.css'

const stepsUrl = z.object({
  /** The saved funnel that is shown; empty: none. */
  funnel: z.string().max(60).default(''),
  /** What has been changed and not been saved, as JSON. */
  draft: z.string().max(20_000).default(''),
})

/** Funnels of one's own steps: also across leads, deals, contracts and payments; saved, shared, and changed with the answer beside. */
export default function StepsPage() {
  const { t } = useTranslation('analysis')
  const phone = usePhone()
  const toast = useToast()
  const cache = useQueryClient()
  const page = useFunnelPage()
  const [url, changeUrl] = useUrlState(stepsUrl)
  const [edits, setEdits] = useState(false)
  const list = useContractQuery(listCustomFunnels, {})
  const saved = list.data?.items.find((one) => one.id === url.funnel)

  const template = (kind: 'whole' | 'proposal'): CustomView => {
    const plain = (step: 'lead_created' | 'lead_qualified' | 'deal_created' | 'deal_won' | 'contract_signed' | 'payment_confirmed') => ({ name: t(`steps.kinds.${step}`), step: { kind: step } })
    const milestone = (milestoneKind: string, name: string) => ({ name, step: { kind: 'milestone_reached' as const, milestoneKind } })
    return {
      name: t(`steps.templates.${kind}`),
      steps:
        kind === 'whole'
          ? [plain('lead_created'), plain('lead_qualified'), plain('deal_created'), plain('deal_won'), plain('contract_signed'), plain('payment_confirmed')]
          : [milestone('demo_held', t('steps.milestones.demo_held')), milestone('quote_sent', t('steps.milestones.quote_sent')), milestone('quote_accepted', t('steps.milestones.quote_accepted')), plain('contract_signed')],
      order: 'linear', windowDays: null, where: null, visibility: 'private',
    }
  }
  // A draft is written at once and stands in the address a moment later: browsers allow only so many addresses a second.
  const [draft, setDraft] = useState<CustomView | null>(() => readDraft(url.draft))
  const view = draft ?? saved?.definition ?? template('whole')
  const isChanged = draft !== null && !(saved && isSame(draft, saved.definition))
  useEffect(() => {
    const timer = setTimeout(() => {
      const text = draft === null ? '' : JSON.stringify(draft)
      if (text !== url.draft) changeUrl({ draft: text })
    }, 400)
    return () => clearTimeout(timer)
  }, [draft, url.draft, changeUrl])
  const show = (id: string, next: CustomView | null = null) => {
    setDraft(next)
    changeUrl({ funnel: id, draft: next === null ? '' : JSON.stringify(next) })
  }

  const refresh = () => cache.invalidateQueries({ queryKey: ['/custom-funnels'] })
  const create = useContractMutation(createCustomFunnel, { onError: toast.failed })
  const put = useContractMutation(changeCustomFunnel, { onError: toast.failed })
  const drop = useContractMutation(removeCustomFunnel, { onError: toast.failed })
  const keep = async (definition: CustomView, over: CustomFunnel | undefined) => {
    const done = over ? await put.mutateAsync({ params: { id: over.id }, body: { definition }, ifMatch: over.version }) : await create.mutateAsync({ body: { definition } })
    await refresh()
    setEdits(false)
    show(done.id)
    return done
  }
  const save = (definition: CustomView, over: CustomFunnel | undefined) =>
    void keep(definition, over).then(
      (done) => toast.done(t('steps.saved', { name: done.definition.name })),
      () => refresh(),
    )
  const remove = (one: CustomFunnel) =>
    void drop.mutateAsync({ params: { id: one.id } }).then(
      async () => {
        show('')
        await refresh()
        toast.undoable(t('steps.removed', { name: one.definition.name }), () => keep(one.definition, undefined))
      },
      () => refresh(),
    )
  const missing = missingOf(view)
  const mine = saved?.canWrite === true
  const buttons = (
    <div className={styles.buttons}>
      {missing !== null && <span className={styles.missing}>{t(missing === 'few' ? 'steps.fewSteps' : 'steps.noName')}</span>}
      {saved && !mine && <span className={styles.quiet}>{t('steps.readOnly', { name: saved.owner.name })}</span>}
      {saved && isChanged && <Button onClick={() => show(saved.id)}>{t('steps.discard')}</Button>}
      {saved && mine && !isChanged && (
        <Button danger loading={drop.isPending} onClick={() => remove(saved)}>
          {t('steps.removeFunnel')}
        </Button>
      )}
      {saved && isChanged && (
        <Button disabled={missing !== null} loading={create.isPending} onClick={() => save(view.name === saved.definition.name ? { ...view, name: t('steps.copyOf', { name: view.name }).slice(0, 80) } : view, undefined)}>
          {t('steps.saveNew')}
        </Button>
      )}
      {(!saved || (mine && isChanged)) && (
        <Button type="primary" disabled={missing !== null} loading={put.isPending || create.isPending} onClick={() => save(view, mine ? saved : undefined)}>
          {t('steps.save')}
        </Button>
      )}
    </div>
  )
  const editor = <StepsEditor view={view} onChange={setDraft} url={page.url} />
  const { from, to, asOf, owner, team, source } = page.questions.main
  const ask = { definition: questionOf(view), from, to, asOf, owner, team, source }
  return (
    <FunnelFrame page={page} tab="steps" without={['pipeline', 'compare', 'method', 'detail']}>
      <div className={styles.chips}>
        {list.data?.items.map((one) => (
          <button key={one.id} type="button" className={one.id === url.funnel ? `${styles.chip} ${styles.chosen}` : styles.chip} aria-pressed={one.id === url.funnel} onClick={() => show(one.id)}>
            <span>{one.definition.name}</span>
            {!one.isMine && <span className={styles.quiet}>{t('steps.shared', { name: one.owner.name })}</span>}
            {one.isMine && one.definition.visibility !== 'private' && <Tag tone="brand">{t(`steps.see.${one.definition.visibility}`)}</Tag>}
          </button>
        ))}
        {!saved && (
          <button type="button" className={`${styles.chip} ${styles.chosen}`} aria-pressed>
            <span>{view.name}</span>
            <Tag tone="warn">{t('steps.unsaved')}</Tag>
          </button>
        )}
        <Dropdown
          trigger={['click']}
          menu={{ items: (['whole', 'proposal'] as const).map((key) => ({ key, label: t(`steps.templates.${key}`), onClick: () => { show('', template(key)); setEdits(true) } })) }}
        >
          <Button icon={<PlusOutlined />}>{t('steps.newOne')}</Button>
        </Dropdown>
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Skeletons kind="chart" />
      ) : (
        <div className={styles.both}>
          {!phone && (
            <Section title={t('steps.editor')}>
              {editor}
              {buttons}
            </Section>
          )}
          <Section title={view.name.trim() === '' ? t('steps.title') : view.name} note={page.words.range} actions={phone ? <Button icon={<EditOutlined />} onClick={() => setEdits(true)}>{t('steps.edit')}</Button> : undefined}>
            {view.steps.length < 2 ? null : <StepsAnswer ask={ask} names={view.steps.map((step) => step.name)} label={view.name} />}
          </Section>
        </div>
      )}
      {phone && (
        <BottomSheet open={edits} onClose={() => setEdits(false)} title={t('steps.edit')} footer={buttons}>
          {editor}
        </BottomSheet>
      )}
    </FunnelFrame>
  )
}

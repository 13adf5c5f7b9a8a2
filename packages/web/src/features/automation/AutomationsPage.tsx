import { PlusOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { automationStates, changeAutomation, createAutomation, listAutomations, orderAutomations, type Automation } from '@sluice/core/automation/contract'
import { automationObjects } from '@sluice/core/automation/definition'
import { explainAutomation } from '@sluice/core/automation/explain'
import { automationTemplates, type AutomationTemplate } from '@sluice/core/automation/templates'
import { objectWords } from '@sluice/core/automation/words'
import { Button, Select, Switch } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { moved, SortableList } from '../../ui/SortableList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import styles from './Automation.module.css'
import { automationsUrl } from './automation-url.ts'
import { PausedNote, stateTones } from './PausedNote.tsx'
import { RunsTab } from './RunsTab.tsx'
import { newTrigger } from './new-step.ts'
import { TemplateGallery } from './TemplateGallery.tsx'
import { TemplateSheet } from './TemplateSheet.tsx'
import { useAutomationThings, type AutomationThings } from './use-automation-things.ts'

/** 自动化: what happens by itself, in the order in which it is asked. */
export default function AutomationsPage() {
  const { t } = useTranslation('automation')
  const phone = usePhone()
  const navigate = useNavigate()
  const toast = useToast()
  const { user } = useSession()
  const [url, setUrl] = useUrlState(automationsUrl)
  const [gallery, setGallery] = useState(false)
  const [template, setTemplate] = useState<AutomationTemplate | null>(() => automationTemplates.find(({ key }) => key === url.template) ?? null)
  const read = useContractQuery(listAutomations, { query: { ...(url.q !== '' && { q: url.q }), ...(url.state !== 'all' && { state: url.state }), ...(url.object !== 'all' && { object: url.object }) } }, { keepPrevious: true })
  const canCreate = read.data?.canCreate === true
  const create = useContractMutation(createAutomation, { onError: toast.failed, onSuccess: (made) => void navigate(paths.automation(made.id)) })
  const blank = () => create.mutate({ body: { name: t('newName'), draft: { trigger: newTrigger('time_in_stage', 'deal'), where: null, steps: [], stopOnFirst: false, hours: { kind: 'always' }, runAsUserId: user.id, againAfterDays: null } } })
  const filtered = url.q !== '' || url.state !== 'all' || url.object !== 'all'
  const closeTemplate = () => {
    setTemplate(null)
    if (url.template !== '') setUrl({ template: '', stage: '' })
  }
  const choose = (one: AutomationTemplate) => {
    setGallery(false)
    setTemplate(one)
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        description={phone ? undefined : t('description')}
        actions={
          canCreate && (
            <>
              <Button loading={create.isPending} onClick={blank}>{t('blank')}</Button>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setGallery(true)}>{t('fromTemplate')}</Button>
            </>
          )
        }
      >
        <Tabs label={t('title')} value={url.tab} tabs={(['list', 'runs'] as const).map((value) => ({ value, label: t(`tabs.${value}`) }))} onChange={(tab) => setUrl({ tab })} />
      </PageHeader>
      {url.tab === 'runs' ? <Page fill><RunsTab /></Page> : (
        <Page>
          {read.isPending ? <Skeletons kind="cards" count={4} /> : read.data === undefined ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : read.data.items.length === 0 && !filtered ? (
            <>
              <EmptyState compact icon={<ThunderboltOutlined />} title={t('empty')} text={t(canCreate ? 'emptyText' : 'emptyRead')} />
              {canCreate && <TemplateGallery disabled={false} onChoose={choose} />}
            </>
          ) : (
            <>
              <FilterBar
                quick={
                  <>
                    <SearchField value={url.q} onSearch={(q) => setUrl({ q })} placeholder={t('search')} width={phone ? 150 : 220} />
                    <Select aria-label={t('state')} value={url.state} onChange={(state) => setUrl({ state })} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('allStates') }, ...automationStates.map((value) => ({ value, label: t(`states.${value}`) }))]} />
                    <ObjectFilter value={url.object} onChange={(object) => setUrl({ object })} />
                  </>
                }
              />
              {read.data.items.length === 0 ? <EmptyState title={t('emptyFiltered')} /> : <Items items={read.data.items} names={read.data.names} canOrder={canCreate && !filtered} isPart={filtered} />}
            </>
          )}
        </Page>
      )}
      <BottomSheet open={gallery} title={t('fromTemplate')} width={720} onClose={() => setGallery(false)}><TemplateGallery disabled={false} onChoose={choose} /></BottomSheet>
      {template !== null && canCreate && <TemplateSheet template={template} stageId={url.stage === '' ? null : url.stage} onClose={closeTemplate} />}
    </>
  )
}

function ObjectFilter({ value, onChange }: { value: 'all' | (typeof automationObjects)[number]; onChange: (value: 'all' | (typeof automationObjects)[number]) => void }) {
  const { t, i18n } = useTranslation('automation')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  return <Select aria-label={t('object')} value={value} onChange={onChange} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('allObjects') }, ...automationObjects.map((one) => ({ value: one, label: objectWords[one][lang] }))]} />
}

/** `isPart`: only some are shown, whose places among all are not those in the list. */
function Items({ items, names, canOrder, isPart }: { items: readonly Automation[]; names: Readonly<Record<string, string>>; canOrder: boolean; isPart: boolean }) {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const refresh = useRefresh()
  const things = useAutomationThings(names)
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  // Where it was dropped until the server has answered.
  const shown = order === null ? items : [...items].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  const put = async (ids: readonly string[]) => {
    setOrder(ids)
    try {
      await call(orderAutomations, { body: { ids: [...ids] } })
    } catch (error) {
      toast.failed(error)
    }
    told()
    setOrder(null)
  }
  const move = (from: number, to: number) => {
    const before = items.map(({ id }) => id)
    void put(moved(before, from, to)).then(() => toast.undoable(t('ordered'), () => put(before)))
  }
  return (
    <SortableList items={shown} label={t('list')} className={styles.list ?? ''} disabled={!canOrder} onMove={move}>
      {(one, handle, index) => <Item automation={one} handle={handle} number={isPart ? null : index + 1} things={things} onChanged={told} />}
    </SortableList>
  )
}

function Item({ automation, handle, number, things, onChanged }: { automation: Automation; handle: ReactNode; number: number | null; things: AutomationThings; onChanged: () => void }) {
  const { t } = useTranslation('automation')
  const { t: drafts } = useTranslation('drafts')
  const format = useFormat()
  const toast = useToast()
  const { id, state, counts } = automation
  const change = useContractMutation(changeAutomation, { onError: toast.failed, onSettled: onChanged })
  const canSwitch = automation.canWrite && (state === 'active' || state === 'paused')
  const toggle = async (on: boolean) => {
    const now = await change.mutateAsync({ params: { id }, body: { isPaused: !on }, ifMatch: automation.version })
    toast.undoable(on ? drafts('resumed') : t('page.paused'), () => change.mutateAsync({ params: { id }, body: { isPaused: on }, ifMatch: now.version }))
  }
  const figure = (label: string, value: number, isBad = false) => <span className={`num ${styles.figure} ${isBad && value > 0 ? styles.bad : ''}`}><b>{format.count(value)}</b>{label}</span>
  return (
    <div className={`${styles.item} ${handle === null ? styles.still : ''}`}>
      {handle}
      <Switch size="small" aria-label={t('switch', { name: automation.name })} checked={state === 'active'} disabled={!canSwitch} loading={change.isPending} title={canSwitch ? undefined : t(state === 'draft' ? 'publishFirst' : 'noPermission')} onChange={(on) => void toggle(on).catch(() => undefined)} />
      <div className={styles.itemWords}>
        <span className={styles.itemHead}>
          {number !== null && <span className={`num ${styles.muted}`}>{number}</span>}
          <Link className={styles.itemName} to={paths.automation(id)}>{automation.name}</Link>
          {state !== 'active' && <Tag tone={stateTones[state]} dot>{t(`states.${state}`)}</Tag>}
          {automation.hasUnpublished && automation.publishedVersion !== null && <Tag>{drafts('unpublished')}</Tag>}
        </span>
        <p className={styles.itemText}>{explainAutomation(automation.definition, things.speaker)}</p>
        {automation.paused !== null && automation.paused.code !== 'by_hand' && <PausedNote paused={automation.paused} />}
      </div>
      <div className={styles.figures}>
        {figure(t('figures.done'), counts.done)}
        {figure(t('figures.waiting'), counts.waiting)}
        {figure(t('figures.failed'), counts.failed + counts.cut, true)}
        <span className={styles.muted}>{automation.lastRunAt === null ? t('figures.never') : t('figures.last', { time: format.relative(automation.lastRunAt) })}</span>
      </div>
    </div>
  )
}

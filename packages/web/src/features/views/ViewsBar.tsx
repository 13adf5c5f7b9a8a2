import { EllipsisOutlined, PlusOutlined, TeamOutlined } from '@ant-design/icons'
import { changeView, createView, listViews, removeView } from '@sluice/core/views/contract'
import type { SavedView } from '@sluice/core/views/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Dropdown, Form, Input, Popover } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { sameView } from './same-view.ts'
import styles from './ViewsBar.module.css'

type Definition = SavedView['definition']

/**
 * Saved views of a list: one's own and those that colleagues share. `current` is what the screen shows now; opening a view asks
 * the screen to show it (`null`: everything). Own views can be renamed, shared, brought up to date and deleted.
 */
export function ViewsBar(props: {
  object: SavedView['object']
  current: Definition
  /** The view opened last, `''` for none. */
  activeId: string
  onOpen: (view: SavedView | null) => void
  /** Beside the actions: sums of what is shown. */
  end?: ReactNode
  /** Nothing to save now: without any saved view the bar is left out. */
  quiet?: boolean
}) {
  const { t } = useTranslation('views')
  const client = useQueryClient()
  const toast = useToast()
  const { data } = useContractQuery(listViews, { query: { object: props.object } }, { staleTime: 5 * 60_000 })
  const views = data?.items ?? []
  const active = views.find((view) => view.id === props.activeId) ?? null
  const dirty = active !== null && !sameView(active.definition, props.current)
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null)

  const refresh = () => client.invalidateQueries({ queryKey: [listViews.path] })
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
      await refresh()
    } catch (error) {
      toast.failed(error)
      void refresh()
    }
  }
  const change = (view: SavedView, body: { name?: string; isShared?: boolean; definition?: Definition }) =>
    attempt(async () => {
      // Sharing is always said: left out, it would read as its default, and renaming a shared view would take it from everybody.
      await call(changeView, { params: { id: view.id }, body: { isShared: view.isShared, ...body }, ifMatch: view.version })
      toast.done(t('saved', { name: body.name ?? view.name }))
    })
  const save = (name: string, isShared: boolean) =>
    attempt(async () => {
      const view = await call(createView, { body: { object: props.object, name, isShared, definition: props.current } })
      toast.done(t('saved', { name }))
      await refresh()
      props.onOpen(view)
    })
  const remove = (view: SavedView) =>
    attempt(async () => {
      await call(removeView, { params: { id: view.id } })
      if (view.id === props.activeId) props.onOpen(null)
      toast.undoable(t('removed', { name: view.name }), async () => {
        const { object, name, isShared, definition } = view
        await call(createView, { body: { object, name, isShared, definition } })
        await refresh()
      })
    })

  const tab = (key: string, on: boolean, label: ReactNode, onClick: () => void, title?: string) => (
    <button key={key} type="button" className={on ? `${styles.tab} ${styles.on}` : styles.tab} aria-current={on ? 'true' : undefined} title={title} onClick={onClick}>
      {label}
    </button>
  )

  if (props.quiet && views.length === 0) return null
  return (
    <nav className={styles.bar} aria-label={t('label')}>
      <div className={styles.tabs}>
        {tab('all', active === null, t('all'), () => props.onOpen(null))}
        {views.map((view) =>
          tab(
            view.id,
            view.id === active?.id,
            <>
              {view.isShared && <TeamOutlined aria-hidden />} {view.name}
              {view.id === active?.id && dirty && <i className={styles.dirty} title={t('changed')} />}
            </>,
            () => props.onOpen(view),
            view.isShared && !view.isMine ? t('sharedBy', { name: view.owner.name }) : undefined,
          ),
        )}
      </div>
      {props.end}
      <div className={styles.actions}>
        {active?.isMine && dirty && (
          <Button size="small" type="link" onClick={() => void change(active, { definition: props.current })}>
            {t('update')}
          </Button>
        )}
        {active && dirty && (
          <Button size="small" type="link" onClick={() => props.onOpen(active)}>
            {t('reset')}
          </Button>
        )}
        {active?.isMine && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'rename', label: t('rename'), onClick: () => setNaming('rename') },
                { key: 'share', label: t(active.isShared ? 'unshare' : 'share'), onClick: () => void change(active, { isShared: !active.isShared }) },
                { type: 'divider' },
                { key: 'remove', danger: true, label: t('remove'), onClick: () => void remove(active) },
              ],
            }}
          >
            <Button size="small" type="text" icon={<EllipsisOutlined />} aria-label={t('actions', { name: active.name })} />
          </Dropdown>
        )}
        <Popover
          trigger="click"
          open={naming !== null}
          onOpenChange={(open) => setNaming(open ? 'new' : null)}
          placement="bottomRight"
          arrow={false}
          destroyOnHidden
          content={
            <ViewForm
              key={naming}
              name={naming === 'rename' ? (active?.name ?? '') : ''}
              shared={naming === 'rename' ? (active?.isShared ?? false) : false}
              onSave={(name, isShared) => {
                setNaming(null)
                if (naming === 'rename' && active) void change(active, { name, isShared })
                else void save(name, isShared)
              }}
            />
          }
        >
          <Button size="small" type="text" icon={<PlusOutlined />}>
            {t(active ? 'saveAs' : 'save')}
          </Button>
        </Popover>
      </div>
    </nav>
  )
}

function ViewForm(props: { name: string; shared: boolean; onSave: (name: string, shared: boolean) => void }) {
  const { t } = useTranslation('views')
  return (
    <Form
      layout="vertical"
      className={styles.form}
      requiredMark={false}
      initialValues={{ name: props.name, shared: props.shared }}
      onFinish={({ name, shared }: { name: string; shared: boolean }) => props.onSave(name.trim(), shared)}
    >
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
        <Input autoFocus maxLength={60} placeholder={t('namePlaceholder')} />
      </Form.Item>
      <Form.Item name="shared" valuePropName="checked">
        <Checkbox>{t('shared')}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" block>
        {t('save')}
      </Button>
    </Form>
  )
}

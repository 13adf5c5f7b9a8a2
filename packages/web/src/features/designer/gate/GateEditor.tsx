import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { GATE_LIMITS } from '@sluice/core/config/gate'
import type { Criterion, CriterionType, GateGroup } from '@sluice/core/config/gate'
import { Button, Dropdown, Segmented } from 'antd'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGateWords } from '../../gates/guide/use-gate-words.ts'
import { Tag } from '../../../ui/Tag.tsx'
import { hasRoom, insertItem, isGroup, removeItem, replaceItem, setOp, stepItem, unwrapGroup, wrapItem } from '../model/gate-tree.ts'
import type { GatePath } from '../model/gate-tree.ts'
import { CriterionSheet } from './CriterionSheet.tsx'
import { blankCriterion, criterionTypes } from './criterion-types.tsx'
import styles from './GateEditor.module.css'

const tones = { block: 'brand', reason: 'warn', warn: 'neutral' } as const
const empty: GateGroup = { op: 'all', items: [] }

interface Tools {
  gate: GateGroup
  label: string
  put: (gate: GateGroup) => void
  open: (criterion: Criterion, path: GatePath | null, into: GatePath) => void
  step: (path: GatePath, direction: -1 | 1) => void
}

/** Criteria as sentences, in groups; written, moved and taken out by mouse or keyboard. An empty gate is none. */
export function GateEditor({ label, gate, onChange }: { label: string; gate: GateGroup | null; onChange: (gate: GateGroup | null) => void }) {
  const { t } = useTranslation('designer')
  const root = useRef<HTMLDivElement>(null)
  const focus = useRef<string | null>(null)
  const [sheet, setSheet] = useState<{ criterion: Criterion; path: GatePath | null; into: GatePath } | null>(null)
  const shown = gate ?? empty
  const put = (next: GateGroup) => onChange(next.items.length === 0 ? null : next)
  useEffect(() => {
    // A criterion that moved to another group is drawn anew: the focus goes with it.
    if (focus.current === null) return
    root.current?.querySelector<HTMLElement>(`[data-criterion="${focus.current}"]`)?.focus()
    focus.current = null
  })
  const tools: Tools = {
    gate: shown,
    label,
    put,
    open: (criterion, path, into) => setSheet({ criterion, path, into }),
    step: (path, direction) => {
      const stepped = stepItem(shown, path, direction)
      if (!stepped) return
      const parent = path.slice(0, -1).reduce<GateGroup | null>((at, index) => {
        const item = at?.items[index]
        return item && isGroup(item) ? item : null
      }, shown)
      const item = parent?.items[path.at(-1) ?? 0]
      if (item && !isGroup(item)) focus.current = item.id
      put(stepped.gate)
    },
  }
  return (
    <div ref={root}>
      {shown.items.length === 0 && <p className={styles.empty}>{t('gates.empty')}</p>}
      <GroupBox group={shown} path={[]} tools={tools} />
      {sheet && (
        <CriterionSheet
          criterion={sheet.criterion}
          isNew={sheet.path === null}
          onClose={() => setSheet(null)}
          onDone={(criterion) => {
            put(sheet.path === null ? insertItem(shown, sheet.into, criterion) : replaceItem(shown, sheet.path, criterion))
            focus.current = criterion.id
            setSheet(null)
          }}
        />
      )}
    </div>
  )
}

function GroupBox({ group, path, tools }: { group: GateGroup; path: GatePath; tools: Tools }) {
  const { t } = useTranslation('designer')
  const { gate, put } = tools
  const inner = path.length > 0
  return (
    <div className={inner ? styles.inner : undefined} role={inner ? 'group' : undefined} aria-label={inner ? t('gates.groupLabel') : undefined}>
      {(inner || group.items.length > 1) && (
        <div className={styles.head}>
          <Segmented<GateGroup['op']>
            size="small"
            aria-label={inner ? t('gates.groupLabel') : tools.label}
            value={group.op}
            onChange={(op) => put(setOp(gate, path, op))}
            options={[
              { value: 'all', label: t('gates.all') },
              { value: 'any', label: t('gates.any') },
            ]}
          />
          {inner && (
            <span className={styles.headActions}>
              <Button size="small" type="text" onClick={() => put(unwrapGroup(gate, path))}>
                {t('gates.unwrap')}
              </Button>
              <Button size="small" type="text" onClick={() => put(removeItem(gate, path))}>
                {t('gates.removeGroup')}
              </Button>
            </span>
          )}
        </div>
      )}
      {group.items.length > 0 && (
        <ul className={styles.items} aria-label={tools.label}>
          {group.items.map((item, index) => {
            const at = [...path, index]
            return isGroup(item) ? (
              <li key={`group ${index}`}>
                <GroupBox group={item} path={at} tools={tools} />
              </li>
            ) : (
              <li key={item.id}>
                <CriterionRow criterion={item} path={at} tools={tools} />
              </li>
            )
          })}
        </ul>
      )}
      {inner && group.items.length === 0 && (
        <p className={group.op === 'any' ? styles.wrong : styles.empty} role={group.op === 'any' ? 'alert' : undefined}>
          {t(group.op === 'any' ? 'gates.emptyAny' : 'gates.emptyGroup')}
        </p>
      )}
      <AddBar path={path} tools={tools} />
    </div>
  )
}

function AddBar({ path, tools }: { path: GatePath; tools: Tools }) {
  const { t } = useTranslation('designer')
  const { gate, put } = tools
  const room = hasRoom(gate, path, 'criterion')
  const full = t('gates.full', GATE_LIMITS)
  return (
    <div className={styles.add}>
      <Dropdown
        trigger={['click']}
        disabled={!room}
        menu={{
          className: styles.types,
          items: criterionTypes.map(({ type, icon }) => ({
            key: type,
            icon,
            label: (
              <span className={styles.type}>
                {t(`criterion.types.${type}`)}
                <small>{t(`criterion.typeHelp.${type}`)}</small>
              </span>
            ),
          })),
          onClick: ({ key }) => tools.open(blankCriterion(key as CriterionType), null, path),
        }}
      >
        <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} disabled={!room} title={room ? undefined : full}>
          {t('gates.add')}
        </Button>
      </Dropdown>
      {hasRoom(gate, path, 'group') && gate.items.length > 0 && (
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={() => put(insertItem(gate, path, { op: 'any', items: [] }))}>
          {t('gates.addGroup')}
        </Button>
      )}
    </div>
  )
}

function CriterionRow({ criterion, path, tools }: { criterion: Criterion; path: GatePath; tools: Tools }) {
  const { t } = useTranslation('designer')
  const { say } = useGateWords()
  const { gate, put } = tools
  const sentence = say(criterion)
  const icon = criterionTypes.find((one) => one.type === criterion.type)?.icon
  const open = () => tools.open(criterion, path, path.slice(0, -1))
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    tools.step(path, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <div className={styles.criterion}>
      <button type="button" className={styles.sentence} data-criterion={criterion.id} title={t('gates.keys')} onClick={open} onKeyDown={onKeyDown}>
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
        <span className={styles.words}>
          {sentence}
          {criterion.help && <small>{criterion.help}</small>}
        </span>
      </button>
      <Tag tone={tones[criterion.severity]}>{t(`gates.severity.${criterion.severity}`)}</Tag>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            { key: 'edit', label: t('gates.edit') },
            { key: 'up', label: t('up'), disabled: stepItem(gate, path, -1) === null },
            { key: 'down', label: t('down'), disabled: stepItem(gate, path, 1) === null },
            { key: 'wrap', label: t('gates.wrap'), disabled: !hasRoom(gate, path.slice(0, -1), 'group') },
            { type: 'divider' },
            { key: 'remove', label: t('remove'), danger: true },
          ],
          onClick: ({ key }) => {
            if (key === 'edit') open()
            else if (key === 'up') tools.step(path, -1)
            else if (key === 'down') tools.step(path, 1)
            else if (key === 'wrap') put(wrapItem(gate, path, 'any'))
            else put(removeItem(gate, path))
          },
        }}
      >
        <Button type="text" size="small" icon={<EllipsisOutlined />} className={styles.menu} aria-label={t('gates.menu', { name: sentence })} />
      </Dropdown>
    </div>
  )
}

import { DeleteOutlined, EditOutlined, PauseCircleOutlined, PlayCircleOutlined, SendOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import type { RowAction } from '../SettingRows.tsx'

/** What is posted to: a robot, another system. */
interface Target {
  id: string
  name: string
  isOn: boolean
}

/** A list of targets: which is edited, whose log is open, and what can be done with each. */
export function useTargets<T extends Target>(calls: { test: (target: T) => Promise<unknown>; turn: (target: T, isOn: boolean) => Promise<unknown>; remove: (target: T) => Promise<unknown> }) {
  const { t } = useTranslation('messages')
  const { modal } = App.useApp()
  const toast = useToast()
  const refresh = useRefresh()
  const [editing, setEditing] = useState<T | 'new' | null>(null)
  const [logged, setLogged] = useState<T | null>(null)
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  const run = async (work: Promise<unknown>, text: string) => {
    await work.then(() => toast.done(text), toast.failed)
    told()
  }
  const tryOut = async (target: T) => {
    await run(calls.test(target), t('testing'))
    setLogged(target)
  }
  const remove = (target: T) =>
    modal.confirm({ title: t('removeSure', { name: target.name }), okText: t('remove'), okButtonProps: { danger: true }, onOk: () => run(calls.remove(target), t('removed', { name: target.name })) })
  const actionsOf = (target: T, more: readonly RowAction[] = []): RowAction[] => [
    { key: 'test', label: t('test'), icon: <SendOutlined />, run: () => void tryOut(target) },
    { key: 'log', label: t('log'), icon: <UnorderedListOutlined />, run: () => setLogged(target) },
    { key: 'edit', label: t('edit'), icon: <EditOutlined />, run: () => setEditing(target) },
    ...more,
    {
      key: 'on', label: target.isOn ? t('turnOff') : t('turnOn'), icon: target.isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
      run: () => void run(calls.turn(target, !target.isOn), t('saved')),
    },
    { key: 'remove', label: t('remove'), icon: <DeleteOutlined />, danger: true, run: () => void remove(target) },
  ]
  return { editing, setEditing, logged, setLogged, told, actionsOf }
}

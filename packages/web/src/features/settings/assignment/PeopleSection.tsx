import { EditOutlined, PlusOutlined, DeleteOutlined } from '@ant-design/icons'
import { changeAssignee, listAssignees } from '@sluice/core/assignment/contract'
import type { AssigneeOut } from '@sluice/core/assignment/contract'
import { Button, DatePicker, Form, Input, InputNumber } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { FormSheet } from '../FormSheet.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Assignment.module.css'

/** What everybody who sells can take and has, and when they are away. */
export function PeopleSection() {
  const { t } = useTranslation('assignment')
  const format = useFormat()
  const { user } = useSession()
  const read = useContractQuery(listAssignees, {})
  const [editing, edit] = useState<AssigneeOut | null>(null)
  const manages = user.role === 'admin' || user.role === 'manager'
  const people = read.data?.items ?? []
  const limit = (most: number | null) => (most === null ? t('settings.noLimit') : String(most))
  const now = new Date().toISOString()
  return (
    <SettingSection second title={t('settings.people')} note={t('settings.peopleNote')} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
      {people.length === 0 ? (
        <EmptyState title={t('settings.people')} />
      ) : (
        <SettingRows label={t('settings.people')}>
          {people.map((one) => {
            const away = one.absences.find(({ from, to }) => from <= now && now < to)
            const mayEdit = manages || one.user.id === user.id
            return (
              <SettingRow
                key={one.user.id}
                title={one.user.name}
                detail={`${one.team.name} · ${t('settings.weight')} ${one.weight} · ${t('settings.dayLimit')} ${limit(one.dayLimit)} · ${t('settings.handLimit')} ${limit(one.handLimit)}`}
                aside={
                  <>
                    {away && <Tag color="#d46b08">{t('settings.away', { time: format.dateTime(away.to) })}</Tag>}
                    <span className="num">
                      {t('settings.today', { count: one.today })} · {t('settings.inHand', { count: one.inHand })}
                    </span>
                  </>
                }
                onOpen={mayEdit ? () => edit(one) : undefined}
                actions={mayEdit ? [{ key: 'edit', label: t('settings.edit'), icon: <EditOutlined />, run: () => edit(one) }] : []}
              />
            )
          })}
        </SettingRows>
      )}
      {editing && <PersonSheet person={editing} manages={manages} onClose={() => edit(null)} />}
    </SettingSection>
  )
}

interface Fields {
  weight: number
  dayLimit: number | null
  handLimit: number | null
  absences: { range: [Dayjs, Dayjs] | null; note: string }[]
}

function PersonSheet({ person, manages, onClose }: { person: AssigneeOut; manages: boolean; onClose: () => void }) {
  const { t } = useTranslation('assignment')
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<Fields>({
    initial: { weight: person.weight, dayLimit: person.dayLimit, handLimit: person.handLimit, absences: person.absences.map(({ from, to, note }) => ({ range: [dayjs(from), dayjs(to)], note })) },
    write: (_, values) =>
      call(changeAssignee, {
        params: { id: person.user.id },
        body: {
          ...(manages && { weight: values.weight, dayLimit: values.dayLimit ?? null, handLimit: values.handLimit ?? null }),
          absences: values.absences.flatMap(({ range, note }) => (range === null ? [] : [{ from: range[0].toISOString(), to: range[1].toISOString(), note: note ?? '' }])),
        },
      }),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: person.user.id })
      toast.done(t('settings.saved'))
      onClose()
    },
  })
  return (
    <FormSheet title={t('settings.personTitle', { name: person.user.name })} save={t('settings.save')} edit={edit} onClose={onClose}>
      {manages && (
        <div className={styles.row}>
          <Form.Item name="weight" label={t('settings.weight')}>
            <InputNumber min={0} max={100} precision={0} />
          </Form.Item>
          <Form.Item name="dayLimit" label={t('settings.dayLimit')}>
            <InputNumber min={0} max={10000} precision={0} placeholder={t('settings.noLimit')} />
          </Form.Item>
          <Form.Item name="handLimit" label={t('settings.handLimit')}>
            <InputNumber min={0} max={100000} precision={0} placeholder={t('settings.noLimit')} />
          </Form.Item>
        </div>
      )}
      <Form.Item label={t('settings.absences')}>
        <Form.List name="absences">
          {(fields, { add, remove }) => (
            <div className={styles.members}>
              {fields.map((field) => (
                <div key={field.key} className={styles.row}>
                  <Form.Item name={[field.name, 'range']} noStyle rules={[{ required: true, message: t('settings.absences') }]}>
                    <DatePicker.RangePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={[t('settings.from'), t('settings.to')]} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'note']} noStyle>
                    <Input maxLength={200} placeholder={t('settings.absenceNote')} style={{ flex: '1 1 120px' }} />
                  </Form.Item>
                  <Button type="text" icon={<DeleteOutlined />} aria-label={t('settings.remove')} onClick={() => remove(field.name)} />
                </div>
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add({ range: null, note: '' })}>
                {t('settings.addAbsence')}
              </Button>
            </div>
          )}
        </Form.List>
      </Form.Item>
    </FormSheet>
  )
}

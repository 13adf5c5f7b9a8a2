import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { answerKinds, changeResponsePolicy, getResponsePolicy } from '@sluice/core/answering/contract'
import type { ResponsePolicy } from '@sluice/core/answering/contract'
import { Button, Checkbox, Form, InputNumber, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { SaveProblem } from '../SaveProblem.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Answering.module.css'
import { CalendarSection } from './CalendarSection.tsx'

/** How soon a lead is to be answered, in what hours, and which days are worked. */
export function AnsweringSection() {
  const { t } = useTranslation('answering')
  const { user } = useSession()
  const read = useContractQuery(getResponsePolicy, {})
  const isAdmin = user.role === 'admin'
  return (
    <>
      <SettingSection flush={false} title={t('settings.title')} note={isAdmin ? t('settings.note') : t('settings.readOnly')} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
        {read.data && <PolicyForm policy={read.data} isAdmin={isAdmin} />}
      </SettingSection>
      <CalendarSection isAdmin={isAdmin} />
    </>
  )
}

type Fields = Omit<ResponsePolicy, 'version'>

function PolicyForm({ policy, isAdmin }: { policy: ResponsePolicy; isAdmin: boolean }) {
  const { t } = useTranslation('answering')
  const toast = useToast()
  const refresh = useRefresh()
  const { version, ...initial } = policy
  const edit = useEditForm<Fields>({
    initial,
    version,
    write: async (changed, values, at) => (await call(changeResponsePolicy, { body: { ...changed, spans: values.spans }, ifMatch: at })).version,
    readVersion: async () => (await call(getResponsePolicy)).version,
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
      toast.done(t('settings.saved'))
    },
  })
  const minutes = (name: 'targetMinutes' | 'remindBeforeMinutes' | 'escalateAfterMinutes' | 'reassignAfterMinutes', label: string, min: number, empty: boolean) => (
    <Form.Item name={name} label={label} getValueFromEvent={(value: number | null) => value}>
      <InputNumber min={min} max={10080} precision={0} suffix={t('settings.minutes')} placeholder={empty ? t('settings.never') : undefined} style={{ width: 170 }} />
    </Form.Item>
  )
  return (
    <Form form={edit.form} layout="vertical" requiredMark={false} initialValues={edit.initial} onFinish={(values) => void edit.submit(values)} disabled={!isAdmin} className={styles.form}>
      <Form.Item name="isOn" label={t('settings.isOn')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className={styles.row}>
        {minutes('targetMinutes', t('settings.target'), 5, false)}
        {minutes('remindBeforeMinutes', t('settings.remind'), 1, true)}
        {minutes('escalateAfterMinutes', t('settings.escalate'), 0, true)}
        {minutes('reassignAfterMinutes', t('settings.reassign'), 0, true)}
      </div>
      <Form.Item name="kinds" label={t('settings.kinds')}>
        <Checkbox.Group options={answerKinds.map((value) => ({ value, label: t(`settings.kindNames.${value}`) }))} />
      </Form.Item>
      <Form.Item name="spans" label={t('settings.spans')}>
        <SpansField disabled={!isAdmin} />
      </Form.Item>
      <SaveProblem saving={edit.saving} onOverwrite={edit.overwrite && (() => void edit.overwrite?.())} />
      {isAdmin && (
        <Button type="primary" htmlType="submit" loading={edit.saving.busy}>
          {t('settings.save')}
        </Button>
      )}
    </Form>
  )
}

const at = (text: string) => dayjs(`2000-01-01T${text === '24:00' ? '23:59' : text}`)

/** The parts of a working day, as `['09:00', '12:00']`. */
function SpansField({ value = [], onChange, disabled }: { value?: ResponsePolicy['spans']; onChange?: (spans: ResponsePolicy['spans']) => void; disabled: boolean }) {
  const { t } = useTranslation('answering')
  return (
    <div className={styles.spans}>
      {value.map(([from, to], i) => (
        <span key={i} className={styles.row}>
          <TimePicker.RangePicker
            format="HH:mm"
            minuteStep={15}
            allowClear={false}
            disabled={disabled}
            value={[at(from), at(to)]}
            onChange={(range) => range?.[0] && range[1] && onChange?.(value.map((one, n) => (n === i ? [range[0]?.format('HH:mm') ?? from, range[1]?.format('HH:mm') ?? to] : one)))}
          />
          {!disabled && value.length > 1 && <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('settings.removeSpan')} ${from}–${to}`} onClick={() => onChange?.(value.filter((_, n) => n !== i))} />}
        </span>
      ))}
      {!disabled && value.length < 6 && (value.at(-1)?.[1] ?? '00:00') < '23:00' && (
        <Button icon={<PlusOutlined />} onClick={() => onChange?.([...value, [value.at(-1)?.[1] ?? '09:00', '23:00']])}>
          {t('settings.addSpan')}
        </Button>
      )}
    </div>
  )
}

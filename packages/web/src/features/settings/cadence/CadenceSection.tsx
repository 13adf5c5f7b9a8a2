import { usualCadence, type CadenceLimits } from '@sluice/core/config/cadence'
import { stageLayers } from '@sluice/core/config/pipeline'
import { permissions } from '@sluice/core/identity/role'
import { changeCadence, getCadence } from '@sluice/core/suggestions/contract'
import { Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { SaveProblem } from '../SaveProblem.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './Cadence.module.css'

/** When customers are spoken to too little or too much: what 今日, suggestions and lists go by. */
export function CadenceSection() {
  const { t } = useTranslation('cadence')
  const { user } = useSession()
  const read = useContractQuery(getCadence, {})
  const mayWrite = permissions[user.role].config.write !== 'none'
  return (
    <SettingSection flush={false} title={t('title')} note={mayWrite ? t('note') : t('readOnly')} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
      {read.data && <LimitsForm {...read.data} mayWrite={mayWrite} />}
    </SettingSection>
  )
}

function LimitsForm({ version, mayWrite, ...initial }: CadenceLimits & { version: number; mayWrite: boolean }) {
  const { t } = useTranslation('cadence')
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<CadenceLimits>({
    initial,
    version,
    write: async (_, values, at) => (await call(changeCadence, { body: values, ifMatch: at })).version,
    readVersion: async () => (await call(getCadence)).version,
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
      toast.done(t('saved'))
    },
  })
  const number = (name: (string | number)[], label: string, unit: string, max: number, min = 1) => (
    <Form.Item key={name.join('.')} name={name} label={label} rules={[{ required: true, message: t('required') }]}>
      <InputNumber min={min} max={max} precision={0} suffix={unit} style={{ width: 150 }} />
    </Form.Item>
  )
  return (
    <Form form={edit.form} layout="vertical" requiredMark={false} initialValues={edit.initial} onFinish={(values) => void edit.submit(values)} disabled={!mayWrite} className={styles.form}>
      <fieldset>
        <legend>{t('tooLittle')}</legend>
        <p>{t('tooLittleText')}</p>
        <div className={styles.row}>
          {stageLayers.map((layer) => number(['silentDays', layer], t(`layers.${layer}`), t('days'), 365))}
          {number(['idleLeadDays'], t('leads'), t('days'), 365)}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('tooMuch')}</legend>
        <p>{t('tooMuchText')}</p>
        <div className={styles.row}>
          {number(['tooMany', 'days'], t('within'), t('days'), 60)}
          {number(['tooMany', 'contacts'], t('contacts'), t('times'), 50, 2)}
        </div>
      </fieldset>
      <p>
        {t('elsewhere')} <Link to={paths.pipelines}>{t('pipelines')}</Link>
      </p>
      <SaveProblem saving={edit.saving} onOverwrite={edit.overwrite && (() => void edit.overwrite?.())} />
      {mayWrite && (
        <div className={styles.row}>
          <Button type="primary" htmlType="submit" loading={edit.saving.busy}>
            {t('save')}
          </Button>
          <Button onClick={() => edit.form.setFieldsValue(usualCadence)}>{t('usual')}</Button>
        </div>
      )}
    </Form>
  )
}

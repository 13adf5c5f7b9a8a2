import { TeamOutlined } from '@ant-design/icons'
import { markAttendance } from '@sluice/core/meetings/contract'
import type { MeetingState } from '@sluice/core/meetings/contract'
import { Button, Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Run.module.css'

/** Who is here. Whoever presents or leads ticks people without a device. */
export function Attendance({ id, state, show, here }: { id: string; state: MeetingState; show: (state: MeetingState) => void; here: number }) {
  const { t } = useTranslation('meetings')
  const format = useFormat()
  const toast = useToast()
  const mark = useContractMutation(markAttendance, { onSuccess: show, onError: toast.failed })
  const marks = state.canSteer || state.canTakeOver
  const list = (
    <ul className={styles.people}>
      {state.members.map((one) => (
        <li key={one.id}>
          <Checkbox checked={one.isPresent} disabled={!marks || mark.isPending} aria-label={t('run.mark', { name: one.name })} onChange={(event) => mark.mutate({ params: { id }, body: { userId: one.id, isPresent: event.target.checked } })}>
            {one.name}
          </Checkbox>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title={t('run.attendance')} content={list}>
      <Button type="text" icon={<TeamOutlined aria-hidden />}>
        <span className="num">{t('run.present', { n: format.count(here), of: format.count(state.members.length) })}</span>
      </Button>
    </Popover>
  )
}

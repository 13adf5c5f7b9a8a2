import { changeRobot, createRobot, listRobots } from '@sluice/core/messages/contract'
import type { Robot } from '@sluice/core/messages/contract'
import { robotKinds } from '@sluice/core/messages/robot'
import type { RobotKind } from '@sluice/core/messages/robot'
import { Form, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { TeamSelect } from '../../pickers/TeamSelect.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'

interface Fields { name: string; kind: RobotKind; address: string; secret: string; teamId: string | null }

const samples: Record<RobotKind, string> = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…', dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…', feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
}
/** By its address a robot's platform is known: nobody has to choose what was pasted already. */
const kindOf = (address: string): RobotKind | null => (address.includes('/cgi-bin/webhook/') ? 'wecom' : address.includes('/robot/send') ? 'dingtalk' : address.includes('/open-apis/bot/') ? 'feishu' : null)
const ignore = () => undefined

export function RobotSheet({ robot, onClose }: { robot: Robot | null; onClose: () => void }) {
  const { t } = useTranslation('messages')
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<Fields>({
    initial: robot === null ? { name: '', kind: 'wecom', address: '', secret: '', teamId: null } : { name: robot.name, kind: robot.kind, address: '', secret: '', teamId: robot.team?.id ?? null },
    ...(robot !== null && { version: robot.version, readVersion: async () => (await call(listRobots)).items.find((one) => one.id === robot.id)?.version ?? robot.version }),
    write: async (changed, { name, kind, address, secret, teamId }, version) => {
      const said = { ...(secret.trim() !== '' && { secret: secret.trim() }) }
      if (robot === null) return call(createRobot, { body: { name, kind, address: address.trim(), teamId, ...said } })
      const { name: newName, teamId: newTeam } = changed
      return call(changeRobot, { params: { id: robot.id }, ifMatch: version, body: { ...(newName !== undefined && { name: newName }), ...(newTeam !== undefined && { teamId: newTeam }), ...(address.trim() !== '' && { address: address.trim() }), ...said } })
    },
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: robot?.id ?? '' })
      toast.done(t('saved'))
      onClose()
    },
  })
  const kind = (Form.useWatch('kind', edit.form) as RobotKind | undefined) ?? edit.initial.kind
  return (
    <FormSheet title={robot?.name ?? t('robots.title')} save={t('save')} edit={edit} onClose={onClose} width={560}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="kind" label={t('robots.kind')}>
        <Segmented disabled={robot !== null} options={robotKinds.map((value) => ({ value, label: t(`robots.kinds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="address" label={t('robots.address')} extra={robot === null ? t('robots.addressHelp') : t('robots.addressKept', { host: robot.host })} rules={robot === null ? [{ required: true, whitespace: true, message: t('needed') }] : []}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 4 }} maxLength={2000} placeholder={samples[kind]} spellCheck={false}
          onChange={(event) => {
            const found = kindOf(event.target.value)
            if (robot === null && found !== null) edit.form.setFieldValue('kind', found)
          }}
        />
      </Form.Item>
      {kind !== 'wecom' ? (
        <Form.Item name="secret" label={t('robots.secret')} extra={robot?.isSigned === true ? t('robots.secretKept') : t(`robots.secretHelp.${kind}`)}>
          <Input.Password autoComplete="off" maxLength={200} />
        </Form.Item>
      ) : null}
      <Form.Item name="teamId" label={t('robots.team')} extra={t('robots.teamHelp')}>
        <TeamSelect value={null} onChange={ignore} />
      </Form.Item>
    </FormSheet>
  )
}

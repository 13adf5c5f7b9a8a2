import { changePipeline, listPipelines } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { useListVersion } from '../use-list-version.ts'

/** Name and description of a pipeline. */
export function EditPipeline({ pipeline, onClose }: { pipeline: Pipeline; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const versionOf = useListVersion(listPipelines)
  const change = useContractMutation(changePipeline, { onSuccess: () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id }) })
  const edit = useEditForm({
    initial: { name: pipeline.name, definition: pipeline.definition },
    version: pipeline.version,
    write: (changed, _, version) => change.mutateAsync({ params: { id: pipeline.id }, body: changed, ifMatch: version }),
    readVersion: () => versionOf(pipeline.id),
    onDone: () => {
      toast.done(t('saved'))
      onClose()
    },
  })
  return (
    <FormSheet title={t('pipelines.editTitle')} save={t('save')} edit={edit} onClose={onClose}>
      <Form.Item name="name" label={t('pipelines.nameLabel')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="definition" label={t('pipelines.about')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
    </FormSheet>
  )
}

import type { Pipeline } from '@sluice/core/catalog/contract'
import { copyPipeline } from '@sluice/core/designer/contract'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'

/** A new pipeline with the definition of another one, and no deals. */
export function CopyPipeline({ pipeline, onClose, onDone }: { pipeline: Pipeline; onClose: () => void; onDone: (copy: Pipeline) => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const copy = useContractMutation(copyPipeline)
  const edit = useEditForm({
    initial: { name: t('pipelines.copyName', { name: pipeline.name }).slice(0, 60) },
    write: async (_, { name }) => {
      const made = await copy.mutateAsync({ params: { id: pipeline.id }, body: { name } })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: made.id })
      toast.done(t('addedDone', { name: made.name }))
      onDone(made)
    },
    onDone: onClose,
  })
  return (
    <FormSheet title={t('pipelines.copyTitle', { name: pipeline.name })} save={t('pipelines.copy')} edit={edit} onClose={onClose}>
      <Form.Item name="name" label={t('pipelines.nameLabel')} extra={t('pipelines.copyHelp')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
    </FormSheet>
  )
}

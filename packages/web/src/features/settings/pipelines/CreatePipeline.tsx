import { createPipeline } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { StageChain } from '../../session/StageChain.tsx'
import { TemplateChoice } from '../../session/TemplateChoice.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { readStageNames } from './stage-names.ts'

type From = 'template' | 'names'

interface Fields {
  template: string[]
  name: string
  stages: string
  wonName: string
  lostName: string
}

/** A new pipeline: from a template, or from plain stage names. */
export function CreatePipeline({ onClose, onDone }: { onClose: () => void; onDone: (pipeline: Pipeline) => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const [from, setFrom] = useState<From>('template')
  const create = useContractMutation(createPipeline)
  const edit = useEditForm<Fields>({
    initial: { template: [], name: '', stages: '', wonName: t('pipelines.wonDefault'), lostName: t('pipelines.lostDefault') },
    write: async (_, fields) => {
      const name = fields.name.trim() || undefined
      const read = readStageNames(fields.stages)
      const body =
        from === 'template' ? { name, template: fields.template[0] } : { name, stages: read.ok ? read.names : [], wonName: fields.wonName, lostName: fields.lostName }
      const pipeline = await create.mutateAsync({ body })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id })
      toast.done(t('addedDone', { name: pipeline.name }))
      onDone(pipeline)
    },
    onDone: onClose,
  })
  const typed = Form.useWatch('stages', edit.form) ?? ''
  const wonName = Form.useWatch('wonName', edit.form) ?? ''
  const names = readStageNames(typed)
  const check = (_: unknown, text: string) => {
    const read = readStageNames(text)
    if (read.ok) return Promise.resolve()
    const words = { none: t('pipelines.stageNamesNeeded'), many: t('pipelines.stageNamesMany'), twice: t('pipelines.stageNamesTwice', { name: read.name }) }
    return Promise.reject(new Error(words[read.problem]))
  }
  return (
    <FormSheet title={t('pipelines.add')} save={t('pipelines.create')} edit={edit} onClose={onClose} width={560}>
      <Segmented<From>
        block
        aria-label={t('pipelines.add')}
        value={from}
        onChange={setFrom}
        style={{ marginBottom: 16 }}
        options={[
          { value: 'template', label: t('pipelines.from.template') },
          { value: 'names', label: t('pipelines.from.names') },
        ]}
      />
      {from === 'template' && (
        <Form.Item name="template" rules={[{ type: 'array', required: true, min: 1, message: t('pipelines.templateNeeded') }]}>
          <TemplateChoice single />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('pipelines.nameLabel')} rules={from === 'names' ? [{ required: true, whitespace: true, message: t('nameNeeded') }] : []}>
        <Input maxLength={60} placeholder={from === 'template' ? t('pipelines.nameFromTemplate') : undefined} />
      </Form.Item>
      {from === 'names' && (
        <>
          <Form.Item name="stages" label={t('pipelines.stageNames')} extra={t('pipelines.namesHelp')} validateTrigger="onBlur" rules={[{ validator: check }]}>
            <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} placeholder={t('pipelines.stageNamesPlaceholder')} />
          </Form.Item>
          {names.ok && (
            <div style={{ marginBottom: 16 }}>
              <StageChain stages={names.names} wonName={wonName} />
            </div>
          )}
          <Form.Item name="wonName" label={t('pipelines.wonName')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="lostName" label={t('pipelines.lostName')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
            <Input maxLength={40} />
          </Form.Item>
        </>
      )}
    </FormSheet>
  )
}

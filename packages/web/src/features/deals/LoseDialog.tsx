import { Form, Input, Modal, TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLossReasons } from './lookups.ts'
import { lossTree } from './loss-tree.ts'

export interface LossAnswer {
  reasonId: string
  note?: string
  competitor?: string
}

/**
 * Lost: a reason from the tree is required; some reasons ask who won instead, or for words. Reviewing the reason of a deal that
 * is lost already asks the same, with what was said then filled in.
 */
export function LoseDialog(props: {
  deal: { title: string }
  review?: { reasonId: string | null; note: string | null; competitor: string | null }
  onCancel: () => void
  onConfirm: (answer: LossAnswer) => void
}) {
  const { review } = props
  const { t } = useTranslation('deals')
  const { data, isPending } = useLossReasons()
  const [form] = Form.useForm<{ reasonId?: string; competitor?: string; note?: string }>()
  const tree = useMemo(() => lossTree(data?.items ?? []), [data])
  const chosenId = Form.useWatch('reasonId', form)
  const chosen = data?.items.find((reason) => reason.id === chosenId)

  return (
    <Modal
      open
      width={480}
      title={t(review ? 'lose.reviewTitle' : 'lose.title')}
      okText={t(review ? 'lose.reviewOk' : 'lose.ok')}
      okButtonProps={{ danger: !review }}
      onOk={() => form.submit()}
      onCancel={props.onCancel}
    >
      <p style={{ marginBottom: 16, color: 'var(--s-text-secondary)' }}>{t(review ? 'lose.reviewText' : 'lose.text', { title: props.deal.title })}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={review && { reasonId: review.reasonId ?? undefined, note: review.note ?? undefined, competitor: review.competitor ?? undefined }}
        onFinish={({ reasonId, competitor, note }) => {
          if (!reasonId) return
          props.onConfirm({ reasonId, competitor: competitor?.trim() || undefined, note: note?.trim() || undefined })
        }}
      >
        <Form.Item name="reasonId" label={t('lose.reason')} rules={[{ required: true, message: t('lose.reasonRequired') }]}>
          <TreeSelect
            treeData={tree}
            loading={isPending}
            autoFocus
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeDefaultExpandAll
            placeholder={t('lose.reasonPlaceholder')}
            listHeight={320}
          />
        </Form.Item>
        {chosen?.asksCompetitor && (
          <Form.Item name="competitor" label={t('lose.competitor')}>
            <Input maxLength={120} placeholder={t('lose.competitorPlaceholder')} />
          </Form.Item>
        )}
        <Form.Item name="note" label={t('lose.note')} rules={chosen?.asksText ? [{ required: true, whitespace: true, message: t('lose.noteRequired') }] : []}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t('lose.notePlaceholder')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import designer from '../Designer.module.css'
import { Field } from '../Field.tsx'
import styles from './PlaybookPart.module.css'
import type { StagePartProps } from './stage-part.ts'

const isLink = (url: string | null) => url === null || /^https?:\/\/\S+$/i.test(url)

/** How to work in a stage: what to say, what to ask, what to hand over, how to answer. */
export function PlaybookPart({ stage, change }: StagePartProps) {
  const { t } = useTranslation('designer')
  const { playbook } = stage
  const put = (part: Partial<typeof playbook>, about?: string) => change({ playbook: { ...playbook, ...part } }, about && `playbook.${about}`)
  return (
    <Section title={t('playbook.title')} note={t('playbook.note')}>
      <div className={designer.fields}>
        <Field label={t('playbook.scripts')}>
          {(id) => (
            <Input.TextArea id={id} value={playbook.scripts} maxLength={5000} autoSize={{ minRows: 2, maxRows: 14 }} placeholder={t('playbook.scriptsPlaceholder')} onChange={(event) => put({ scripts: event.target.value }, 'scripts')} />
          )}
        </Field>
        <Items
          title={t('playbook.questions')}
          add={t('playbook.addQuestion')}
          items={playbook.questions}
          blank=""
          onChange={(questions, about) => put({ questions }, about && `questions.${about}`)}
          row={(question, index, set) => (
            <Input aria-label={t('playbook.question', { n: index + 1 })} value={question} maxLength={300} status={question.trim() === '' ? 'error' : undefined} onChange={(event) => set(event.target.value)} />
          )}
        />
        <Items
          title={t('playbook.materials')}
          add={t('playbook.addMaterial')}
          items={playbook.materials}
          blank={{ name: '', url: null }}
          onChange={(materials, about) => put({ materials }, about && `materials.${about}`)}
          row={(material, index, set) => (
            <div className={styles.pair}>
              <Input aria-label={t('playbook.material', { n: index + 1 })} placeholder={t('playbook.materialName')} value={material.name} maxLength={200} status={material.name.trim() === '' ? 'error' : undefined} onChange={(event) => set({ ...material, name: event.target.value })} />
              <span className={styles.url}>
                <Input
                  aria-label={t('playbook.materialUrl', { n: index + 1 })}
                  placeholder={t('playbook.urlPlaceholder')}
                  value={material.url ?? ''}
                  maxLength={500}
                  inputMode="url"
                  status={isLink(material.url) ? undefined : 'error'}
                  onChange={(event) => set({ ...material, url: event.target.value.trim() === '' ? null : event.target.value.trim() })}
                />
                {!isLink(material.url) && <small role="alert">{t('playbook.urlWrong')}</small>}
              </span>
            </div>
          )}
        />
        <Items
          title={t('playbook.objections')}
          add={t('playbook.addObjection')}
          items={playbook.objections}
          blank={{ objection: '', answer: '' }}
          onChange={(objections, about) => put({ objections }, about && `objections.${about}`)}
          row={(one, index, set) => (
            <div className={styles.pair}>
              <Input aria-label={t('playbook.objection', { n: index + 1 })} placeholder={t('playbook.objectionPlaceholder')} value={one.objection} maxLength={300} status={one.objection.trim() === '' ? 'error' : undefined} onChange={(event) => set({ ...one, objection: event.target.value })} />
              <Input.TextArea aria-label={t('playbook.answer', { n: index + 1 })} placeholder={t('playbook.answerPlaceholder')} value={one.answer} maxLength={2000} autoSize={{ minRows: 1, maxRows: 6 }} onChange={(event) => set({ ...one, answer: event.target.value })} />
            </div>
          )}
        />
      </div>
    </Section>
  )
}

/** A short list that one writes: each entry can be changed, moved, removed. */
function Items<T>(props: {
  title: string
  add: string
  items: readonly T[]
  blank: T
  onChange: (items: T[], about?: string) => void
  row: (item: T, index: number, set: (item: T) => void) => ReactNode
}) {
  const { t } = useTranslation('designer')
  const { items, onChange } = props
  const swap = (a: number, b: number) => {
    const next = [...items]
    const [one, other] = [items[a], items[b]]
    if (one === undefined || other === undefined) return
    next[a] = other
    next[b] = one
    onChange(next)
  }
  return (
    <div role="group" aria-label={props.title}>
      <h3 className={styles.title}>{props.title}</h3>
      {items.length > 0 && (
        <ol className={styles.items}>
          {items.map((item, index) => (
            <li key={index}>
              <div className={styles.control}>{props.row(item, index, (next) => onChange(items.map((one, at) => (at === index ? next : one)), String(index)))}</div>
              <Button type="text" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={`${t('up')} ${index + 1}`} onClick={() => swap(index, index - 1)} />
              <Button type="text" icon={<ArrowDownOutlined />} disabled={index === items.length - 1} aria-label={`${t('down')} ${index + 1}`} onClick={() => swap(index, index + 1)} />
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('playbook.remove', { n: index + 1 })} onClick={() => onChange(items.filter((_, at) => at !== index))} />
            </li>
          ))}
        </ol>
      )}
      <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} disabled={items.length >= 30} onClick={() => onChange([...items, props.blank])}>
        {props.add}
      </Button>
    </div>
  )
}

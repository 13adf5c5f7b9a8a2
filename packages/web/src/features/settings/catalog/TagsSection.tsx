import { PlusOutlined } from '@ant-design/icons'
import { createTag, listTags } from '@sluice/core/catalog/contract'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { categoryColors } from '../../../ui/theme.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useSession } from '../../session/session.ts'
import { FormSheet } from '../FormSheet.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './TagsSection.module.css'

/** The tags; whoever works on records may coin one. */
export function TagsSection() {
  const { t } = useTranslation('settings')
  const { user } = useSession()
  const { data, isPending, error, refetch } = useContractQuery(listTags, {})
  const [adding, setAdding] = useState(false)
  const mayAdd = user.role !== 'viewer' && user.role !== 'finance'
  return (
    <>
      <SettingSection
        flush={false}
        title={t('sections.tags')}
        note={data && data.items.length > 0 ? t('tags.count', { count: data.items.length }) : undefined}
        actions={
          mayAdd && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t('tags.add')}
            </Button>
          )
        }
        loading={isPending}
        error={error}
        onRetry={() => void refetch()}
      >
        {data?.items.length === 0 ? (
          <EmptyState compact title={t('tags.none')} text={t('tags.noneText')} />
        ) : (
          <ul className={styles.tags}>
            {data?.items.map((tag) => (
              <li key={tag.id}>
                <Tag color={tag.color || undefined} dot>
                  {tag.name}
                </Tag>
              </li>
            ))}
          </ul>
        )}
      </SettingSection>
      {adding && <AddTag taken={data?.items.map((tag) => tag.name) ?? []} onClose={() => setAdding(false)} />}
    </>
  )
}

function AddTag({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const create = useContractMutation(createTag)
  const edit = useEditForm({
    initial: { name: '', color: '' },
    write: async (_, { name, color }) => {
      const tag = await create.mutateAsync({ body: { name, color } })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: tag.id })
      toast.done(t('addedDone', { name: tag.name }))
    },
    onDone: onClose,
  })
  return (
    <FormSheet title={t('tags.add')} save={t('add')} edit={edit} onClose={onClose}>
      <Form.Item
        name="name"
        label={t('tags.name')}
        rules={[
          { required: true, whitespace: true, message: t('nameNeeded') },
          { validator: (_, name: string) => (taken.includes((name ?? '').trim()) ? Promise.reject(new Error(t('tags.exists'))) : Promise.resolve()) },
        ]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="color" label={t('tags.color')}>
        <ColorChoice />
      </Form.Item>
    </FormSheet>
  )
}

/** One of the eight colours that are told apart by everybody, or none. */
function ColorChoice({ value = '', onChange }: { value?: string; onChange?: (color: string) => void }) {
  const { t } = useTranslation('settings')
  // Stored colours must read well in light and dark: the light set's are used in both, mixed with the surface.
  return (
    <div className={styles.colors} role="radiogroup" aria-label={t('tags.color')}>
      {['', ...categoryColors('light')].map((color, index) => (
        <button
          key={color}
          type="button"
          role="radio"
          aria-checked={value === color}
          aria-label={color === '' ? t('tags.noColor') : t('tags.colorNumber', { count: index })}
          className={value === color ? `${styles.color} ${styles.chosen}` : styles.color}
          style={{ '--color': color || 'var(--s-border-strong)' } as React.CSSProperties}
          onClick={() => onChange?.(color)}
        />
      ))}
    </div>
  )
}

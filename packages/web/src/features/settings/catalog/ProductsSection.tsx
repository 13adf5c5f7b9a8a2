import { EditOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changeProduct, listProducts } from '@sluice/core/catalog/contract'
import type { Product } from '@sluice/core/catalog/contract'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { ProductSheet } from './ProductSheet.tsx'

/** What is sold. */
export function ProductsSection() {
  const { t } = useTranslation('settings')
  const mayWrite = useMay()('config', 'write')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { data, isPending, error, refetch } = useContractQuery(listProducts, {})
  const change = useContractMutation(changeProduct)
  const [search, setSearch] = useState('')
  const [withArchived, setWithArchived] = useState(false)
  const [open, setOpen] = useState<{ sheet: 'add' } | { sheet: 'edit'; id: string } | null>(null)
  const all = data?.items ?? []
  const archived = all.filter((one) => one.isArchived).length
  const shown = all.filter(
    (one) => (withArchived || !one.isArchived) && [one.name, one.code, one.family].join(' ').toLowerCase().includes(search.toLowerCase()),
  )
  const editing = open?.sheet === 'edit' ? all.find((one) => one.id === open.id) : undefined
  const changed = (id: string) => refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
  const setArchived = async (product: Product, isArchived: boolean) => {
    try {
      const { version } = await change.mutateAsync({ params: { id: product.id }, body: { isArchived }, ifMatch: product.version })
      if (isArchived)
        toast.undoable(t('archivedDone', { name: product.name }), async () => {
          await change.mutateAsync({ params: { id: product.id }, body: { isArchived: false }, ifMatch: version })
          changed(product.id)
        })
      else toast.done(t('restoredDone', { name: product.name }))
    } catch (refusal) {
      toast.failed(refusal)
    }
    changed(product.id)
  }
  const add = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'add' })}>
      {t('products.add')}
    </Button>
  )

  return (
    <>
      <SettingSection
        title={t('sections.products')}
        actions={add}
        tools={
          all.length > 0 && (
            <>
              <SearchField value={search} onSearch={setSearch} placeholder={t('products.search')} width={240} />
              {archived > 0 && (
                <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
                  <Switch size="small" checked={withArchived} onChange={setWithArchived} />
                  {t('showArchived', { count: archived })}
                </label>
              )}
            </>
          )
        }
        loading={isPending}
        error={error}
        onRetry={() => void refetch()}
      >
        {all.length === 0 ? (
          <EmptyState compact title={t('products.none')} text={t('products.noneText')} />
        ) : shown.length === 0 ? (
          <EmptyState compact title={t('products.nothing')} />
        ) : (
          <SettingRows label={t('sections.products')}>
            {shown.map((product) => (
              <SettingRow
                key={product.id}
                title={product.name}
                quiet={product.isArchived}
                detail={[product.code, product.family].filter(Boolean).join(' · ') || undefined}
                aside={
                  <>
                    {product.isArchived && <Tag>{t('archived')}</Tag>}
                    <span className="num">{product.priceMinor === null ? t('products.noPrice') : format.money(product.priceMinor, product.currency)}</span>
                  </>
                }
                onOpen={mayWrite ? () => setOpen({ sheet: 'edit', id: product.id }) : undefined}
                actions={
                  mayWrite
                    ? [
                        { key: 'edit', label: t('edit'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: product.id }) },
                        product.isArchived
                          ? { key: 'restore', label: t('restore'), icon: <UndoOutlined />, run: () => void setArchived(product, false) }
                          : { key: 'archive', label: t('archive'), icon: <InboxOutlined />, run: () => void setArchived(product, true) },
                      ]
                    : []
                }
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {open?.sheet === 'add' && <ProductSheet onClose={() => setOpen(null)} />}
      {editing && <ProductSheet key={editing.id} product={editing} onClose={() => setOpen(null)} />}
    </>
  )
}

import { changeProduct, createProduct, listProducts } from '@sluice/core/catalog/contract'
import type { Product } from '@sluice/core/catalog/contract'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { CurrencySelect } from '../../../ui/CurrencySelect.tsx'
import { useOrg } from '../../../ui/org-context.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { MoneyInput } from '../../pickers/MoneyInput.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { useListVersion } from '../use-list-version.ts'

interface Fields {
  name: string
  code: string
  family: string
  currency: string
  /** `undefined` while what is typed is no amount. */
  priceMinor: number | null | undefined
}

const orNull = (text: string | undefined) => (text === undefined ? undefined : text.trim() || null)

/** A product: a new one, or changes to `product`. */
export function ProductSheet({ product, onClose }: { product?: Product; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: deals } = useTranslation('deals')
  const org = useOrg()
  const toast = useToast()
  const refresh = useRefresh()
  const versionOf = useListVersion(listProducts)
  const create = useContractMutation(createProduct)
  const change = useContractMutation(changeProduct)
  const edit = useEditForm<Fields>({
    initial: { name: product?.name ?? '', code: product?.code ?? '', family: product?.family ?? '', currency: product?.currency ?? org.currency, priceMinor: product?.priceMinor ?? null },
    version: product?.version,
    write: async (changed, all, version) => {
      const sent = product ? changed : all
      const body = { ...sent, code: orNull(sent.code), family: orNull(sent.family) }
      const saved = product
        ? await change.mutateAsync({ params: { id: product.id }, body, ifMatch: version })
        : await create.mutateAsync({ body: { ...body, name: all.name } })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: saved.id })
      toast.done(product ? t('saved') : t('addedDone', { name: saved.name }))
    },
    readVersion: product && (() => versionOf(product.id)),
    onDone: onClose,
  })
  const currency = Form.useWatch('currency', edit.form) ?? edit.initial.currency
  return (
    <FormSheet title={product ? t('products.editTitle') : t('products.add')} save={product ? t('save') : t('add')} edit={edit} onClose={onClose}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="code" label={t('products.code')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="family" label={t('products.family')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="priceMinor"
        label={t('products.price')}
        rules={[{ validator: (_, minor: unknown) => (minor === undefined ? Promise.reject(new Error(deals('form.amountWrong'))) : Promise.resolve()) }]}
      >
        <PriceField key={currency} currency={currency} />
      </Form.Item>
      <Form.Item name="currency" label={t('org.currency')}>
        <CurrencySelect />
      </Form.Item>
    </FormSheet>
  )
}

/** The money field as a Form.Item hands it its value. */
function PriceField(props: { id?: string; value?: number | null; onChange?: (minor: number | null | undefined) => void; currency: string }) {
  return <MoneyInput id={props.id} value={props.value ?? null} currency={props.currency} onChange={(minor) => props.onChange?.(minor)} />
}

import {
  ApartmentOutlined, CalculatorOutlined, CalendarOutlined, CheckSquareOutlined, ClockCircleOutlined, DollarOutlined, DownSquareOutlined, EnvironmentOutlined,
  FieldNumberOutlined, FileTextOutlined, FontSizeOutlined, FunctionOutlined, LinkOutlined, MailOutlined, PaperClipOutlined, PercentageOutlined, PhoneOutlined,
  PullRequestOutlined, TagsOutlined, UserOutlined,
} from '@ant-design/icons'
import type { CustomFieldType } from '@sluice/core/fields/field-type'
import type { ReactNode } from 'react'

/** The picture of each type, in lists and palettes. */
export const fieldTypeIcons: Readonly<Record<CustomFieldType, ReactNode>> = {
  text: <FontSizeOutlined />, long_text: <FileTextOutlined />, number: <FieldNumberOutlined />, money: <DollarOutlined />, percent: <PercentageOutlined />,
  date: <CalendarOutlined />, time: <ClockCircleOutlined />, select: <DownSquareOutlined />, multi_select: <TagsOutlined />, boolean: <CheckSquareOutlined />,
  user: <UserOutlined />, team: <ApartmentOutlined />, reference: <PullRequestOutlined />, phone: <PhoneOutlined />, mail: <MailOutlined />, url: <LinkOutlined />,
  address: <EnvironmentOutlined />, file: <PaperClipOutlined />, formula: <FunctionOutlined />, rollup: <CalculatorOutlined />,
}

/** The types as the gallery of a new field shows them. */
export const fieldTypeGroups = [
  { key: 'text', types: ['text', 'long_text'] },
  { key: 'number', types: ['number', 'money', 'percent'] },
  { key: 'time', types: ['date', 'time'] },
  { key: 'choice', types: ['select', 'multi_select', 'boolean'] },
  { key: 'link', types: ['user', 'team', 'reference', 'file'] },
  { key: 'reach', types: ['phone', 'mail', 'url', 'address'] },
  { key: 'computed', types: ['formula', 'rollup'] },
] as const satisfies readonly { key: string; types: readonly CustomFieldType[] }[]

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formDefinition } from './definition.ts'
import { escapeHtml, jsonInHtml } from './escape-html.ts'
import { renderForm } from './render-page.ts'
import { sampleForm } from './sample.fixture.ts'

const at = { language: 'zh' as const, orgName: '云帆科技', action: '/f/yunfan/demo', otherLanguageUrl: '/f/yunfan/demo?lang=en' }

test('the page holds the fields in order, with labels, help and what is required', () => {
  const { body, title } = renderForm(sampleForm(), at)
  expect(title).toBe('预约演示')
  expect([...body.matchAll(/data-field="(\w+)"/g)].map((one) => one[1])).toEqual(['name', 'company', 'phone', 'mail', 'size', 'topics', 'seats', 'day', 'news', 'wish', 'consent'])
  expect(body).toContain('autocomplete="tel"')
  expect(body).toContain('<noscript>')
  expect(renderForm(sampleForm(), { ...at, language: 'en' }).body).toContain('Below 50')
})

test('nothing that people write becomes markup', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&`
  const words = { zh: evil, en: evil }
  const definition = sampleForm({
    title: words, intro: words, consent: { text: words }, languages: ['zh'],
    fields: [{ key: 'a', type: 'text', label: words, help: words, required: true }, { key: 'b', type: 'select', label: words, options: [{ value: 'x', label: words }] }],
  })
  const { body } = renderForm(definition, { ...at, orgName: evil, action: evil, otherLanguageUrl: evil })
  expect(body).not.toMatch(/<script|<img|onerror=alert\(1\)>(?!.*&gt;)/)
  expect(body).not.toContain(evil)
})

test('escaped text has none of the five characters; JSON in a script element cannot end it', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(escapeHtml(text).replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[&<>"']/)
    expect(JSON.parse(jsonInHtml({ text }))).toEqual({ text })
    expect(jsonInHtml(text)).not.toMatch(/[<>&]/)
  }), { seed: 20260302 })
})

test('an empty draft can be shown', () => {
  expect(renderForm(formDefinition.parse({}), at).body).toContain('id="send"')
})

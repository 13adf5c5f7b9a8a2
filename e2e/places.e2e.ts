import { checkPlace } from './support/check-place.ts'
import { violations } from './support/axe.ts'
import { places } from './support/places.ts'
import { expect, nobody, test } from './support/test.ts'
import { test as visiting } from './support/visit-test.ts'
import { rawKeys } from './support/words.ts'

for (const place of places) {
  visiting(`${place.name}: accessible, translated, without an error`, async ({ page, api }) => {
    await checkPlace(page, place, api)
  })
}

test.describe('before signing in', () => {
  test.use({ storageState: nobody })
  test('the sign-in page is accessible in light and dark, and translated', async ({ page, trouble }) => {
    trouble.expectRefusal(/GET \/api\/v1\/(me|session) 401/)
    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: '进入演示公司' })).toBeVisible()
    expect(await rawKeys(page)).toEqual([])
    expect(await violations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    expect(await violations(page, ['color-contrast'])).toEqual([])
  })
})

test('a script or style from elsewhere is refused, and these tests would notice', async ({ page, trouble }) => {
  trouble.expectRefusal(/Content Security Policy|Refused to (load|execute|apply)|net::ERR_BLOCKED_BY_CSP|csp/i)
  const answer = await page.goto('/today')
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'")
  const refused = page.waitForEvent('console', (message) => message.type() === 'error' && /Content Security Policy/.test(message.text()))
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.intruder = true'
    document.head.append(script)
  })
  await refused
  expect(await page.evaluate(() => 'intruder' in window)).toBe(false)
})

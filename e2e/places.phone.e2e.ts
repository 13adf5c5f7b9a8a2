import { checkPlace } from './support/check-place.ts'
import { places } from './support/places.ts'
import { test } from './support/visit-test.ts'

for (const place of places) {
  test(`${place.name} on a phone: accessible, translated, not wider than the screen`, async ({ page, api }) => {
    await checkPlace(page, place, api, false)
  })
}

/** A refusal's HTTP status and its words. Words may use `{name}` for data that travels with the refusal. */
export interface RefusalWords {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503
  zh: string
  en: string
}

/** Fills `{name}` places of a text from data; an unknown place stays visible. */
export function fillWords(text: string, data: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in data ? String(data[key]) : whole))
}
